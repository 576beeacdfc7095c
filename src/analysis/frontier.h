/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The frontier: accounts in one stored list or more whose own list can be loaded, with what that
 * costs, in an order (graph/ranking.h). Ranked a few milliseconds at a time once the index has
 * counted (analysis/graph_index.h), and again after every answer. Twenty-four bytes an account of
 * the store. Main thread only.
 *
 * Left out: whoever has a list that is complete, hidden or ended otherwise, is private, has no id,
 * or follows nobody. Left out, but counted: those of whom nobody reported how many they follow, or
 * whose list is longer than reported, because their price is unknown.
 */
#ifndef FOLLOWTRAIL_ANALYSIS_FRONTIER_H
#define FOLLOWTRAIL_ANALYSIS_FRONTIER_H

#include "analysis/graph_index.h"
#include "graph/ranking.h"

/* The first that are kept: on a screen, where a key waits for their rows; elsewhere. */
enum { FRONTIER_SHOWN_MAX = 2000, FRONTIER_ROWS_MAX = 100000 };

struct frontier_sum {
    int64_t accounts; /* in the frontier */
    int64_t credits;  /* for all their lists */
    int64_t unknown;  /* left out because their price is unknown */
};

/* Whether an account that is for sale belongs to a frontier: FRONTIER_WAITS: it counts, but is not
 * among its items. `price` is ACCOUNT_UNKNOWN where nobody knows it. */
enum frontier_admission { FRONTIER_OUT, FRONTIER_WAITS, FRONTIER_IN };
typedef enum frontier_admission frontier_admit(void *context, int64_t account, int64_t price);

struct frontier;

/* Store and index outlive it. It reads nothing before frontier_go_on(), and ranks per
 * credit. */
struct frontier *frontier_new(struct store *store, const struct graph_index *index)
    __attribute__((nonnull, returns_nonnull, warn_unused_result));
void frontier_free(struct frontier *frontier);

/* Which order, and how many to keep. What is ranked otherwise is ranked again. */
void frontier_choose(struct frontier *frontier, const struct ranking *ranking, size_t most)
    __attribute__((nonnull));
const struct ranking *frontier_order(const struct frontier *frontier)
    __attribute__((nonnull, returns_nonnull));

/* From the next ranking on, which starts again: only those that `admit` admits. It may read the
 * store. */
void frontier_limit(struct frontier *frontier, frontier_admit *admit, void *context)
    __attribute__((nonnull(1, 2)));

/* Ranks for a few milliseconds; true if nothing is left to do: all is ranked as the store is now,
 * the index is still counting, or the store could not be read (frontier_error()). */
bool frontier_go_on(struct frontier *frontier) __attribute__((nonnull));

/* Ranks everything; the index has counted. False if the store cannot be read. */
bool frontier_finish(struct frontier *frontier, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

/* Why nothing is ranked; NULL: no error. */
const struct err *frontier_error(const struct frontier *frontier) __attribute__((nonnull));

/* Whether something is ranked by the present order; a number that changes with what is below. */
bool frontier_is_ranked(const struct frontier *frontier) __attribute__((nonnull));
uint64_t frontier_version(const struct frontier *frontier) __attribute__((nonnull));

/* The first in order, and the sum of all. Valid until the next call of a function
 * above. */
const struct ranking_item *frontier_items(const struct frontier *frontier, size_t *count)
    __attribute__((nonnull));
struct frontier_sum frontier_sum(const struct frontier *frontier) __attribute__((nonnull));

#endif
