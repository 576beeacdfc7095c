/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Prints a page of tables (view/sheet.h) to stdout: as text for people; as JSON, an array of
 * objects a table; as CSV, a line a value: table, row, subrow, column, value. */
#ifndef FOLLOWTRAIL_CLI_PRINT_SHEET_H
#define FOLLOWTRAIL_CLI_PRINT_SHEET_H

#include "cli/print_table.h"
#include "view/sheet.h"

/* As text. */
bool print_sheet_text(const struct sheet *sheet, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

/* As CSV. */
bool print_sheet_csv(const struct sheet *sheet, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

/* Adds the members of a JSON object, each after a comma. */
void print_sheet_json(const struct sheet *sheet, struct buf *out) __attribute__((nonnull));

#endif
