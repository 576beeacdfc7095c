/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Breaks text into lines at its blanks. Pure. */
#ifndef FOLLOWTRAIL_VIEW_WRAP_H
#define FOLLOWTRAIL_VIEW_WRAP_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>

/* Puts the next line of *text, at most `cols` columns wide as shown, into `line` (cleared first;
 * outside text unrevealed) and moves *text past it. A word longer than a line is broken between
 * clusters. No line ends after a word of one character, which may be a key, nor before a `·`. False
 * at the end. */
bool wrap_next(const char **text, size_t cols, struct buf *line) __attribute__((nonnull));

/* A text in a limited number of rows. A text that is too long is cut before its last sentence,
 * because that names the key. */
struct wrap {
    const char *text, *last; /* start of the last sentence; NULL: nothing is cut before it */
    size_t cols, rows, head; /* rows left, and those for the text before `last` */
};
void wrap_init(struct wrap *wrap, const char *text, size_t cols, size_t rows)
    __attribute__((nonnull));

/* Puts the next row's line into `line` (cleared first). A line that is cut is longer than the row,
 * so that whoever draws it shows the cut. False at the end. */
bool wrap_fit(struct wrap *wrap, struct buf *line) __attribute__((nonnull));

size_t wrap_count(const char *text, size_t cols) __attribute__((nonnull)); /* lines needed */

#endif
