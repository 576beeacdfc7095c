/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small gzip body that unpacks to a huge one: some text, then millions of spaces. */
#ifndef FOLLOWTRAIL_SANDBOX_BOMB_H
#define FOLLOWTRAIL_SANDBOX_BOMB_H

#include <stddef.h>

enum { BOMB_MEGABYTES = 200 };

/* The caller frees the result; *len is its length, about 200 kB. */
char *bomb_make(const char *text, size_t text_len, size_t *len)
    __attribute__((nonnull, returns_nonnull, warn_unused_result));

#endif
