/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/mixture.h"

#include "sandbox/prng.h"

#include <check.h>

enum { ROWS = 6, PAGES = 6 };

static struct paid *into;
static struct arena *texts;
static struct prng prng;
static struct account people[MIXTURE_PEOPLE];
static int64_t seconds; /* passed; -1: dates are random */

static uint32_t below(uint32_t bound) {
    return prng_below(&prng, bound);
}

static int64_t date(int64_t otherwise) {
    return seconds < 0 ? otherwise : 1000 * ++seconds;
}

static int64_t any_date(void) {
    return seconds < 0 ? 1000 * (int64_t)below(1000) : date(0);
}

int64_t mixture_now_ms(void) {
    return 1000 * seconds;
}

/* Handles are shared, and change hands. */
static void meet(size_t i) {
    static const char *const handles[] = {"ann", "bob", "eve", "zoe", "kim", "lee", "max", "uma"};
    struct account *one = &people[i];
    *one = paid_account(arena_format(texts, "%zu", 100 + i),
                        i < 8 ? handles[below(8)] : arena_format(texts, "u%zu", i), 5);
    one->is_private = prng_chance(&prng, 20);
    one->following_count = prng_chance(&prng, 15)   ? ACCOUNT_UNKNOWN
                           : prng_chance(&prng, 25) ? 0
                                                    : (int64_t)below(60);
    if (prng_chance(&prng, 20))
        one->follower_count = one->following_count = one->like_count = 0;
    one->defect = prng_chance(&prng, 5) ? "bio was missing" : NULL;
}

static void enter_page(int64_t snapshot, int64_t seq) {
    struct account rows[ROWS];
    size_t count = below(ROWS + 1);
    for (size_t i = 0; i < count; i++) {
        rows[i] = people[below(MIXTURE_PEOPLE)];
        if (prng_chance(&prng, 4))
            rows[i].id = NULL;
    }
    struct page *page = paid_page(rows, count, NULL);
    page->has_more = prng_chance(&prng, 75);
    page->is_cut = prng_chance(&prng, 10);
    page->is_unsaid = page->has_more && prng_chance(&prng, 10);
    if (page->has_more && !prng_chance(&prng, 10))
        page->next_cursor =
            arena_format(texts, "c%d", prng_chance(&prng, 10) ? 0 : (int)below(1000));
    for (size_t i = 0; i < count; i++)
        page->defects += rows[i].defect != NULL;
    paid_enter(into, snapshot, seq, any_date(), page);
}

static void fail_at(int64_t snapshot, int64_t seq) {
    static const char *const states[] = {"unanswered", "not sent", "under way"};
    static const struct finding refused = {.outcome = "insufficient_credits",
                                           .balance = ACCOUNT_UNKNOWN},
                                failed = {.outcome = "upstream_error",
                                          .credits = ACCOUNT_UNKNOWN,
                                          .balance = ACCOUNT_UNKNOWN};
    if (prng_chance(&prng, 50)) {
        int64_t request = paid_request(into, "answered", NULL, snapshot, seq, date(5000));
        ck_assert(catalogue_take(into->store, request, prng_chance(&prng, 50) ? &refused : &failed,
                                 NULL));
    } else {
        paid_request(into, states[below(3)], NULL, snapshot, seq, date(5000));
    }
}

/* Pages mostly in order; some come after a later one, or never. */
static void enter_list(void) {
    size_t owner = below(10), pages = below(PAGES);
    int64_t late = -1,
            snapshot = paid_snapshot(into, prng_chance(&prng, 25) ? people[owner].username
                                                                  : people[owner].id);
    for (size_t seq = 0; seq < pages; seq++) {
        if (late < 0 && prng_chance(&prng, 6))
            late = (int64_t)seq;
        else
            enter_page(snapshot, (int64_t)seq);
        if (prng_chance(&prng, 10)) {
            size_t who = below(MIXTURE_PEOPLE);
            meet(who);
            paid_enter_profile(into, people[who].id, date(1), &people[who]);
        }
    }
    bool is_bare = !pages || (pages == 1 && late == 0); /* nothing begins without a request */
    if (prng_chance(&prng, 20) || (seconds >= 0 && is_bare))
        fail_at(snapshot, (int64_t)pages);
    if (late >= 0 && prng_chance(&prng, 70))
        enter_page(snapshot, late);
}

static void begin(struct paid *paid, struct arena *arena, uint64_t seed,
                  uint32_t percent_described) {
    into = paid;
    texts = arena;
    prng_init(&prng, seed, 12, 1);
    for (size_t i = 0; i < MIXTURE_PEOPLE; i++) {
        meet(i);
        if (prng_chance(&prng, percent_described))
            paid_enter_profile(into, people[i].id, date(1), &people[i]);
    }
}

void mixture_begin(struct paid *paid, struct arena *arena, uint64_t seed) {
    seconds = 0;
    begin(paid, arena, seed, 100);
}

void mixture_add_list(void) {
    enter_list();
}

void mixture_fill(struct paid *paid, struct arena *arena, uint64_t seed) {
    seconds = -1;
    begin(paid, arena, seed, 60);
    for (size_t i = 0; i < MIXTURE_SNAPSHOTS; i++)
        enter_list();
}
