/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tables of the ledger: requests (rows: struct ledger_row), and sums by list, day and session
 * (struct ledger_sum). Signs: `≤` at most that, the charge is not known (`?` behind it: and no
 * answer will say it), `*` a later balance shows it, `~` a share of a sum that is shown so.
 */
#ifndef FOLLOWTRAIL_VIEW_LEDGER_TABLE_H
#define FOLLOWTRAIL_VIEW_LEDGER_TABLE_H

#include "store/ledger.h"
#include "view/table.h"

extern const struct table ledger_requests;
extern const struct table ledger_sum_tables[]; /* by enum ledger_by */

#endif
