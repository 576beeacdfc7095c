/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What lists say of accounts while some of them are cut: never more than is known. */
#include "analysis/graph_facts.h"

#include "sandbox/prng.h"
#include "store/lookup.h"
#include "tests/support/effort.h"
#include "tests/support/paid.h"
#include "tests/support/run.h"

#include <stdio.h>
#include <string.h>

enum { PEOPLE = 30, OWNERS = 10, PAGE = 5, NAME = 8 };

/* Who truly follows whom, and a store that has a part of that. */
struct world {
    struct paid paid;
    struct store *reader;
    struct graph_index *index;
    struct graph_facts *facts;
    struct prng prng;
    char ids[PEOPLE][NAME], names[PEOPLE][NAME + 1];
    bool follows[OWNERS][PEOPLE]; /* in truth */
    bool is_asked[OWNERS];
    int64_t now_ms;
};

static struct err err;

static uint32_t some(struct world *world, uint32_t below) {
    return prng_below(&world->prng, below);
}

static struct account person(struct world *world, size_t who, int64_t following) {
    struct account account = paid_account(world->ids[who], world->names[who] + 1, 5);
    account.following_count = following;
    return account;
}

/* Any part of a list, from its beginning; its owner's report may be a little too high. */
static void fetch(struct world *world, size_t owner) {
    struct account rows[PEOPLE];
    size_t count = 0, held, pages = 0;
    for (size_t who = 0; who < PEOPLE; who++)
        if ((world->follows[owner][who] = !some(world, 3)))
            rows[count++] = person(world, who, 3);
    struct account profile = person(world, owner, (int64_t)count + some(world, 2));
    paid_enter_profile(&world->paid, profile.id, world->now_ms += 10, &profile);
    int64_t snapshot = paid_snapshot(&world->paid, profile.id);
    bool is_cut = some(world, 3);
    held = is_cut ? some(world, (uint32_t)count + 1) / PAGE * PAGE : count;
    world->is_asked[owner] = held || !is_cut;
    for (size_t at = 0; at < held || (!at && !is_cut); at += PAGE, pages++) {
        size_t part = held - at < PAGE ? held - at : PAGE;
        bool is_last = at + part == count && !is_cut;
        char cursor[NAME];
        snprintf(cursor, sizeof cursor, "c%d", (int)(at % 1000));
        paid_enter(&world->paid, snapshot, (int64_t)pages, world->now_ms += 10,
                   paid_page(rows + at, part, is_last ? NULL : cursor));
    }
}

static void open_world(struct world *world, uint64_t seed) {
    memset(world, 0, sizeof *world);
    paid_open(&world->paid);
    prng_init(&world->prng, seed, 13, 0);
    for (size_t i = 0; i < PEOPLE; i++) {
        snprintf(world->ids[i], NAME, "%zu", 100 + i);
        snprintf(world->names[i], NAME, "@n%zu", i);
    }
    for (size_t owner = 0; owner < OWNERS; owner++)
        fetch(world, owner);
    const struct store_config config = {.path = world->paid.path};
    world->reader = store_open_reader(&config, &err);
    ck_assert_msg(world->reader != NULL, "%s", err.text);
    world->index = graph_index_new(world->reader);
    world->facts = graph_facts_new(world->index, world->reader);
    ck_assert_msg(graph_index_finish(world->index, &err), "%s", err.text);
    graph_facts_renew(world->facts);
}

static void close_world(struct world *world) {
    graph_facts_free(world->facts);
    graph_index_free(world->index);
    store_close(world->reader);
    paid_close(&world->paid);
}

/* In truth, in the lists that somebody asked for. */
static int64_t true_count(const struct world *world, size_t who) {
    int64_t count = 0;
    for (size_t owner = 0; owner < OWNERS; owner++)
        count += world->is_asked[owner] && owner != who && world->follows[owner][who];
    return count;
}

static void assert_verdict(enum verdict verdict, bool is_true) {
    ck_assert_int_ne((int)verdict, (int)(is_true ? VERDICT_NO : VERDICT_YES));
}

static void assert_facts(struct world *world, size_t who) {
    const struct fact_reader *reader = graph_facts_reader(world->facts);
    struct facts facts = {.lists = ACCOUNT_UNKNOWN};
    struct account *account = NULL;
    struct arena arena;
    arena_init(&arena);
    ck_assert(lookup_account_by_id(world->reader, world->ids[who], &arena, &account, &err));
    if (account) {
        reader->read(reader->context, NULL, account, &facts);
        ck_assert_int_le(facts.lists, true_count(world, who));
        ck_assert_int_ge(facts.lists_max, true_count(world, who));
        for (size_t owner = 0; owner < OWNERS; owner++)
            if (owner != who)
                assert_verdict(
                    reader->is_followed_by(reader->context, world->names[owner], account),
                    world->follows[owner][who]);
        for (size_t whom = 0; who < OWNERS && whom < PEOPLE; whom++)
            if (whom != who)
                assert_verdict(reader->follows(reader->context, world->names[whom], account),
                               world->follows[who][whom]);
    }
    arena_fini(&arena);
}

START_TEST(the_truth_is_within_the_bounds) {
    size_t runs = effort_runs(10, 200, 2000);
    for (uint64_t seed = 1; seed <= runs; seed++) {
        struct world world;
        open_world(&world, seed);
        for (size_t who = 0; who < PEOPLE; who++)
            assert_facts(&world, who);
        close_world(&world);
    }
}
END_TEST

START_TEST(names_that_the_store_does_not_know_are_refused) {
    struct world world;
    open_world(&world, 1);
    const struct fact_reader *reader = graph_facts_reader(world.facts);
    ck_assert(reader->knows(reader->context, "@n0", &err));
    ck_assert(reader->knows(reader->context, "100", &err));
    ck_assert(!reader->knows(reader->context, "@nobody.here", &err));
    ck_assert_str_eq(
        err.text, "The store has no account @nobody.here. “find” searches what is stored, free.");
    close_world(&world);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("graph_facts");
    TCase *tcase = tcase_create("facts");
    tcase_set_timeout(tcase, 600);
    tcase_add_test(tcase, the_truth_is_within_the_bounds);
    tcase_add_test(tcase, names_that_the_store_does_not_know_are_refused);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
