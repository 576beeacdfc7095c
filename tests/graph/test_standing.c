/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is known of a list's length: its state, and the bounds that hold. */
#include "graph/standing.h"
#include "tests/support/run.h"

#include <check.h>
#include <stdlib.h>

static struct standing_facts ended(int64_t listed, int64_t nameless, int64_t reported) {
    return (struct standing_facts){
        .has_page = true, .listed = listed, .nameless = nameless, .reported = reported};
}

static struct standing_facts begun(int64_t listed, int64_t nameless, int64_t reported) {
    struct standing_facts facts = ended(listed, nameless, reported);
    facts.has_more = true;
    return facts;
}

static void assert_standing(struct standing_facts facts, const char *name, int64_t lo, int64_t hi) {
    struct standing standing = standing_of(&facts);
    ck_assert_str_eq(standing_name(standing.state), name);
    ck_assert_int_eq(standing.lo, lo);
    ck_assert_int_eq(standing.hi, hi);
    ck_assert_int_eq(standing.is_complete, standing_is_complete(standing.state));
}

START_TEST(a_report_may_be_a_twentieth_too_high) {
    ck_assert_int_eq(standing_tolerance(0), 1);
    ck_assert_int_eq(standing_tolerance(39), 1);
    ck_assert_int_eq(standing_tolerance(40), 2);
    ck_assert_int_eq(standing_tolerance(5000), 250);
}
END_TEST

START_TEST(a_list_that_ended_is_complete_within_the_tolerance) {
    assert_standing(ended(40, 0, 40), "complete", 40, 40);
    assert_standing(ended(95, 0, 100), "complete", 95, 95);
    assert_standing(ended(94, 0, 100), "complete_short", 94, 100);
    assert_standing(ended(120, 0, 100), "complete", 120, 120);
    assert_standing(ended(0, 0, 0), "complete", 0, 0);
    assert_standing(ended(99, 1, 100), "complete_short", 99, 100);
    assert_standing(ended(99, 3, 100), "complete_short", 99, 102);
    assert_standing(ended(99, 0, STANDING_UNKNOWN), "complete_short", 99, STANDING_NO_LIMIT);
}
END_TEST

START_TEST(an_empty_list_is_hidden_or_says_nothing) {
    assert_standing(ended(0, 0, 312), "hidden", 0, 312);
    assert_standing(ended(0, 0, 1), "hidden", 0, 1);
    assert_standing(ended(0, 0, STANDING_UNKNOWN), "empty_unknown", 0, STANDING_NO_LIMIT);
    assert_standing(ended(0, 2, 312), "complete_short", 0, 312);
}
END_TEST

START_TEST(a_list_that_goes_on_is_bounded_by_the_report) {
    struct standing_facts facts = begun(50, 0, 85);
    assert_standing(facts, "partial", 81, 85);
    assert_standing(begun(84, 0, 85), "partial", 84, 85);
    assert_standing(begun(85, 0, 85), "partial", 85, STANDING_NO_LIMIT);
    assert_standing(begun(80, 5, 85), "partial", 80, STANDING_NO_LIMIT);
    assert_standing(begun(50, 0, STANDING_UNKNOWN), "partial", 50, STANDING_NO_LIMIT);
    facts.is_failed = true;
    assert_standing(facts, "failed", 81, 85);
    facts.is_stopped = true;
    assert_standing(facts, "stopped", 81, 85);
    facts = ended(50, 0, 85);
    facts.is_cut = true;
    assert_standing(facts, "cut_by_balance", 81, 85);
}
END_TEST

START_TEST(without_a_page_only_the_report_speaks) {
    struct standing_facts facts = {.reported = 0};
    assert_standing(facts, "nobody_reported", 0, 0);
    facts.is_private = true;
    assert_standing(facts, "none", 0, STANDING_NO_LIMIT);
    facts.reported = 100;
    assert_standing(facts, "none", 95, 100);
    facts.reported = STANDING_UNKNOWN;
    assert_standing(facts, "none", 0, STANDING_NO_LIMIT);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("standing");
    TCase *tc = tcase_create("standing");
    tcase_add_test(tc, a_report_may_be_a_twentieth_too_high);
    tcase_add_test(tc, a_list_that_ended_is_complete_within_the_tolerance);
    tcase_add_test(tc, an_empty_list_is_hidden_or_says_nothing);
    tcase_add_test(tc, a_list_that_goes_on_is_bounded_by_the_report);
    tcase_add_test(tc, without_a_page_only_the_report_speaks);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
