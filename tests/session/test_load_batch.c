/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Loading the lists of marked accounts: one price for all, asked for before anything is spent, and
 * never exceeded. The money is compared with the server's bill at the end of each. */
#include "session/load_batch.h"

#include "api/pace.h"
#include "base/clock.h"
#include "session/cap.h"
#include "session/drive.h"
#include "session/marking.h"
#include "session/navigate.h"
#include "tests/support/rig.h"
#include "tests/support/run.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct rig rig;
static struct rig_config config;

static void setup(void) {
    rig_config_init(&config);
}

static void begin(void) {
    rig_open(&rig, &config);
    rig_go(&rig, "zoe.flores");
}

static void mark(const char *username) {
    rig_select(&rig, username);
    bare_front_run(&rig.session, COMMAND_MARK, RIG_ROWS);
}

static const struct list *list_of(const char *username) {
    const struct list *list = rig.session.trail.current->list;
    for (size_t row = 0; row < list->count; row++)
        if (!strcmp(list->rows[row]->username, username))
            return session_find_list(&rig.session, list->rows[row]);
    return NULL;
}

/* 79, 21 and 65 accounts. */
static void mark_three(void) {
    mark("eunchae.balcony");
    mark("omarpaw");
    mark("ximenaslip");
}

START_TEST(one_price_for_all_and_then_all_of_them) {
    begin();
    mark_three();
    int64_t before = rig_requests(&rig);
    load_batch_ask(&rig.session);
    rig_expect(&rig, "Load 3 lists for about 165, at most 173 credits ($0.17)? y/N");
    ck_assert_int_eq(rig_requests(&rig), before);
    ck_assert(bare_front_agree(&rig.session, NULL, RIG_ROWS));
    size_t most = 0;
    while (rig.session.load_count) {
        most = rig.session.request_count > most ? rig.session.request_count : most;
        rig_step(&rig);
    }
    ck_assert_uint_ge(most, PACE_LISTS_MIN);
    ck_assert_uint_eq(list_of("eunchae.balcony")->count, 79);
    ck_assert_int_eq(list_state(list_of("omarpaw")), LIST_COMPLETE);
    ck_assert_int_eq(list_state(list_of("ximenaslip")), LIST_COMPLETE);
    ck_assert_int_eq(rig_requests(&rig), before + 5);
    ck_assert_int_eq(rig.session.purse.spent[PURSE_SESSION], 21 + 165);
    /* Here they are: the second time there is nothing to load. */
    load_batch_ask(&rig.session);
    rig_expect(&rig, "nothing to load");
    rig_close(&rig, 0, 0);
}
END_TEST

START_TEST(above_the_threshold_the_amount_is_typed) {
    config.session.threshold = 100;
    begin();
    mark_three();
    load_batch_ask(&rig.session);
    rig_expect(&rig, "Load 3 lists for about 165, at most 173 credits ($0.17)? Type 173 or less: ");
    ck_assert(!rig_agree_to(&rig, "174"));
    ck_assert_uint_eq(rig.session.load_count, 0);
    ck_assert(rig_agree_to(&rig, "173"));
    ck_assert_int_eq(rig.session.purse.spent[PURSE_SESSION], 21 + 165);
    rig_close(&rig, 0, 0);
}
END_TEST

START_TEST(a_cap_is_not_overshot) {
    config.shop.caps.most[PURSE_SESSION] = 121;
    begin();
    mark_three();
    load_batch_ask(&rig.session);
    rig_expect(&rig, "Load part of 3 lists for at most 100 credits ($0.10)? y/N");
    rig_expect(&rig, "All of it is about 165 credits. The session cap leaves 100 credits: loading "
                     "stops there.");
    rig_agree(&rig);
    /* What the first does not take goes to the next: all of the cap is used. */
    ck_assert_int_eq(rig.session.purse.spent[PURSE_SESSION], 121);
    ck_assert_int_eq(list_state(list_of("eunchae.balcony")), LIST_COMPLETE);
    rig_expect(&rig, "Stopped at the session cap: 2 of 3 lists complete, 1 not started. 100 "
                     "credits. L continues.");
    load_batch_ask(&rig.session);
    rig_expect(&rig,
               "Session cap reached (121 of 121). Nothing sent or charged. :cap N raises it.");
    rig_close(&rig, 0, 0);
}
END_TEST

/* One message for all, when the last of them ends; an amount below the maximum is a budget. */
START_TEST(one_summary_ends_it) {
    config.session.threshold = 100;
    begin();
    mark_three();
    load_batch_ask(&rig.session);
    ck_assert(bare_front_agree(&rig.session, "90", RIG_ROWS));
    while (rig.session.load_count > 1) {
        ck_assert_ptr_null(rig.session.message);
        rig_step(&rig);
    }
    rig_settle(&rig);
    rig_expect(&rig, "Stopped at the amount given: 1 of 3 lists complete, @omarpaw 11 of 21, 1 not "
                     "started. 90 credits. L continues.");
    ck_assert_int_eq(rig.session.purse.spent[PURSE_SESSION], 21 + 90);
    load_batch_ask(&rig.session);
    ck_assert(bare_front_agree(&rig.session, NULL, RIG_ROWS));
    rig_settle(&rig);
    rig_expect(&rig, "2 of 2 lists complete. 75 credits.");
    rig_close(&rig, 0, 0);
}
END_TEST

/* A list whose first page failed was begun, and its error is named; what may have been charged for
 * it is not counted as spent. */
START_TEST(a_summary_names_what_failed) {
    static const char *const fault[] = {"502:1@3"};
    config.shop.sandbox.faults = fault;
    config.shop.sandbox.fault_count = 1;
    begin();
    mark("omarpaw");
    load_batch_ask(&rig.session);
    ck_assert(bare_front_agree(&rig.session, NULL, RIG_ROWS));
    rig_settle(&rig);
    rig_expect(&rig, "Stopped by an error: 0 of 1 list complete, @omarpaw 0 of 21 (source "
                     "failed). 0 credits; up to 21 more may have been charged. L continues.");
    rig_close(&rig, 21, 0);
}
END_TEST

/* A cap that is lowered while lists load stops them all, and is named as what it is. */
START_TEST(a_lowered_cap_stops_a_batch) {
    struct err err;
    begin();
    mark_three();
    load_batch_ask(&rig.session);
    ck_assert(bare_front_agree(&rig.session, NULL, RIG_ROWS));
    rig_step(&rig);
    ck_assert(cap_set(&rig.session, "1", &err));
    rig_settle(&rig);
    rig_expect(&rig, "Stopped at the session cap: ");
    ck_assert_ptr_null(strstr(rig.session.message, "cap reached"));
    rig_close(&rig, 0, 0);
}
END_TEST

START_TEST(what_has_no_price_is_left_out_and_told) {
    begin();
    mark("behind.a.door");
    mark("omarpaw");
    mark("follows.nobody");
    load_batch_ask(&rig.session);
    rig_expect(&rig, "Load 1 list for about 21, at most 23 credits");
    rig_expect(&rig, "1 skipped: nothing left to load");
    rig_expect(&rig, "1 skipped: length unknown");
    rig_close(&rig, 0, 0);
}
END_TEST

/* What had no part in the price is not loaded by the key that accepts it. */
START_TEST(what_came_meanwhile_is_asked_about) {
    begin();
    mark("omarpaw");
    load_batch_ask(&rig.session);
    rig_expect(&rig, "Load 1 list for about 21,");
    rig_select(&rig, "ximenaslip");
    marks_set(&rig.session.trail.current->marks, session_selected(&rig.session), true);
    ck_assert(bare_front_agree(&rig.session, NULL, RIG_ROWS));
    rig_expect(&rig, "Load 2 lists for about 86,");
    ck_assert_uint_eq(rig.session.load_count, 0);
    ck_assert(bare_front_agree(&rig.session, NULL, RIG_ROWS));
    ck_assert_uint_eq(rig.session.load_count, 2);
    rig_settle(&rig);
    rig_close(&rig, 0, 0);
}
END_TEST

/* Marks that a new snapshot does not have turn nothing onto the account that is selected. */
START_TEST(marks_that_are_elsewhere_stand_for_nobody) {
    begin();
    rig_run(&rig, COMMAND_MORE);
    navigate_go(&rig.session, 30);
    bare_front_run(&rig.session, COMMAND_MARK, RIG_ROWS);
    rig_run(&rig, COMMAND_REFETCH);
    rig_agree(&rig);
    ck_assert_uint_eq(marking_missing(&rig.session), 1);
    size_t count;
    ck_assert_ptr_null(marking_take(&rig.session, &count));
    ck_assert_uint_eq(count, 0);
    load_batch_ask(&rig.session);
    rig_expect(&rig, "have nothing to load");
    rig_expect(&rig, "1 skipped: not in this snapshot");
    marking_say_none(&rig.session);
    rig_expect(&rig, "No marked account is loaded in this snapshot (1 marked)");
    rig_close(&rig, 0, 0);
}
END_TEST

START_TEST(an_offer_tells_of_the_balance) {
    config.shop.sandbox.balance = 60;
    begin();
    mark_three();
    load_batch_ask(&rig.session);
    rig_expect(&rig, "The balance leaves 39 credits: loading stops when that is used up.");
    bare_front_run(&rig.session, COMMAND_UNMARK, RIG_ROWS);
    load_batch_ask(&rig.session);
    rig_expect(&rig, "Load part of the rest for at most 39 credits ($0.04)? y/N");
    rig_close(&rig, 0, 0);
}
END_TEST

START_TEST(stopping_ends_those_that_wait_too) {
    begin();
    mark_three();
    load_batch_ask(&rig.session);
    rig.session.load_width = 2;
    ck_assert(bare_front_agree(&rig.session, NULL, RIG_ROWS));
    ck_assert_uint_eq(rig.session.load_count, 3);
    ck_assert(load_stop(&rig.session));
    ck_assert_uint_eq(rig.session.load_count, 2);
    /* Nothing but what is under way will be bought. */
    struct drive_progress progress = drive_progress(&rig.session, 0, clock_monotonic_ms());
    ck_assert_uint_eq(progress.lists, 3);
    ck_assert_uint_eq(progress.ended, 1);
    ck_assert_int_eq(progress.about, progress.spent);
    rig_settle(&rig);
    ck_assert_uint_eq(rig.session.load_count, 0);
    ck_assert_ptr_nonnull(list_of("eunchae.balcony"));
    ck_assert_uint_eq(list_of("ximenaslip")->page_count, 0);
    rig_close(&rig, 0, 0);
}
END_TEST

START_TEST(without_marks_it_is_the_current_list) {
    begin();
    load_batch_ask(&rig.session);
    rig_expect(&rig, "Load the rest for about 392,");
    rig_close(&rig, 0, 0);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("loading");
    TCase *tc = tcase_create("loading");
    tcase_add_checked_fixture(tc, setup, NULL);
    tcase_add_test(tc, one_price_for_all_and_then_all_of_them);
    tcase_add_test(tc, above_the_threshold_the_amount_is_typed);
    tcase_add_test(tc, a_cap_is_not_overshot);
    tcase_add_test(tc, one_summary_ends_it);
    tcase_add_test(tc, a_summary_names_what_failed);
    tcase_add_test(tc, a_lowered_cap_stops_a_batch);
    tcase_add_test(tc, what_has_no_price_is_left_out_and_told);
    tcase_add_test(tc, what_came_meanwhile_is_asked_about);
    tcase_add_test(tc, marks_that_are_elsewhere_stand_for_nobody);
    tcase_add_test(tc, an_offer_tells_of_the_balance);
    tcase_add_test(tc, stopping_ends_those_that_wait_too);
    tcase_add_test(tc, without_marks_it_is_the_current_list);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
