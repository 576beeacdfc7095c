/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text as a field of a CSV line (RFC 4180). */
#ifndef FOLLOWTRAIL_BASE_CSV_TEXT_H
#define FOLLOWTRAIL_BASE_CSV_TEXT_H

#include "base/buf.h"

/* Appends `text`, quoted if necessary. Text that a spreadsheet would read as a formula (starting
 * with = + - @, a tab or a carriage return) gets an apostrophe in front. Not for numbers. False if
 * `out` is full. */
bool csv_text_put(struct buf *out, const char *text) __attribute__((nonnull));

#endif
