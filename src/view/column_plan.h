/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which of a list's columns fit, and where. Pure. */
#ifndef FOLLOWTRAIL_VIEW_COLUMN_PLAN_H
#define FOLLOWTRAIL_VIEW_COLUMN_PLAN_H

#include "model/columns.h"

#include <stddef.h>

enum { COLUMN_PLAN_MARKS = 2 };

struct column {
    int col, width; /* a width of 0: not shown */
};

/* Places the columns in `cols` screen columns, after the row's marks (COLUMN_PLAN_MARKS columns:
 * the selection, a mark). The number column has room for the numbers of `rows` rows. The least
 * important columns are dropped until the others fit; the account column stays, cut if need be. */
void column_plan_make(const struct columns *columns, int cols, size_t rows,
                      struct column placed[COLUMN_COUNT]) __attribute__((nonnull));

#endif
