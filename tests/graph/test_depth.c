/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In how many lists accounts are: in random worlds the truth is within the bounds. */
#include "graph/depth.h"

#include "sandbox/prng.h"
#include "tests/support/effort.h"
#include "tests/support/run.h"

#include <check.h>

enum { LISTS = 6, STRIDE = LISTS + 1, PEOPLE = 40, WORLDS = 20000, SEED = 5 };

/* True lists and what is held of them, a bit an account. */
struct world {
    size_t lists;
    uint64_t truth[LISTS], held[LISTS];
    struct overlap_list known[LISTS];
    bool is_complete[LISTS];
};

static uint64_t draw_some(struct prng *prng, uint64_t from, uint32_t percent) {
    uint64_t drawn = 0;
    for (int i = 0; i < PEOPLE; i++)
        if (from >> i & 1 && prng_chance(prng, percent))
            drawn |= (uint64_t)1 << i;
    return drawn;
}

static uint32_t percent(struct prng *prng) {
    return prng_below(prng, 101);
}

static void draw_world(struct prng *prng, struct world *world) {
    *world = (struct world){.lists = 1 + prng_below(prng, LISTS)};
    for (size_t i = 0; i < world->lists; i++) {
        world->truth[i] = draw_some(prng, ~(uint64_t)0, percent(prng));
        world->is_complete[i] = prng_chance(prng, 40);
        world->held[i] =
            draw_some(prng, world->truth[i], world->is_complete[i] ? 100 : percent(prng));
        int64_t listed = __builtin_popcountll(world->held[i]);
        int64_t most = __builtin_popcountll(world->truth[i]);
        most += world->is_complete[i] ? 0 : prng_below(prng, 3);
        if (!world->is_complete[i] && prng_chance(prng, 15))
            most = OVERLAP_NO_LIMIT;
        world->known[i] = (struct overlap_list){listed, {listed, most}};
    }
}

static size_t count_in(const struct world *world, const uint64_t *of, int account) {
    size_t in = 0;
    for (size_t i = 0; i < world->lists; i++)
        in += of[i] >> account & 1;
    return in;
}

static void count_members(const struct world *world, int64_t *members) {
    for (int account = 0; account < PEOPLE; account++) {
        size_t certain = count_in(world, world->held, account), most = certain;
        for (size_t i = 0; i < world->lists; i++)
            most += !world->is_complete[i] && !(world->held[i] >> account & 1);
        if (certain)
            members[certain * (world->lists + 1) + most]++;
    }
}

static int64_t count_truth(const struct world *world, size_t depth) {
    int64_t count = 0;
    for (int account = 0; account < PEOPLE; account++)
        count += count_in(world, world->truth, account) >= depth;
    return count;
}

START_TEST(the_truth_is_within_the_bounds) {
    size_t worlds = effort_runs(WORLDS / 10, WORLDS, 10 * WORLDS);
    struct prng prng;
    prng_init(&prng, SEED, 1, 1);
    for (size_t n = 0; n < worlds; n++) {
        struct overlap_range depths[LISTS];
        int64_t members[STRIDE * STRIDE] = {0};
        struct world world;
        draw_world(&prng, &world);
        count_members(&world, members);
        depth_find(world.lists, world.known, members, depths);
        for (size_t depth = 1; depth <= world.lists; depth++) {
            int64_t truth = count_truth(&world, depth);
            ck_assert_int_le(depths[depth - 1].least, truth);
            ck_assert_int_le(truth, depths[depth - 1].most);
        }
    }
}
END_TEST

/* Of two lists. */
static void assert_depths(const struct overlap_list *lists, const int64_t *members,
                          const struct overlap_range *expected) {
    struct overlap_range depths[2];
    depth_find(2, lists, members, depths);
    for (size_t i = 0; i < 2; i++) {
        ck_assert_int_eq(depths[i].least, expected[i].least);
        ck_assert_int_eq(depths[i].most, expected[i].most);
    }
}

/* Two complete lists of 5 and 7 share 3. */
START_TEST(complete_lists_leave_nothing_open) {
    assert_depths((struct overlap_list[]){{5, {5, 5}}, {7, {7, 7}}},
                  (int64_t[]){0, 0, 0, 0, 6, 0, 0, 0, 3}, (struct overlap_range[]){{9, 9}, {3, 3}});
}
END_TEST

/* Ten rows of a complete list, two of another one that may have four more: these may be among the
 * eight others of the first list, or new. */
START_TEST(hidden_rows_are_counted_once) {
    assert_depths((struct overlap_list[]){{10, {10, 10}}, {2, {6, 6}}},
                  (int64_t[]){0, 0, 0, 0, 0, 8, 0, 0, 2},
                  (struct overlap_range[]){{10, 14}, {2, 6}});
}
END_TEST

/* Nobody is listed: a list that may have 100 rows and one that may have 1 share 1 at most. */
START_TEST(no_list_has_an_account_twice) {
    assert_depths((struct overlap_list[]){{0, {0, 100}}, {0, {0, 1}}}, (int64_t[9]){0},
                  (struct overlap_range[]){{0, 101}, {0, 1}});
}
END_TEST

/* 40 of 412 rows and 20 of 1,088, none in both: 412 at most are. */
START_TEST(all_lists_have_no_more_than_the_shortest) {
    assert_depths((struct overlap_list[]){{40, {391, 412}}, {20, {1033, 1088}}},
                  (int64_t[]){0, 0, 0, 0, 0, 60, 0, 0, 0},
                  (struct overlap_range[]){{60, 1500}, {0, 412}});
}
END_TEST

/* A list without a limit may have all that the other has. */
START_TEST(a_list_without_a_limit) {
    int64_t endless = OVERLAP_NO_LIMIT;
    assert_depths((struct overlap_list[]){{0, {0, endless}}, {0, {0, 5}}}, (int64_t[9]){0},
                  (struct overlap_range[]){{0, endless}, {0, 5}});
    assert_depths((struct overlap_list[]){{0, {0, endless}}, {0, {0, endless}}}, (int64_t[9]){0},
                  (struct overlap_range[]){{0, endless}, {0, endless}});
}
END_TEST

int main(void) {
    Suite *suite = suite_create("depth");
    TCase *tc = tcase_create("bounds");
    tcase_set_timeout(tc, 60);
    tcase_add_test(tc, the_truth_is_within_the_bounds);
    tcase_add_test(tc, complete_lists_leave_nothing_open);
    tcase_add_test(tc, hidden_rows_are_counted_once);
    tcase_add_test(tc, no_list_has_an_account_twice);
    tcase_add_test(tc, all_lists_have_no_more_than_the_shortest);
    tcase_add_test(tc, a_list_without_a_limit);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
