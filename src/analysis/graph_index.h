/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * In how many lists each account of the store is: counted once, a few milliseconds at a time while
 * nothing else is to do, and kept up to date with every answer of this and of other programs. Until
 * all is counted, counts are unknown. Eight bytes an account. Main thread only.
 *
 * An account is a number of the store (store/edges.h). A list is the chosen one of its owner. An
 * account's own list counts neither for nor against it.
 */
#ifndef FOLLOWTRAIL_ANALYSIS_GRAPH_INDEX_H
#define FOLLOWTRAIL_ANALYSIS_GRAPH_INDEX_H

#include "analysis/chosen_lists.h"
#include "model/facts.h"
#include "store/store.h"

struct graph_index;

/* Reads nothing yet. The store, open for reading, outlives it. */
struct graph_index *graph_index_new(struct store *store)
    __attribute__((nonnull, returns_nonnull, warn_unused_result));
void graph_index_free(struct graph_index *index);

/* Counts for a few milliseconds, or looks for what changed in the store; true when all is counted,
 * or cannot be (graph_index_error()). */
bool graph_index_go_on(struct graph_index *index) __attribute__((nonnull));

/* The least of it that can be done at once. */
bool graph_index_step(struct graph_index *index) __attribute__((nonnull));

/* Counts everything. False if the store cannot be read. */
bool graph_index_finish(struct graph_index *index, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

/* Reads which lists there are now. Figures of who is in them come with graph_index_go_on(). */
bool graph_index_read_lists(struct graph_index *index, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

/* Why nothing is counted; NULL: no error. */
const struct err *graph_index_error(const struct graph_index *index) __attribute__((nonnull));

/* Whether all is counted; a number that changes whenever something below may have changed. */
bool graph_index_is_ready(const struct graph_index *index) __attribute__((nonnull));
uint64_t graph_index_version(const struct graph_index *index) __attribute__((nonnull));

/* Whether numbers of accounts that were read before now still mean them. */
bool graph_index_has_same_numbers(const struct graph_index *index) __attribute__((nonnull));

/* The lists that figures are about. */
struct fact_scope graph_index_scope(const struct graph_index *index) __attribute__((nonnull));

/* An owner's list; NULL: none, or not known yet. Valid until the next graph_index_go_on(). */
const struct chosen *graph_index_list(const struct graph_index *index, int64_t owner)
    __attribute__((nonnull));
const struct chosen *graph_index_list_of_snapshot(const struct graph_index *index, int64_t snapshot)
    __attribute__((nonnull));

/* All lists, by number of their owner. */
const struct chosen *graph_index_lists(const struct graph_index *index, size_t *count)
    __attribute__((nonnull));

/* In how many lists the account is, for certain and at most. ACCOUNT_UNKNOWN: not counted yet. */
void graph_index_count(const struct graph_index *index, int64_t account, int64_t *lists,
                       int64_t *lists_max) __attribute__((nonnull));

/* In how many lists the account is for certain; 0 before that is counted. For many accounts. */
uint32_t graph_index_lists_with(const struct graph_index *index, size_t account)
    __attribute__((nonnull));

#endif
