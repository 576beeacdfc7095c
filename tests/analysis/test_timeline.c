/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Snapshots of one owner, and how certain it is what changed between two that are complete or not.
 */
#include "analysis/timeline.h"

#include "tests/support/paid.h"
#include "tests/support/run.h"

#include <check.h>

static struct paid paid;
static struct timeline timeline;
static struct account people[10];

static void set_up(void) {
    static const char *const ids[] = {"10", "11", "12", "13", "14", "15", "16", "17", "18", "19"};
    paid_open(&paid);
    for (size_t i = 0; i < 10; i++)
        people[i] = paid_account(ids[i], ids[i], 0);
    timeline_init(&timeline);
}

static void tear_down(void) {
    timeline_fini(&timeline);
    paid_close(&paid);
}

static int64_t enter(const char *target, size_t first, size_t count, bool is_complete) {
    int64_t snapshot = paid_snapshot(&paid, target);
    struct account owner = paid_account("1", "owner", 0);
    owner.following_count = 5;
    paid_enter_profile(&paid, "1", 1000, &owner);
    paid_enter(&paid, snapshot, 0, 2000,
               paid_page(people + first, count, is_complete ? NULL : "more"));
    return snapshot;
}

static void read_all(void) {
    struct err err;
    timeline_fini(&timeline);
    timeline_init(&timeline);
    ck_assert_msg(timeline_read(&timeline, paid.store, "1", &err), "%s", err.text);
}

static void check(struct timeline_count seen, int64_t count, enum timeline_certainty certainty) {
    ck_assert_int_eq(seen.count, count);
    ck_assert_int_eq(seen.certainty, certainty);
}

START_TEST(is_as_certain_as_both_snapshots_allow) {
    static const struct {
        bool was_complete, is_complete;
        enum timeline_certainty newly, no_longer;
    } cases[] = {{true, true, TIMELINE_CERTAIN, TIMELINE_CERTAIN},
                 {true, false, TIMELINE_LEAST, TIMELINE_MOST},
                 {false, true, TIMELINE_MOST, TIMELINE_LEAST},
                 {false, false, TIMELINE_UNKNOWN, TIMELINE_UNKNOWN}};
    enter("1", 0, 5, cases[_i].was_complete);
    enter("1", 3, 5, cases[_i].is_complete);
    read_all();
    ck_assert_uint_eq(timeline.count, 2);
    ck_assert(timeline.steps[0].has_older);
    ck_assert(!timeline.steps[1].has_older);
    check(timeline.steps[0].newly, 3, cases[_i].newly);
    check(timeline.steps[0].no_longer, 3, cases[_i].no_longer);
}
END_TEST

/* One requested by the owner's handle may be another account's, and one without a page has none to
 * compare. */
START_TEST(has_only_proved_snapshots_with_a_page) {
    int64_t first = enter("1", 0, 5, true);
    enter("owner", 0, 4, true);
    paid_snapshot(&paid, "1");
    int64_t last = enter("1", 0, 6, true);
    read_all();
    ck_assert_uint_eq(timeline.count, 2);
    ck_assert_uint_eq(timeline_find(&timeline, last), 0);
    ck_assert_uint_eq(timeline_find(&timeline, first), 1);
    ck_assert_uint_eq(timeline_find(&timeline, last + 1), SIZE_MAX);
    check(timeline.steps[0].newly, 1, TIMELINE_CERTAIN);
    check(timeline.steps[0].no_longer, 0, TIMELINE_CERTAIN);
}
END_TEST

/* A complete list whose accounts are all in an incomplete list has lost none. */
START_TEST(at_most_none_is_none) {
    enter("1", 0, 5, true);
    enter("1", 0, 6, false);
    read_all();
    check(timeline.steps[0].newly, 1, TIMELINE_LEAST);
    check(timeline.steps[0].no_longer, 0, TIMELINE_CERTAIN);
}
END_TEST

START_TEST(may_have_none) {
    read_all();
    ck_assert_uint_eq(timeline.count, 0);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("timeline");
    TCase *tc = tcase_create("timeline");
    tcase_add_checked_fixture(tc, set_up, tear_down);
    tcase_add_loop_test(tc, is_as_certain_as_both_snapshots_allow, 0, 4);
    tcase_add_test(tc, has_only_proved_snapshots_with_a_page);
    tcase_add_test(tc, at_most_none_is_none);
    tcase_add_test(tc, may_have_none);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
