/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checks the rows of an export's tables, each in one pass: columns, types, keys, references. */
#ifndef FOLLOWTRAIL_VERIFY_TABLE_CHECK_H
#define FOLLOWTRAIL_VERIFY_TABLE_CHECK_H

#include "verify/package.h"
#include "verify/row_chunks.h"

struct table_check;

/* `package` must outlive it. */
struct table_check *table_check_new(const struct package *package)
    __attribute__((nonnull, returns_nonnull, warn_unused_result));
void table_check_free(struct table_check *check);

/* Reads the table `file` of the package to its end. Each table once, in any order. ERR_DATA names
 * file, line and column of the first difference. */
bool table_check_read(struct table_check *check, size_t file, struct row_chunks *chunks,
                      struct err *err) __attribute__((nonnull(1, 3), warn_unused_result));

/* After all tables: references to tables that were read later, and what crawls cost. */
bool table_check_finish(struct table_check *check, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

#endif
