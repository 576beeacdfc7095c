/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ledger as named cells: what its CSV and its JSON are made of, so that they say the same. */
#ifndef FOLLOWTRAIL_CLI_LEDGER_CELLS_H
#define FOLLOWTRAIL_CLI_LEDGER_CELLS_H

#include "store/ledger.h"

enum cell_kind { CELL_NOTHING, CELL_NUMBER, CELL_TEXT };

enum { CELL_TIME_MAX = 40, LEDGER_ROW_CELLS = 19, LEDGER_SUM_CELLS = 6 };

struct cell {
    const char *name;
    enum cell_kind kind; /* CELL_NOTHING: not known, or there can be none */
    int64_t number;
    const char *text;         /* borrowed, or `time`: not to be copied */
    char time[CELL_TIME_MAX]; /* ISO 8601, UTC, milliseconds */
};

/* Credits that may have been charged and are not known to be: 0 when they are known. */
int64_t ledger_maybe(const struct ledger_row *row) __attribute__((nonnull));

void ledger_row_cells(const struct ledger_row *row, struct cell cells[static LEDGER_ROW_CELLS])
    __attribute__((nonnull));

/* What the sum is of: the list, the day or the session. */
void ledger_key_cell(const struct ledger_sum *sum, enum ledger_by by, struct cell *cell)
    __attribute__((nonnull));
void ledger_sum_cells(const struct ledger_sum *sum, struct cell cells[static LEDGER_SUM_CELLS])
    __attribute__((nonnull));

/* Adds a row, or another sum, to a sum that was zeroed. */
void ledger_add_row(struct ledger_sum *sum, const struct ledger_row *row) __attribute__((nonnull));
void ledger_add_sum(struct ledger_sum *sum, const struct ledger_sum *other)
    __attribute__((nonnull));

/* `request,sent,…`: names and cells as a line of CSV; as the members of a JSON object. Text for a
 * terminal is revealed in CSV; JSON escapes it anyway. */
void ledger_put_csv_names(struct buf *out, const struct cell *cells, size_t count)
    __attribute__((nonnull));
void ledger_put_csv(struct buf *out, const struct cell *cells, size_t count, bool is_terminal)
    __attribute__((nonnull));
void ledger_put_json(struct buf *out, const struct cell *cells, size_t count)
    __attribute__((nonnull));

#endif
