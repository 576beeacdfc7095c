/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A crawl within a session: it stops after the answer under way and is taken up where it stopped,
 * whoever stops it. tests/program/test_crawl.sh has its order, its bounds and its bill. */
#include "session/crawl.h"

#include "session/crawl_plan.h"
#include "session/load.h"
#include "session/requests.h"
#include "tests/support/rig.h"
#include "tests/support/run.h"

#include <check.h>
#include <string.h>

static struct rig rig;
static struct rig_config config;
static struct crawl_order order;

static void setup(void) {
    rig_config_init(&config);
    order = (struct crawl_order){.seeds = "@zoe.flores",
                                 .sort = "per-credit",
                                 .budget = 600,
                                 .lists = 4,
                                 .depth = CRAWL_NO_BOUND,
                                 .per_list = CRAWL_NO_BOUND};
}

static const struct crawl_status *status(void) {
    return crawl_status(&rig.session);
}

static void begin(void) {
    struct err err;
    rig_open(&rig, &config);
    ck_assert_msg(crawl_begin(&rig.session, &order, &err), "%s", err.text);
}

static void turn(void) {
    if (crawl_go_on(&rig.session) && status()->is_running)
        rig_step(&rig);
}

static void go_to_end(void) {
    while (status()->is_running)
        turn();
}

/* Until that step has a page. */
static void go_to_page(int64_t step) {
    while (status()->steps < step || !status()->list || !status()->list->page_count)
        turn();
}

static enum crawl_outcome outcome_of(int64_t n, int64_t *steps) {
    struct crawl_step *rows;
    struct arena arena;
    size_t count;
    struct err err;
    arena_init(&arena);
    ck_assert_msg(
        crawl_log_steps(rig.shop.reader, status()->number, 1, 100, &arena, &rows, &count, &err),
        "%s", err.text);
    *steps = (int64_t)count;
    ck_assert_int_ge(*steps, n);
    enum crawl_outcome outcome = rows[n - 1].outcome;
    arena_fini(&arena);
    return outcome;
}

static void check_goes_on(void) {
    struct err err;
    int64_t steps;
    int64_t number = status()->number;
    ck_assert_int_eq(status()->end, CRAWL_STOPPED);
    ck_assert_int_eq(outcome_of(1, &steps), CRAWL_UNDER_WAY);
    ck_assert_int_eq(steps, 1);
    ck_assert_msg(crawl_continue(&rig.session, number, 0, &err), "%s", err.text);
    go_to_end();
    ck_assert_int_eq(status()->number, number);
    ck_assert_int_eq(status()->end, CRAWL_LISTS);
    ck_assert_int_eq(outcome_of(1, &steps), CRAWL_COMPLETE);
    ck_assert_int_le(status()->spent, 600);
    ck_assert_int_eq(status()->spent, rig.session.purse.spent[PURSE_SESSION]);
    rig_close(&rig, 0, 0);
}

START_TEST(stopped_within_a_list_it_takes_that_up_again) {
    begin();
    go_to_page(1);
    ck_assert(crawl_stop(&rig.session));
    go_to_end();
    check_goes_on();
}
END_TEST

/* As s and Esc do. */
START_TEST(stopping_all_loads_stops_it) {
    begin();
    go_to_page(1);
    ck_assert(load_stop(&rig.session));
    go_to_end();
    check_goes_on();
}
END_TEST

START_TEST(leaving_the_program_stops_it) {
    begin();
    go_to_page(1);
    while (requests_finish(&rig.session))
        rig_step(&rig);
    go_to_end();
    requests_resume(&rig.session);
    check_goes_on();
}
END_TEST

START_TEST(stopped_before_it_has_a_number_it_requests_nothing) {
    begin();
    ck_assert(crawl_stop(&rig.session));
    go_to_end();
    ck_assert_int_eq(status()->end, CRAWL_STOPPED);
    ck_assert_int_eq(rig_requests(&rig), 0);
    ck_assert(!crawl_stop(&rig.session));
    rig_close(&rig, 0, 0);
}
END_TEST

START_TEST(what_cannot_begin_leaves_nothing) {
    struct err err = {0};
    rig_open(&rig, &config);
    order.filter = "followers>";
    ck_assert(!crawl_begin(&rig.session, &order, &err));
    ck_assert_int_eq(err.kind, ERR_USAGE);
    order.filter = NULL;
    order.sort = "nearest";
    ck_assert(!crawl_begin(&rig.session, &order, &err));
    ck_assert_ptr_null(status());
    ck_assert(crawl_continue(&rig.session, 0, 0, &err));
    go_to_end();
    ck_assert_ptr_nonnull(status()->trouble);
    ck_assert_int_eq(status()->trouble_kind, ERR_USAGE);
    rig_close(&rig, 0, 0);
}
END_TEST

START_TEST(one_at_a_time) {
    struct err err;
    begin();
    ck_assert(!crawl_begin(&rig.session, &order, &err));
    ck_assert_int_eq(err.kind, ERR_USAGE);
    ck_assert(!crawl_continue(&rig.session, 0, 0, &err));
    go_to_end();
    ck_assert_int_eq(status()->end, CRAWL_LISTS);
    rig_close(&rig, 0, 0);
}
END_TEST

START_TEST(offline_none_begins) {
    struct err err;
    config.is_offline = true;
    rig_open(&rig, &config);
    ck_assert(!crawl_begin(&rig.session, &order, &err));
    ck_assert_int_eq(err.kind, ERR_USAGE);
    rig_close(&rig, 0, 0);
}
END_TEST

/* A quote says the same before and after; it spends nothing. */
START_TEST(a_quote_of_what_is_left) {
    struct crawl_plan plan;
    struct err err;
    begin();
    go_to_end();
    int64_t requests = rig_requests(&rig), left = status()->left, spent = status()->spent;
    ck_assert_msg(crawl_plan_make(&plan, &rig.session, NULL, 0, 0, &err), "%s", err.text);
    ck_assert_int_eq(plan.crawl, status()->number);
    ck_assert_int_eq(plan.budget, left);
    ck_assert_int_eq(plan.spent, spent);
    ck_assert_int_eq(plan.seeds, 1);
    ck_assert_int_eq(plan.seeds_stored, 1);
    ck_assert_int_gt(plan.frontier, 0);
    ck_assert_int_gt(plan.rows, plan.fresh);
    crawl_plan_fini(&plan);
    ck_assert_int_eq(rig_requests(&rig), requests);
    rig_close(&rig, 0, 0);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("crawl");
    TCase *tcase = tcase_create("crawl");
    tcase_add_checked_fixture(tcase, setup, NULL);
    tcase_add_test(tcase, stopped_within_a_list_it_takes_that_up_again);
    tcase_add_test(tcase, stopping_all_loads_stops_it);
    tcase_add_test(tcase, leaving_the_program_stops_it);
    tcase_add_test(tcase, stopped_before_it_has_a_number_it_requests_nothing);
    tcase_add_test(tcase, what_cannot_begin_leaves_nothing);
    tcase_add_test(tcase, one_at_a_time);
    tcase_add_test(tcase, offline_none_begins);
    tcase_add_test(tcase, a_quote_of_what_is_left);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
