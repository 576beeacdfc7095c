/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table (view/table.h) on the screen. */
#ifndef FOLLOWTRAIL_UI_FRAME_DRAW_TABLE_H
#define FOLLOWTRAIL_UI_FRAME_DRAW_TABLE_H

#include "ui/terminal/line_draw.h"
#include "view/table.h"

/* The line of column titles. */
void draw_table_titles(struct screen *screen, int row, const struct table_plan *plan)
    __attribute__((nonnull));

/* `entry`: a row of the plan's table. */
void draw_table_row(struct screen *screen, int row, const struct table_plan *plan,
                    const void *entry) __attribute__((nonnull));

#endif
