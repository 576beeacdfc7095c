/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pairs that are followed together, against a count pair by pair. */
#include "graph/cofollow.h"
#include "tests/support/run.h"

#include <check.h>
#include <string.h>

enum { MOST = 9, PAIRS = MOST * MOST };

/* Lists of some of the targets and of others; who is in which. */
struct world {
    uint32_t targets;
    size_t lists;
    bool has[MOST][MOST];
    uint32_t owner[MOST], items[MOST][MOST];
    struct cofollow_list known[MOST];
};

struct taken {
    struct cofollow_pair pairs[PAIRS];
    size_t count, most;
};

static uint64_t draw(uint64_t *state) {
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return *state >> 33;
}

static void make_list(struct world *world, size_t list, uint64_t density, uint64_t *state) {
    size_t count = 0;
    for (uint32_t target = 0; target < world->targets; target++) {
        world->has[list][target] = draw(state) % 5 < density;
        if (world->has[list][target])
            world->items[list][count++] = target;
    }
    world->owner[list] =
        draw(state) % 3 && list < world->targets ? (uint32_t)list : COFOLLOW_NOBODY;
    world->known[list] = (struct cofollow_list){world->owner[list], world->items[list], count};
}

static void make_world(struct world *world, uint64_t *state) {
    memset(world, 0, sizeof *world);
    world->targets = (uint32_t)(draw(state) % (MOST + 1));
    world->lists = draw(state) % (MOST + 1);
    uint64_t density = draw(state) % 6;
    for (size_t i = 0; i < world->lists; i++)
        make_list(world, i, density, state);
}

static bool take(void *context, const struct cofollow_pair *pair) {
    struct taken *taken = context;
    taken->pairs[taken->count++] = *pair;
    return taken->count < taken->most;
}

static struct cofollow_pair count_pair(const struct world *world, uint32_t a, uint32_t b) {
    struct cofollow_pair pair = {.a = a, .b = b};
    for (size_t i = 0; i < world->lists; i++) {
        if (world->owner[i] == a || world->owner[i] == b)
            continue;
        pair.both += world->has[i][a] && world->has[i][b];
        pair.either += world->has[i][a] || world->has[i][b];
    }
    return pair;
}

START_TEST(pairs_are_those_of_a_count_pair_by_pair) {
    uint64_t state = 1;
    struct world world;
    for (int run = 0; run < 20000; run++) {
        int64_t least = 1 + (int64_t)(draw(&state) % 3);
        struct taken taken = {.most = PAIRS};
        size_t at = 0;
        make_world(&world, &state);
        ck_assert(cofollow_each(world.known, world.lists, world.targets, least, take, &taken));
        for (uint32_t a = 0; a < world.targets; a++)
            for (uint32_t b = a + 1; b < world.targets; b++) {
                struct cofollow_pair pair = count_pair(&world, a, b);
                if (pair.both >= least)
                    ck_assert_mem_eq(&taken.pairs[at++], &pair, sizeof pair);
            }
        ck_assert_uint_eq(taken.count, at);
    }
}
END_TEST

START_TEST(the_taker_ends_it) {
    static const uint32_t items[] = {0, 1, 2};
    static const struct cofollow_list list = {COFOLLOW_NOBODY, items, 3};
    struct taken taken = {.most = 2};
    ck_assert(!cofollow_each(&list, 1, 3, 1, take, &taken));
    ck_assert_uint_eq(taken.count, 2);
    ck_assert_int_eq(taken.pairs[1].b, 2);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("cofollow");
    TCase *pairs = tcase_create("pairs");
    tcase_add_test(pairs, pairs_are_those_of_a_count_pair_by_pair);
    tcase_add_test(pairs, the_taker_ends_it);
    suite_add_tcase(suite, pairs);
    return run_suite(suite);
}
