/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where everything stands, from the size of the screen alone. Pure. A row of -1: not shown. Panes
 * fold away in this order as the screen gets lower: detail pane, column titles, trail.
 *
 * Text of variable width (name, bio) stands in the last columns, so that nothing it contains can
 * push a number out of line.
 */
#ifndef FOLLOWTRAIL_UI_LAYOUT_H
#define FOLLOWTRAIL_UI_LAYOUT_H

#include <stdbool.h>

enum { LAYOUT_ROWS_MIN = 5, LAYOUT_COLS_MIN = 20 };

enum column_id {
    COLUMN_NUMBER,
    COLUMN_SIGN,
    COLUMN_ACCOUNT,
    COLUMN_FOLLOWERS,
    COLUMN_FOLLOWING,
    COLUMN_VIDEOS,
    COLUMN_REGION,
    COLUMN_NAME,
    COLUMN_BIO,
    COLUMN_COUNT
};

struct column {
    int col, width; /* a width of 0: not shown */
};

struct layout {
    int rows, cols;
    bool is_usable; /* false: too small for anything but a line that says so */
    int trail_row, title_row, header_row;
    int list_row, list_rows;
    int rule_row, detail_row, detail_rows;
    int message_row,
        message_rows; /* the lowest is the rule above the status while there is no message */
    int status_row;
    struct column columns[COLUMN_COUNT];
};

/* `message_rows`: lines that a message needs, 0 for none. It covers the rule above the status and,
 * above that, the detail pane; where there is no detail pane the list gives way. */
struct layout layout_make(int rows, int cols, bool has_detail, int message_rows);

#endif
