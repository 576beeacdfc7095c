/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scrolling without a selection, at both ends and where all is visible. */
#include "tests/support/run.h"
#include "view/scroll.h"

#include <check.h>

START_TEST(moves_within_the_lines) {
    static const struct {
        enum command command;
        int64_t top, rows, lines, after;
    } cases[] = {
        {COMMAND_DOWN, 0, 10, 30, 1},         {COMMAND_DOWN, 20, 10, 30, 20},
        {COMMAND_UP, 5, 10, 30, 4},           {COMMAND_UP, 0, 10, 30, 0},
        {COMMAND_PAGE_DOWN, 0, 10, 30, 9},    {COMMAND_PAGE_DOWN, 15, 10, 30, 20},
        {COMMAND_PAGE_UP, 15, 10, 30, 6},     {COMMAND_PAGE_UP, 3, 10, 30, 0},
        {COMMAND_HALF_DOWN, 0, 10, 30, 5},    {COMMAND_HALF_UP, 9, 10, 30, 4},
        {COMMAND_FIRST, 12, 10, 30, 0},       {COMMAND_LAST, 0, 10, 30, 20},
        {COMMAND_DOWN, 0, 10, 10, 0},         {COMMAND_LAST, 0, 10, 3, 0},
        {COMMAND_PAGE_DOWN, 0, 1, 3, 1},      {COMMAND_HALF_DOWN, 0, 1, 3, 1},
        {COMMAND_LAST, 0, 20, 100000, 99980},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t top = cases[i].top;
        ck_assert(scroll_move(&top, cases[i].command, cases[i].rows, cases[i].lines));
        ck_assert_msg(top == cases[i].after, "case %zu", i);
    }
}
END_TEST

START_TEST(passes_over_other_commands) {
    int64_t top = 5;
    ck_assert(!scroll_move(&top, COMMAND_LEAVE, 10, 30));
    ck_assert(!scroll_move(&top, COMMAND_NONE, 10, 30));
    ck_assert_int_eq(top, 5);
}
END_TEST

START_TEST(limits_what_has_become_too_far) {
    int64_t top = 25;
    scroll_limit(&top, 10, 30);
    ck_assert_int_eq(top, 20);
    scroll_limit(&top, 10, 4);
    ck_assert_int_eq(top, 0);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("scroll");
    TCase *tc = tcase_create("scroll");
    tcase_add_test(tc, moves_within_the_lines);
    tcase_add_test(tc, passes_over_other_commands);
    tcase_add_test(tc, limits_what_has_become_too_far);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
