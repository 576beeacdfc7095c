/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text broken into lines at its blanks. Pure. */
#ifndef FOLLOWTRAIL_UI_WRAP_H
#define FOLLOWTRAIL_UI_WRAP_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>

/* Puts the next line of *text, at most `cols` columns as it will be shown, into `line` (cleared
 * first, outside text unrevealed) and moves *text behind it. A word longer than a line is broken
 * between clusters. False at the end. */
bool wrap_next(const char **text, size_t cols, struct buf *line) __attribute__((nonnull));

size_t wrap_count(const char *text, size_t cols) __attribute__((nonnull)); /* lines that it needs */

#endif
