/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What changed between two snapshots of a list, in words and as tables: for the shell. */
#ifndef FOLLOWTRAIL_VIEW_DIFFERENCE_TABLE_H
#define FOLLOWTRAIL_VIEW_DIFFERENCE_TABLE_H

#include "analysis/difference.h"
#include "base/buf.h"
#include "view/line.h"
#include "view/sheet.h"

/* Whose list, which snapshots, in what state and from when: "Following of @zoe: s3 of 2026-11-01,
 * complete, 172 rows; s9 of 2026-11-29, …". */
void difference_add_scope(const struct difference *difference, struct line *line)
    __attribute__((nonnull));

/* What has to be known about the figures, in sentences; nothing if all is plain. */
void difference_put_notes(const struct difference *difference, struct buf *out)
    __attribute__((nonnull));

/* Adds its tables to the sheet: the lists, a row a kind, and a table a kind. Their rows are in
 * `arena`. The difference outlives it. */
void difference_table_add(const struct difference *difference, struct arena *arena,
                          struct sheet *sheet) __attribute__((nonnull));

#endif
