/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Percent-encoding for files of space-separated words, which outside text must not break. */
#ifndef FOLLOWTRAIL_BASE_PERCENT_H
#define FOLLOWTRAIL_BASE_PERCENT_H

#include "base/buf.h"

#include <stdbool.h>
#include <stdint.h>

#define PERCENT_DIGITS     "0123456789"
#define PERCENT_LETTERS    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define PERCENT_UNRESERVED PERCENT_LETTERS PERCENT_DIGITS "-._~" /* RFC 3986, section 2.3 */

/* Appends `text` with every byte that is not in `plain` as %XX. False when `out` is full. */
bool percent_encode(struct buf *out, const char *text, const char *plain) __attribute__((nonnull));

/* Appends `text` with every byte that is not a plain character as %XX; empty text becomes "%". */
void percent_put(struct buf *out, const char *text) __attribute__((nonnull));

/* The text encoded in a word; NULL if it is not valid. The caller frees it. */
char *percent_read(const char *word) __attribute__((nonnull, warn_unused_result));

/* Reads a word of digits as a number from 0 up. */
bool percent_read_number(const char *word, int64_t *number)
    __attribute__((nonnull, warn_unused_result));

#endif
