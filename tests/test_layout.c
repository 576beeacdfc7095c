/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The layout at every size, and its arithmetic. */
#include "tests/run.h"
#include "ui/layout.h"

#include <check.h>

static bool are_rows_right(const struct layout *layout) {
    int below = layout->rule_row >= 0      ? layout->rule_row
                : layout->message_row >= 0 ? layout->message_row
                                           : layout->status_row;
    return layout->list_rows >= 1 && layout->status_row == layout->rows - 1 &&
           layout->list_row > layout->title_row && layout->list_row + layout->list_rows == below &&
           (layout->message_row < 0 ||
            layout->message_row + layout->message_rows == layout->status_row) &&
           (layout->detail_row < 0 ||
            layout->detail_row + layout->detail_rows == layout->status_row - 1);
}

static bool are_columns_right(const struct layout *layout) {
    int end = 1;
    for (int id = 0; id < COLUMN_COUNT; id++) {
        if (!layout->columns[id].width)
            continue;
        if (layout->columns[id].col < end)
            return false;
        end = layout->columns[id].col + layout->columns[id].width;
    }
    return end <= layout->cols && layout->columns[COLUMN_ACCOUNT].width >= 10;
}

START_TEST(layout_holds_at_every_size) {
    for (int rows = LAYOUT_ROWS_MIN; rows <= 100; rows++)
        for (int cols = LAYOUT_COLS_MIN; cols <= 300; cols++)
            for (int message = 0; message < 8; message++) {
                struct layout layout = layout_make(rows, cols, message % 2, message);
                if (!layout.is_usable || !are_rows_right(&layout) || !are_columns_right(&layout))
                    ck_abort_msg("%dx%d with %d lines of message", rows, cols, message);
            }
}
END_TEST

START_TEST(layout_says_what_is_too_small) {
    ck_assert(!layout_make(4, 80, true, 0).is_usable);
    ck_assert(!layout_make(24, 19, true, 0).is_usable);
    ck_assert(!layout_make(1, 1, true, 0).is_usable);
}
END_TEST

START_TEST(layout_of_80x24_is_the_one_drawn) {
    struct layout layout = layout_make(24, 80, true, 0);
    ck_assert_int_eq(layout.trail_row, 0);
    ck_assert_int_eq(layout.title_row, 1);
    ck_assert_int_eq(layout.header_row, 2);
    ck_assert_int_eq(layout.list_row, 3);
    ck_assert_int_eq(layout.list_rows, 14);
    ck_assert_int_eq(layout.detail_rows, 4);
    for (int id = 0; id <= COLUMN_NAME; id++)
        ck_assert_int_gt(layout.columns[id].width, 0);
    ck_assert_int_eq(layout.columns[COLUMN_BIO].width, 0);
    ck_assert_int_ge(layout.columns[COLUMN_NAME].width, 16);
    ck_assert_int_eq(layout_make(24, 80, false, 0).list_rows, 20);
}
END_TEST

START_TEST(layout_gives_a_message_the_detail_pane) {
    struct layout layout = layout_make(24, 80, true, 3);
    ck_assert_int_eq(layout.list_rows, 14);
    ck_assert_int_eq(layout.message_rows, 3);
    layout = layout_make(24, 80, false, 3);
    ck_assert_int_eq(layout.list_rows, 17);
    ck_assert_int_gt(layout_make(24, 200, true, 0).columns[COLUMN_BIO].width, 20);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("layout");
    TCase *tc = tcase_create("layout");
    tcase_add_test(tc, layout_holds_at_every_size);
    tcase_add_test(tc, layout_says_what_is_too_small);
    tcase_add_test(tc, layout_of_80x24_is_the_one_drawn);
    tcase_add_test(tc, layout_gives_a_message_the_detail_pane);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
