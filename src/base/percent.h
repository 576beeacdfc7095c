/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Percent-encoding of text for lines of words with blanks between, which outside text must not
 * break. */
#ifndef FOLLOWTRAIL_BASE_PERCENT_H
#define FOLLOWTRAIL_BASE_PERCENT_H

#include "base/buf.h"

#include <stdbool.h>
#include <stdint.h>

/* Appends `text`, its bytes that are no plain characters as %XX; an empty one as "%". */
void percent_put(struct buf *out, const char *text) __attribute__((nonnull));

/* The text that a word was made of; NULL when it was made of none. The caller frees it. */
char *percent_read(const char *word) __attribute__((nonnull, warn_unused_result));

/* The number, 0 or more, that a word is in digits. */
bool percent_read_number(const char *word, int64_t *number)
    __attribute__((nonnull, warn_unused_result));

#endif
