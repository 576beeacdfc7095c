/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sets of accounts, and the patterns in which lists have them, beside a table of bits. */
#include "graph/pattern.h"
#include "graph/set.h"

#include "sandbox/prng.h"
#include "tests/support/effort.h"
#include "tests/support/run.h"

#include <check.h>
#include <string.h>

enum { ACCOUNTS = 400, LISTS = PATTERN_LISTS_MAX, WORLDS = 20, SEED = 5 };

/* Some lists, both as arrays and as bits. */
struct world {
    uint32_t numbers[LISTS][2 * ACCOUNTS];
    bool has[LISTS][ACCOUNTS];
    struct set lists[LISTS];
    uint32_t in[ACCOUNTS]; /* a bit a list */
};

/* With repeats, in any order. */
static void draw_list(struct prng *prng, struct world *world, size_t list) {
    size_t count = prng_below(prng, prng_chance(prng, 30) ? 8 : 2 * ACCOUNTS);
    memset(world->has[list], 0, sizeof world->has[list]);
    for (size_t i = 0; i < count; i++) {
        uint32_t number = prng_below(prng, ACCOUNTS);
        world->numbers[list][i] = number;
        world->has[list][number] = true;
    }
    world->lists[list] = set_make(world->numbers[list], count);
}

static void draw_world(struct prng *prng, struct world *world, size_t lists) {
    memset(world->in, 0, sizeof world->in);
    for (size_t list = 0; list < lists; list++) {
        draw_list(prng, world, list);
        for (size_t i = 0; i < ACCOUNTS; i++)
            world->in[i] |= (uint32_t)world->has[list][i] << list;
    }
}

static void assert_is(struct set set, const bool has[ACCOUNTS]) {
    size_t at = 0;
    for (uint32_t i = 0; i < ACCOUNTS; i++) {
        ck_assert_int_eq(set_has(set, i), has[i]);
        ck_assert(!has[i] || set.items[at++] == i);
    }
    ck_assert_uint_eq(set.count, at);
}

static size_t count_both(const struct world *world) {
    size_t count = 0;
    for (size_t i = 0; i < ACCOUNTS; i++)
        count += world->has[0][i] && world->has[1][i];
    return count;
}

START_TEST(sets_are_what_their_members_say) {
    struct prng prng;
    struct world world;
    prng_init(&prng, SEED, 1, 1);
    for (size_t runs = effort_runs(WORLDS, 10 * WORLDS, 100 * WORLDS); runs--;) {
        draw_world(&prng, &world, 2);
        struct set a = world.lists[0], b = world.lists[1];
        ck_assert_uint_eq(set_shared(a, b), count_both(&world));
        ck_assert_uint_eq(set_shared(b, a), count_both(&world));
        assert_is(a, world.has[0]);
        assert_is(b, world.has[1]);
    }
}
END_TEST

START_TEST(patterns_add_up_to_the_union) {
    static struct pattern found[PATTERN_MAX];
    struct prng prng;
    struct world world;
    prng_init(&prng, SEED, 2, 1);
    for (size_t runs = effort_runs(WORLDS, 10 * WORLDS, 100 * WORLDS); runs--;) {
        size_t lists = 1 + prng_below(&prng, LISTS), count;
        int64_t sum = 0, either = 0;
        draw_world(&prng, &world, lists);
        count = pattern_find(world.lists, lists, found);
        for (size_t i = 0; i < count; i++) {
            int64_t accounts = 0;
            for (size_t account = 0; account < ACCOUNTS; account++)
                accounts += world.in[account] == found[i].in;
            ck_assert_int_gt(accounts, 0);
            ck_assert_int_eq(found[i].accounts, accounts);
            ck_assert(!i || found[i - 1].accounts >= accounts);
            sum += accounts;
        }
        for (size_t account = 0; account < ACCOUNTS; account++)
            either += world.in[account] != 0;
        ck_assert_int_eq(sum, either);
    }
}
END_TEST

START_TEST(of_equal_patterns_those_of_earlier_lists_are_first) {
    uint32_t numbers[][3] = {{1, 2, 3}, {2, 3, 4}, {5}};
    struct set lists[] = {set_make(numbers[0], 3), set_make(numbers[1], 3),
                          set_make(numbers[2], 1)};
    struct pattern found[PATTERN_MAX];
    ck_assert_uint_eq(pattern_find(lists, 3, found), 4);
    ck_assert_uint_eq(found[0].in, 3); /* of two accounts */
    ck_assert_uint_eq(found[1].in, 1);
    ck_assert_uint_eq(found[2].in, 2);
    ck_assert_uint_eq(found[3].in, 4);
    ck_assert_uint_eq(pattern_find(NULL, 0, found), 0);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("set");
    TCase *tcase = tcase_create("set");
    tcase_set_timeout(tcase, 0);
    tcase_add_test(tcase, sets_are_what_their_members_say);
    tcase_add_test(tcase, patterns_add_up_to_the_union);
    tcase_add_test(tcase, of_equal_patterns_those_of_earlier_lists_are_first);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
