/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Membership patterns: which of some lists have an account as a row. Every account that is a row of
 * any falls in exactly one pattern, so the patterns add up to the union. What a list does not have
 * as a row is not listed if the list is complete, and unknown otherwise. Pure.
 */
#ifndef FOLLOWTRAIL_GRAPH_PATTERN_H
#define FOLLOWTRAIL_GRAPH_PATTERN_H

#include "graph/set.h"

enum { PATTERN_LISTS_MAX = 12, PATTERN_MAX = 1 << PATTERN_LISTS_MAX };

/* List i as bit i. */
struct pattern {
    uint32_t in;
    int64_t accounts;
};

/* Writes the patterns of up to PATTERN_LISTS_MAX lists that any account has, the most frequent
 * first, then those of earlier lists; returns how many. `out` has room for PATTERN_MAX. */
size_t pattern_find(const struct set *lists, size_t count, struct pattern *out)
    __attribute__((nonnull(3)));

/* Calls take() for each account of the union of any number of lists, in ascending order, with the
 * lists that have it: their places in `lists`, ascending. */
void pattern_each(const struct set *lists, size_t count,
                  void (*take)(void *context, uint32_t number, const uint32_t *in, size_t in_count),
                  void *context) __attribute__((nonnull(3)));

#endif
