/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/layout.h"

enum {
    ROWS_FOR_TRAIL = 8,
    ROWS_FOR_HEADER = 7,
    ROWS_FOR_DETAIL = 14,
    ROWS_FOR_TALL_DETAIL = 40,
    DETAIL_ROWS = 4,
    DETAIL_ROWS_TALL = 6,
    MARKER_COLS = 1,
    NAME_COLS_MIN = 8,
    NAME_COLS_WITH_BIO = 28
};

/* A column is shown from `from_cols` on, `width` wide and `gap` behind the one before; from
 * `wide_from` on it is `wide`. */
static const struct {
    int from_cols, gap, width, wide_from, wide;
} shapes[COLUMN_NAME] = {
    [COLUMN_NUMBER] = {40, 0, 5, 1000, 5},    [COLUMN_SIGN] = {24, 1, 1, 1000, 1},
    [COLUMN_ACCOUNT] = {0, 1, 20, 96, 24},    [COLUMN_FOLLOWERS] = {36, 1, 9, 1000, 9},
    [COLUMN_FOLLOWING] = {60, 2, 9, 1000, 9}, [COLUMN_VIDEOS] = {72, 2, 6, 1000, 6},
    [COLUMN_REGION] = {66, 2, 2, 1000, 2},
};

static int smaller(int a, int b) {
    return a < b ? a : b;
}

static void place_columns(struct layout *layout) {
    int col = MARKER_COLS;
    for (int id = 0; id < COLUMN_NAME; id++) {
        if (layout->cols < shapes[id].from_cols)
            continue;
        int width = layout->cols >= shapes[id].wide_from ? shapes[id].wide : shapes[id].width;
        col += shapes[id].gap;
        layout->columns[id] = (struct column){col, smaller(width, layout->cols - col)};
        col += width;
    }
    col += 2;
    int left = layout->cols - col;
    if (left < NAME_COLS_MIN)
        return;
    bool has_bio = left > 2 * NAME_COLS_WITH_BIO;
    layout->columns[COLUMN_NAME] = (struct column){col, has_bio ? NAME_COLS_WITH_BIO : left};
    if (has_bio)
        layout->columns[COLUMN_BIO] =
            (struct column){col + NAME_COLS_WITH_BIO + 2, left - NAME_COLS_WITH_BIO - 2};
}

/* From the status line upwards. A message that needs more than the detail pane takes its place and
 * rows of the list as well: it may tell of money. */
static void place_foot(struct layout *layout, bool has_detail, int message_rows) {
    layout->status_row = layout->rows - 1;
    int above = layout->status_row;
    int detail_rows = layout->rows >= ROWS_FOR_TALL_DETAIL ? DETAIL_ROWS_TALL : DETAIL_ROWS;
    if (has_detail && layout->rows >= ROWS_FOR_DETAIL && message_rows <= detail_rows + 1) {
        layout->detail_rows = detail_rows;
        layout->detail_row = layout->status_row - 1 - layout->detail_rows;
        layout->rule_row = layout->detail_row - 1;
        above = layout->rule_row;
        message_rows = message_rows > 0 ? message_rows : 1;
    } else {
        message_rows = smaller(message_rows, above - layout->list_row - 1);
        above -= message_rows;
    }
    if (message_rows > 0) {
        layout->message_rows = message_rows;
        layout->message_row = layout->status_row - message_rows;
    }
    layout->list_rows = above - layout->list_row;
}

struct layout layout_make(int rows, int cols, bool has_detail, int message_rows) {
    struct layout layout = {.rows = rows,
                            .cols = cols,
                            .trail_row = -1,
                            .header_row = -1,
                            .rule_row = -1,
                            .detail_row = -1,
                            .message_row = -1};
    layout.is_usable = rows >= LAYOUT_ROWS_MIN && cols >= LAYOUT_COLS_MIN;
    if (!layout.is_usable)
        return layout;
    int row = 0;
    if (rows >= ROWS_FOR_TRAIL)
        layout.trail_row = row++;
    layout.title_row = row++;
    if (rows >= ROWS_FOR_HEADER)
        layout.header_row = row++;
    layout.list_row = row;
    place_foot(&layout, has_detail, message_rows);
    place_columns(&layout);
    return layout;
}
