/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ledger as a person reads it: lines for a terminal, times local, outside text revealed. */
#ifndef FOLLOWTRAIL_CLI_LEDGER_TEXT_H
#define FOLLOWTRAIL_CLI_LEDGER_TEXT_H

#include "store/ledger.h"

void ledger_text_head(struct buf *out) __attribute__((nonnull));
void ledger_text_row(struct buf *out, const struct ledger_row *row) __attribute__((nonnull));

void ledger_text_sum_head(struct buf *out, enum ledger_by by) __attribute__((nonnull));
void ledger_text_sum(struct buf *out, enum ledger_by by, const struct ledger_sum *sum)
    __attribute__((nonnull));

/* The last lines: all requests together. */
void ledger_text_total(struct buf *out, const struct ledger_sum *total) __attribute__((nonnull));

#endif
