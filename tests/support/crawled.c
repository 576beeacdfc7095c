/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/crawled.h"

#include "store/crawl_log.h"
#include "tests/support/bought.h"

#include <check.h>

static struct err err;

static void enter(struct paid *paid, int64_t step, const char *owner, struct account one,
                  struct account other, int64_t now_ms) {
    struct account records[] = {one, other};
    struct journal_order order = bought_page(owner, 0);
    struct journal_ticket ticket;
    order.crawl = 1;
    order.step = step;
    ck_assert_int_eq(journal_begin(paid->store, &order, now_ms, &ticket, &err), JOURNAL_SEND);
    bought_keep(paid->store, ticket.request, "{}", now_ms + 800);
    ck_assert_msg(paid_take(paid, ticket.request, paid_page(records, 2, NULL), &err), "%s",
                  err.text);
}

static void decide(struct store *store, const struct crawl_choice *choice, int64_t now_ms) {
    ck_assert_msg(crawl_log_decide(store, choice, now_ms, &err), "%s", err.text);
}

static void end_step(struct store *store, int64_t n, int64_t now_ms) {
    ck_assert_msg(crawl_log_end_step(store, 1, n, CRAWL_COMPLETE, now_ms, &err), "%s", err.text);
}

void crawled_open(struct paid *paid) {
    const struct crawl_order order = {.seeds = "@ada @zoe",
                                      .sort = "per-credit",
                                      .budget = 100,
                                      .lists = CRAWL_NO_BOUND,
                                      .depth = 2,
                                      .per_list = 20,
                                      .filter = "followed-by:@ada",
                                      .frame = "tt101 tt102 tt103"};
    int64_t crawl;
    paid_open(paid);
    struct account ada = paid_account("101", "ada", 1), bea = paid_account("102", "bea", 1),
                   cem = paid_account("103", "cem", 1), dan = paid_account("104", "dan", 1);
    paid_enter_profile(paid, "ada", 500, &ada);
    ck_assert(crawl_log_begin(paid->store, &order, 1000, &crawl, &err));
    decide(paid->store,
           &(struct crawl_choice){.crawl = 1, .n = 1, .account = "101", .seed = "@ada", .price = 2},
           2000);
    enter(paid, 1, "101", bea, cem, 2000);
    end_step(paid->store, 1, 3000);
    decide(paid->store,
           &(struct crawl_choice){.crawl = 1,
                                  .n = 2,
                                  .account = "102",
                                  .in_lists = 1,
                                  .price = 2,
                                  .depth = 1,
                                  .frontier_size = 2},
           4000);
    enter(paid, 2, "102", cem, dan, 4000);
    end_step(paid->store, 2, 5000);
    decide(paid->store,
           &(struct crawl_choice){.crawl = 1,
                                  .n = 3,
                                  .account = "103",
                                  .in_lists = 2,
                                  .price = 512,
                                  .depth = 1,
                                  .frontier_size = 2,
                                  .is_skipped = true},
           6000);
    ck_assert(crawl_log_end(paid->store, 1, CRAWL_NOTHING_FITS, 7000, &err));
    ck_assert(crawl_log_begin(paid->store, &order, 8000, &crawl, &err));
}
