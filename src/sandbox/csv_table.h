/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a CSV file with a header line, row by row, columns by name. The only file that uses
 * libcsv. */
#ifndef FOLLOWTRAIL_SANDBOX_CSV_TABLE_H
#define FOLLOWTRAIL_SANDBOX_CSV_TABLE_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

enum { CSV_TABLE_COLUMNS_MAX = 64, CSV_TABLE_ROW_MAX = 1 << 20 };

struct csv_column {
    const char *name;
    bool is_needed;
};

/* A row: cells[i] belongs to columns[i] and is "" if the file has no such column. Valid until the
 * function returns. */
struct csv_row {
    const char *file; /* the path, for messages */
    size_t line;      /* where the row begins, from 1 */
    bool is_marked;   /* the file begins with a byte order mark */
    const char *const *cells;
};

struct csv_table {
    const struct csv_column *columns;
    size_t column_count; /* at most CSV_TABLE_COLUMNS_MAX */
    /* The column of a file in which blanks around a cell are part of it; elsewhere, as people write
     * such files, they are not. NULL: none. */
    const char *exact;
    /* Takes a row; false, with *err set, stops reading. */
    bool (*take_row)(void *context, const struct csv_row *row, struct err *err);
    void *context;
};

/* Reads the whole file. False with ERR_IO, ERR_DATA (file and line in the text), or the error of
 * take_row. */
bool csv_table_read(const struct csv_table *table, const char *path, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

#endif
