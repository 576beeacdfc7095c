/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which of a list's columns fit, and where each stands. Pure. */
#ifndef FOLLOWTRAIL_VIEW_COLUMN_PLAN_H
#define FOLLOWTRAIL_VIEW_COLUMN_PLAN_H

#include "model/columns.h"

#include <stddef.h>

enum { COLUMN_PLAN_MARKS = 2 };

struct column {
    int col, width; /* a width of 0: not shown */
};

/* Places them in `cols` columns from the left edge, behind what marks a row (COLUMN_PLAN_MARKS
 * columns: the selection, a mark); the numbers of `rows` rows have room in theirs. The least
 * important drop out until the others fit; the account's stays, cut if need be. */
void column_plan_make(const struct columns *columns, int cols, size_t rows,
                      struct column placed[COLUMN_COUNT]) __attribute__((nonnull));

#endif
