/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In which order accounts are shown. */
#include "model/order.h"
#include "tests/support/fact_table.h"
#include "tests/support/run.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

static const struct account people[] = {
    {.username = "bob", .display_name = "Zoë", .region = "SE", .follower_count = 10},
    {.username = "Alice", .display_name = "", .region = "NO", .follower_count = 10},
    {.username = "carol", .display_name = NULL, .region = NULL, .is_private = true},
    {.username = "dave-the-longer", .display_name = "åsa", .region = "NO", .follower_count = 0},
    {.username = "dave-the-long", .display_name = "ÅSA", .region = "SE", .follower_count = 5000},
    {.username = "eve", .display_name = "Eve", .region = "no", .follower_count = ACCOUNT_UNKNOWN},
};

enum { PEOPLE = sizeof people / sizeof *people };

static void assert_order(struct order_part first, struct order_part second, const char *expected) {
    struct order order = {{first, second}};
    const struct account *accounts[PEOPLE];
    uint32_t rows[PEOPLE];
    char sorted[PEOPLE + 1] = "";
    for (uint32_t i = 0; i < PEOPLE; i++) {
        accounts[i] = &people[i];
        rows[i] = (i + 3) % PEOPLE;
    }
    struct list list = {.rows = accounts, .count = PEOPLE};
    order_sort(&order, &list, rows, PEOPLE);
    for (uint32_t i = 0; i < PEOPLE; i++)
        sorted[i] = (char)('0' + rows[i]);
    ck_assert_str_eq(sorted, expected);
}

static const struct order_part listed = {ORDER_LISTED, false};

START_TEST(each_key_sorts_both_ways) {
    assert_order(listed, listed, "012345");
    assert_order((struct order_part){ORDER_LISTED, true}, listed, "543210");
    assert_order((struct order_part){ORDER_HANDLE, false}, listed, "102435");
    assert_order((struct order_part){ORDER_HANDLE, true}, listed, "534201");
    assert_order((struct order_part){ORDER_FOLLOWERS, false}, listed, "301425");
    assert_order((struct order_part){ORDER_REGION, false}, listed, "135042");
}
END_TEST

START_TEST(signs_ids_bios_and_ages_sort_too) {
    static const struct account four[] = {
        {.id = "30", .is_private = true, .bio = "b", .seen_ms = 5},
        {.id = "7", .is_verified = true, .bio = "", .seen_ms = ACCOUNT_UNKNOWN},
        {.id = NULL, .defect = "no id", .bio = "A", .seen_ms = 9},
        {.id = "8", .is_bare = true, .seen_ms = ACCOUNT_UNKNOWN},
    };
    static const struct {
        struct order_part part;
        uint32_t rows[4];
    } cases[] = {
        {{ORDER_SIGN, false}, {1, 0, 2, 3}}, {{ORDER_SIGN, true}, {2, 0, 1, 3}},
        {{ORDER_ID, false}, {0, 1, 3, 2}},   {{ORDER_BIO, false}, {2, 0, 1, 3}},
        {{ORDER_SEEN, true}, {2, 0, 1, 3}},  {{ORDER_SEEN, false}, {0, 2, 1, 3}},
    };
    const struct account *accounts[] = {&four[0], &four[1], &four[2], &four[3]};
    const struct list list = {.rows = accounts, .count = 4};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct order order = {{cases[i].part, listed}};
        uint32_t rows[] = {0, 1, 2, 3};
        order_sort(&order, &list, rows, 4);
        ck_assert_mem_eq(rows, cases[i].rows, sizeof rows);
    }
}
END_TEST

/* Ties go to the account in more lists, then to the smaller id, unless the user chose a key. */
START_TEST(what_lists_say_sorts_and_what_is_not_known_is_last) {
    static struct fact_entry entries[] = {
        {.id = "30", .facts = {.lists = 2, .lists_max = 9, .back = VERDICT_NO, .group = "B"}},
        {.id = "7", .facts = {.lists = 5, .lists_max = 5, .back = VERDICT_UNKNOWN, .group = "a"}},
        {.id = "8", .facts = {.lists = ACCOUNT_UNKNOWN, .back = FACT_NONE}},
        {.id = "100",
         .facts = {.lists = 2, .lists_max = 2, .back = VERDICT_YES, .state = FACT_COMPLETE}},
        {.id = "11",
         .facts = {.lists = 3, .lists_max = 3, .back = VERDICT_YES, .state = FACT_INCOMPLETE}},
    };
    static const int64_t told[5][5] = {{3, 9, 5, -3, 7},
                                       {1, ACCOUNT_UNKNOWN, 9, 2, 7},
                                       {2, 4, 7, 0, 7},
                                       {ACCOUNT_UNKNOWN, 9, 1, 0, 0},
                                       {2, 0, 2, -1, 7}};
    static const struct {
        struct order_part part;
        const char *rows;
    } cases[] = {
        {{ORDER_LISTS, true}, "14302"}, {{ORDER_LISTS, false}, "30412"},
        {{ORDER_BACK, true}, "43012"},  {{ORDER_BACK, false}, "04312"},
        {{ORDER_STATE, true}, "34102"}, {{ORDER_GROUP, false}, "10432"},
        {{ORDER_RANK, false}, "14203"}, {{ORDER_ROWS, true}, "30241"},
        {{ORDER_AGE, true}, "12043"},   {{ORDER_EXCESS, true}, "12403"},
    };
    struct row_facts facts[5];
    struct account five[5];
    const struct account *accounts[5];
    struct fact_table table;
    struct list list = {.rows = accounts, .count = 5, .row_facts = facts};
    fact_table_init(&table, entries, 5);
    for (int i = 0; i < 5; i++) {
        five[i] = (struct account){.id = entries[i].id};
        facts[i] = ROW_FACTS_NONE;
        facts[i].rank = told[i][0];
        facts[i].listed = told[i][1];
        facts[i].at_ms = told[i][2];
        facts[i].excess_n = told[i][3];
        facts[i].excess_d = told[i][4];
        accounts[i] = &five[i];
    }
    list.facts = &table.reader;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct order order = {{cases[i].part, listed}};
        uint32_t rows[] = {0, 1, 2, 3, 4};
        char sorted[6] = "";
        order_sort(&order, &list, rows, 5);
        for (int j = 0; j < 5; j++)
            sorted[j] = (char)('0' + rows[j]);
        ck_assert_msg(!strcmp(sorted, cases[i].rows), "%zu: %s", i, sorted);
        ck_assert(order_asks_lists(&order));
    }
    ck_assert(!order_asks_lists(&(struct order){{{ORDER_SEEN, true}, listed}}));
}
END_TEST

START_TEST(what_is_not_known_is_last_both_ways) {
    assert_order((struct order_part){ORDER_FOLLOWERS, true}, listed, "401325");
    assert_order((struct order_part){ORDER_REGION, true}, listed, "041352");
    assert_order((struct order_part){ORDER_NAME, false}, listed, "503412");
    assert_order((struct order_part){ORDER_NAME, true}, listed, "340512");
}
END_TEST

START_TEST(second_key_decides_where_the_first_is_the_same) {
    struct order_part followers = {ORDER_FOLLOWERS, true}, region = {ORDER_REGION, false};
    assert_order(region, followers, "135402");
    assert_order(region, (struct order_part){ORDER_HANDLE, false}, "135042");
    assert_order(region, (struct order_part){ORDER_HANDLE, true}, "531402");
    assert_order(followers, (struct order_part){ORDER_HANDLE, false}, "410325");
    assert_order(region, (struct order_part){ORDER_LISTED, true}, "531402");
}
END_TEST

enum { MANY = 3000 };

/* Rows inserted one by one or many together are where sorting all of them puts them. */
START_TEST(rows_are_inserted_where_they_belong) {
    static char names[MANY][24];
    static struct account crowd[MANY];
    const struct account *accounts[MANY];
    const struct list list = {.rows = accounts, .count = MANY};
    uint32_t all[MANY], some[MANY], added[MANY];
    for (uint32_t i = 0; i < MANY; i++) {
        snprintf(names[i], sizeof names[i], "the-same-start-%u", i * 7919U % 97);
        crowd[i] = (struct account){.username = names[i], .follower_count = i * 31 % 11};
        accounts[i] = &crowd[i];
    }
    for (uint32_t share = 2; share <= 100; share += 49) {
        struct order order = {{{_i ? ORDER_HANDLE : ORDER_FOLLOWERS, _i == 2},
                               {_i ? ORDER_FOLLOWERS : ORDER_HANDLE, true}}};
        size_t count = 0, added_count = 0;
        for (uint32_t i = 0; i < MANY; i++) {
            all[i] = i;
            if (i % share == 1)
                added[added_count++] = i;
            else
                some[count++] = i;
        }
        order_sort(&order, &list, all, MANY);
        order_sort(&order, &list, some, count);
        order_insert(&order, &list, some, count, added, added_count);
        ck_assert_int_eq(memcmp(all, some, sizeof all), 0);
        for (uint32_t i = 1; i < MANY; i++)
            ck_assert(_i != 1 || strcmp(names[all[i - 1]], names[all[i]]) <= 0);
    }
}
END_TEST

START_TEST(nothing_and_one_are_sorted) {
    struct order order = {{{ORDER_NAME, true}, listed}};
    const struct account *accounts[] = {&people[0]};
    const struct list list = {.rows = accounts, .count = 1};
    uint32_t rows[1] = {0}, added[1] = {0};
    order_sort(&order, &list, rows, 0);
    order_insert(&order, &list, rows, 0, added, 1);
    ck_assert_uint_eq(rows[0], 0);
}
END_TEST

static void assert_words(const struct order *order, const char *expected) {
    struct buf words;
    buf_init(&words, 200);
    order_describe(order, &words);
    ck_assert_str_eq(buf_text(&words), expected);
    buf_fini(&words);
}

START_TEST(choosing_a_key_makes_the_last_one_second) {
    struct order order = {{listed, listed}};
    ck_assert(order_is_listed(&order));
    assert_words(&order, "TikTok's order");
    order_choose(&order, ORDER_FOLLOWERS);
    assert_words(&order, "followers ↓");
    order_choose(&order, ORDER_REGION);
    assert_words(&order, "region ↑, then followers ↓");
    order_choose(&order, ORDER_REGION);
    assert_words(&order, "region ↓, then followers ↓");
    order_choose(&order, ORDER_LISTED);
    assert_words(&order, "TikTok's order");
    order_choose(&order, ORDER_LISTED);
    assert_words(&order, "TikTok's order ↓");
    ck_assert(!order_is_listed(&order));
    order_choose(&order, ORDER_REGION);
    assert_words(&order, "region ↑, then TikTok's order ↓");
}
END_TEST

int main(void) {
    Suite *suite = suite_create("order");
    TCase *tcase = tcase_create("order");
    tcase_add_test(tcase, each_key_sorts_both_ways);
    tcase_add_test(tcase, signs_ids_bios_and_ages_sort_too);
    tcase_add_test(tcase, what_lists_say_sorts_and_what_is_not_known_is_last);
    tcase_add_test(tcase, what_is_not_known_is_last_both_ways);
    tcase_add_test(tcase, second_key_decides_where_the_first_is_the_same);
    tcase_add_loop_test(tcase, rows_are_inserted_where_they_belong, 0, 3);
    tcase_add_test(tcase, nothing_and_one_are_sorted);
    tcase_add_test(tcase, choosing_a_key_makes_the_last_one_second);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
