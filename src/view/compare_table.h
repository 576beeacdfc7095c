/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A comparison as tables: its lists, each two of them, the membership patterns, and in how many
 * lists accounts are. For the shell and for lines. */
#ifndef FOLLOWTRAIL_VIEW_COMPARE_TABLE_H
#define FOLLOWTRAIL_VIEW_COMPARE_TABLE_H

#include "analysis/comparison.h"
#include "view/sheet.h"

enum compare_part {
    COMPARE_LISTS = 1 << 0,
    COMPARE_PAIRS = 1 << 1,
    COMPARE_PATTERNS = 1 << 2,
    COMPARE_DEPTHS = 1 << 3,
    COMPARE_SCOPE = 1 << 4, /* for programs */
    COMPARE_ALL = (1 << 5) - 1
};

/* The tabs of the view, whose names these are. */
extern const struct table compare_matrix_tab, compare_patterns_tab, compare_depths_tab;

/* Adds the parts to the sheet; their rows are in `arena`. The comparison outlives it. `stored`: the
 * lists of the store. */
void compare_table_add(const struct comparison *comparison, unsigned parts, int64_t stored,
                       struct arena *arena, struct sheet *sheet) __attribute__((nonnull));

/* Replaces the document's lines by the parts, a sentence a row. */
void compare_table_tell(const struct comparison *comparison, unsigned parts,
                        struct document *document) __attribute__((nonnull));

#endif
