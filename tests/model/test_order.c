/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In which order accounts are shown. */
#include "model/order.h"
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
    order_sort(&order, accounts, rows, PEOPLE);
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
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct order order = {{cases[i].part, listed}};
        uint32_t rows[] = {0, 1, 2, 3};
        order_sort(&order, accounts, rows, 4);
        ck_assert_mem_eq(rows, cases[i].rows, sizeof rows);
    }
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
        order_sort(&order, accounts, all, MANY);
        order_sort(&order, accounts, some, count);
        order_insert(&order, accounts, some, count, added, added_count);
        ck_assert_int_eq(memcmp(all, some, sizeof all), 0);
        for (uint32_t i = 1; i < MANY; i++)
            ck_assert(_i != 1 || strcmp(names[all[i - 1]], names[all[i]]) <= 0);
    }
}
END_TEST

START_TEST(nothing_and_one_are_sorted) {
    struct order order = {{{ORDER_NAME, true}, listed}};
    const struct account *accounts[] = {&people[0]};
    uint32_t rows[1] = {0}, added[1] = {0};
    order_sort(&order, NULL, rows, 0);
    order_insert(&order, accounts, rows, 0, added, 1);
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
    tcase_add_test(tcase, what_is_not_known_is_last_both_ways);
    tcase_add_test(tcase, second_key_decides_where_the_first_is_the_same);
    tcase_add_loop_test(tcase, rows_are_inserted_where_they_belong, 0, 3);
    tcase_add_test(tcase, nothing_and_one_are_sorted);
    tcase_add_test(tcase, choosing_a_key_makes_the_last_one_second);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
