/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A table (view/table.h) for programs: CSV as in RFC 4180, and JSON. Times are UTC, with
 * milliseconds. A cell without a value is empty in CSV and null in JSON. Pure.
 */
#ifndef FOLLOWTRAIL_VIEW_TABLE_DATA_H
#define FOLLOWTRAIL_VIEW_TABLE_DATA_H

#include "view/table.h"

#include <stdbool.h>

/* CSV being made. Text is never altered, except that a terminal gets it revealed. */
struct table_csv {
    bool is_terminal;
    int64_t formulas; /* so far: cells that a spreadsheet might read as a formula */
};

/* The line of names; a row as a line; a cell as a field. */
void table_csv_names(struct buf *out, const struct table *table) __attribute__((nonnull));
void table_csv_row(struct table_csv *csv, struct buf *out, const struct table *table,
                   const void *row) __attribute__((nonnull));
void table_csv_cell(struct table_csv *csv, struct buf *out, const struct table_column *column,
                    const void *row) __attribute__((nonnull));

/* The members of a JSON object, from data column `from` on. */
void table_json_members(struct buf *out, const struct table *table, size_t from, const void *row)
    __attribute__((nonnull));

/* A row as an object. */
void table_json_row(struct buf *out, const struct table *table, const void *row)
    __attribute__((nonnull));

#endif
