/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text as a field of a CSV line (RFC 4180). */
#ifndef FOLLOWTRAIL_BASE_CSV_TEXT_H
#define FOLLOWTRAIL_BASE_CSV_TEXT_H

#include "base/buf.h"

/* Appends `text`, in quotes where it needs them. What a spreadsheet would take for a formula (= + -
 * @, a tab or a carriage return at its beginning) gets an apostrophe before it; numbers are not to
 * pass here. False when `out` is full. */
bool csv_text_put(struct buf *out, const char *text) __attribute__((nonnull));

#endif
