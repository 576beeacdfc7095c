/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an account was before, and what lists in memory leave out. */
#include "store/history.h"
#include "tests/support/paid.h"
#include "tests/support/run.h"

#include <check.h>

#define SEC_UID "MS4wLjABAAAAxgXR88Mpncy6r1wEzdGq4x6"

static struct paid paid;
static struct arena arena;
static struct history history;
static struct err err;

static void set_up(void) {
    paid_open(&paid);
    arena_init(&arena);
}

static void tear_down(void) {
    arena_fini(&arena);
    paid_close(&paid);
}

static void read_of(const char *id) {
    ck_assert_msg(history_read(paid.store, id, &arena, &history, &err), "%s", err.text);
}

START_TEST(every_state_is_there_once_the_newest_first) {
    struct account ann = paid_account("17", "ann", 5);
    ann.avatar_url = "https://avatar.invalid/1";
    paid_enter_profile(&paid, "ann", 1000, &ann);
    paid_enter_profile(&paid, "ann", 2000, &ann);
    ann.username = "anna";
    ann.follower_count = ACCOUNT_UNKNOWN;
    ann.avatar_url = "https://avatar.invalid/2";
    paid_enter_profile(&paid, "17", 3000, &ann);
    read_of("17");
    ck_assert_uint_eq(history.count, 2);
    ck_assert_str_eq(history.states[0].account.username, "anna");
    ck_assert_int_eq(history.states[0].account.follower_count, ACCOUNT_UNKNOWN);
    ck_assert_int_eq(history.states[0].first_ms, 3000);
    ck_assert_str_eq(history.states[1].account.username, "ann");
    ck_assert_int_eq(history.states[1].first_ms, 1000);
    ck_assert_str_eq(history.avatar_url, "https://avatar.invalid/2");
    ck_assert_ptr_null(history.sec_uid);
}
END_TEST

START_TEST(a_sec_uid_is_known_from_the_request_or_is_the_id) {
    struct account ann = paid_account("17", "ann", 5), bob = paid_account(SEC_UID "B", "bob", 5);
    paid_enter_profile(&paid, SEC_UID, 1000, &ann);
    paid_enter_profile(&paid, "bob", 2000, &bob);
    read_of("17");
    ck_assert_str_eq(history.sec_uid, SEC_UID);
    read_of(SEC_UID "B");
    ck_assert_str_eq(history.sec_uid, SEC_UID "B");
}
END_TEST

START_TEST(nobody_has_no_history) {
    read_of("18");
    ck_assert_uint_eq(history.count, 0);
    ck_assert_ptr_null(history.avatar_url);
    ck_assert_ptr_null(history.sec_uid);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("history");
    TCase *tc = tcase_create("history");
    tcase_add_checked_fixture(tc, set_up, tear_down);
    tcase_add_test(tc, every_state_is_there_once_the_newest_first);
    tcase_add_test(tc, a_sec_uid_is_known_from_the_request_or_is_the_id);
    tcase_add_test(tc, nobody_has_no_history);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
