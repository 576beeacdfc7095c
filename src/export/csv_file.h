/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A table as CSV (RFC 4180) in UTF-8, with a header line. Plain: lines end with LF, there is no
 * byte order mark, and text is as it is. For spreadsheets: a byte order mark, CRLF, and an
 * apostrophe before text that a spreadsheet would take for a formula, and before text that begins
 * with apostrophes and then looks like one, so that taking one away gives the text again.
 *
 * What is no UTF-8, or NUL, becomes U+FFFD.
 */
#ifndef FOLLOWTRAIL_EXPORT_CSV_FILE_H
#define FOLLOWTRAIL_EXPORT_CSV_FILE_H

#include "base/buf.h"
#include "export/data_file.h"
#include "export/rows.h"

struct csv_file {
    struct data_file *out;
    bool is_excel;
    struct buf line;
    int64_t rows;          /* without the header */
    int64_t formula_cells; /* that a spreadsheet would take for formulas, marked or not */
};

void csv_file_init(struct csv_file *file, struct data_file *out, bool is_excel)
    __attribute__((nonnull));
void csv_file_fini(struct csv_file *file) __attribute__((nonnull));

bool csv_file_put_header(struct csv_file *file, const struct export_table *table, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

/* A sink of rows (export/rows.h), whose context is the file. */
bool csv_file_put_row(void *context, const struct export_table *table,
                      const struct export_cell *cells, struct err *err)
    __attribute__((nonnull(1, 2, 3), warn_unused_result));

#endif
