/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of an export as text: cells end in "|", rows in a line break. Whatever fails ends the
 * test. */
#ifndef FOLLOWTRAIL_TESTS_SUPPORT_EXPORTED_H
#define FOLLOWTRAIL_TESTS_SUPPORT_EXPORTED_H

#include "base/buf.h"
#include "export/rows.h"

/* Of the store at `path`. */
struct export *exported_open(const char *path, const struct export_options *options);

/* Appends a table; the first missing cell of a column that has none missing ends the test. */
void exported_put(struct export *export, enum table_id table, struct buf *out);

/* Appends every table of an export with these options. */
void exported_put_all(const char *path, const struct export_options *options, struct buf *out);

/* A view of the store, in the order of the table, by a statement of its own. */
void exported_put_view(struct sql *sql, enum table_id table, struct buf *out);

/* Ends the test, with the first lines that differ, unless both are the same. */
void exported_assert_same(const struct buf *got, const struct buf *expected, const char *what);

#endif
