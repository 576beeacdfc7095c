/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text as a field of a CSV line (RFC 4180). Nothing in it is ever altered. */
#ifndef FOLLOWTRAIL_BASE_CSV_TEXT_H
#define FOLLOWTRAIL_BASE_CSV_TEXT_H

#include "base/buf.h"

/* Appends `text`, quoted if necessary. False if `out` is full. */
bool csv_text_put(struct buf *out, const char *text) __attribute__((nonnull));
bool csv_text_put_bytes(struct buf *out, const char *bytes, size_t len) __attribute__((nonnull));

/* Whether a spreadsheet might read it as a formula: it begins with = + - @, in full width too, with
 * a tab, LF or CR. Not for numbers. */
bool csv_text_is_formula(const char *text) __attribute__((nonnull));

#endif
