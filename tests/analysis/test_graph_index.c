/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In how many lists an account is, after any history: as a fresh count says, and as the lists
 * themselves say. */
#include "analysis/graph_index.h"

#include "sandbox/prng.h"
#include "store/edges.h"
#include "store/holding.h"
#include "tests/support/effort.h"
#include "tests/support/paid.h"
#include "tests/support/run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PEOPLE = 24, SNAPSHOTS_MAX = 40, ROWS_MAX = 12, STEPS = 60, NAME = 8 };

/* A store with a history, and an index that follows it. */
struct world {
    struct paid paid;
    struct store *reader;
    struct graph_index *index;
    struct prng prng;
    char ids[PEOPLE][NAME], names[PEOPLE][NAME];
    int64_t snapshots[SNAPSHOTS_MAX];
    int64_t pages[SNAPSHOTS_MAX];
    bool has_ended[SNAPSHOTS_MAX];
    size_t snapshot_count;
    int64_t now_ms;
};

static struct err err;

static size_t some(struct world *world, size_t below) {
    return prng_below(&world->prng, (uint32_t)below);
}

static void open_world(struct world *world, uint64_t seed) {
    memset(world, 0, sizeof *world);
    paid_open(&world->paid);
    const struct store_config config = {.path = world->paid.path};
    world->reader = store_open_reader(&config, &err);
    ck_assert_msg(world->reader != NULL, "%s", err.text);
    world->index = graph_index_new(world->reader);
    prng_init(&world->prng, seed, 12, 0);
    world->now_ms = 1000;
    for (size_t i = 0; i < PEOPLE; i++) {
        snprintf(world->ids[i], NAME, "%zu", i * 7 % PEOPLE + 1);
        snprintf(world->names[i], NAME, "n%zu", i);
    }
}

static void close_world(struct world *world) {
    graph_index_free(world->index);
    store_close(world->reader);
    paid_close(&world->paid);
}

/* A record in a thousand forms: without an id, renamed, private, of any length. */
static struct account somebody(struct world *world) {
    size_t who = some(world, PEOPLE), name = some(world, 12) ? who : some(world, PEOPLE);
    struct account account =
        paid_account(some(world, 15) ? world->ids[who] : NULL, world->names[name], 5);
    account.following_count = (int64_t)some(world, 3) ? (int64_t)some(world, 2 * ROWS_MAX)
                              : some(world, 2)        ? 0
                                                      : ACCOUNT_UNKNOWN;
    account.is_private = !some(world, 9);
    return account;
}

static void begin_list(struct world *world) {
    size_t who = some(world, PEOPLE);
    if (world->snapshot_count == SNAPSHOTS_MAX)
        return;
    size_t at = world->snapshot_count++;
    world->snapshots[at] =
        paid_snapshot(&world->paid, some(world, 4) ? world->ids[who] : world->names[who]);
    world->pages[at] = 0;
    world->has_ended[at] = false;
}

static void add_page(struct world *world) {
    struct account rows[ROWS_MAX];
    char cursor[2 * NAME];
    if (!world->snapshot_count)
        return;
    size_t at = some(world, world->snapshot_count), count = some(world, ROWS_MAX);
    if (world->has_ended[at])
        return;
    for (size_t i = 0; i < count; i++)
        rows[i] = somebody(world);
    bool is_last = !some(world, 3);
    snprintf(cursor, sizeof cursor, "c%zu", some(world, 1000));
    struct page *page = paid_page(rows, count, is_last ? NULL : cursor);
    page->is_cut = !is_last && !some(world, 8);
    page->is_unsaid = !is_last && !some(world, 5);
    /* A page that did not say whether there is more may be asked for again. */
    int64_t seq = world->pages[at] && !some(world, 6) ? world->pages[at] - 1 : world->pages[at]++;
    paid_enter(&world->paid, world->snapshots[at], seq, world->now_ms, page);
    world->has_ended[at] = is_last && seq == world->pages[at] - 1;
}

static void describe(struct world *world) {
    struct account account = somebody(world);
    size_t who = some(world, PEOPLE);
    if (!account.id)
        account.id = world->ids[who];
    paid_enter_profile(&world->paid, some(world, 2) ? account.id : account.username, world->now_ms,
                       &account);
}

static void lose_page(struct world *world) {
    if (!world->snapshot_count)
        return;
    size_t at = some(world, world->snapshot_count);
    paid_request(&world->paid, "unanswered", NULL, world->snapshots[at], world->pages[at],
                 world->now_ms);
}

static void do_something(struct world *world) {
    world->now_ms += 10;
    switch (some(world, 10)) {
    case 0:
    case 1:
        begin_list(world);
        break;
    case 2:
        describe(world);
        break;
    case 3:
        lose_page(world);
        break;
    default:
        add_page(world);
    }
}

/* Counts of everybody, from what the lists have. */
struct truth {
    struct store *store;
    int64_t lists[PEOPLE * 8], incomplete[PEOPLE * 8];
    int64_t all, all_incomplete;
    bool owns_incomplete[PEOPLE * 8];
};

static void count_list(void *context, const struct holding *holding) {
    struct truth *truth = context;
    uint32_t *accounts = NULL;
    size_t count = 0;
    if (holding->state == STANDING_NONE || (!holding->snapshot && !holding->is_asked))
        return;
    truth->all++;
    truth->all_incomplete += !holding->is_complete;
    truth->owns_incomplete[holding->account] = holding->account && !holding->is_complete;
    if (holding->snapshot)
        ck_assert(edges_of(truth->store, holding->snapshot, &accounts, &count, &err));
    for (size_t i = 0; i < count; i++) {
        ck_assert_uint_lt(accounts[i], PEOPLE * 8);
        if (accounts[i] == holding->account)
            continue;
        truth->lists[accounts[i]]++;
        truth->incomplete[accounts[i]] += !holding->is_complete;
    }
    free(accounts);
}

static void assert_counts(struct world *world, struct graph_index *index) {
    struct truth truth = {.store = world->reader};
    int64_t lists, lists_max;
    paid_each_holding(world->reader, count_list, &truth);
    struct fact_scope scope = graph_index_scope(index);
    ck_assert(scope.is_counted);
    ck_assert_int_eq(scope.lists, truth.all);
    ck_assert_int_eq(scope.incomplete, truth.all_incomplete);
    for (int64_t no = 1; no < PEOPLE * 8; no++) {
        graph_index_count(index, no, &lists, &lists_max);
        ck_assert_int_eq(lists, truth.lists[no]);
        ck_assert_int_eq(lists_max, truth.lists[no] + truth.all_incomplete - truth.incomplete[no] -
                                        truth.owns_incomplete[no]);
    }
}

static void live(uint64_t seed) {
    struct world world;
    open_world(&world, seed);
    for (int step = 0; step < STEPS; step++) {
        do_something(&world);
        for (size_t left = some(&world, 6); left > 0; left--)
            (void)graph_index_step(world.index);
        if (some(&world, 4))
            continue;
        ck_assert_msg(graph_index_finish(world.index, &err), "%s", err.text);
        assert_counts(&world, world.index);
    }
    struct graph_index *fresh = graph_index_new(world.reader);
    ck_assert_msg(graph_index_finish(fresh, &err), "%s", err.text);
    assert_counts(&world, fresh);
    graph_index_free(fresh);
    close_world(&world);
}

START_TEST(counts_are_those_of_a_fresh_count_after_any_history) {
    size_t runs = effort_runs(20, 300, 2000);
    for (uint64_t seed = 1; seed <= runs; seed++)
        live(seed);
}
END_TEST

/* Where every reading seems to come after another commit, it would never end otherwise. */
START_TEST(a_commit_that_changes_nothing_takes_one_step) {
    struct world world;
    open_world(&world, 1);
    ck_assert_msg(graph_index_finish(world.index, &err), "%s", err.text);
    (void)paid_snapshot(&world.paid, "1");
    ck_assert(graph_index_step(world.index));
    close_world(&world);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("graph_index");
    TCase *tcase = tcase_create("histories");
    tcase_set_timeout(tcase, 600);
    tcase_add_test(tcase, counts_are_those_of_a_fresh_count_after_any_history);
    tcase_add_test(tcase, a_commit_that_changes_nothing_takes_one_step);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
