/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exact fractions: order, rounding, and the excess of an account. */
#include "graph/excess.h"
#include "graph/fraction.h"

#include "tests/support/run.h"

#include <check.h>

static void assert_printed(int64_t n, int64_t d, int places, const char *full, const char *brief) {
    char words[FRACTION_MAX];
    struct fraction fraction = {n, d};
    ck_assert_str_eq(fraction_print(fraction, places, words), full);
    ck_assert_str_eq(fraction_brief(fraction, places, words), brief);
}

START_TEST(they_are_rounded_half_up_when_printed) {
    assert_printed(109, 409, 3, "0.267", ".267");
    assert_printed(109, 409, 2, "0.27", ".27");
    assert_printed(1, 8, 2, "0.13", ".13");
    assert_printed(-1, 8, 2, "-0.12", "-.12");
    assert_printed(505, 507, 2, "1.00", "1.00");
    assert_printed(1, 1000, 2, "0.00", "0");
    assert_printed(-1, 1000, 2, "0.00", "0");
    assert_printed(-3, 2, 2, "-1.50", "-1.50");
    assert_printed(-1, 20, 1, "0.0", "0");
    assert_printed(-2, 20, 1, "-0.1", "-.1");
    assert_printed(0, 7, 3, "0.000", "0");
    assert_printed(7, 7, 3, "1.000", "1");
    assert_printed(5, 2, 1, "2.5", "2.5");
    assert_printed(INT64_MAX, INT64_MAX, 9, "1.000000000", "1");
    assert_printed(0, 0, 2, "–", "–");
}
END_TEST

START_TEST(they_are_compared_exactly) {
    struct fraction large = {INT64_MAX - 1, INT64_MAX}, larger = {INT64_MAX, INT64_MAX};
    ck_assert_int_lt(fraction_compare(large, larger), 0);
    ck_assert_int_gt(fraction_compare(larger, large), 0);
    ck_assert_int_eq(fraction_compare((struct fraction){1, 3}, (struct fraction){2, 6}), 0);
    ck_assert_int_lt(fraction_compare((struct fraction){-1, 3}, (struct fraction){0, 6}), 0);
    ck_assert_int_lt(fraction_compare((struct fraction){0, 0}, (struct fraction){-1, 6}), 0);
    ck_assert_int_eq(fraction_compare((struct fraction){0, 0}, (struct fraction){5, 0}), 0);
}
END_TEST

START_TEST(excess_wants_enough_other_lists) {
    struct excess excess = {3, 3, 4, 37};
    struct fraction value = excess_value(&excess);
    ck_assert_int_eq(fraction_compare(value, (struct fraction){33, 37}), 0);
    excess.elsewhere_all = 10;
    ck_assert(fraction_has_value(excess_value(&excess)));
    excess.elsewhere_all = 9;
    ck_assert(!fraction_has_value(excess_value(&excess)));
    excess = (struct excess){0, 0, 4, 37};
    ck_assert(!fraction_has_value(excess_value(&excess)));
    excess = (struct excess){0, 2, 5, 10};
    ck_assert_int_eq(fraction_compare(excess_value(&excess), (struct fraction){-1, 2}), 0);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("fraction");
    TCase *tcase = tcase_create("fraction");
    tcase_add_test(tcase, they_are_rounded_half_up_when_printed);
    tcase_add_test(tcase, they_are_compared_exactly);
    tcase_add_test(tcase, excess_wants_enough_other_lists);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
