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

struct crawl_plan {
    struct arena arena;
    bool is_continued;
    int64_t budget; /* the most that it costs from now on */
    int64_t spent;  /* before, by a crawl that goes on */
    int64_t seeds, seeds_stored;
    int64_t frontier, credits, unknown; /* its accounts; the price of all; those without a price */
    struct crawl_plan_row first[CRAWL_PLAN_FIRST];
    size_t first_count;
    int64_t about; /* how many of the frontier's lists the budget covers, by the prices of now */
    /* What this store's lists brought, complete or not: rows listed of rows reported. */
    int64_t lists, listed, reported, hidden, failed;
    /* Of the last rows, CRAWL_PLAN_ROWS at most, that this crawl listed: those that were new. */
    int64_t rows, fresh;
    bool is_short_preferred; /* a random order with a bound for a list */
    bool is_framed;
};

/* For a new crawl (`order`), or one that goes on (`order` NULL) with `more` credits, 0: with what
 * is left. Call crawl_plan_fini() in any case. */
bool crawl_plan_make(struct crawl_plan *plan, struct session *session,
                     const struct crawl_order *order, int64_t crawl, int64_t more, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));
void crawl_plan_fini(struct crawl_plan *plan) __attribute__((nonnull));

/* Appends it in sentences, a line each. */
void crawl_plan_put(const struct crawl_plan *plan, struct buf *out) __attribute__((nonnull));

#endif
