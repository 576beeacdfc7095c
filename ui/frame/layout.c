/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/frame/layout.h"

enum {
    ROWS_FOR_TRAIL = 8,
    ROWS_FOR_HEADER = 7,
    ROWS_FOR_BANNER = 9,
    ROWS_FOR_DETAIL = 14,
    ROWS_FOR_FULL_DETAIL = 16,
    ROWS_FOR_TALL_DETAIL = 40,
    DETAIL_ROWS = 5,
    DETAIL_ROWS_TALL = 7,
    DETAIL_ROWS_MIN = 3,
    DETAIL_STEP_ROWS = 1,
    LIST_ROWS_BESIDES = 3, /* left to the list by a pane of any size */
    BESIDE_COLS_MIN = 32,
    BESIDE_COLS_MAX = 40, /* unless the user widens it */
    LIST_COLS_USUAL = 82, /* with the edge, left to the list if possible */
    BESIDE_ROWS_MIN = 5,
    BESIDE_STEP_COLS = 2,
    LIST_COLS_BESIDE = 50
};

static int smaller(int a, int b) {
    return a < b ? a : b;
}

static int between(int number, int least, int most) {
    return number > most ? smaller(most, number) : number < least ? least : number;
}

static int banner_rows(const struct layout *layout) {
    return layout->banner_row >= 0 ? 1 : 0;
}

/* The most rows for the pane below, without the rules above and below it. */
static int most_detail_rows(const struct layout *layout) {
    return layout->status_row - layout->list_row - banner_rows(layout) - 2 - LIST_ROWS_BESIDES;
}

static int wanted_rows(const struct layout *layout, int wish) {
    int usual = layout->rows >= ROWS_FOR_TALL_DETAIL   ? DETAIL_ROWS_TALL
                : layout->rows >= ROWS_FOR_FULL_DETAIL ? DETAIL_ROWS
                                                       : DETAIL_ROWS - 1;
    return wish ? between(wish, DETAIL_ROWS_MIN, most_detail_rows(layout)) : usual;
}

static int wanted_cols(const struct layout *layout, int wish) {
    if (!wish)
        return between(layout->cols - LIST_COLS_USUAL, BESIDE_COLS_MIN, BESIDE_COLS_MAX);
    return between(wish, BESIDE_COLS_MIN, layout->cols - 2 - LIST_COLS_BESIDE);
}

static void place_message(struct layout *layout, int message_rows) {
    if (message_rows <= 0)
        return;
    layout->message_rows = message_rows;
    layout->message_row = layout->status_row - message_rows;
}

/* Places from the status line upwards. A message that needs more than the pane also takes rows of
 * the list: it may be about money. */
static bool place_below(struct layout *layout, const struct layout_wish *wish) {
    int detail_rows = wanted_rows(layout, wish->pane_rows);
    if (layout->rows < ROWS_FOR_DETAIL || wish->message_rows > detail_rows + 1)
        return false;
    layout->detail_rows = detail_rows;
    layout->detail_row = layout->status_row - 1 - detail_rows;
    layout->rule_row = layout->detail_row - 1;
    layout->detail_cols = layout->cols;
    layout->list_rows = layout->rule_row - layout->list_row - banner_rows(layout);
    place_message(layout, wish->message_rows > 0 ? wish->message_rows : 1);
    return true;
}

/* The pane's top: the column titles, if shown. */
static int top_row(const struct layout *layout) {
    return layout->header_row >= 0 ? layout->header_row : layout->list_row;
}

static bool can_stand_beside(const struct layout *layout) {
    return layout->cols >= LAYOUT_COLS_FOR_BESIDE &&
           layout->list_row + layout->list_rows - top_row(layout) >= BESIDE_ROWS_MIN;
}

static void place_beside(struct layout *layout, const struct layout_wish *wish) {
    layout->detail_cols = wanted_cols(layout, wish->pane_cols);
    layout->detail_col = layout->cols - layout->detail_cols;
    layout->rule_col = layout->detail_col - 1;
    layout->list_cols = layout->rule_col - 1;
    layout->detail_row = top_row(layout);
    layout->detail_rows = layout->list_row + layout->list_rows - layout->detail_row;
}

static void place_zoomed(struct layout *layout) {
    layout->is_zoomed = true;
    layout->detail_row = top_row(layout);
    layout->detail_rows = layout->list_row + layout->list_rows - layout->detail_row;
    layout->detail_cols = layout->cols;
    layout->header_row = -1;
}

static void place_foot(struct layout *layout, const struct layout_wish *wish) {
    layout->status_row = layout->rows - 1;
    int room = layout->status_row - layout->list_row - banner_rows(layout);
    int message_rows = smaller(wish->message_rows, room - 1);
    layout->list_rows = room - (message_rows > 0 ? message_rows : 0);
    bool is_beside = !wish->is_zoomed && layout_wants_beside(wish->pane, layout->cols) &&
                     can_stand_beside(layout);
    if (!wish->is_zoomed && wish->pane != LOOK_PANE_OFF && !is_beside && place_below(layout, wish))
        return;
    place_message(layout, message_rows);
    if (wish->is_zoomed)
        place_zoomed(layout);
    else if (is_beside)
        place_beside(layout, wish);
}

bool layout_wants_beside(enum look_pane pane, int cols) {
    return pane == LOOK_PANE_BESIDE || (pane == LOOK_PANE_AUTO && cols >= LAYOUT_COLS_FOR_AUTO);
}

struct layout layout_make(int rows, int cols, const struct layout_wish *wish) {
    struct layout layout = {.rows = rows,
                            .cols = cols,
                            .list_cols = cols,
                            .trail_row = -1,
                            .banner_row = -1,
                            .header_row = -1,
                            .rule_row = -1,
                            .rule_col = -1,
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
    bool has_banner = wish->has_banner && rows >= ROWS_FOR_BANNER;
    layout.banner_row = has_banner ? row : -1; /* until the list's end is known */
    place_foot(&layout, wish);
    if (has_banner)
        layout.banner_row = layout.list_row + layout.list_rows;
    column_plan_make(wish->columns, layout.list_cols, wish->rows, layout.columns);
    return layout;
}

int layout_step_pane(const struct layout *layout, int by) {
    if (layout->rule_col >= 0)
        return wanted_cols(layout, layout->detail_cols + by * BESIDE_STEP_COLS);
    return wanted_rows(layout, layout->detail_rows + by * DETAIL_STEP_ROWS);
}

enum column_id layout_column_at(const struct layout *layout, int col) {
    enum column_id found = COLUMN_COUNT;
    for (enum column_id id = 0; id < COLUMN_COUNT; id++) {
        const struct column *column = &layout->columns[id];
        if (column->width > 0 && column->col <= col &&
            (found == COLUMN_COUNT || column->col > layout->columns[found].col))
            found = id;
    }
    return found;
}
