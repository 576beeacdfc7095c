/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads CSV text row by row (RFC 4180), in place. Lines end in LF, CR LF or CR; cells are separated
 * by commas, or by semicolons or tabs where the first line has no comma. A byte order mark is
 * skipped, and so are lines without a character. */
#ifndef FOLLOWTRAIL_BASE_CSV_ROWS_H
#define FOLLOWTRAIL_BASE_CSV_ROWS_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

enum { CSV_ROWS_CELLS_MAX = 256 };

struct csv_rows {
    char *at;
    size_t line; /* of `at`, from 1 */
    char separator;
};

struct csv_rows_row {
    size_t line; /* where it begins */
    size_t count;
    char *cells[CSV_ROWS_CELLS_MAX]; /* in the text */
};

/* `text`: NUL-terminated, changed by reading. */
void csv_rows_init(struct csv_rows *rows, char *text) __attribute__((nonnull));

/* Reads the next row. False at the end (*is_end), or with ERR_DATA, which names the line. */
bool csv_rows_next(struct csv_rows *rows, struct csv_rows_row *row, bool *is_end, struct err *err)
    __attribute__((nonnull(1, 2, 3)));

#endif
