/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A gzip body that unpacks to far more than it looks: some text, then spaces without number. */
#ifndef FOLLOWTRAIL_SANDBOX_BOMB_H
#define FOLLOWTRAIL_SANDBOX_BOMB_H

#include <stddef.h>

enum { BOMB_MEGABYTES = 200 };

/* The caller frees the result; *len gets its length, some 200 kB. */
char *bomb_make(const char *text, size_t text_len, size_t *len)
    __attribute__((nonnull, returns_nonnull, warn_unused_result));

#endif
