/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A list belongs to whoever it was fetched of, whatever handles do afterwards: they are given up,
 * swapped, taken by others. 11 follows one account, 12 two, 13 three; 10 follows these three.
 */
#include "session/navigate.h"
#include "session/question.h"
#include "session/source.h"
#include "tests/support/rig.h"
#include "tests/support/run.h"
#include "tests/support/scratch.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

enum { PATH_BYTES = 256, TEXT_BYTES = 512 };

static struct scratch scratch, network;
static struct rig_config config;
static struct rig rig;

static void write_table(const char *name, const char *text) {
    char path[PATH_BYTES];
    snprintf(path, sizeof path, "%s/%s.csv", network.folder, name);
    FILE *file = fopen(path, "we");
    ck_assert_ptr_nonnull(file);
    ck_assert_int_ge(fputs(text, file), 0);
    ck_assert_int_eq(fclose(file), 0);
}

/* What the accounts are called from the next session on. */
static void call_them(const char *first, const char *second, const char *third) {
    char text[TEXT_BYTES];
    snprintf(text, sizeof text,
             "id,username,follower_count,following_count\n10,hub,1,3\n11,%s,1,1\n12,%s,1,2\n"
             "13,%s,1,3\n21,a,1,0\n22,b,1,0\n23,c,1,0\n24,d,1,0\n",
             first, second, third);
    write_table("accounts", text);
}

static void set_up(void) {
    scratch_init(&scratch);
    scratch_init(&network);
    rig_config_init(&config);
    config.shop.store_path = scratch.path;
    config.shop.sandbox.network_dir = network.folder;
    call_them("alpha", "beta", "gamma");
    write_table("follows",
                "source,target\n10,11\n10,12\n10,13\n11,21\n12,22\n12,23\n13,22\n13,23\n13,24\n");
}

static void begin(bool wants_profile) {
    config.session.wants_profile = wants_profile;
    rig_open(&rig, &config);
}

static void end(void) {
    rig_close(&rig, 0, 0);
}

static void tear_down(void) {
    static const char *const names[] = {"accounts", "follows"};
    end();
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char path[PATH_BYTES];
        snprintf(path, sizeof path, "%s/%s.csv", network.folder, names[i]);
        ck_assert_int_eq(remove(path), 0);
    }
    scratch_fini(&network);
    scratch_fini(&scratch);
}

/* In a new session, in which the accounts are called so. */
static void go_on(const char *first, const char *second, const char *third, bool wants_profile) {
    end();
    call_them(first, second, third);
    begin(wants_profile);
}

/* Opens it without a request, and finds so many rows under that label. */
static void find(const char *typed, size_t rows, const char *label) {
    int64_t requests = rig_requests(&rig);
    rig_go(&rig, typed);
    ck_assert_int_eq(rig_requests(&rig), requests);
    ck_assert_uint_eq(rig_list(&rig)->count, rows);
    ck_assert_str_eq(rig_list(&rig)->label, label);
}

static void fetch(const char *typed, size_t rows) {
    rig_go(&rig, typed);
    ck_assert_uint_eq(rig_list(&rig)->count, rows);
}

static void refetch(void) {
    rig_run(&rig, COMMAND_REFETCH);
    rig_agree(&rig);
}

/* The records of its three accounts, as they are called now. */
static void refetch_hub(void) {
    rig_go(&rig, "hub");
    refetch();
}

static void run(enum command command, size_t rows) {
    rig_run(&rig, command);
    ck_assert_uint_eq(rig_list(&rig)->count, rows);
}

static void change_store(const char *script) {
    struct err err;
    struct sql *sql = sql_open(scratch.path, SQL_WRITE, &err);
    ck_assert_msg(sql != NULL, "%s", err.text);
    ck_assert_msg(sql_run(sql, script, &err), "%s", err.text);
    sql_close(sql);
}

/* By handle, by id, in this session and the next. */
START_TEST(two_accounts_swap_their_names) {
    begin(true);
    fetch("alpha", 1);
    fetch("12", 2);
    go_on("beta", "alpha", "gamma", true);
    fetch("hub", 3);
    find("@alpha", 2, "@alpha (then @beta)");
    find("BETA", 1, "@beta (then @alpha)");
    find("11", 1, "@beta (then @alpha)");
    find("12", 2, "@alpha (then @beta)");
    rig_go(&rig, "hub");
    rig_select(&rig, "alpha");
    run(COMMAND_DRILL_IN, 2);
    end();
    begin(false);
    find("@alpha", 2, "@alpha (then @beta)");
    find("@beta", 1, "@beta (then @alpha)");
}
END_TEST

/* A list that is on the screen is called by its owner's new handle as soon as an answer tells it.
 */
START_TEST(a_title_follows_its_owner) {
    begin(true);
    fetch("hub", 3);
    fetch("11", 1);
    go_on("alpha_old", "beta", "gamma", true);
    find("@alpha", 1, "@alpha");
    refetch_hub();
    find("11", 1, "@alpha_old (then @alpha)");
    find("@alpha_old", 1, "@alpha_old (then @alpha)");
    ck_assert_str_eq(rig_list(&rig)->name, "@alpha_old");
}
END_TEST

/* Asked for by its handle, when that was 11's; then 12 took it, then 13. */
START_TEST(a_handle_is_recycled_twice) {
    begin(false);
    fetch("alpha", 1);
    fetch("hub", 3);
    go_on("one", "alpha", "gamma", false);
    refetch_hub();
    fetch("12", 0);
    rig_expect(&rig, "requested as @alpha on ");
    run(COMMAND_MORE, 2);
    go_on("one", "two", "alpha", false);
    refetch_hub();
    fetch("13", 0);
    rig_expect(&rig, "requested as @alpha on ");
    fetch("11", 0);
    rig_expect(&rig, "requested as @alpha on ");
    find("12", 2, "@two (then @alpha)");
    run(COMMAND_OLDER, 2);
    find("@Alpha", 1, "@alpha");
    rig_expect_list(&rig, 1, "requested as @alpha on ");
}
END_TEST

/* Of all orders in which a list and the records can come, in one session without profiles. */
START_TEST(a_later_record_does_not_bind_a_list) {
    begin(false);
    fetch("alpha", 1);
    go_on("one", "alpha", "gamma", false);
    find("alpha", 1, "@alpha");
    fetch("hub", 3);
    rig_select(&rig, "alpha");
    run(COMMAND_DRILL_IN, 0);
    rig_expect(&rig, "requested as @alpha on ");
    run(COMMAND_MORE, 2);
}
END_TEST

/* Whichever way one comes to a list without rows, it says what may be the same and is held. */
START_TEST(an_empty_list_names_what_may_be_held) {
    struct buf words;
    struct err err;
    begin(false);
    fetch("beta", 2);
    end();
    begin(false);
    fetch("hub", 3);
    ck_assert(navigate_visit(&rig.session, "12", &err));
    buf_init(&words, TEXT_BYTES);
    source_explain_none(&rig.session, rig_list(&rig), &words);
    ck_assert_ptr_nonnull(strstr(buf_text(&words), "requested as @beta on "));
    ck_assert_ptr_nonnull(strstr(buf_text(&words), "m requests it: up to 2 credits."));
    buf_fini(&words);
}
END_TEST

/* Asked for by the id, and not by the handle that is the same. */
START_TEST(an_account_called_by_its_own_id_keeps_its_list) {
    call_them("11", "beta", "gamma");
    begin(true);
    fetch("11", 1);
    ck_assert_str_eq(rig_list(&rig)->label, "@11");
    go_on("one", "beta", "gamma", true);
    fetch("hub", 3);
    find("11", 1, "@one (then @11)");
}
END_TEST

/* Looked at for nothing, a handle that its account gave up is said to be so. */
START_TEST(a_look_at_a_handle_that_was_given_up_says_so) {
    struct err err;
    begin(true);
    fetch("alpha", 1);
    go_on("one", "beta", "gamma", true);
    fetch("hub", 3);
    int64_t requests = rig_requests(&rig);
    ck_assert(navigate_look(&rig.session, "@alpha", &err));
    rig_expect(&rig, "The account once named @alpha was last seen as @one");
    rig_expect(&rig, ":whois alpha asks who that is now: 1 credit.");
    ck_assert_int_eq(rig_requests(&rig), requests);
}
END_TEST

/* Its second page would be of whoever has the handle by now. */
START_TEST(a_list_does_not_go_on_as_another_ones) {
    config.session.page_size = 2;
    config.session.has_prefetch = false;
    begin(false);
    fetch("hub", 2);
    fetch("@alpha", 1);
    fetch("@gamma", 2);
    run(COMMAND_MORE, 3);
    refetch();
    ck_assert_uint_eq(rig_list(&rig)->count, 2);
    go_on("gamma", "beta", "three", false);
    find("@gamma", 2, "@gamma");
    rig_expect_list(&rig, 2, "loaded");
    refetch_hub();
    rig_run(&rig, COMMAND_MORE);
    int64_t requests = rig_requests(&rig);
    find("@gamma", 2, "@gamma");
    rig_run(&rig, COMMAND_MORE);
    rig_expect(&rig, "@gamma now belongs to another account");
    ck_assert_int_eq(rig_requests(&rig), requests);
    end();
    begin(false);
    find("@gamma", 2, "@gamma");
    rig_expect_list(&rig, 2, "stopped: the handle now belongs to another account");
}
END_TEST

START_TEST(a_handle_of_digits_is_no_id) {
    call_them("99", "beta", "gamma");
    begin(true);
    fetch("@99", 1);
    end();
    config.is_offline = true;
    begin(true);
    find("@99", 1, "@99");
    find("11", 1, "@99");
    find("99", 0, "99");
}
END_TEST

/* The API reads digits as it likes: what was requested so belongs to that word, until a record has
 * it as an id. */
START_TEST(a_word_of_digits_is_an_id_once_a_record_says_so) {
    begin(false);
    fetch("12", 2);
    end();
    begin(false);
    find("12", 2, "12");
    ck_assert_int_ne(rig_list(&rig)->asked_ms, ACCOUNT_UNKNOWN);
    fetch("hub", 3);
    rig_select(&rig, "beta");
    rig_run(&rig, COMMAND_DRILL_IN);
    ck_assert_uint_eq(rig_list(&rig)->count, 2);
    ck_assert_int_eq(rig_requests(&rig), 1);
    end();
    begin(false);
    find("12", 2, "@beta");
    ck_assert_int_eq(rig_list(&rig)->asked_ms, ACCOUNT_UNKNOWN);
    find("beta", 2, "@beta");
}
END_TEST

/* R of a list that an account has which gave up its handle asks for the account. */
START_TEST(a_new_snapshot_is_of_the_same_account) {
    begin(true);
    fetch("alpha", 1);
    go_on("one", "alpha", "gamma", true);
    find("alpha", 1, "@alpha");
    refetch();
    ck_assert_uint_eq(rig_list(&rig)->count, 1);
    ck_assert_str_eq(rig_list(&rig)->label, "@one");
    rig_run(&rig, COMMAND_OLDER);
    ck_assert_str_eq(rig_list(&rig)->label, "@one (then @alpha)");
}
END_TEST

static void whois(const char *typed) {
    struct err err;
    int64_t before = rig_requests(&rig);
    ck_assert(navigate_whois(&rig.session, typed, &err));
    rig_expect(&rig, "now for 1 credit ($0.001)? y/N");
    ck_assert_int_eq(rig_requests(&rig), before);
    question_accept(&rig.session);
    ck_assert(navigate_whois(&rig.session, typed, &err));
    question_drop(&rig.session);
    rig_settle(&rig);
}

START_TEST(whois_asks_who_has_a_handle_now) {
    struct err err;
    begin(true);
    fetch("alpha", 1);
    fetch("12", 2);
    go_on("one", "alpha", "gamma", true);
    find("alpha", 1, "@alpha");
    whois("@alpha");
    ck_assert_int_eq(rig_requests(&rig), 1);
    rig_expect(&rig, "@alpha is account 12.");
    rig_expect_list(&rig, 2, "complete");
    ck_assert_str_eq(rig_list(&rig)->label, "@alpha (then @beta)");
    ck_assert(!navigate_whois(&rig.session, "12", &err));
}
END_TEST

/* 11 gave its handle up, and nobody is known to have it: 11's list is not what was meant. */
START_TEST(a_handle_that_was_given_up_buys_nothing) {
    begin(true);
    whois("alpha");
    ck_assert_int_eq(rig_requests(&rig), 1);
    end();
    call_them("one", "beta", "alpha");
    config.session.page_size = 2;
    begin(true);
    fetch("hub", 2);
    find("@alpha", 0, "@one");
    rig_expect(&rig, "The account once named @alpha was last seen as @one");
    rig_expect(&rig, "m loads the list of @one");
    whois("alpha");
    ck_assert_str_eq(rig_list(&rig)->target, "13");
}
END_TEST

START_TEST(an_old_answer_to_who_has_a_handle_is_said_to_be_old) {
    begin(true);
    fetch("alpha", 1);
    fetch("@gamma", 3);
    end();
    change_store("UPDATE record SET last_ms = last_ms - 31 * 86400000,"
                 " first_ms = first_ms - 31 * 86400000 WHERE username = 'alpha'");
    begin(true);
    find("@alpha", 1, "@alpha");
    rig_expect(&rig, ":whois alpha asks who that is now: 1 credit");
    find("11", 1, "@alpha");
    ck_assert_ptr_null(rig.session.message);
    find("@gamma", 3, "@gamma");
    ck_assert_ptr_null(rig.session.message);
}
END_TEST

/* The record of @alpha lost its id; nothing can be asked for but by the handle. */
START_TEST(an_account_without_an_id_opens_by_its_handle) {
    static const char *const scripts[] = {"UPDATE account SET key = NULL WHERE key = '11'",
                                          "UPDATE account SET key = '' WHERE key = '11'"};
    begin(true);
    fetch("hub", 3);
    fetch("11", 1);
    end();
    change_store(scripts[_i]);
    change_store("UPDATE snapshot SET owner = NULL, target = 'alpha', label = '@alpha'"
                 " WHERE owner = '11'");
    begin(true);
    find("@alpha", 1, "@alpha");
    rig_run(&rig, COMMAND_BOOKMARK);
    rig_run(&rig, COMMAND_OLDER);
    rig_go(&rig, "hub");
    rig_select(&rig, "alpha");
    for (enum command command = COMMAND_NONE + 1; command < COMMAND_COUNT; command++)
        if (!command_has(command, COMMAND_SPENDS) && command != COMMAND_BROWSE)
            bare_front_run(&rig.session, command, RIG_ROWS);
    rig_settle(&rig);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("owner");
    TCase *tc = tcase_create("owner");
    tcase_add_checked_fixture(tc, set_up, tear_down);
    tcase_add_test(tc, two_accounts_swap_their_names);
    tcase_add_test(tc, a_title_follows_its_owner);
    tcase_add_test(tc, a_handle_is_recycled_twice);
    tcase_add_test(tc, a_later_record_does_not_bind_a_list);
    tcase_add_test(tc, an_empty_list_names_what_may_be_held);
    tcase_add_test(tc, an_account_called_by_its_own_id_keeps_its_list);
    tcase_add_test(tc, a_look_at_a_handle_that_was_given_up_says_so);
    tcase_add_test(tc, a_list_does_not_go_on_as_another_ones);
    tcase_add_test(tc, a_handle_of_digits_is_no_id);
    tcase_add_test(tc, a_word_of_digits_is_an_id_once_a_record_says_so);
    tcase_add_test(tc, a_new_snapshot_is_of_the_same_account);
    tcase_add_test(tc, whois_asks_who_has_a_handle_now);
    tcase_add_test(tc, a_handle_that_was_given_up_buys_nothing);
    tcase_add_test(tc, an_old_answer_to_who_has_a_handle_is_said_to_be_old);
    tcase_add_loop_test(tc, an_account_without_an_id_opens_by_its_handle, 0, 2);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
