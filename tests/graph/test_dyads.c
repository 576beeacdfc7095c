/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dyad census, and that no true value leaves its bounds. */
#include "graph/dyads.h"
#include "tests/support/run.h"

#include <check.h>
#include <string.h>

enum { MOST = 9 };

/* Who follows whom; what of it the lists show. */
struct world {
    size_t count;
    bool follows[MOST][MOST], lists[MOST][MOST], is_complete[MOST];
    uint32_t targets[MOST][MOST];
    struct dyads_list known[MOST];
};

static uint64_t draw(uint64_t *state) {
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return *state >> 33;
}

static void make_lists(struct world *world) {
    for (uint32_t from = 0; from < world->count; from++) {
        size_t count = 0;
        for (uint32_t to = 0; to < world->count; to++)
            if (world->lists[from][to])
                world->targets[from][count++] = to;
        world->known[from] =
            (struct dyads_list){world->is_complete[from], world->targets[from], count};
    }
}

static void make_world(struct world *world, uint64_t *state) {
    memset(world, 0, sizeof *world);
    world->count = draw(state) % (MOST + 1);
    uint64_t density = draw(state) % 5, loss = draw(state) % 4;
    for (size_t from = 0; from < world->count; from++) {
        world->is_complete[from] = draw(state) % 4 >= loss;
        for (size_t to = 0; to < world->count; to++) {
            world->follows[from][to] = draw(state) % 5 < density;
            world->lists[from][to] =
                world->follows[from][to] && (world->is_complete[from] || draw(state) % 2);
        }
    }
    make_lists(world);
}

enum membership { LISTED, NOT_LISTED, UNKNOWN };

static enum membership membership(const struct world *world, size_t from, size_t to) {
    if (world->lists[from][to])
        return LISTED;
    return world->is_complete[from] ? NOT_LISTED : UNKNOWN;
}

/* Pair by pair. */
static struct dyads count_pairs(const struct world *world) {
    struct dyads dyads = {.mutual = 0};
    for (size_t a = 0; a < world->count; a++)
        for (size_t b = 0; b < a; b++) {
            enum membership one = membership(world, a, b), other = membership(world, b, a);
            bool is_whole = world->is_complete[a] && world->is_complete[b];
            int listed = (one == LISTED) + (other == LISTED);
            int unknown = (one == UNKNOWN) + (other == UNKNOWN);
            dyads.mutual += listed == 2;
            dyads.one_way += listed == 1 && !unknown;
            dyads.listed += listed == 1 && unknown == 1;
            dyads.not_listed += !listed && unknown == 1;
            dyads.unknown += unknown == 2;
            dyads.none += !listed && !unknown;
            dyads.whole_mutual += is_whole && listed == 2;
            dyads.whole_one_way += is_whole && listed == 1;
        }
    return dyads;
}

/* n of d, each exact; anything is within bounds of nothing. */
static bool is_at_most(int64_t n, int64_t d, int64_t most_n, int64_t most_d) {
    return !d || !most_d || n * most_d <= most_n * d;
}

static void assert_within_bounds(const struct world *world, const struct dyads *dyads) {
    struct dyads_bounds bounds = dyads_reciprocity(dyads);
    int64_t mutual = 0, tied = 0;
    for (size_t a = 0; a < world->count; a++)
        for (size_t b = 0; b < a; b++) {
            mutual += world->follows[a][b] && world->follows[b][a];
            tied += world->follows[a][b] || world->follows[b][a];
        }
    ck_assert(is_at_most(bounds.least_n, bounds.least_d, mutual, tied));
    ck_assert(is_at_most(mutual, tied, bounds.most_n, bounds.most_d));
}

START_TEST(the_census_counts_every_pair_once) {
    uint64_t state = 1;
    struct world world;
    for (int run = 0; run < 20000; run++) {
        make_world(&world, &state);
        struct dyads dyads = dyads_count(world.known, world.count);
        struct dyads expected = count_pairs(&world);
        ck_assert_mem_eq(&dyads, &expected, sizeof dyads);
        ck_assert_int_eq(dyads_pairs(&dyads),
                         (int64_t)(world.count ? world.count * (world.count - 1) / 2 : 0));
        assert_within_bounds(&world, &dyads);
    }
}
END_TEST

START_TEST(complete_lists_leave_no_doubt) {
    static const uint32_t of_0[] = {0, 1, 2}, of_1[] = {0}, of_2[] = {1};
    static const struct dyads_list lists[] = {
        {true, of_0, 3}, {true, of_1, 1}, {true, of_2, 1}, {true, NULL, 0}};
    struct dyads dyads = dyads_count(lists, 4);
    struct dyads_bounds bounds = dyads_reciprocity(&dyads);
    ck_assert_int_eq(dyads.mutual, 1);
    ck_assert_int_eq(dyads.one_way, 2);
    ck_assert_int_eq(dyads.none, 3);
    ck_assert_int_eq(bounds.least_n, 1);
    ck_assert_int_eq(bounds.least_d, 3);
    ck_assert_int_eq(bounds.most_n, 1);
    ck_assert_int_eq(bounds.most_d, 3);
}
END_TEST

START_TEST(what_is_unknown_widens_the_bounds) {
    static const uint32_t of_0[] = {1}, of_1[] = {0, 2};
    static const struct dyads_list lists[] = {
        {false, of_0, 1}, {true, of_1, 2}, {false, NULL, 0}, {false, NULL, 0}};
    struct dyads dyads = dyads_count(lists, 4);
    struct dyads_bounds bounds = dyads_reciprocity(&dyads);
    ck_assert_int_eq(dyads.mutual, 1);     /* 0 1 */
    ck_assert_int_eq(dyads.listed, 1);     /* 1 2 */
    ck_assert_int_eq(dyads.not_listed, 1); /* 1 3 */
    ck_assert_int_eq(dyads.unknown, 3);    /* 0 2, 0 3, 2 3 */
    ck_assert_int_eq(bounds.least_n, 1);
    ck_assert_int_eq(bounds.least_d, 6);
    ck_assert_int_eq(bounds.most_n, 5);
    ck_assert_int_eq(bounds.most_d, 5);
}
END_TEST

START_TEST(no_pair_has_no_reciprocity) {
    struct dyads dyads = dyads_count(NULL, 0);
    struct dyads_bounds bounds = dyads_reciprocity(&dyads);
    ck_assert_int_eq(bounds.least_d, 0);
    ck_assert_int_eq(bounds.most_d, 0);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("dyads");
    TCase *census = tcase_create("census"), *bounds = tcase_create("bounds");
    tcase_add_test(census, the_census_counts_every_pair_once);
    tcase_add_test(census, complete_lists_leave_no_doubt);
    tcase_add_test(bounds, what_is_unknown_widens_the_bounds);
    tcase_add_test(bounds, no_pair_has_no_reciprocity);
    suite_add_tcase(suite, census);
    suite_add_tcase(suite, bounds);
    return run_suite(suite);
}
