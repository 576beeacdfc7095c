/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The layout at every size, and its arithmetic. */
#include "tests/support/effort.h"
#include "tests/support/run.h"
#include "ui/frame/layout.h"

#include <check.h>

enum { ROWS_MAX = 100, COLS_MAX = 300, MESSAGES = 8, ROWS_ODD = 7, COLS_ODD = 3 };

/* Columns that are all shown, in a strange order and wider than usual. */
#define CROWDED                                                                                    \
    "id seen region videos likes:12 following followers account:40 sign number:9 bio:60 name:40"

static struct columns columns_of(const char *text) {
    struct columns columns;
    struct err err;
    ck_assert_msg(columns_parse(text, &columns, &err), "%s", err.text);
    return columns;
}

static struct layout make(int rows, int cols, enum look_pane pane, int message_rows) {
    struct columns columns = columns_of(COLUMNS_STANDARD);
    const struct layout_wish wish = {
        .columns = &columns, .pane = pane, .message_rows = message_rows};
    return layout_make(rows, cols, &wish);
}

static bool is_foot_right(const struct layout *layout) {
    int below = layout->rule_row >= 0      ? layout->rule_row
                : layout->message_row >= 0 ? layout->message_row
                                           : layout->status_row;
    if (layout->banner_row >= 0 && layout->banner_row != --below)
        return false;
    return layout->list_rows >= 1 && layout->status_row == layout->rows - 1 &&
           layout->list_row > layout->title_row && layout->list_row + layout->list_rows == below &&
           (layout->message_row < 0 ||
            layout->message_row + layout->message_rows == layout->status_row);
}

/* The pane is below the list, beside it, in its place, or nowhere; never over it. */
static bool is_pane_right(const struct layout *layout) {
    int list_end = layout->list_row + layout->list_rows;
    int pane_end = layout->detail_row + layout->detail_rows;
    if (layout->detail_row < 0)
        return !layout->is_zoomed && layout->rule_row < 0 && layout->rule_col < 0;
    if (layout->detail_rows < (layout->is_zoomed ? 1 : 3) ||
        layout->detail_col + layout->detail_cols != layout->cols)
        return false;
    if (layout->is_zoomed)
        return layout->header_row < 0 && pane_end == list_end &&
               layout->detail_cols == layout->cols;
    if (layout->rule_col >= 0)
        return layout->rule_row < 0 && pane_end == list_end && layout->detail_cols >= 32 &&
               layout->list_cols == layout->rule_col - 1 &&
               layout->detail_col == layout->rule_col + 1 && layout->list_cols >= 50;
    return layout->list_rows >= 3 && layout->detail_row == layout->rule_row + 1 &&
           pane_end == layout->status_row - 1;
}

static bool are_columns_right(const struct layout *layout, const struct columns *columns) {
    int end = 1;
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        const struct column *column = &layout->columns[columns->items[i].id];
        if (!column->width)
            continue;
        if (column->col < end || column->width < 0 || !columns->items[i].is_shown)
            return false;
        end = column->col + column->width;
    }
    return end <= layout->list_cols && layout->columns[COLUMN_ACCOUNT].width >= 10;
}

static void check(int rows, int cols, const struct layout_wish *wish) {
    struct layout layout = layout_make(rows, cols, wish);
    if (!layout.is_usable || !is_foot_right(&layout) || !is_pane_right(&layout) ||
        !are_columns_right(&layout, wish->columns))
        ck_abort_msg("%dx%d with %d lines of message, pane %d (%d, %d)%s", rows, cols,
                     wish->message_rows, (int)wish->pane, wish->pane_rows, wish->pane_cols,
                     wish->is_zoomed ? ", zoomed" : "");
}

/* Every size with every place of the pane, of several extents, and messages. */
static void check_all(const struct columns *columns, int rows_step, int cols_step) {
    static const int extents[] = {0, 1, 9, 40, LOOK_SIZE_MAX};
    struct layout_wish wish = {.columns = columns};
    for (int rows = LAYOUT_ROWS_MIN; rows <= ROWS_MAX; rows += rows_step)
        for (int cols = LAYOUT_COLS_MIN; cols <= COLS_MAX; cols += cols_step)
            for (wish.message_rows = 0; wish.message_rows < MESSAGES; wish.message_rows++)
                for (int way = 0; way < LOOK_PANE_COUNT + 1; way++) {
                    int extent = extents[(rows + cols + wish.message_rows) % 5];
                    wish.is_zoomed = way == LOOK_PANE_COUNT;
                    wish.pane = wish.is_zoomed ? LOOK_PANE_BELOW : (enum look_pane)way;
                    wish.pane_rows = wish.pane_cols = extent;
                    wish.has_banner = (rows + cols + way) % 2;
                    check(rows, cols, &wish);
                }
}

START_TEST(layout_holds_at_every_size) {
    struct columns columns = columns_of(COLUMNS_STANDARD);
    check_all(&columns, 1, (int)effort_runs(COLS_ODD, 1, 1));
}
END_TEST

START_TEST(layout_holds_with_any_columns) {
    static const char *const texts[] = {CROWDED, "account", "number account:60", "account bio",
                                        "account:10 name:120 bio:240"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct columns columns = columns_of(texts[i]);
        check_all(&columns, ROWS_ODD, COLS_ODD);
    }
}
END_TEST

START_TEST(layout_says_what_is_too_small) {
    ck_assert(!make(4, 80, LOOK_PANE_BELOW, 0).is_usable);
    ck_assert(!make(24, 19, LOOK_PANE_BELOW, 0).is_usable);
    ck_assert(!make(1, 1, LOOK_PANE_BELOW, 0).is_usable);
}
END_TEST

START_TEST(layout_of_80x24_is_the_one_drawn) {
    static const enum column_id shown[] = {COLUMN_NUMBER,    COLUMN_SIGN,   COLUMN_ACCOUNT,
                                           COLUMN_FOLLOWERS, COLUMN_VIDEOS, COLUMN_FOLLOWING,
                                           COLUMN_REGION,    COLUMN_NAME};
    struct layout layout = make(24, 80, LOOK_PANE_BELOW, 0);
    ck_assert_int_eq(layout.trail_row, 0);
    ck_assert_int_eq(layout.title_row, 1);
    ck_assert_int_eq(layout.header_row, 2);
    ck_assert_int_eq(layout.list_row, 3);
    ck_assert_int_eq(layout.list_rows, 13);
    ck_assert_int_eq(layout.detail_rows, 5);
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
        ck_assert_int_gt(layout.columns[shown[i]].width, 0);
    ck_assert_int_eq(layout.columns[COLUMN_BIO].width, 0);
    ck_assert_int_eq(layout.columns[COLUMN_ACCOUNT].width, 16);
    ck_assert_int_eq(layout.columns[COLUMN_NAME].col, 63);
    ck_assert_int_eq(layout.columns[COLUMN_NAME].width, 17);
    ck_assert_int_eq(make(24, 80, LOOK_PANE_OFF, 0).list_rows, 20);
}
END_TEST

/* The handle gets more only where the name has enough, and no column of the row is left over. */
START_TEST(layout_shares_the_row_between_handle_and_name) {
    struct columns columns =
        columns_of("number sign account followers following videos region name");
    int before = 0;
    for (int cols = 80; cols <= 160; cols++) {
        const struct layout_wish wish = {.columns = &columns, .pane = LOOK_PANE_OFF};
        struct layout layout = layout_make(24, cols, &wish);
        const struct column *account = &layout.columns[COLUMN_ACCOUNT];
        const struct column *name = &layout.columns[COLUMN_NAME];
        ck_assert_int_eq(name->col + name->width, cols);
        ck_assert_int_ge(account->width, before);
        ck_assert(account->width <= 16 || name->width >= 20);
        ck_assert(account->width <= 20 || name->width >= 28);
        before = account->width;
    }
    ck_assert_int_eq(before, 24);
}
END_TEST

/* What is under a mouse when it comes stays there. */
START_TEST(layout_of_a_banner_moves_nothing_but_the_end) {
    struct columns columns = columns_of(COLUMNS_STANDARD);
    for (int rows = LAYOUT_ROWS_MIN; rows <= ROWS_MAX; rows++) {
        struct layout_wish wish = {.columns = &columns};
        struct layout without = layout_make(rows, 80, &wish);
        wish.has_banner = true;
        struct layout with = layout_make(rows, 80, &wish);
        ck_assert_int_eq(with.banner_row >= 0, rows >= 9);
        ck_assert_int_eq(with.header_row, without.header_row);
        ck_assert_int_eq(with.list_row, without.list_row);
        ck_assert_int_eq(with.list_rows, without.list_rows - (rows >= 9));
        ck_assert_int_eq(with.detail_row, without.detail_row);
    }
}
END_TEST

START_TEST(layout_gives_a_message_the_detail_pane) {
    struct layout layout = make(24, 80, LOOK_PANE_BELOW, 3);
    ck_assert_int_eq(layout.list_rows, 13);
    ck_assert_int_eq(layout.message_rows, 3);
    layout = make(24, 80, LOOK_PANE_OFF, 3);
    ck_assert_int_eq(layout.list_rows, 17);
    ck_assert_int_gt(make(24, 200, LOOK_PANE_BELOW, 0).columns[COLUMN_BIO].width, 20);
}
END_TEST

START_TEST(layout_folds_the_pane_below_where_it_is_narrow) {
    ck_assert_int_ge(make(24, 100, LOOK_PANE_BESIDE, 0).rule_col, 0);
    struct layout layout = make(24, 99, LOOK_PANE_BESIDE, 0);
    ck_assert_int_lt(layout.rule_col, 0);
    ck_assert_int_eq(layout.detail_row, 17);
    layout = make(43, 132, LOOK_PANE_BESIDE, 0);
    ck_assert_int_eq(layout.detail_row, layout.header_row);
    ck_assert_int_eq(layout.list_rows, 39);
    ck_assert_int_lt(make(6, 132, LOOK_PANE_BESIDE, 0).detail_row, 0);
}
END_TEST

START_TEST(layout_puts_the_pane_beside_a_wide_list) {
    ck_assert_int_lt(make(24, 119, LOOK_PANE_AUTO, 0).rule_col, 0);
    ck_assert_int_gt(make(24, 119, LOOK_PANE_AUTO, 0).rule_row, 0);
    ck_assert_int_eq(make(24, 120, LOOK_PANE_AUTO, 0).detail_cols, 38);
    ck_assert_int_eq(make(24, 120, LOOK_PANE_AUTO, 0).list_cols, 80);
    ck_assert_int_eq(make(50, 200, LOOK_PANE_AUTO, 0).detail_cols, 40);
    ck_assert_int_eq(make(24, 100, LOOK_PANE_BESIDE, 0).detail_cols, 32);
}
END_TEST

/* A step is one that is seen, and at the end of the room there is none. */
START_TEST(layout_steps_the_pane_as_far_as_there_is_room) {
    struct columns columns = columns_of(COLUMNS_STANDARD);
    for (enum look_pane pane = LOOK_PANE_BELOW; pane <= LOOK_PANE_BESIDE; pane++)
        for (int by = -1; by <= 1; by += 2) {
            struct layout_wish wish = {.columns = &columns, .pane = pane};
            int steps = 0, size = 0, before;
            do {
                struct layout layout = layout_make(43, 132, &wish);
                before = pane == LOOK_PANE_BELOW ? layout.detail_rows : layout.detail_cols;
                ck_assert_msg(!size || before == size, "not as was asked for");
                size = layout_step_pane(&layout, by);
                wish.pane_rows = wish.pane_cols = size;
            } while (size != before && ++steps < COLS_MAX);
            ck_assert_int_gt(steps, 2);
            ck_assert_int_lt(steps, COLS_MAX);
        }
}
END_TEST

START_TEST(layout_drops_the_least_important_column_first) {
    static const enum column_id order[] = {
        COLUMN_ID,        COLUMN_SEEN, COLUMN_LIKES,  COLUMN_VIDEOS,    COLUMN_REGION,
        COLUMN_FOLLOWING, COLUMN_NAME, COLUMN_NUMBER, COLUMN_FOLLOWERS, COLUMN_SIGN};
    struct columns columns =
        columns_of("number sign account id seen followers following likes videos region name");
    struct column placed[COLUMN_COUNT];
    int cols = 200;
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        column_plan_make(&columns, cols, 0, placed);
        ck_assert_msg(placed[order[i]].width > 0, "%s at %d", columns_name(order[i]), cols);
        while (placed[order[i]].width && cols > LAYOUT_COLS_MIN)
            column_plan_make(&columns, --cols, 0, placed);
        ck_assert_msg(!placed[order[i]].width, "%s at %d", columns_name(order[i]), cols);
        for (size_t j = i + 1; j < sizeof order / sizeof *order; j++)
            ck_assert_msg(placed[order[j]].width > 0, "%s at %d", columns_name(order[j]), cols);
    }
}
END_TEST

START_TEST(layout_follows_the_order_and_the_widths_asked_for) {
    struct columns columns = columns_of("followers:12 account:30 number id bio:20 name");
    struct column placed[COLUMN_COUNT];
    column_plan_make(&columns, 200, 0, placed);
    ck_assert_int_eq(placed[COLUMN_FOLLOWERS].col, COLUMN_PLAN_MARKS + 1);
    ck_assert_int_eq(placed[COLUMN_FOLLOWERS].width, 12);
    ck_assert_int_eq(placed[COLUMN_ACCOUNT].width, 30);
    ck_assert_int_gt(placed[COLUMN_NUMBER].col, placed[COLUMN_ACCOUNT].col);
    ck_assert_int_eq(placed[COLUMN_BIO].width, 20);
    ck_assert_int_eq(placed[COLUMN_NAME].col + placed[COLUMN_NAME].width, 200);
    ck_assert_int_eq(placed[COLUMN_SIGN].width, 0);
    columns = columns_of("account bio:20");
    column_plan_make(&columns, 200, 0, placed);
    ck_assert_int_eq(placed[COLUMN_BIO].width, 20);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("layout");
    TCase *tc = tcase_create("layout");
    tcase_set_timeout(tc, 60);
    tcase_add_test(tc, layout_holds_at_every_size);
    tcase_add_test(tc, layout_holds_with_any_columns);
    tcase_add_test(tc, layout_says_what_is_too_small);
    tcase_add_test(tc, layout_of_80x24_is_the_one_drawn);
    tcase_add_test(tc, layout_shares_the_row_between_handle_and_name);
    tcase_add_test(tc, layout_of_a_banner_moves_nothing_but_the_end);
    tcase_add_test(tc, layout_gives_a_message_the_detail_pane);
    tcase_add_test(tc, layout_folds_the_pane_below_where_it_is_narrow);
    tcase_add_test(tc, layout_puts_the_pane_beside_a_wide_list);
    tcase_add_test(tc, layout_steps_the_pane_as_far_as_there_is_room);
    tcase_add_test(tc, layout_drops_the_least_important_column_first);
    tcase_add_test(tc, layout_follows_the_order_and_the_widths_asked_for);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
