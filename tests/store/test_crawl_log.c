/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a crawl leaves in the store, and that its budget holds whatever happens. */
#include "store/crawl_log.h"

#include "store/spent.h"
#include "tests/support/bought.h"
#include "tests/support/paid.h"
#include "tests/support/run.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

enum { NOW_MS = 1750000000 };

static struct crawl_order rule(int64_t budget) {
    return (struct crawl_order){.seeds = "@ada tt7",
                                .sort = "per-credit",
                                .budget = budget,
                                .lists = CRAWL_NO_BOUND,
                                .depth = 2,
                                .per_list = 400};
}

static int64_t begin(struct store *store, int64_t budget) {
    struct err err;
    int64_t crawl = 0;
    const struct crawl_order order = rule(budget);
    ck_assert_msg(crawl_log_begin(store, &order, NOW_MS, &crawl, &err), "%s", err.text);
    return crawl;
}

static void decide(struct store *store, int64_t crawl, int64_t n, const char *account) {
    struct err err;
    const struct crawl_choice choice = {.crawl = crawl, .n = n, .account = account, .price = 40};
    ck_assert_msg(crawl_log_decide(store, &choice, NOW_MS + n, &err), "%s", err.text);
}

static void end_step(struct store *store, int64_t crawl, int64_t n, enum crawl_outcome outcome) {
    struct err err;
    ck_assert_msg(crawl_log_end_step(store, crawl, n, outcome, NOW_MS + 9, &err), "%s", err.text);
}

static struct crawl_record read_one(struct store *store, int64_t id, struct arena *arena) {
    struct crawl_record crawl;
    struct err err;
    ck_assert_msg(crawl_log_read(store, id, arena, &crawl, &err), "%s", err.text);
    return crawl;
}

static struct store *open_second(const struct paid *paid) {
    struct err err;
    const struct store_config config = {.path = paid->path, .kind = STORE_KIND_SANDBOX};
    struct store *store = store_open(&config, NOW_MS, &err);
    ck_assert_msg(store != NULL, "%s", err.text);
    return store;
}

static struct journal_order page_of(int64_t crawl, int64_t step, const char *target, int64_t seq) {
    struct journal_order order = bought_page(target, seq);
    order.crawl = crawl;
    order.step = step;
    return order;
}

/* No sum tells more or less than the requests. */
static void assert_sums(struct store *store) {
    struct err err;
    bool is_right = false;
    ck_assert_msg(spent_check(store, &is_right, &err), "%s", err.text);
    ck_assert(is_right);
}

START_TEST(the_budget_counts_what_may_have_been_charged) {
    struct paid paid;
    struct arena arena;
    struct journal_ticket ticket;
    paid_open(&paid);
    arena_init(&arena);
    int64_t crawl = begin(paid.store, 50);
    decide(paid.store, crawl, 1, "7");
    /* 20 under way: charged 15 in the end. */
    int64_t request = bought_send(paid.store, page_of(crawl, 1, "7", 0), NOW_MS);
    ck_assert_int_eq(read_one(paid.store, crawl, &arena).reserved, 20);
    bought_answer(paid.store, request, 15, 985, NOW_MS);
    struct crawl_record read = read_one(paid.store, crawl, &arena);
    ck_assert_int_eq(read.charged, 15);
    ck_assert_int_eq(crawl_left(&read), 35);
    /* 20 without an answer. */
    request = bought_send(paid.store, page_of(crawl, 1, "7", 1), NOW_MS);
    bought_abandon(paid.store, request, true, NOW_MS);
    ck_assert_int_eq(read_one(paid.store, crawl, &arena).maybe, 20);
    /* What others buy counts against no crawl. */
    bought_answer(paid.store, bought_send(paid.store, bought_page("8", 0), NOW_MS), 20, 900, 1);
    /* 15 are left of the 20 wanted; then none. */
    decide(paid.store, crawl, 2, "9");
    ck_assert_int_eq(bought_ask(paid.store, page_of(crawl, 2, "9", 0), NOW_MS, &ticket),
                     JOURNAL_SEND);
    ck_assert_int_eq(ticket.reserved, 15);
    ck_assert_int_eq(bought_ask(paid.store, page_of(crawl, 2, "10", 0), NOW_MS, &ticket),
                     JOURNAL_CAPPED);
    ck_assert(ticket.is_budget);
    ck_assert_int_eq(ticket.budget, 50);
    ck_assert_int_eq(ticket.used, 50);
    ck_assert_int_eq(paid_number(&paid, "SELECT count(*) FROM request WHERE crawl = 1"), 3);
    assert_sums(paid.store);
    arena_fini(&arena);
    paid_close(&paid);
}
END_TEST

START_TEST(a_cap_holds_besides) {
    struct paid paid;
    struct journal_ticket ticket;
    paid_open(&paid);
    paid.store->caps.most[PURSE_STORE] = 12;
    int64_t crawl = begin(paid.store, 50);
    decide(paid.store, crawl, 1, "7");
    bought_answer(paid.store, bought_send(paid.store, page_of(crawl, 1, "7", 0), NOW_MS), 12, 9, 1);
    ck_assert_int_eq(bought_ask(paid.store, page_of(crawl, 1, "7", 1), NOW_MS, &ticket),
                     JOURNAL_CAPPED);
    ck_assert(!ticket.is_budget);
    ck_assert_int_eq(ticket.scope, PURSE_STORE);
    paid_close(&paid);
}
END_TEST

static void assert_fails(struct store *store, struct journal_order order) {
    struct journal_ticket ticket;
    struct err err;
    ck_assert_int_eq(journal_begin(store, &order, NOW_MS, &ticket, &err), JOURNAL_FAILED);
    ck_assert_msg(strstr(err.text, "is not run by this program, or has no step"), "%s", err.text);
}

/* No request of a crawl is without its step, nor another program's. */
START_TEST(only_an_open_step_of_its_own_crawl_spends) {
    struct paid paid;
    struct journal_ticket ticket;
    paid_open(&paid);
    struct store *second = open_second(&paid);
    int64_t crawl = begin(paid.store, 50);
    assert_fails(paid.store, page_of(crawl, 1, "7", 0));
    decide(paid.store, crawl, 1, "7");
    assert_fails(second, page_of(crawl, 1, "7", 0));
    assert_fails(paid.store, page_of(crawl + 1, 1, "7", 0));
    end_step(paid.store, crawl, 1, CRAWL_FAILED);
    assert_fails(paid.store, page_of(crawl, 1, "7", 0));
    struct journal_order profile = bought_profile("ada");
    profile.crawl = crawl;
    ck_assert_int_eq(bought_ask(paid.store, profile, 1, &ticket), JOURNAL_SEND);
    ck_assert_int_eq(paid_number(&paid, "SELECT count(*) FROM request"), 1);
    store_close(second);
    paid_close(&paid);
}
END_TEST

static bool is_left(struct store *store, int64_t crawl, struct arena *arena) {
    struct crawl_step *steps;
    struct err err;
    size_t count;
    ck_assert_msg(crawl_log_steps(store, crawl, 1, 1, arena, &steps, &count, &err), "%s", err.text);
    ck_assert_uint_eq(count, 1);
    ck_assert_int_eq(steps[0].outcome, CRAWL_UNDER_WAY);
    return steps[0].is_left;
}

START_TEST(one_program_runs_it) {
    struct paid paid;
    struct arena arena;
    struct err err;
    paid_open(&paid);
    arena_init(&arena);
    struct store *second = open_second(&paid);
    int64_t crawl = begin(second, 50);
    decide(second, crawl, 1, "7");
    bought_send(second, page_of(crawl, 1, "7", 0), NOW_MS);
    ck_assert(!crawl_log_continue(paid.store, crawl, 0, NOW_MS, &err));
    ck_assert_int_eq(err.kind, ERR_LIMIT);
    ck_assert_msg(strstr(err.text, "another program is running crawl 1 (process "), "%s", err.text);
    ck_assert(read_one(paid.store, 0, &arena).is_alive);
    ck_assert(!read_one(paid.store, 0, &arena).is_ours);
    ck_assert(read_one(second, 0, &arena).is_ours);
    ck_assert(!is_left(paid.store, crawl, &arena));
    store_close(second);
    ck_assert(!read_one(paid.store, 0, &arena).is_alive);
    ck_assert(is_left(paid.store, crawl, &arena));
    ck_assert(!crawl_log_continue(paid.store, 7, 0, NOW_MS, &err));
    ck_assert_int_eq(err.kind, ERR_USAGE);
    ck_assert_msg(crawl_log_continue(paid.store, crawl, 30, NOW_MS, &err), "%s", err.text);
    struct crawl_record read = read_one(paid.store, crawl, &arena);
    ck_assert_int_eq(read.maybe, 20); /* what the other program left under way */
    ck_assert_int_eq(read.order.budget, 50);
    ck_assert_int_eq(crawl_left(&read), 30);
    ck_assert_int_eq(read.runs, 2);
    ck_assert(read.is_ours);
    ck_assert(!is_left(paid.store, crawl, &arena));
    ck_assert(crawl_log_end(paid.store, crawl, CRAWL_STOPPED, NOW_MS, &err));
    ck_assert(is_left(paid.store, crawl, &arena));
    arena_fini(&arena);
    paid_close(&paid);
}
END_TEST

START_TEST(its_rule_can_be_read_again) {
    struct paid paid;
    struct arena arena;
    struct err err;
    paid_open(&paid);
    arena_init(&arena);
    ck_assert_int_eq(read_one(paid.store, 0, &arena).id, 0);
    int64_t crawl = begin(paid.store, 50);
    const struct crawl_choice seed = {
        .crawl = crawl, .n = 1, .account = "12", .seed = "@ada", .price = ACCOUNT_UNKNOWN};
    const struct crawl_choice skipped = {.crawl = crawl,
                                         .n = 2,
                                         .account = "13",
                                         .in_lists = 3,
                                         .price = 500,
                                         .depth = 1,
                                         .frontier_size = 9,
                                         .is_skipped = true};
    ck_assert_msg(crawl_log_decide(paid.store, &seed, NOW_MS, &err), "%s", err.text);
    ck_assert_msg(crawl_log_decide(paid.store, &seed, NOW_MS, &err), "%s", err.text);
    ck_assert_msg(crawl_log_decide(paid.store, &skipped, NOW_MS, &err), "%s", err.text);
    struct crawl_choice other = seed;
    other.account = "14";
    ck_assert(!crawl_log_decide(paid.store, &other, NOW_MS, &err));
    end_step(paid.store, crawl, 1, CRAWL_GONE);
    ck_assert_msg(crawl_log_end(paid.store, crawl, CRAWL_NOTHING_FITS, NOW_MS + 10, &err), "%s",
                  err.text);
    struct crawl_record read = read_one(paid.store, crawl, &arena);
    ck_assert_str_eq(read.order.seeds, "tt12 tt7");
    ck_assert_str_eq(read.order.sort, "per-credit");
    ck_assert_int_eq(read.order.lists, CRAWL_NO_BOUND);
    ck_assert_int_eq(read.order.depth, 2);
    ck_assert_int_eq(read.order.per_list, 400);
    ck_assert_ptr_null(read.order.filter);
    ck_assert_int_eq(read.end, CRAWL_NOTHING_FITS);
    ck_assert_int_eq(read.ended_ms, NOW_MS + 10);
    ck_assert_int_eq(read.outcomes[CRAWL_GONE], 1);
    ck_assert_int_eq(read.outcomes[CRAWL_SKIPPED], 1);
    struct crawl_step *steps;
    size_t count;
    ck_assert(crawl_log_steps(paid.store, crawl, 2, 5, &arena, &steps, &count, &err));
    ck_assert_uint_eq(count, 1);
    ck_assert_str_eq(steps[0].account, "13");
    ck_assert_int_eq(steps[0].price, 500);
    ck_assert_int_eq(steps[0].frontier_size, 9);
    ck_assert_int_eq(steps[0].outcome, CRAWL_SKIPPED);
    arena_fini(&arena);
    paid_close(&paid);
}
END_TEST

/* A page of accounts that are called by a letter: a is 101. */
static void enter(struct paid *paid, struct journal_order order, const char *letters, bool more) {
    struct account records[8];
    struct err err;
    static const char *const ids[] = {"101", "102", "103", "104", "105"};
    size_t count = strlen(letters);
    int64_t request = bought_send(paid->store, order, NOW_MS);
    for (size_t i = 0; i < count; i++)
        records[i] = paid_account(ids[letters[i] - 'a'], NULL, 1);
    bought_keep(paid->store, request, "{}", NOW_MS);
    ck_assert_msg(paid_take(paid, request, paid_page(records, count, more ? "next" : NULL), &err),
                  "%s", err.text);
}

static void assert_brought(struct paid *paid) {
    struct arena arena;
    struct err err;
    struct crawl_step *steps;
    size_t count;
    arena_init(&arena);
    ck_assert(crawl_log_steps(paid->store, 1, 1, 9, &arena, &steps, &count, &err));
    ck_assert_uint_eq(count, 2);
    ck_assert_int_eq(steps[0].listed, 3); /* a, c, d: b was listed by a page before the crawl */
    ck_assert_int_eq(steps[0].fresh, 2);  /* c, d: 102's list had a */
    ck_assert_int_eq(steps[0].inside, 0); /* 101's own list came later */
    ck_assert_int_eq(steps[0].credits, 4);
    ck_assert_int_eq(steps[1].listed, 2);
    ck_assert_int_eq(steps[1].fresh, 1);  /* e */
    ck_assert_int_eq(steps[1].inside, 2); /* b, e */
    ck_assert_int_eq(steps[1].credits, 2);
    arena_fini(&arena);
}

START_TEST(what_a_step_brought_is_counted_from_its_pages) {
    struct paid paid;
    paid_open(&paid);
    int64_t crawl = begin(paid.store, 100);
    enter(&paid, bought_page("102", 0), "a", false);
    enter(&paid, bought_page("105", 0), "b", true);
    decide(paid.store, crawl, 1, "105");
    enter(&paid, page_of(crawl, 1, "105", 1), "acbd", false);
    end_step(paid.store, crawl, 1, CRAWL_COMPLETE);
    decide(paid.store, crawl, 2, "101");
    enter(&paid, page_of(crawl, 2, "101", 0), "be", false);
    end_step(paid.store, crawl, 2, CRAWL_COMPLETE);
    assert_brought(&paid);
    assert_sums(paid.store);
    paid_close(&paid);
}
END_TEST

/* When it goes on: its budget ended in the middle of a list. */
START_TEST(a_partial_step_is_taken_up_again) {
    struct paid paid;
    struct arena arena;
    struct err err;
    struct crawl_step *steps;
    size_t count;
    paid_open(&paid);
    arena_init(&arena);
    int64_t crawl = begin(paid.store, 100);
    decide(paid.store, crawl, 1, "105");
    enter(&paid, page_of(crawl, 1, "105", 0), "ab", true);
    end_step(paid.store, crawl, 1, CRAWL_PARTIAL);
    decide(paid.store, crawl, 1, "105");
    ck_assert(crawl_log_steps(paid.store, crawl, 1, 9, &arena, &steps, &count, &err));
    ck_assert_int_eq(steps[0].outcome, CRAWL_UNDER_WAY);
    enter(&paid, page_of(crawl, 1, "105", 1), "c", false);
    end_step(paid.store, crawl, 1, CRAWL_COMPLETE);
    ck_assert(crawl_log_steps(paid.store, crawl, 1, 9, &arena, &steps, &count, &err));
    ck_assert_uint_eq(count, 1);
    ck_assert_int_eq(steps[0].outcome, CRAWL_COMPLETE);
    ck_assert_int_eq(steps[0].listed, 3);
    ck_assert_int_eq(steps[0].credits, 3);
    ck_assert_int_eq(steps[0].decided_ms, NOW_MS + 1);
    arena_fini(&arena);
    paid_close(&paid);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("crawl_log");
    TCase *tc = tcase_create("crawl_log");
    tcase_add_test(tc, the_budget_counts_what_may_have_been_charged);
    tcase_add_test(tc, a_cap_holds_besides);
    tcase_add_test(tc, only_an_open_step_of_its_own_crawl_spends);
    tcase_add_test(tc, one_program_runs_it);
    tcase_add_test(tc, its_rule_can_be_read_again);
    tcase_add_test(tc, what_a_step_brought_is_counted_from_its_pages);
    tcase_add_test(tc, a_partial_step_is_taken_up_again);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
