/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Prints a page of tables (view/sheet.h) to stdout: as text for people; as JSON, an array of
 * objects a table; as CSV, a line a value: table, row, subrow, column, value. */
#ifndef FOLLOWTRAIL_CLI_PRINT_SHEET_H
#define FOLLOWTRAIL_CLI_PRINT_SHEET_H

#include "cli/print_table.h"
#include "view/line.h"
#include "view/sheet.h"

/* As text, below a line that says what it is about. */
bool print_sheet_text(const struct sheet *sheet, const struct line *head, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

/* As CSV; *formulas: cells that a spreadsheet might read as a formula. */
bool print_sheet_csv(const struct sheet *sheet, int64_t *formulas, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

/* As a JSON object whose first member is called `name` and says what it is about. */
bool print_sheet_json(const struct sheet *sheet, const char *name,
                      const struct print_member *members, size_t count, struct err *err)
    __attribute__((nonnull(1, 2, 3), warn_unused_result));

#endif
