/* SPDX-License-Identifier: GPL-3.0-or-later */
/* src/graph/ranking: the five orders, their ties, and the first of many without sorting all. */
#include "graph/ranking.h"

#include "base/mem.h"
#include "sandbox/prng.h"
#include "tests/support/effort.h"
#include "tests/support/run.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ITEMS_MAX = 200, ID_MAX = 24 };

static struct ranking of(const char *name) {
    struct ranking ranking;
    struct err err;
    ck_assert_msg(ranking_parse(name, &ranking, &err), "%s: %s", name, err.text);
    return ranking;
}

START_TEST(orders_have_names) {
    static const char *const names[] = {"per-credit", "seen",     "first-found",
                                        "followers",  "random:0", "random:9999999999999999999"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char name[RANKING_NAME_MAX];
        struct ranking ranking = of(names[i]);
        ck_assert_str_eq(ranking_name(&ranking, name), names[i]);
    }
}
END_TEST

START_TEST(other_names_are_refused) {
    static const char *const names[] = {"",
                                        "per",
                                        "per-credit ",
                                        "seen:1",
                                        "random",
                                        "random:",
                                        "random:-1",
                                        "random:1.5",
                                        "random:01",
                                        "random: 1",
                                        "random:+1",
                                        "closest",
                                        "random:10000000000000000000"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct ranking ranking;
        struct err err;
        ck_assert_msg(!ranking_parse(names[i], &ranking, &err), "%s", names[i]);
        ck_assert_int_eq(err.kind, ERR_USAGE);
        ck_assert_ptr_nonnull(strstr(err.text, "random:1"));
    }
}
END_TEST

static int compare(const char *name, struct ranking_item one, struct ranking_item other) {
    struct ranking ranking = of(name);
    int there = ranking_compare(&ranking, &one, &other);
    int back = ranking_compare(&ranking, &other, &one);
    ck_assert_int_eq(there<0, back> 0);
    ck_assert_int_eq(there == 0, back == 0);
    return there;
}

/* Two lists at 5 credits are 2/25; one at 5 is 1/25; three at 210 are 3/230. */
START_TEST(values_decide) {
    struct ranking_item cheap = {1, 2, 5, 10}, one = {2, 1, 5, 20}, dear = {3, 3, 210, 15};
    ck_assert_int_lt(compare("per-credit", cheap, one), 0);
    ck_assert_int_lt(compare("per-credit", one, dear), 0);
    ck_assert_int_lt(compare("seen", dear, cheap), 0);
    ck_assert_int_lt(compare("seen", cheap, one), 0);
    ck_assert_int_lt(compare("seen", cheap, (struct ranking_item){9, 2, 6, 0}), 0);
    ck_assert_int_lt(compare("first-found", cheap, one), 0);
    ck_assert_int_lt(compare("first-found", one, dear), 0);
    ck_assert_int_lt(compare("followers", one, dear), 0);
    ck_assert_int_lt(compare("followers", dear, cheap), 0);
    ck_assert_int_lt(compare("followers", cheap, (struct ranking_item){9, 9, 1, -1}), 0);
    ck_assert_int_lt(compare("random:1", cheap, dear), 0);
}
END_TEST

/* 2/40 is 1/20 exactly, and 3/60 too: then the larger number of lists comes first. No two
 * fractions that differ are equal, however large. */
START_TEST(fractions_are_exact) {
    ck_assert_int_gt(compare("per-credit", (struct ranking_item){1, 1, 0, 0},
                             (struct ranking_item){2, 2, 20, 0}),
                     0);
    ck_assert_int_lt(compare("per-credit", (struct ranking_item){1, 3, 40, 0},
                             (struct ranking_item){2, 2, 20, 0}),
                     0);
    ck_assert_int_lt(compare("per-credit", (struct ranking_item){1, UINT32_MAX, INT64_MAX - 1, 0},
                             (struct ranking_item){2, UINT32_MAX, INT64_MAX, 0}),
                     0);
    ck_assert_int_lt(compare("per-credit", (struct ranking_item){1, UINT32_MAX, INT64_MAX, 0},
                             (struct ranking_item){2, UINT32_MAX - 1, INT64_MAX, 0}),
                     0);
    ck_assert_int_eq(compare("per-credit", (struct ranking_item){1, 2, 20, 0},
                             (struct ranking_item){2, 2, 20, 0}),
                     0);
}
END_TEST

START_TEST(more_lists_break_ties) {
    ck_assert_int_lt(compare("followers", (struct ranking_item){5, 2, 9, 70},
                             (struct ranking_item){4, 1, 1, 70}),
                     0);
    ck_assert_int_eq(
        compare("seen", (struct ranking_item){5, 2, 9, 70}, (struct ranking_item){4, 2, 9, 71}), 0);
    ck_assert_int_eq(
        compare("random:3", (struct ranking_item){5, 2, 9, 70}, (struct ranking_item){4, 1, 9, 70}),
        0);
}
END_TEST

/* Expected: Python, sorted(ids, key=lambda i: hashlib.sha256(f"{n}:{i}".encode()).digest()). */
static const char *const drawn_ids[] = {"6812345678901234567", "107955", "7", "MS4wLjABAAAA_x",
                                        "68123456789012345678901234567890"};
static const struct {
    const char *name;
    size_t order[5];
    int64_t first_bits;
} draws[] = {
    {"random:0", {2, 3, 1, 4, 0}, INT64_C(8830427971008559741)},
    {"random:1", {3, 4, 2, 0, 1}, INT64_C(3012159558368485982)},
    {"random:42", {4, 3, 0, 2, 1}, INT64_C(2457182830259452598)},
    {"random:9999999999999999999", {3, 2, 1, 4, 0}, INT64_C(8640335553010401364)},
};

START_TEST(draws_are_those_of_others) {
    for (size_t i = 0; i < sizeof draws / sizeof *draws; i++) {
        struct ranking ranking = of(draws[i].name);
        ck_assert_int_eq(ranking_draw(&ranking, drawn_ids[0]), draws[i].first_bits);
        for (size_t k = 0; k + 1 < 5; k++) {
            const char *one = drawn_ids[draws[i].order[k]];
            const char *other = drawn_ids[draws[i].order[k + 1]];
            ck_assert_int_lt(ranking_draw(&ranking, one), ranking_draw(&ranking, other));
            ck_assert_int_lt(ranking_compare_ids(&ranking, one, other), 0);
        }
    }
}
END_TEST

START_TEST(a_long_id_is_hashed_whole) {
    struct ranking ranking = of("random:1");
    char one[1000], other[1000];
    memset(one, '7', sizeof one - 1);
    one[sizeof one - 1] = '\0';
    memcpy(other, one, sizeof one);
    other[sizeof other - 2] = '8';
    ck_assert_int_ne(ranking_draw(&ranking, one), ranking_draw(&ranking, other));
    ck_assert_int_eq(ranking_compare_ids(&ranking, one, one), 0);
}
END_TEST

/* Invented accounts: few different values, so that most of them tie. */
struct world {
    struct ranking ranking;
    struct ranking_item items[ITEMS_MAX];
    char ids[ITEMS_MAX][ID_MAX];
    size_t count, asked;
};

static void put_id(void *context, uint32_t account, struct buf *out) {
    struct world *world = context;
    world->asked++;
    buf_text_put(out, world->ids[account]);
}

static void invent(struct world *world, struct prng *prng, const char *name) {
    world->ranking = of(name);
    world->count = prng_below(prng, ITEMS_MAX + 1);
    world->asked = 0;
    for (size_t i = 0; i < world->count; i++) {
        bool is_random = world->ranking.order == RANKING_RANDOM;
        snprintf(world->ids[i], ID_MAX, "%u-%zu", prng_below(prng, 1000), i);
        world->items[i] = (struct ranking_item){
            .account = (uint32_t)i,
            .lists = 1 + prng_below(prng, 4),
            .price = prng_below(prng, 3) * 20,
            .value = is_random ? ranking_draw(&world->ranking, world->ids[i])
                               : (int64_t)prng_below(prng, 4) - 1,
        };
    }
}

static int compare_in(const void *one, const void *other, void *context) {
    const struct world *world = context;
    const struct ranking_item *a = one, *b = other;
    int difference = ranking_compare(&world->ranking, a, b);
    return difference ? difference
                      : ranking_compare_ids(&world->ranking, world->ids[a->account],
                                            world->ids[b->account]);
}

static void assert_top(struct world *world, size_t most) {
    struct ranking_top top;
    size_t count;
    ranking_top_init(&top, &world->ranking, most, put_id, world);
    for (size_t i = 0; i < world->count; i++)
        ranking_top_add(&top, &world->items[i]);
    struct ranking_item *first = ranking_top_take(&top, &count);
    ck_assert_uint_eq(count, most < world->count ? most : world->count);
    qsort_r(world->items, world->count, sizeof *world->items, compare_in, world);
    for (size_t i = 0; i < count; i++)
        ck_assert_uint_eq(first[i].account, world->items[i].account);
    free(first);
    ranking_top_fini(&top);
}

START_TEST(the_first_are_those_of_a_sort) {
    static const char *const names[] = {"per-credit", "seen", "first-found", "followers",
                                        "random:5"};
    struct prng prng;
    struct world world;
    prng_init(&prng, 12, 0, 0);
    for (size_t run = effort_runs(2000, 20000, 200000); run > 0; run--) {
        invent(&world, &prng, names[run % 5]);
        assert_top(&world, prng_below(&prng, ITEMS_MAX + 1));
    }
}
END_TEST

/* A million accounts must not mean a million reads of the store. */
START_TEST(ids_are_read_only_where_they_decide) {
    struct world world = {.ranking = of("seen")};
    struct ranking_top top;
    size_t count;
    ranking_top_init(&top, &world.ranking, 10, put_id, &world);
    for (uint32_t i = 0; i < 100000; i++)
        ranking_top_add(&top, &(struct ranking_item){.account = i, .lists = 1, .price = i});
    free(ranking_top_take(&top, &count));
    ck_assert_uint_eq(count, 10);
    ck_assert_uint_eq(world.asked, 0);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("ranking");
    TCase *all = tcase_create("all");
    tcase_add_test(all, orders_have_names);
    tcase_add_test(all, other_names_are_refused);
    tcase_add_test(all, values_decide);
    tcase_add_test(all, fractions_are_exact);
    tcase_add_test(all, more_lists_break_ties);
    tcase_add_test(all, draws_are_those_of_others);
    tcase_add_test(all, a_long_id_is_hashed_whole);
    tcase_add_test(all, the_first_are_those_of_a_sort);
    tcase_add_test(all, ids_are_read_only_where_they_decide);
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
