/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Newest records and ids of every account, in slices. */
#include "store/census.h"

#include "tests/support/paid.h"
#include "tests/support/run.h"

#include <check.h>
#include <stdio.h>

enum { MOST = 64 };

static struct paid paid;
static struct census_row rows[MOST];
static char ids[MOST][32];
static size_t count, id_count;
static struct err err;

static void set_up(void) {
    paid_open(&paid);
    count = id_count = 0;
}

static void tear_down(void) {
    paid_close(&paid);
}

static void keep(void *context, const struct census_row *row) {
    (void)context;
    ck_assert_uint_lt(count, MOST);
    rows[count++] = *row;
}

static void keep_id(void *context, int64_t account, const char *id) {
    (void)context;
    (void)account;
    ck_assert_uint_lt(id_count, MOST);
    snprintf(ids[id_count++], sizeof *ids, "%s", id);
}

/* In slices of `most` records; returns how many there were. */
static size_t read_since(int64_t *since, size_t most) {
    bool is_end = false;
    size_t slices = 0;
    count = 0;
    for (; !is_end; slices++)
        ck_assert_msg(census_read(paid.store, since, most, keep, NULL, &is_end, &err), "%s",
                      err.text);
    return slices;
}

static struct account person(const char *id, int64_t following, int64_t followers) {
    struct account account = paid_account(id, "name", followers);
    account.following_count = following;
    return account;
}

static void enter_five(void) {
    struct account five[] = {person("1", 7, 70), person("2", ACCOUNT_UNKNOWN, ACCOUNT_UNKNOWN),
                             person("3", 0, 5), person("4", 9, 2), person(NULL, 4, 4)};
    five[3].is_private = true;
    paid_enter(&paid, paid_snapshot(&paid, "17"), 0, 1000, paid_page(five, 5, NULL));
}

START_TEST(every_account_comes_once_in_its_newest_record) {
    static const struct census_row expected[] = {{1, 7, 70, false, true},
                                                 {2, -1, -1, false, true},
                                                 {3, 0, 5, false, true},
                                                 {4, 9, 2, true, true},
                                                 {5, 4, 4, false, false}};
    for (size_t most = 1; most < 7; most++) {
        int64_t since = 0;
        if (most == 1)
            enter_five();
        ck_assert_uint_eq(read_since(&since, most), 5 / most + 1);
        ck_assert_uint_eq(count, 5);
        for (size_t i = 0; i < 5; i++) {
            ck_assert_int_eq(rows[i].account, expected[i].account);
            ck_assert_int_eq(rows[i].following, expected[i].following);
            ck_assert_int_eq(rows[i].followers, expected[i].followers);
            ck_assert_int_eq(rows[i].is_private, expected[i].is_private);
            ck_assert_int_eq(rows[i].has_id, expected[i].has_id);
        }
    }
}
END_TEST

/* Also one that goes back to what an earlier record said. */
START_TEST(what_changed_comes_again) {
    const struct account other = person("1", 8, 70), same = person("1", 7, 70);
    int64_t since = 0;
    enter_five();
    read_since(&since, MOST);
    ck_assert_uint_eq(read_since(&since, MOST), 1);
    ck_assert_uint_eq(count, 0);
    paid_enter_profile(&paid, "1", 2000, &same);
    read_since(&since, MOST);
    ck_assert_uint_eq(count, 0);
    paid_enter_profile(&paid, "1", 3000, &other);
    read_since(&since, MOST);
    ck_assert_uint_eq(count, 1);
    ck_assert_int_eq(rows[0].following, 8);
    paid_enter_profile(&paid, "1", 4000, &same);
    read_since(&since, MOST);
    ck_assert_uint_eq(count, 1);
    ck_assert_int_eq(rows[0].account, 1);
    ck_assert_int_eq(rows[0].following, 7);
    since = 0;
    read_since(&since, MOST);
    ck_assert_uint_eq(count, 5);
}
END_TEST

START_TEST(ids_come_by_number) {
    int64_t after = 0;
    bool is_end = false;
    enter_five();
    while (!is_end)
        ck_assert(census_ids(paid.store, &after, 2, keep_id, NULL, &is_end, &err));
    ck_assert_uint_eq(id_count, 4);
    for (size_t i = 0; i < 4; i++) {
        const char id[] = {(char)('1' + i), '\0'};
        ck_assert_str_eq(ids[i], id);
    }
    ck_assert_int_eq(after, 5);
}
END_TEST

START_TEST(an_id_is_found_by_number) {
    struct buf id;
    buf_init(&id, 100);
    enter_five();
    ck_assert(census_put_id(paid.store, 3, &id, &err));
    ck_assert_str_eq(buf_text(&id), "3");
    ck_assert(census_put_id(paid.store, 5, &id, &err));
    ck_assert(census_put_id(paid.store, 99, &id, &err));
    ck_assert_str_eq(buf_text(&id), "3");
    buf_fini(&id);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("census");
    TCase *all = tcase_create("all");
    tcase_add_checked_fixture(all, set_up, tear_down);
    tcase_add_test(all, every_account_comes_once_in_its_newest_record);
    tcase_add_test(all, what_changed_comes_again);
    tcase_add_test(all, ids_come_by_number);
    tcase_add_test(all, an_id_is_found_by_number);
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
