/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A list belongs to whoever it was fetched of, whatever handles do afterwards: they are given up,
 * swapped, taken by others. 11 follows one account, 12 two, 13 three; 10 follows these three.
 */
#include "session/navigate.h"
#include "tests/rig.h"
#include "tests/run.h"
#include "tests/scratch.h"
#include "ui/condition.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

enum { PATH_BYTES = 256, TEXT_BYTES = 512 };

struct town {
    struct scratch scratch, network;
    struct rig_config config;
    struct rig rig;
};

static void write_table(const struct town *town, const char *name, const char *text) {
    char path[PATH_BYTES];
    snprintf(path, sizeof path, "%s/%s.csv", town->network.folder, name);
    FILE *file = fopen(path, "we");
    ck_assert_ptr_nonnull(file);
    ck_assert_int_ge(fputs(text, file), 0);
    ck_assert_int_eq(fclose(file), 0);
}

/* What the accounts are called from the next session on. */
static void call_them(const struct town *town, const char *first, const char *second,
                      const char *third) {
    char text[TEXT_BYTES];
    snprintf(text, sizeof text,
             "id,username,follower_count,following_count\n10,hub,1,3\n11,%s,1,1\n12,%s,1,2\n"
             "13,%s,1,3\n21,a,1,0\n22,b,1,0\n23,c,1,0\n24,d,1,0\n",
             first, second, third);
    write_table(town, "accounts", text);
}

static void set_up(struct town *town) {
    scratch_init(&town->scratch);
    scratch_init(&town->network);
    rig_config_init(&town->config);
    town->config.shop.store_path = town->scratch.path;
    town->config.shop.sandbox.network_dir = town->network.folder;
    call_them(town, "alpha", "beta", "gamma");
    write_table(town, "follows",
                "source,target\n10,11\n10,12\n10,13\n11,21\n12,22\n12,23\n13,22\n13,23\n13,24\n");
}

static void tear_down(struct town *town) {
    static const char *const names[] = {"accounts", "follows"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char path[PATH_BYTES];
        snprintf(path, sizeof path, "%s/%s.csv", town->network.folder, names[i]);
        ck_assert_int_eq(remove(path), 0);
    }
    scratch_fini(&town->network);
    scratch_fini(&town->scratch);
}

static void begin(struct town *town, bool wants_profile) {
    town->config.session.wants_profile = wants_profile;
    rig_open(&town->rig, &town->config);
}

static void end(struct town *town) {
    rig_close(&town->rig, 0, 0);
}

/* Opens it without a request, and finds so many rows under that label. */
static void find(struct town *town, const char *typed, size_t rows, const char *label) {
    int64_t requests = rig_requests(&town->rig);
    rig_go(&town->rig, typed);
    ck_assert_int_eq(rig_requests(&town->rig), requests);
    ck_assert_uint_eq(rig_list(&town->rig)->count, rows);
    ck_assert_str_eq(rig_list(&town->rig)->label, label);
}

static void fetch(struct town *town, const char *typed, size_t rows) {
    rig_go(&town->rig, typed);
    ck_assert_uint_eq(rig_list(&town->rig)->count, rows);
}

static void refetch(struct town *town) {
    rig_run(&town->rig, COMMAND_REFETCH);
    rig_run(&town->rig, COMMAND_REFETCH);
}

static void change_store(const struct town *town, const char *script) {
    struct err err;
    struct sql *sql = sql_open(town->scratch.path, SQL_WRITE, &err);
    ck_assert_msg(sql != NULL, "%s", err.text);
    ck_assert_msg(sql_run(sql, script, &err), "%s", err.text);
    sql_close(sql);
}

/* By handle, by id, in this session and the next. */
START_TEST(two_accounts_swap_their_names) {
    struct town town;
    set_up(&town);
    begin(&town, true);
    fetch(&town, "alpha", 1);
    fetch(&town, "12", 2);
    end(&town);
    call_them(&town, "beta", "alpha", "gamma");
    begin(&town, true);
    fetch(&town, "hub", 3);
    find(&town, "@alpha", 2, "@alpha (then @beta)");
    find(&town, "BETA", 1, "@beta (then @alpha)");
    find(&town, "11", 1, "@beta (then @alpha)");
    find(&town, "12", 2, "@alpha (then @beta)");
    rig_go(&town.rig, "hub");
    rig_select(&town.rig, "alpha");
    rig_run(&town.rig, COMMAND_DRILL_IN);
    ck_assert_uint_eq(rig_list(&town.rig)->count, 2);
    end(&town);
    begin(&town, false);
    find(&town, "@alpha", 2, "@alpha (then @beta)");
    find(&town, "@beta", 1, "@beta (then @alpha)");
    end(&town);
    tear_down(&town);
}
END_TEST

/* A list that is on the screen is called by its owner's new handle as soon as an answer tells it.
 */
START_TEST(a_title_follows_its_owner) {
    struct town town;
    set_up(&town);
    begin(&town, true);
    fetch(&town, "hub", 3);
    fetch(&town, "11", 1);
    end(&town);
    call_them(&town, "alpha_old", "beta", "gamma");
    begin(&town, true);
    find(&town, "@alpha", 1, "@alpha");
    rig_go(&town.rig, "hub");
    refetch(&town);
    find(&town, "11", 1, "@alpha_old (then @alpha)");
    find(&town, "@alpha_old", 1, "@alpha_old (then @alpha)");
    ck_assert_str_eq(rig_list(&town.rig)->name, "@alpha_old");
    end(&town);
    tear_down(&town);
}
END_TEST

/* Asked for by its handle, when that was 11's; then 12 took it, then 13. */
START_TEST(a_handle_is_recycled_twice) {
    struct town town;
    set_up(&town);
    begin(&town, false);
    fetch(&town, "alpha", 1);
    fetch(&town, "hub", 3);
    end(&town);
    call_them(&town, "one", "alpha", "gamma");
    begin(&town, false);
    rig_go(&town.rig, "hub");
    refetch(&town);
    fetch(&town, "12", 0);
    rig_expect(&town.rig, "asked for as @alpha on ");
    rig_run(&town.rig, COMMAND_MORE);
    ck_assert_uint_eq(rig_list(&town.rig)->count, 2);
    end(&town);
    call_them(&town, "one", "two", "alpha");
    begin(&town, false);
    rig_go(&town.rig, "hub");
    refetch(&town);
    fetch(&town, "13", 0);
    rig_expect(&town.rig, "asked for as @alpha on ");
    fetch(&town, "11", 0);
    rig_expect(&town.rig, "asked for as @alpha on ");
    find(&town, "12", 2, "@two (then @alpha)");
    rig_run(&town.rig, COMMAND_OLDER);
    ck_assert_uint_eq(rig_list(&town.rig)->count, 2);
    find(&town, "@Alpha", 1, "@alpha");
    rig_expect_list(&town.rig, 1, "asked for as @alpha on ");
    end(&town);
    tear_down(&town);
}
END_TEST

/* Of all orders in which a list and the records can come, in one session without profiles. */
START_TEST(a_later_record_does_not_bind_a_list) {
    struct town town;
    set_up(&town);
    begin(&town, false);
    fetch(&town, "alpha", 1);
    end(&town);
    call_them(&town, "one", "alpha", "gamma");
    begin(&town, false);
    find(&town, "alpha", 1, "@alpha");
    fetch(&town, "hub", 3);
    rig_select(&town.rig, "alpha");
    rig_run(&town.rig, COMMAND_DRILL_IN);
    ck_assert_uint_eq(rig_list(&town.rig)->count, 0);
    rig_expect(&town.rig, "asked for as @alpha on ");
    rig_run(&town.rig, COMMAND_MORE);
    ck_assert_uint_eq(rig_list(&town.rig)->count, 2);
    end(&town);
    tear_down(&town);
}
END_TEST

/* Whichever way one comes to a list without rows, it says what may be the same and is held. */
START_TEST(an_empty_list_names_what_may_be_held) {
    struct town town;
    struct buf words;
    struct err err;
    set_up(&town);
    begin(&town, false);
    fetch(&town, "beta", 2);
    end(&town);
    begin(&town, false);
    fetch(&town, "hub", 3);
    ck_assert(navigate_visit(&town.rig.session, "12", &err));
    buf_init(&words, TEXT_BYTES);
    condition_describe(&town.rig.session, rig_list(&town.rig), &words);
    ck_assert_ptr_nonnull(strstr(buf_text(&words), "asked for as @beta on "));
    ck_assert_ptr_nonnull(strstr(buf_text(&words), "m requests it: up to 2 credits."));
    buf_fini(&words);
    end(&town);
    tear_down(&town);
}
END_TEST

/* Asked for by the id, and not by the handle that is the same. */
START_TEST(an_account_called_by_its_own_id_keeps_its_list) {
    struct town town;
    set_up(&town);
    call_them(&town, "11", "beta", "gamma");
    begin(&town, true);
    fetch(&town, "11", 1);
    ck_assert_str_eq(rig_list(&town.rig)->label, "@11");
    end(&town);
    call_them(&town, "one", "beta", "gamma");
    begin(&town, true);
    fetch(&town, "hub", 3);
    find(&town, "11", 1, "@one (then @11)");
    end(&town);
    tear_down(&town);
}
END_TEST

/* Looked at for nothing, a handle that its account gave up is said to be so. */
START_TEST(a_look_at_a_handle_that_was_given_up_says_so) {
    struct town town;
    struct err err;
    set_up(&town);
    begin(&town, true);
    fetch(&town, "alpha", 1);
    end(&town);
    call_them(&town, "one", "beta", "gamma");
    begin(&town, true);
    fetch(&town, "hub", 3);
    int64_t requests = rig_requests(&town.rig);
    ck_assert(navigate_look(&town.rig.session, "@alpha", &err));
    rig_expect(&town.rig, "The account that was @alpha is @one");
    rig_expect(&town.rig, ":whois alpha asks who that is now: 1 credit.");
    ck_assert_int_eq(rig_requests(&town.rig), requests);
    end(&town);
    tear_down(&town);
}
END_TEST

/* Its second page would be of whoever has the handle by now. */
START_TEST(a_list_does_not_go_on_as_another_ones) {
    struct town town;
    set_up(&town);
    town.config.session.page_size = 2;
    town.config.session.has_prefetch = false;
    begin(&town, false);
    fetch(&town, "hub", 2);
    fetch(&town, "@alpha", 1);
    fetch(&town, "@gamma", 2);
    rig_run(&town.rig, COMMAND_MORE);
    ck_assert_uint_eq(rig_list(&town.rig)->count, 3);
    refetch(&town);
    ck_assert_uint_eq(rig_list(&town.rig)->count, 2);
    end(&town);
    call_them(&town, "gamma", "beta", "three");
    begin(&town, false);
    find(&town, "@gamma", 2, "@gamma");
    rig_expect_list(&town.rig, 2, "more");
    rig_go(&town.rig, "hub");
    refetch(&town);
    rig_run(&town.rig, COMMAND_MORE);
    int64_t requests = rig_requests(&town.rig);
    find(&town, "@gamma", 2, "@gamma");
    rig_run(&town.rig, COMMAND_MORE);
    rig_expect(&town.rig, "@gamma is another account's by now");
    ck_assert_int_eq(rig_requests(&town.rig), requests);
    end(&town);
    begin(&town, false);
    find(&town, "@gamma", 2, "@gamma");
    rig_expect_list(&town.rig, 2, "stopped: the handle is another account's by now");
    end(&town);
    tear_down(&town);
}
END_TEST

START_TEST(a_handle_of_digits_is_no_id) {
    struct town town;
    set_up(&town);
    call_them(&town, "99", "beta", "gamma");
    begin(&town, true);
    fetch(&town, "@99", 1);
    end(&town);
    town.config.is_offline = true;
    begin(&town, true);
    find(&town, "@99", 1, "@99");
    find(&town, "11", 1, "@99");
    find(&town, "99", 0, "99");
    end(&town);
    tear_down(&town);
}
END_TEST

/* R of a list that an account has which gave up its handle asks for the account. */
START_TEST(a_new_snapshot_is_of_the_same_account) {
    struct town town;
    set_up(&town);
    begin(&town, true);
    fetch(&town, "alpha", 1);
    end(&town);
    call_them(&town, "one", "alpha", "gamma");
    begin(&town, true);
    find(&town, "alpha", 1, "@alpha");
    refetch(&town);
    ck_assert_uint_eq(rig_list(&town.rig)->count, 1);
    ck_assert_str_eq(rig_list(&town.rig)->label, "@one");
    rig_run(&town.rig, COMMAND_OLDER);
    ck_assert_str_eq(rig_list(&town.rig)->label, "@one (then @alpha)");
    end(&town);
    tear_down(&town);
}
END_TEST

START_TEST(whois_asks_who_has_a_handle_now) {
    struct town town;
    struct err err;
    set_up(&town);
    begin(&town, true);
    fetch(&town, "alpha", 1);
    fetch(&town, "12", 2);
    end(&town);
    call_them(&town, "one", "alpha", "gamma");
    begin(&town, true);
    find(&town, "alpha", 1, "@alpha");
    ck_assert(navigate_whois(&town.rig.session, "@alpha", &err));
    rig_settle(&town.rig);
    ck_assert_int_eq(rig_requests(&town.rig), 1);
    rig_expect(&town.rig, "@alpha is account 12.");
    rig_expect_list(&town.rig, 2, "complete");
    ck_assert_str_eq(rig_list(&town.rig)->label, "@alpha (then @beta)");
    ck_assert(!navigate_whois(&town.rig.session, "12", &err));
    end(&town);
    tear_down(&town);
}
END_TEST

/* 11 gave its handle up, and nobody is known to have it: 11's list is not what was meant. */
START_TEST(a_handle_that_was_given_up_buys_nothing) {
    struct town town;
    struct err err;
    set_up(&town);
    begin(&town, true);
    ck_assert(navigate_whois(&town.rig.session, "alpha", &err));
    rig_settle(&town.rig);
    ck_assert_int_eq(rig_requests(&town.rig), 1);
    end(&town);
    call_them(&town, "one", "beta", "alpha");
    town.config.session.page_size = 2;
    begin(&town, true);
    fetch(&town, "hub", 2);
    find(&town, "@alpha", 0, "@one");
    rig_expect(&town.rig, "The account that was @alpha is @one");
    rig_expect(&town.rig, "m loads the list of @one");
    ck_assert(navigate_whois(&town.rig.session, "alpha", &err));
    rig_settle(&town.rig);
    ck_assert_str_eq(rig_list(&town.rig)->target, "13");
    end(&town);
    tear_down(&town);
}
END_TEST

START_TEST(an_old_answer_to_who_has_a_handle_is_said_to_be_old) {
    struct town town;
    set_up(&town);
    begin(&town, true);
    fetch(&town, "alpha", 1);
    fetch(&town, "@gamma", 3);
    end(&town);
    change_store(&town, "UPDATE record SET last_ms = last_ms - 31 * 86400000,"
                        " first_ms = first_ms - 31 * 86400000 WHERE username = 'alpha'");
    begin(&town, true);
    find(&town, "@alpha", 1, "@alpha");
    rig_expect(&town.rig, ":whois alpha asks who that is now: 1 credit");
    find(&town, "11", 1, "@alpha");
    ck_assert_ptr_null(town.rig.session.message);
    find(&town, "@gamma", 3, "@gamma");
    ck_assert_ptr_null(town.rig.session.message);
    end(&town);
    tear_down(&town);
}
END_TEST

/* The record of @alpha lost its id; nothing can be asked for but by the handle. */
START_TEST(an_account_without_an_id_opens_by_its_handle) {
    static const char *const scripts[] = {"UPDATE account SET key = NULL WHERE key = '11'",
                                          "UPDATE account SET key = '' WHERE key = '11'"};
    struct town town;
    set_up(&town);
    begin(&town, true);
    fetch(&town, "hub", 3);
    fetch(&town, "11", 1);
    end(&town);
    change_store(&town, scripts[_i]);
    change_store(&town, "UPDATE snapshot SET owner = NULL, target = 'alpha', label = '@alpha'"
                        " WHERE owner = '11'");
    begin(&town, true);
    find(&town, "@alpha", 1, "@alpha");
    rig_run(&town.rig, COMMAND_BOOKMARK);
    rig_run(&town.rig, COMMAND_OLDER);
    rig_go(&town.rig, "hub");
    rig_select(&town.rig, "alpha");
    for (enum command command = COMMAND_NONE + 1; command < COMMAND_COUNT; command++)
        if (!command_info(command)->can_spend)
            (void)command_run(&town.rig.session, command, RIG_ROWS);
    rig_settle(&town.rig);
    end(&town);
    tear_down(&town);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("owner");
    TCase *tc = tcase_create("owner");
    tcase_add_test(tc, two_accounts_swap_their_names);
    tcase_add_test(tc, a_title_follows_its_owner);
    tcase_add_test(tc, a_handle_is_recycled_twice);
    tcase_add_test(tc, a_later_record_does_not_bind_a_list);
    tcase_add_test(tc, an_empty_list_names_what_may_be_held);
    tcase_add_test(tc, an_account_called_by_its_own_id_keeps_its_list);
    tcase_add_test(tc, a_look_at_a_handle_that_was_given_up_says_so);
    tcase_add_test(tc, a_list_does_not_go_on_as_another_ones);
    tcase_add_test(tc, a_handle_of_digits_is_no_id);
    tcase_add_test(tc, a_new_snapshot_is_of_the_same_account);
    tcase_add_test(tc, whois_asks_who_has_a_handle_now);
    tcase_add_test(tc, a_handle_that_was_given_up_buys_nothing);
    tcase_add_test(tc, an_old_answer_to_who_has_a_handle_is_said_to_be_old);
    tcase_add_loop_test(tc, an_account_without_an_id_opens_by_its_handle, 0, 2);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
