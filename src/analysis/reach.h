/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How many lists away accounts are from where a crawl began: 0 at a root, 1 in the list of a root,
 * and so on, by the chosen lists of the store; the least counts. Read once, and kept up to date by
 * who loads lists. A byte an account, or five. Main thread only.
 *
 * Without roots, whoever is in a list that was not loaded on the way is 1 away.
 */
#ifndef FOLLOWTRAIL_ANALYSIS_REACH_H
#define FOLLOWTRAIL_ANALYSIS_REACH_H

#include "analysis/graph_index.h"

enum { REACH_NOWHERE = 255, REACH_MOST = 254 }; /* what is further counts as REACH_MOST */

struct reach;

/* Store and index outlive it. */
struct reach *reach_new(struct store *store, const struct graph_index *index, bool has_roots)
    __attribute__((nonnull, returns_nonnull, warn_unused_result));
void reach_free(struct reach *reach);

/* A root, by number. */
void reach_add_root(struct reach *reach, int64_t account) __attribute__((nonnull));

/* The account's list was loaded on the way, which `depth` lists away led to. */
void reach_add_list(struct reach *reach, int64_t account, int64_t depth) __attribute__((nonnull));

/* Reads the lists of what was added; the index has counted. False if the store cannot be read. */
bool reach_read(struct reach *reach, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

/* REACH_NOWHERE: no list leads there. */
int reach_of(const struct reach *reach, int64_t account) __attribute__((nonnull));

#endif
