/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The dyad census of accounts whose lists are known, at least in part: how many pairs follow each
 * other, in one direction, or not at all, and for how many the lists do not say. Pure.
 */
#ifndef FOLLOWTRAIL_GRAPH_DYADS_H
#define FOLLOWTRAIL_GRAPH_DYADS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The list of one of the accounts. */
struct dyads_list {
    bool is_complete;        /* whom it does not list is not followed; else that is unknown */
    const uint32_t *targets; /* which of the accounts it lists, by their places; sorted, unique */
    size_t count;
};

/* Pairs by what the two lists say, one of the other's account. */
struct dyads {
    int64_t mutual;        /* M: listed, listed */
    int64_t one_way;       /* O: listed, not listed */
    int64_t listed;        /* U: listed, unknown */
    int64_t not_listed;    /* V: not listed, unknown */
    int64_t unknown;       /* W: unknown, unknown */
    int64_t none;          /* not listed, not listed */
    int64_t whole_mutual;  /* M and O between two complete lists */
    int64_t whole_one_way; /* likewise */
};

/* An account that lists itself does not count. `count` < 2^31. */
struct dyads dyads_count(const struct dyads_list *lists, size_t count);

/* All pairs. */
int64_t dyads_pairs(const struct dyads *dyads) __attribute__((nonnull));

/* The share of the pairs with a follow that are mutual: at least least_n of least_d, at most most_n
 * of most_d. A denominator of 0: no pair has one. */
struct dyads_bounds {
    int64_t least_n, least_d, most_n, most_d;
};

struct dyads_bounds dyads_reciprocity(const struct dyads *dyads) __attribute__((nonnull));

#endif
