/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A few words of a body that is not an answer of the API, so that people see where it comes from: a
 * gateway, a proxy, a network's login page. */
#ifndef FOLLOWTRAIL_API_GLIMPSE_H
#define FOLLOWTRAIL_API_GLIMPSE_H

#include "base/arena.h"

#include <stddef.h>

enum { GLIMPSE_MAX = 160 }; /* maximum bytes quoted */

/* “page title: “…”” for HTML with a title, else “starts with “…””: one line of UTF-8, with U+FFFD
 * for invalid bytes. In the arena; NULL if there is nothing to quote. */
const char *glimpse_of(struct arena *arena, const char *bytes, size_t len)
    __attribute__((nonnull(1)));

#endif
