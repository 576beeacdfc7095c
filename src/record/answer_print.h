/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One stored answer for people: lines that are safe for a terminal. */
#ifndef FOLLOWTRAIL_RECORD_ANSWER_PRINT_H
#define FOLLOWTRAIL_RECORD_ANSWER_PRINT_H

#include "base/buf.h"
#include "store/ledger.h"

/* Appends a header block (what was requested, when, status, encoding, bill), an empty line and the
 * unpacked body: JSON with one member a line, other text as it is. Local time. raw->reply must be
 * there. */
void answer_print(const struct ledger_row *row, const struct journal_raw *raw, struct buf *out)
    __attribute__((nonnull));

#endif
