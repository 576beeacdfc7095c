/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Filter, order, search and marks in the current list, against the sandbox: what they show and say,
 * and that none of them asks for anything. */
#include "base/key.h"
#include "command/prompt.h"
#include "session/cap.h"
#include "session/marking.h"
#include "session/navigate.h"
#include "session/refine.h"
#include "tests/support/rig.h"
#include "tests/support/run.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct rig rig;
static int64_t requests_before;

static void setup(void) {
    struct rig_config config;
    rig_config_init(&config);
    rig_open(&rig, &config);
    rig_go(&rig, "zoe.flores");
    requests_before = rig_requests(&rig);
}

static void teardown(void) {
    rig_close(&rig, 0, 0);
}

static const struct place *here(void) {
    return rig.session.trail.current;
}

static const char *handle_at(size_t position) {
    return trail_account(here(), position)->username;
}

static void filter(const char *text) {
    struct err err;
    ck_assert_msg(refine_filter(&rig.session, text, &err), "%s", err.text);
}

static void expect_words(const char *words) {
    struct buf out;
    buf_init(&out, 1000);
    refine_describe(&rig.session, &out);
    ck_assert_str_eq(buf_text(&out), words);
    buf_fini(&out);
}

START_TEST(a_filter_says_what_it_covers_and_what_the_rest_costs) {
    ck_assert(!refine_is_on(&rig.session));
    filter("followers>=100k");
    ck_assert(refine_is_on(&rig.session));
    ck_assert_str_eq(refine_filter_text(&rig.session), "followers>=100k");
    for (size_t i = 0; i < here()->excerpt.count; i++)
        ck_assert_int_ge(trail_account(here(), i)->follower_count, 100000);
    ck_assert_uint_eq(here()->excerpt.count, 4);
    expect_words("4 of 20 loaded, 412 in all · 2 unknown · L loads the rest: about 392 credits");
    filter("");
    ck_assert(!refine_is_on(&rig.session));
    ck_assert_uint_eq(here()->excerpt.count, 20);
    ck_assert_int_eq(rig_requests(&rig), requests_before);
}
END_TEST

START_TEST(a_wrong_filter_leaves_what_is_shown) {
    struct err err;
    filter("verified");
    size_t count = here()->excerpt.count;
    ck_assert(!refine_filter(&rig.session, "followers>=many verified", &err));
    ck_assert_int_eq(err.kind, ERR_USAGE);
    ck_assert_uint_eq(here()->excerpt.count, count);
    ck_assert_str_eq(refine_filter_text(&rig.session), "verified");
}
END_TEST

START_TEST(the_selection_stays_on_its_account) {
    rig_select(&rig, "ruoxi.things");
    filter("followers>=100k");
    ck_assert_str_eq(session_selected(&rig.session)->username, "ruoxi.things");
    refine_order(&rig.session, ORDER_FOLLOWERS);
    ck_assert_str_eq(session_selected(&rig.session)->username, "ruoxi.things");
    filter("");
    ck_assert_str_eq(session_selected(&rig.session)->username, "ruoxi.things");
    rig_run(&rig, COMMAND_MORE);
    ck_assert_str_eq(session_selected(&rig.session)->username, "ruoxi.things");
    refine_order(&rig.session, ORDER_LISTED);
    ck_assert_uint_eq(here()->excerpt.selected, 8);
    rig_run(&rig, COMMAND_REFETCH);
    rig_agree(&rig);
    navigate_show_rows(&rig.session, RIG_ROWS);
    ck_assert_str_eq(session_selected(&rig.session)->username, "ruoxi.things");
}
END_TEST

START_TEST(an_order_turns_round_and_takes_new_rows_in) {
    refine_order(&rig.session, ORDER_FOLLOWERS);
    int64_t most = trail_account(here(), 0)->follower_count;
    refine_order(&rig.session, ORDER_FOLLOWERS);
    ck_assert_int_lt(trail_account(here(), 0)->follower_count, most);
    rig_run(&rig, COMMAND_MORE);
    navigate_show_rows(&rig.session, RIG_ROWS);
    ck_assert_uint_eq(here()->excerpt.count, 40);
    for (size_t i = 1; i < 40; i++) {
        int64_t before = count_of(trail_account(here(), i - 1), COUNT_FOLLOWERS);
        int64_t count = count_of(trail_account(here(), i), COUNT_FOLLOWERS);
        ck_assert(count < 0 || (before >= 0 && before <= count));
    }
    expect_words("40 loaded, 412 in all · L loads the rest: about 372 credits");
}
END_TEST

/* The last row of what a filter or an order shows is not the end of what is loaded. */
START_TEST(moving_through_what_is_refined_fetches_nothing) {
    filter("followers>=100k");
    for (int i = 0; i < 30; i++)
        bare_front_run(&rig.session, COMMAND_DOWN, RIG_ROWS);
    filter("");
    refine_order(&rig.session, ORDER_HANDLE);
    for (int i = 0; i < 30; i++)
        bare_front_run(&rig.session, COMMAND_DOWN, RIG_ROWS);
    ck_assert(session_is_idle(&rig.session));
    ck_assert_int_eq(rig_requests(&rig), requests_before);
    rig_expect(&rig, "m loads the next page");
}
END_TEST

START_TEST(a_search_selects_the_next_and_goes_round) {
    ck_assert(refine_look(&rig.session, "eunchae", 0));
    ck_assert_str_eq(session_selected(&rig.session)->username, "eunchae.balcony");
    refine_next(&rig.session, false);
    rig_expect(&rig, "No other match");
    ck_assert(refine_look(&rig.session, "a", 0));
    ck_assert_uint_eq(here()->excerpt.selected, 0);
    refine_next(&rig.session, true);
    ck_assert_uint_gt(here()->excerpt.selected, 0);
    rig_expect(&rig, "wrapped to the end");
    size_t last = here()->excerpt.selected;
    refine_next(&rig.session, false);
    ck_assert_uint_lt(here()->excerpt.selected, last);
    rig_expect(&rig, "wrapped to the beginning");
    ck_assert_int_eq(rig_requests(&rig), requests_before);
}
END_TEST

/* A text that is written as a handle is. */
START_TEST(a_search_behind_an_at_sign_is_for_handles) {
    ck_assert(refine_look(&rig.session, "@eunchae", 0));
    ck_assert_str_eq(session_selected(&rig.session)->username, "eunchae.balcony");
    ck_assert_str_eq(rig.session.search_text, "@eunchae");
    const char *name = session_selected(&rig.session)->display_name;
    char text[256];
    snprintf(text, sizeof text, "@%s", name);
    ck_assert(refine_look(&rig.session, name, 0));
    ck_assert(!refine_look(&rig.session, text, 0));
    refine_next(&rig.session, false);
    rig_expect(&rig, "was not found in any handle shown");
    ck_assert(!refine_look(&rig.session, "@", 0) || rig.session.search_fields == MATCH_ANYWHERE);
}
END_TEST

START_TEST(a_search_in_vain_says_what_was_not_looked_at) {
    rig_select(&rig, "ruoxi.things");
    ck_assert(!refine_look(&rig.session, "no such words", 3));
    ck_assert_str_eq(session_selected(&rig.session)->username, "ruoxi.things");
    refine_next(&rig.session, false);
    rig_expect(&rig, "“no such words” was not found in any handle, name or bio shown: 20 loaded, "
                     "412 in all · L loads the rest: about 392 credits.");
    refine_end_search(&rig.session);
    refine_next(&rig.session, false);
    rig_expect(&rig, "No search yet");
}
END_TEST

/* As an upper-case letter is typed, case begins to matter. */
START_TEST(a_search_has_smart_case) {
    ck_assert(refine_look(&rig.session, "EUNCHAE", 0) == false);
    ck_assert(refine_look(&rig.session, "eunchae", 0));
}
END_TEST

static size_t taken(void) {
    size_t count;
    const struct account **accounts = marking_take(&rig.session, &count);
    free(accounts);
    return count;
}

START_TEST(marks_are_of_one_a_range_a_filter_or_all) {
    ck_assert_uint_eq(taken(), 1); /* the selection */
    bare_front_run(&rig.session, COMMAND_MARK, RIG_ROWS);
    ck_assert_uint_eq(here()->excerpt.selected, 1);
    navigate_go(&rig.session, 4);
    bare_front_run(&rig.session, COMMAND_MARK_RANGE, RIG_ROWS);
    ck_assert_uint_eq(taken(), 5);
    rig_expect(&rig, "5 marked");
    struct err err;
    ck_assert(marking_by_filter(&rig.session, "followers>=100k", &err));
    size_t both = taken();
    ck_assert_uint_gt(both, 5);
    bare_front_run(&rig.session, COMMAND_MARK_ALL, RIG_ROWS);
    ck_assert_uint_eq(taken(), 20);
    /* It takes its own marks away, and leaves those that were set before. */
    bare_front_run(&rig.session, COMMAND_MARK_ALL, RIG_ROWS);
    ck_assert_uint_eq(taken(), both);
    bare_front_run(&rig.session, COMMAND_MARK_ALL, RIG_ROWS);
    ck_assert_uint_eq(taken(), 20);
    bare_front_run(&rig.session, COMMAND_UNMARK, RIG_ROWS);
    ck_assert_uint_eq(taken(), 1);
    bare_front_run(&rig.session, COMMAND_MARK_ALL, RIG_ROWS);
    bare_front_run(&rig.session, COMMAND_MARK_ALL, RIG_ROWS);
    ck_assert_uint_eq(marks_count(&here()->marks), 0);
    ck_assert_int_eq(rig_requests(&rig), requests_before);
}
END_TEST

/* No offer of what cannot be paid. */
START_TEST(the_rest_is_offered_within_the_cap) {
    struct err err;
    ck_assert(cap_set(&rig.session, "121", &err));
    refine_order(&rig.session, ORDER_FOLLOWERS);
    expect_words("20 loaded, 412 in all · L loads the rest: about 100 credits");
    ck_assert(cap_set(&rig.session, "21", &err));
    expect_words("20 loaded, 412 in all · session cap reached");
    ck_assert_int_eq(rig_requests(&rig), requests_before);
}
END_TEST

/* The number is the one beside the account, whatever is shown and in which order. */
START_TEST(a_number_means_the_account_that_has_it) {
    struct err err;
    const char *fourth = here()->list->rows[3]->username;
    refine_order(&rig.session, ORDER_FOLLOWERS);
    ck_assert(refine_go(&rig.session, 4));
    ck_assert_str_eq(session_selected(&rig.session)->username, fourth);
    ck_assert(refine_filter(&rig.session, "verified", &err));
    ck_assert(refine_go(&rig.session, 4));
    ck_assert_str_eq(session_selected(&rig.session)->username, fourth);
    ck_assert(!refine_go(&rig.session, 1));
    rig_expect(&rig, "Account 1 is not shown: the filter hides it.");
    ck_assert_str_eq(session_selected(&rig.session)->username, fourth);
    ck_assert(!refine_go(&rig.session, 21));
    rig_expect(&rig, "There is no account 21: 20 are loaded.");
    ck_assert(!refine_go(&rig.session, 0) && !refine_go(&rig.session, SIZE_MAX));
    ck_assert_int_eq(rig_requests(&rig), requests_before);
}
END_TEST

START_TEST(marks_stay_through_filter_and_order_and_are_taken_in_what_is_shown) {
    size_t count;
    rig_select(&rig, "ruoxi.things");
    bare_front_run(&rig.session, COMMAND_MARK, RIG_ROWS);
    navigate_go(&rig.session, 0);
    bare_front_run(&rig.session, COMMAND_MARK, RIG_ROWS);
    const char *first = handle_at(0);
    filter("followers>=100k");
    refine_order(&rig.session, ORDER_FOLLOWERS);
    const struct account **accounts = marking_take(&rig.session, &count);
    ck_assert_uint_eq(count, 2);
    ck_assert_str_eq(accounts[0]->username, "ruoxi.things");
    ck_assert_str_eq(accounts[1]->username, first); /* not shown */
    free(accounts);
    bare_front_run(&rig.session, COMMAND_UNMARK, RIG_ROWS);
    ck_assert_uint_eq(taken(), 1);
}
END_TEST

/* A window that has grown shows as much as it can. */
START_TEST(a_taller_window_leaves_nothing_empty) {
    navigate_go(&rig.session, 19);
    navigate_show_rows(&rig.session, 5);
    ck_assert_uint_eq(here()->top, 15);
    navigate_show_rows(&rig.session, 12);
    ck_assert_uint_eq(here()->top, 8);
    navigate_show_rows(&rig.session, 40);
    ck_assert_uint_eq(here()->top, 0);
}
END_TEST

START_TEST(with_marks_the_rest_needs_another_key) {
    filter("followers>=100k");
    bare_front_run(&rig.session, COMMAND_MARK, RIG_ROWS);
    expect_words("4 of 20 loaded, 412 in all · 2 unknown · U, then L, loads the rest: about 392 "
                 "credits");
}
END_TEST

START_TEST(a_range_needs_a_mark_and_a_filter_must_be_whole) {
    struct err err;
    bare_front_run(&rig.session, COMMAND_MARK_RANGE, RIG_ROWS);
    rig_expect(&rig, "No marked account is shown");
    ck_assert(!marking_by_filter(&rig.session, "followers>=", &err));
    ck_assert_int_eq(err.kind, ERR_USAGE);
}
END_TEST

START_TEST(marking_says_where_there_is_no_account) {
    static const enum command commands[] = {COMMAND_MARK, COMMAND_MARK_RANGE, COMMAND_MARK_ALL};
    filter("videos>10M");
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        session_hush(&rig.session);
        bare_front_run(&rig.session, commands[i], RIG_ROWS);
        rig_expect(&rig, "No account to mark.");
    }
    rig_go(&rig, "follows.nobody");
    bare_front_run(&rig.session, COMMAND_MARK, RIG_ROWS);
    rig_expect(&rig, "No account to mark.");
}
END_TEST

static void type(struct prompt *prompt, const char *keys) {
    for (; *keys; keys++)
        (void)prompt_key(prompt, &rig.session, *keys);
}

/* Not what was shown for the letters before it, which make a filter by themselves. */
START_TEST(a_mistake_shows_what_was_shown_before) {
    struct prompt prompt = {.question = PROMPT_NOTHING};
    filter("followers>=100k");
    prompt_filter(&prompt, &rig.session);
    edit_init(&prompt.edit);
    type(&prompt, "zzz");
    ck_assert_uint_eq(here()->excerpt.count, 0);
    type(&prompt, ">1");
    ck_assert_int_eq(prompt.tone, TONE_ERROR);
    ck_assert_uint_eq(here()->excerpt.count, 4);
    ck_assert_str_eq(refine_filter_text(&rig.session), "followers>=100k");
    ck_assert_int_eq(prompt_key(&prompt, &rig.session, KEY_CODE_ENTER), PROMPT_GOES_ON);
    ck_assert_uint_eq(here()->excerpt.count, 4);
    ck_assert_int_eq(prompt_key(&prompt, &rig.session, KEY_CODE_ESCAPE), PROMPT_LEFT);
    ck_assert_uint_eq(here()->excerpt.count, 4);
    prompt_fini(&prompt);
}
END_TEST

/* A reading that is shown keeps nobody from entering the filter; what is missing does. */
START_TEST(the_prompt_shows_how_a_filter_is_read) {
    struct prompt prompt = {.question = PROMPT_NOTHING};
    prompt_filter(&prompt, &rig.session);
    type(&prompt, "R&");
    ck_assert_str_eq(prompt.words, "Incomplete: a term is missing at the end.");
    ck_assert_int_eq(prompt_key(&prompt, &rig.session, KEY_CODE_ENTER), PROMPT_GOES_ON);
    type(&prompt, "B");
    ck_assert_str_eq(prompt.words, "Read as: R and B");
    ck_assert_int_eq(prompt_key(&prompt, &rig.session, KEY_CODE_ENTER), PROMPT_LEFT);
    ck_assert_str_eq(refine_filter_text(&rig.session), "R&B");
    prompt_fini(&prompt);
}
END_TEST

START_TEST(a_blank_command_leaves) {
    struct prompt prompt = {.question = PROMPT_NOTHING};
    prompt_command(&prompt);
    type(&prompt, "  ");
    ck_assert_int_eq(prompt_key(&prompt, &rig.session, KEY_CODE_ENTER), PROMPT_LEFT);
    ck_assert_uint_eq(prompt.histories[PROMPT_COMMAND].count, 0);
    prompt_command(&prompt);
    type(&prompt, "15");
    ck_assert_int_eq(prompt_key(&prompt, &rig.session, KEY_CODE_ENTER), PROMPT_ANSWERED);
    ck_assert_uint_eq(prompt.histories[PROMPT_COMMAND].count, 1);
    prompt_fini(&prompt);
}
END_TEST

START_TEST(removing_marks_says_whether_there_were_any) {
    marking_toggle(&rig.session);
    marking_clear(&rig.session);
    ck_assert_str_eq(rig.session.message, "Marks removed. u puts them back.");
    marking_clear(&rig.session);
    ck_assert_str_eq(rig.session.message, "Nothing is marked.");
}
END_TEST

int main(void) {
    Suite *suite = suite_create("refine");
    TCase *tc = tcase_create("refine");
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_add_test(tc, a_filter_says_what_it_covers_and_what_the_rest_costs);
    tcase_add_test(tc, a_wrong_filter_leaves_what_is_shown);
    tcase_add_test(tc, the_selection_stays_on_its_account);
    tcase_add_test(tc, an_order_turns_round_and_takes_new_rows_in);
    tcase_add_test(tc, moving_through_what_is_refined_fetches_nothing);
    tcase_add_test(tc, a_search_selects_the_next_and_goes_round);
    tcase_add_test(tc, a_search_behind_an_at_sign_is_for_handles);
    tcase_add_test(tc, a_search_in_vain_says_what_was_not_looked_at);
    tcase_add_test(tc, a_search_has_smart_case);
    tcase_add_test(tc, marks_are_of_one_a_range_a_filter_or_all);
    tcase_add_test(tc, a_number_means_the_account_that_has_it);
    tcase_add_test(tc, the_rest_is_offered_within_the_cap);
    tcase_add_test(tc, marks_stay_through_filter_and_order_and_are_taken_in_what_is_shown);
    tcase_add_test(tc, a_taller_window_leaves_nothing_empty);
    tcase_add_test(tc, with_marks_the_rest_needs_another_key);
    tcase_add_test(tc, a_range_needs_a_mark_and_a_filter_must_be_whole);
    tcase_add_test(tc, marking_says_where_there_is_no_account);
    tcase_add_test(tc, a_mistake_shows_what_was_shown_before);
    tcase_add_test(tc, the_prompt_shows_how_a_filter_is_read);
    tcase_add_test(tc, a_blank_command_leaves);
    tcase_add_test(tc, removing_marks_says_whether_there_were_any);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
