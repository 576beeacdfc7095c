/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a crawl may cost and whom it would load first, before anything is bought. It forecasts no
 * number of accounts that it will find. Reads the store; spends nothing. Main thread only. Credits.
 */
#ifndef FOLLOWTRAIL_SESSION_CRAWL_PLAN_H
#define FOLLOWTRAIL_SESSION_CRAWL_PLAN_H

#include "base/buf.h"
#include "session/session.h"
#include "store/crawl_log.h"

enum { CRAWL_PLAN_FIRST = 10, CRAWL_PLAN_ROWS = 500 };

struct crawl_plan_row {
    const char *label; /* "@handle" or an id, in the plan's arena */
    int64_t lists, price;
};

/* What a list brought. */
struct crawl_plan_step {
    int64_t rows, fresh;
};

struct crawl_plan {
    struct arena arena;
    int64_t crawl;                            /* that goes on; 0: a new one */
    bool is_continued, is_random, is_bounded; /* is_bounded: what one list may cost */
    int64_t budget;                           /* the most that it costs from now on */
    int64_t spent;                            /* before, by a crawl that goes on */
    struct crawl_plan_row rest; /* of the list that goes on first; its label is NULL: none */
    int64_t rest_no;            /* the number of its account */
    int64_t seeds, seeds_stored, seeds_begun, seeds_unknown; /* seeds_begun: the rest is of it */
    int64_t seed_credits; /* for lists and profiles of seeds that are not stored, where known */
    int64_t frontier, credits, unknown; /* its accounts; the price of all; those without a price */
    struct crawl_plan_row first[CRAWL_PLAN_FIRST];
    size_t first_count;
    int64_t about; /* how many of the frontier's lists the budget covers, by the prices of now */
    /* What this store's lists brought, complete or not: rows listed of rows reported. */
    int64_t lists, listed, reported, hidden, failed;
    /* Of the last lists that this crawl loaded, as many as have CRAWL_PLAN_ROWS rows: rows, and
     * those of accounts that no list had before. */
    int64_t rows, fresh;
    struct crawl_plan_step last[CRAWL_PLAN_ROWS]; /* a ring of the last lists */
    size_t last_count;
};

/* For a new crawl (`order`), or one that goes on (`order` NULL) with `more` credits, 0: with what
 * is left. Call crawl_plan_fini() in any case. */
bool crawl_plan_make(struct crawl_plan *plan, struct session *session,
                     const struct crawl_order *order, int64_t crawl, int64_t more, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));
/* The same for a new crawl of the seeds where there is no store yet. */
void crawl_plan_make_first(struct crawl_plan *plan, const struct crawl_order *order)
    __attribute__((nonnull));
void crawl_plan_fini(struct crawl_plan *plan) __attribute__((nonnull));

/* Appends it in sentences, a line each. */
void crawl_plan_put(const struct crawl_plan *plan, struct buf *out) __attribute__((nonnull));

#endif
