/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Prints a table (view/table.h) as text for people, as CSV and as JSON. */
#ifndef FOLLOWTRAIL_CLI_PRINT_TABLE_H
#define FOLLOWTRAIL_CLI_PRINT_TABLE_H

#include "view/table.h"

/* Lines of text: times are local, outside text is revealed. */
void print_table_titles(struct buf *out, const struct table *table) __attribute__((nonnull));
void print_table_text(struct buf *out, const struct table *table, const void *row)
    __attribute__((nonnull));

/* Lines of CSV; times are UTC. Text for a terminal is revealed. */
void print_table_csv_names(struct buf *out, const struct table *table) __attribute__((nonnull));
void print_table_csv(struct buf *out, const struct table *table, const void *row, bool is_terminal)
    __attribute__((nonnull));

/* The members of a JSON object from data column `from` on; times are UTC. */
void print_table_json(struct buf *out, const struct table *table, size_t from, const void *row)
    __attribute__((nonnull));

#endif
