/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers what the stored lists say of accounts (model/facts.h), from the index and, once for many
 * rows, from the store. Main thread only. */
#ifndef FOLLOWTRAIL_ANALYSIS_GRAPH_FACTS_H
#define FOLLOWTRAIL_ANALYSIS_GRAPH_FACTS_H

#include "analysis/graph_index.h"

struct graph_facts;

/* Index and store outlive it. */
struct graph_facts *graph_facts_new(const struct graph_index *index, struct store *store)
    __attribute__((nonnull, returns_nonnull, warn_unused_result));
void graph_facts_free(struct graph_facts *facts);

/* Lives as long as `facts`; who reads groups sets them in it. Call graph_facts_renew() after the
 * index went on. */
struct fact_reader *graph_facts_reader(struct graph_facts *facts)
    __attribute__((nonnull, returns_nonnull));
void graph_facts_renew(struct graph_facts *facts) __attribute__((nonnull));

/* The account's number in the store; 0 if the store does not have it. */
int64_t graph_facts_number(const struct graph_facts *facts, const struct account *account)
    __attribute__((nonnull));

#endif
