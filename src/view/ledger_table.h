/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tables of the ledger: requests (rows: struct ledger_row), and sums by list, day and session
 * (struct ledger_sum). Signs: `≤` at most that much, the charge is unknown (with `?` after it: no
 * answer will show it), `*` shown by a later balance, `~` a share of a sum shown that way.
 */
#ifndef FOLLOWTRAIL_VIEW_LEDGER_TABLE_H
#define FOLLOWTRAIL_VIEW_LEDGER_TABLE_H

#include "store/ledger.h"
#include "view/table.h"

extern const struct table ledger_requests;
extern const struct table ledger_sum_tables[]; /* by enum ledger_by */

#endif
