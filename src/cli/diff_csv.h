/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Differences as diff.csv, on stdout: plain or for spreadsheets (export/csv_file.h). */
#ifndef FOLLOWTRAIL_CLI_DIFF_CSV_H
#define FOLLOWTRAIL_CLI_DIFF_CSV_H

#include "analysis/difference.h"

#include "base/err.h"

/* *formulas: cells that a spreadsheet might read as a formula. ERR_IO. */
bool diff_csv_print(const struct difference *difference, bool is_excel, int64_t *formulas,
                    struct err *err) __attribute__((nonnull(1, 3), warn_unused_result));

#endif
