/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One answer as it was kept, for a person: lines that are safe for a terminal. */
#ifndef FOLLOWTRAIL_RECORD_ANSWER_PRINT_H
#define FOLLOWTRAIL_RECORD_ANSWER_PRINT_H

#include "base/buf.h"
#include "store/ledger.h"

/* Appends a block of headers (what was asked for, when, status, encoding, bill), an empty line and
 * the body, unpacked: JSON one member a line, other text as it is. Local time. raw->reply is there.
 */
void answer_print(const struct ledger_row *row, const struct journal_raw *raw, struct buf *out)
    __attribute__((nonnull));

#endif
