/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The frontier in a session: the price of each row is what L says and what the server charges at
 * most; what ends early, and what is left out the next time. */
#include "session/source_frontier.h"

#include "session/load_batch.h"
#include "session/source.h"
#include "tests/support/rig.h"
#include "tests/support/run.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MARKED = 5, PATH_MAX_BYTES = 128 };

static struct rig rig;
static struct rig_config config;
static struct err err;

static void setup(void) {
    rig_config_init(&config);
    config.session.threshold = 100000;
}

static void open_frontier(const char *order) {
    ck_assert_msg(source_frontier_open(&rig.session, order, &err), "%s", err.text);
    ck_assert(source_frontier_is(rig_list(&rig)));
    ck_assert(!rig_list(&rig)->is_pending);
}

static void begin(const char *account) {
    rig_open(&rig, &config);
    rig_go(&rig, account);
    open_frontier("");
}

/* The first rows; returns the sum of their prices. */
static int64_t mark_first(size_t count) {
    int64_t price = 0;
    for (size_t row = 0; row < count; row++) {
        price += list_row_facts(rig_list(&rig), row).price;
        bare_front_run(&rig.session, COMMAND_MARK, RIG_ROWS);
    }
    return price;
}

static int64_t charged(void) {
    return sandbox_read_bill(rig.shop.sandbox).credits;
}

START_TEST(the_column_says_what_l_says) {
    begin("zoe.flores");
    int64_t price = mark_first(MARKED), before = charged();
    load_batch_ask(&rig.session);
    ck_assert_int_eq(rig.session.question.estimate, price);
    int64_t most = rig.session.question.most;
    rig_agree(&rig);
    rig_settle(&rig);
    ck_assert_int_le(charged() - before, most);
    ck_assert_int_eq(rig.session.purse.spent[PURSE_SESSION], charged());
    rig_close(&rig, 0, 0);
}
END_TEST

START_TEST(all_prices_are_their_sum) {
    int64_t sum = 0;
    begin("zoe.flores");
    for (size_t row = 0; row < rig_list(&rig)->count; row++)
        sum += list_row_facts(rig_list(&rig), row).price;
    ck_assert_uint_eq(rig_list(&rig)->tally.matched, rig_list(&rig)->count);
    ck_assert_int_eq(rig_list(&rig)->tally.credits, sum);
    rig_close(&rig, 0, 0);
}
END_TEST

/* No row moves before the next visit. */
START_TEST(what_is_loaded_leaves_with_the_next_visit) {
    begin("zoe.flores");
    char *first = strdup(rig_list(&rig)->rows[0]->id);
    size_t count = rig_list(&rig)->count;
    mark_first(1);
    load_batch_ask(&rig.session);
    rig_agree(&rig);
    rig_settle(&rig);
    ck_assert_str_eq(rig_list(&rig)->rows[0]->id, first);
    ck_assert_uint_eq(rig_list(&rig)->count, count);
    ck_assert(rig_list(&rig)->is_stale);
    open_frontier("");
    ck_assert(!rig_list(&rig)->is_stale);
    ck_assert_uint_eq(list_find(rig_list(&rig), first), SIZE_MAX);
    free(first);
    rig_close(&rig, 0, 0);
}
END_TEST

START_TEST(a_cap_ends_it_and_the_rest_stays) {
    config.shop.caps.most[PURSE_SESSION] = 61;
    begin("zoe.flores");
    mark_first(MARKED);
    load_batch_ask(&rig.session);
    ck_assert_int_eq(rig.session.question.most, 40);
    rig_agree(&rig);
    rig_settle(&rig);
    ck_assert_int_eq(charged(), 61);
    open_frontier("");
    bool has_rest = false;
    for (size_t row = 0; row < rig_list(&rig)->count; row++) {
        int64_t price = list_row_facts(rig_list(&rig), row).price;
        has_rest = has_rest || price < rig_list(&rig)->rows[row]->following_count;
    }
    ck_assert(has_rest);
    rig_close(&rig, 0, 0);
}
END_TEST

START_TEST(a_failure_leaves_it_in_the_frontier) {
    static const char *const fault[] = {"502:9@3"};
    config.shop.sandbox.faults = fault;
    config.shop.sandbox.fault_count = 1;
    begin("zoe.flores");
    char *first = strdup(rig_list(&rig)->rows[0]->id);
    int64_t price = mark_first(1);
    load_batch_ask(&rig.session);
    rig_agree(&rig);
    rig_settle(&rig);
    open_frontier("");
    ck_assert_uint_ne(list_find(rig_list(&rig), first), SIZE_MAX);
    free(first);
    rig_close(&rig, price, 0);
}
END_TEST

static void write_file(const char *folder, const char *name, const char *text) {
    char path[PATH_MAX_BYTES];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    ck_assert(file && fputs(text, file) >= 0);
    fclose(file);
}

/* Bob is said to follow 2, and follows 6: L pays for no more than it asked for, and then nobody
 * knows what the rest costs. */
START_TEST(a_list_longer_than_its_price_stops_there) {
    char folder[] = "/tmp/followtrail-frontier-XXXXXX", path[PATH_MAX_BYTES];
    ck_assert_ptr_nonnull(mkdtemp(folder));
    write_file(folder, "accounts.csv",
               "id,username,display_name,is_verified,is_private,follower_count,following_count,"
               "like_count,video_count,region,bio,avatar_url\n"
               "1,ann,Ann,false,false,1,1,0,0,US,,\n2,bob,Bob,false,false,1,2,0,0,US,,\n"
               "3,c,C,false,false,1,0,0,0,US,,\n4,d,D,false,false,1,0,0,0,US,,\n"
               "5,e,E,false,false,1,0,0,0,US,,\n6,f,F,false,false,1,0,0,0,US,,\n"
               "7,g,G,false,false,1,0,0,0,US,,\n8,h,H,false,false,1,0,0,0,US,,\n");
    write_file(folder, "follows.csv",
               "source,target,rank\n1,2,1\n2,3,1\n2,4,2\n2,5,3\n2,6,4\n2,7,5\n2,8,6\n");
    config.shop.sandbox.network_dir = folder;
    config.session.load_page_size = 2;
    begin("ann");
    ck_assert_uint_eq(rig_list(&rig)->count, 1);
    ck_assert_int_eq(mark_first(1), 2);
    int64_t before = charged();
    load_batch_ask(&rig.session);
    int64_t most = rig.session.question.most;
    rig_agree(&rig);
    rig_settle(&rig);
    ck_assert_int_le(charged() - before, most);
    ck_assert_int_lt(charged() - before, 6);
    open_frontier("");
    ck_assert_uint_eq(rig_list(&rig)->count, 0);
    ck_assert_uint_eq(rig_list(&rig)->tally.unknown, 1);
    rig_close(&rig, 0, 0);
    for (int i = 0; i < 2; i++) {
        snprintf(path, sizeof path, "%s/%s.csv", folder, i ? "accounts" : "follows");
        unlink(path);
    }
    rmdir(folder);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("source_frontier");
    TCase *all = tcase_create("all");
    tcase_add_checked_fixture(all, setup, NULL);
    tcase_add_test(all, the_column_says_what_l_says);
    tcase_add_test(all, all_prices_are_their_sum);
    tcase_add_test(all, what_is_loaded_leaves_with_the_next_visit);
    tcase_add_test(all, a_cap_ends_it_and_the_rest_stays);
    tcase_add_test(all, a_failure_leaves_it_in_the_frontier);
    tcase_add_test(all, a_list_longer_than_its_price_stops_there);
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
