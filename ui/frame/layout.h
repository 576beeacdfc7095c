/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where everything is, from the size of the screen and the user's wishes. Pure. A row or column of
 * -1: not shown. As the screen gets lower, panes fold away in this order: detail pane, banner,
 * column titles, trail; a pane beside the list first folds below it. The banner is below the list,
 * so that titles and rows, which may be under a mouse, do not move when it comes and goes.
 */
#ifndef FOLLOWTRAIL_UI_FRAME_LAYOUT_H
#define FOLLOWTRAIL_UI_FRAME_LAYOUT_H

#include "model/look.h"
#include "view/column_plan.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    LAYOUT_ROWS_MIN = 5,
    LAYOUT_COLS_MIN = 20,
    LAYOUT_COLS_FOR_BESIDE = 100,
    LAYOUT_COLS_FOR_AUTO = 120
};

struct layout_wish {
    const struct columns *columns;
    enum look_pane pane;
    int pane_rows, pane_cols; /* of the pane below, and beside; 0: chosen to fit */
    bool is_zoomed;           /* the pane replaces the list */
    bool has_banner;          /* the list needs the banner */
    size_t rows;              /* of the list, for the width of the number column */
    /* Lines that a message needs, 0 for none. It covers the rule above the status line and, above
     * that, the pane below; without a pane, it takes rows of the list. */
    int message_rows;
};

struct layout {
    int rows, cols;
    bool is_usable; /* false: too small for anything but one line that says so */
    int trail_row, title_row, header_row;
    int list_row, list_rows, list_cols; /* its left edge is the screen's */
    int banner_row;
    bool is_zoomed; /* the pane replaces it */
    int rule_row;   /* above the pane */
    int rule_col;   /* before it */
    int detail_row, detail_rows, detail_col, detail_cols;
    int message_row,
        message_rows; /* the lowest is the rule above the status line when there is no message */
    int status_row;
    struct column columns[COLUMN_COUNT];
};

/* Columns that do not fit are dropped, the least important first. */
struct layout layout_make(int rows, int cols, const struct layout_wish *wish)
    __attribute__((nonnull));

/* Whether the pane is meant to be beside the list, on a screen of `cols` columns. */
bool layout_wants_beside(enum look_pane pane, int cols);

/* The pane's size one step larger or smaller, as far as there is room: the new wish for pane_rows,
 * or for pane_cols if it is beside the list. */
int layout_step_pane(const struct layout *layout, int by) __attribute__((nonnull));

/* The column at `col`, or the one before that gap; COLUMN_COUNT for none. */
enum column_id layout_column_at(const struct layout *layout, int col) __attribute__((nonnull));

#endif
