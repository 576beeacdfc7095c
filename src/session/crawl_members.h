/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whom a crawl may load next: the frontier (analysis/frontier.h) without those that it has decided
 * about, in its order, within its depth, filter and frame. With seeds, only whom stored lists lead
 * to from them. Reads the store; spends nothing. Main thread only. Credits.
 */
#ifndef FOLLOWTRAIL_SESSION_CRAWL_MEMBERS_H
#define FOLLOWTRAIL_SESSION_CRAWL_MEMBERS_H

#include "session/session.h"
#include "store/crawl_log.h"

struct crawl_members;

/* ERR_USAGE if the sort or the filter of the order is wrong. The order and the session outlive
 * it. */
struct crawl_members *crawl_members_new(struct session *session, const struct crawl_order *order,
                                        struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));
void crawl_members_free(struct crawl_members *members);

/* A seed that is known, by its number. */
void crawl_members_add_seed(struct crawl_members *members, int64_t account)
    __attribute__((nonnull));

/* It is decided about: it is chosen no more. If it was loaded, its list leads on from `depth`. */
void crawl_members_take(struct crawl_members *members, int64_t account, int64_t depth,
                        bool is_loaded) __attribute__((nonnull));

bool crawl_members_has_taken(const struct crawl_members *members, int64_t account)
    __attribute__((nonnull));

/* What a list may cost now: `left` of the budget; and how many to keep, first in order. Ranks
 * again. */
void crawl_members_begin(struct crawl_members *members, int64_t left, size_t most)
    __attribute__((nonnull));

/* Ranks for a few milliseconds; true when done. False in *is_fine if the store cannot be read. */
bool crawl_members_go_on(struct crawl_members *members, bool *is_fine, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

/* Ranked: the first of those that fit, or that a random order drew, and of those that cost more
 * than a list may. Valid until it ranks again. */
const struct ranking_item *crawl_members_items(const struct crawl_members *members, size_t *count)
    __attribute__((nonnull));

/* Ranked: all of them, whether they fit or not. */
struct frontier_sum crawl_members_sum(const struct crawl_members *members) __attribute__((nonnull));

/* Ranked: whether some are left out only because they are too far away. */
bool crawl_members_are_far(const struct crawl_members *members) __attribute__((nonnull));

int64_t crawl_members_depth(const struct crawl_members *members, int64_t account)
    __attribute__((nonnull));

/* Whether it costs more than a list may. */
bool crawl_members_is_dear(const struct crawl_members *members, int64_t price)
    __attribute__((nonnull));
bool crawl_members_is_random(const struct crawl_members *members) __attribute__((nonnull));

#endif
