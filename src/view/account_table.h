/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The accounts of a list as a table for the shell (cli/print_table): what their records say, what
 * stored lists say, and what the list says of its rows. Pure. */
#ifndef FOLLOWTRAIL_VIEW_ACCOUNT_TABLE_H
#define FOLLOWTRAIL_VIEW_ACCOUNT_TABLE_H

#include "model/list.h"
#include "view/table.h"

enum { ACCOUNT_TABLE_COLUMNS_MAX = 32 };

/* A row for print_table_row(). */
struct account_row {
    const struct account *account;
    struct facts facts;
    struct row_facts own;
    int64_t number; /* in the list, from 1 */
};

/* The table of a list: `table` points into it, so do not move it. */
struct account_table {
    struct table table;
    const struct table_column *data[ACCOUNT_TABLE_COLUMNS_MAX];
    const struct table_column *people[TABLE_COLUMNS_MAX];
};

/* With the columns that the list has something for: those of its rows (columns_suit()), `rank` and
 * `back` where it has an owner. `name`: of its rows, in the plural. */
void account_table_init(struct account_table *table, const struct list *list, const char *name)
    __attribute__((nonnull));

struct account_row account_table_row(const struct list *list, size_t row) __attribute__((nonnull));

#endif
