/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where everything stands, from the size of the screen and what a person wants there. Pure. A row
 * or column of -1: not shown. Panes fold away in this order as the screen gets lower: detail pane,
 * banner, column titles, trail; beside the list the pane folds below it first. The banner stands
 * below the list: it comes and goes, and neither titles nor rows move then, which may be under a
 * mouse.
 */
#ifndef FOLLOWTRAIL_VIEW_LAYOUT_H
#define FOLLOWTRAIL_VIEW_LAYOUT_H

#include "model/look.h"
#include "view/column_plan.h"

#include <stdbool.h>
#include <stddef.h>

enum { LAYOUT_ROWS_MIN = 5, LAYOUT_COLS_MIN = 20, LAYOUT_COLS_FOR_BESIDE = 100 };

struct layout_wish {
    const struct columns *columns;
    enum look_pane pane;
    int pane_rows, pane_cols; /* of the pane below, and beside; 0: as fits */
    bool is_zoomed;           /* the pane takes the list's place */
    bool has_banner;          /* the list has something to be said below it */
    size_t rows;              /* of the list, for the width of their numbers */
    /* Lines that a message needs, 0 for none. It covers the rule above the status and, above that,
     * the pane below; where there is none, list and pane give way. */
    int message_rows;
};

struct layout {
    int rows, cols;
    bool is_usable; /* false: too small for anything but a line that says so */
    int trail_row, title_row, header_row;
    int list_row, list_rows, list_cols; /* its left edge is the screen's */
    int banner_row;
    bool is_zoomed; /* the pane stands there instead */
    int rule_row;   /* above the pane */
    int rule_col;   /* before it */
    int detail_row, detail_rows, detail_col, detail_cols;
    int message_row,
        message_rows; /* the lowest is the rule above the status while there is no message */
    int status_row;
    struct column columns[COLUMN_COUNT];
};

/* The columns that do not fit drop out, the least important first. */
struct layout layout_make(int rows, int cols, const struct layout_wish *wish)
    __attribute__((nonnull));

/* The pane's extent one step larger or smaller than it is, as far as there is room: what to wish
 * for of pane_rows, or of pane_cols where it stands beside the list. */
int layout_step_pane(const struct layout *layout, int by) __attribute__((nonnull));

/* The column that stands at `col`, or before the gap that is there; COLUMN_COUNT for none. */
enum column_id layout_column_at(const struct layout *layout, int col) __attribute__((nonnull));

#endif
