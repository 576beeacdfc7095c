/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bounds of what two lists have in common: in random worlds the truth is within all of them. */
#include "graph/overlap.h"

#include "sandbox/prng.h"
#include "tests/support/effort.h"
#include "tests/support/run.h"

#include <check.h>

enum { UNKNOWN = -1, ACCOUNTS_MAX = 60, MAYBE_MORE = 10, WORLDS = 40000, SEED = 2 };

/* What a store knows of a list. */
struct facts {
    bool is_ended; /* the API said that there is no more */
    int64_t listed, nameless, reported;
};

/* A true list, and what is held of it. */
struct half {
    uint64_t truth, held; /* a bit an account */
    struct facts facts;
};

static int64_t larger(int64_t a, int64_t b) {
    return a > b ? a : b;
}

static int64_t tolerance(int64_t reported) {
    return larger(1, reported / 20);
}

static bool is_complete(const struct facts *facts) {
    return facts->reported != UNKNOWN && facts->is_ended && !facts->nameless &&
           facts->reported - facts->listed <= tolerance(facts->reported);
}

static struct overlap_range length_of(const struct facts *facts) {
    int64_t listed = facts->listed, records = listed + facts->nameless, reported = facts->reported;
    if (is_complete(facts))
        return (struct overlap_range){listed, listed};
    if (reported == UNKNOWN || (!facts->is_ended && records >= reported))
        return (struct overlap_range){listed, OVERLAP_NO_LIMIT};
    int64_t least = facts->is_ended ? listed : larger(listed, reported - tolerance(reported));
    return (struct overlap_range){least, larger(records, reported)};
}

static int64_t size_of(uint64_t accounts) {
    return __builtin_popcountll(accounts);
}

static int64_t between(struct prng *prng, int64_t least, int64_t most) {
    return least + prng_below(prng, (uint32_t)(most - least + 1));
}

static uint64_t draw_some(struct prng *prng, uint64_t from, int64_t count) {
    uint64_t drawn = 0;
    while (count > size_of(drawn)) {
        uint64_t bit = (uint64_t)1 << prng_below(prng, ACCOUNTS_MAX);
        drawn |= from & bit;
    }
    return drawn;
}

/* As many as a list of that length may report: too high by the tolerance at most. */
static int64_t draw_reported(struct prng *prng, int64_t length) {
    int64_t most = length + MAYBE_MORE;
    while (most > length && most - length > tolerance(most))
        most--;
    return between(prng, length, most);
}

static void draw_half(struct prng *prng, int64_t population, struct half *half) {
    uint64_t all = population == 64 ? ~(uint64_t)0 : ((uint64_t)1 << population) - 1;
    half->truth = draw_some(prng, all, between(prng, 0, population));
    int64_t length = size_of(half->truth);
    bool is_ended = prng_chance(prng, 50), is_short = is_ended && prng_chance(prng, 30);
    int64_t records = is_ended && !is_short ? length : between(prng, 0, length);
    half->held = draw_some(prng, half->truth, records);
    int64_t nameless = prng_chance(prng, 20) ? between(prng, 0, records < 3 ? records : 3) : 0;
    half->held &= ~draw_some(prng, half->held, nameless);
    half->facts = (struct facts){.is_ended = is_ended,
                                 .listed = records - nameless,
                                 .nameless = nameless,
                                 .reported = draw_reported(prng, length)};
    if (!is_ended && prng_chance(prng, 15))
        half->facts.reported = prng_chance(prng, 50) ? UNKNOWN : between(prng, 0, length);
}

/* What the bounds assume not to happen: a gap within the tolerance of a complete list, and a count
 * that is too low although nothing shows it. */
static bool is_covered(const struct half *half) {
    const struct facts *facts = &half->facts;
    int64_t records = facts->listed + facts->nameless, length = size_of(half->truth);
    if (is_complete(facts) && half->held != half->truth)
        return false;
    return facts->reported <= records || facts->reported >= length;
}

static struct overlap_list list_of(const struct half *half) {
    return (struct overlap_list){half->facts.listed, length_of(&half->facts)};
}

static void assert_share(struct fraction truth, const struct overlap_share *share) {
    if (!truth.d)
        return;
    ck_assert(!share->least.d || fraction_compare(share->least, truth) <= 0);
    ck_assert(!share->most.d || fraction_compare(truth, share->most) <= 0);
}

static void assert_only(int64_t truth, struct overlap_range only) {
    ck_assert_int_le(only.least, truth);
    ck_assert_int_le(truth, only.most);
}

static void assert_bounds(const struct half *a, const struct half *b) {
    struct overlap overlap = overlap_make(list_of(a), list_of(b), size_of(a->held & b->held));
    int64_t common = size_of(a->truth & b->truth);
    ck_assert_int_eq(overlap.shared, size_of(a->held & b->held));
    ck_assert_int_le(overlap.shared, common);
    ck_assert_int_le(common, overlap.shared_most);
    assert_share((struct fraction){common, size_of(a->truth | b->truth)}, &overlap.jaccard);
    assert_share((struct fraction){common, size_of(a->truth)}, &overlap.of_a);
    assert_share((struct fraction){common, size_of(b->truth)}, &overlap.of_b);
    assert_only(size_of(a->truth & ~b->truth), overlap.only_a);
    assert_only(size_of(b->truth & ~a->truth), overlap.only_b);
}

START_TEST(the_truth_is_within_the_bounds) {
    struct prng prng;
    size_t covered = 0, worlds = effort_runs(WORLDS / 10, WORLDS, 10 * WORLDS);
    prng_init(&prng, SEED, 1, 1);
    for (size_t world = 0; world < worlds; world++) {
        struct half a, b;
        int64_t population = between(&prng, 1, ACCOUNTS_MAX);
        draw_half(&prng, population, &a);
        draw_half(&prng, population, &b);
        if (!is_covered(&a) || !is_covered(&b))
            continue;
        covered++;
        assert_bounds(&a, &b);
    }
    ck_assert_uint_gt(covered, worlds / 2);
}
END_TEST

/* The lists of two members of congress, cut after some rows of 398 and 120. */
START_TEST(known_cuts_have_these_bounds) {
    static const struct {
        int64_t a, b, common, most;
        struct fraction least;
    } cases[] = {
        {50, 120, 18, 120, {9, 250}},
        {300, 120, 93, 120, {93, 425}},
        {300, 60, 54, 120, {27, 232}},
        {0, 120, 0, 120, {0, 1}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct facts a = {.listed = cases[i].a, .reported = 398};
        struct facts b = {.is_ended = cases[i].b == 120, .listed = cases[i].b, .reported = 120};
        struct overlap overlap =
            overlap_make((struct overlap_list){a.listed, length_of(&a)},
                         (struct overlap_list){b.listed, length_of(&b)}, cases[i].common);
        ck_assert_int_eq(overlap.shared_most, cases[i].most);
        ck_assert_int_eq(fraction_compare(overlap.jaccard.least, cases[i].least), 0);
        ck_assert_int_eq(fraction_compare(overlap.jaccard.most, (struct fraction){120, 379}), 0);
        ck_assert(!overlap_is_exact(&overlap.jaccard));
    }
}
END_TEST

START_TEST(complete_lists_have_no_bounds) {
    struct overlap_list a = {172, {172, 172}}, b = {218, {218, 218}}, none = {0, {0, 0}};
    struct overlap overlap = overlap_make(a, b, 167);
    ck_assert(overlap_is_exact(&overlap.jaccard));
    ck_assert(overlap_is_exact(&overlap.of_a));
    ck_assert_int_eq(fraction_compare(overlap.jaccard.value, (struct fraction){167, 223}), 0);
    ck_assert_int_eq(overlap.only_a.least, 5);
    ck_assert_int_eq(overlap.only_a.most, 5);
    overlap = overlap_make(none, none, 0);
    ck_assert(!fraction_has_value(overlap.jaccard.value));
    ck_assert(overlap_is_exact(&overlap.jaccard));
}
END_TEST

/* Nothing is listed of one list, and the other has nobody: they share nobody. */
START_TEST(bounds_that_leave_one_value_give_it) {
    struct overlap_list a = {0, {0, 0}}, b = {0, {36, 38}};
    struct overlap overlap = overlap_make(a, b, 0);
    ck_assert(overlap_is_exact(&overlap.jaccard));
    ck_assert_int_eq(fraction_compare(overlap.jaccard.value, (struct fraction){0, 1}), 0);
    ck_assert(overlap_is_exact(&overlap.of_b));
    ck_assert(!fraction_has_value(overlap.of_a.value));
    b.length.least = 0;
    overlap = overlap_make(a, b, 0);
    ck_assert(overlap_is_exact(&overlap.jaccard));
    a.length.most = 1;
    overlap = overlap_make(a, b, 0);
    ck_assert(!fraction_has_value(overlap.jaccard.value));
}
END_TEST

START_TEST(lists_without_a_limit_leave_everything_open) {
    struct overlap_list a = {10, {10, OVERLAP_NO_LIMIT}}, b = {20, {20, OVERLAP_NO_LIMIT}};
    struct overlap overlap = overlap_make(a, b, 4);
    ck_assert_int_eq(overlap.shared_most, OVERLAP_NO_LIMIT);
    ck_assert_int_eq(fraction_compare(overlap.jaccard.least, (struct fraction){0, 1}), 0);
    ck_assert_int_eq(fraction_compare(overlap.jaccard.most, (struct fraction){1, 1}), 0);
    ck_assert_int_eq(overlap.only_a.most, OVERLAP_NO_LIMIT);
    b.length.most = 20;
    overlap = overlap_make(a, b, 4);
    ck_assert_int_eq(overlap.shared_most, 20);
    ck_assert_int_eq(fraction_compare(overlap.of_b.most, (struct fraction){1, 1}), 0);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("overlap");
    TCase *tcase = tcase_create("overlap");
    tcase_set_timeout(tcase, 0);
    tcase_add_test(tcase, the_truth_is_within_the_bounds);
    tcase_add_test(tcase, known_cuts_have_these_bounds);
    tcase_add_test(tcase, complete_lists_have_no_bounds);
    tcase_add_test(tcase, bounds_that_leave_one_value_give_it);
    tcase_add_test(tcase, lists_without_a_limit_leave_everything_open);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
