/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A few words of a body that is no answer of the API, so that a person sees whose it is: a
 * gateway's, a proxy's, a login page of the network. */
#ifndef FOLLOWTRAIL_API_GLIMPSE_H
#define FOLLOWTRAIL_API_GLIMPSE_H

#include "base/arena.h"

#include <stddef.h>

enum { GLIMPSE_MAX = 160 }; /* bytes that are quoted */

/* “its page is titled “…”” for HTML with a title, else “it begins with “…””: one line of UTF-8,
 * with U+FFFD for what is none. In the arena; NULL when there is nothing to quote. */
const char *glimpse_of(struct arena *arena, const char *bytes, size_t len)
    __attribute__((nonnull(1)));

#endif
