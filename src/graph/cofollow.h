/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which accounts are followed together: for a pair, in how many lists both are, and in how many at
 * least one of them is (co-citation, as of papers that the same papers cite). Only complete lists
 * can say so. The lists of the two accounts do not count for their pair. Pure.
 */
#ifndef FOLLOWTRAIL_GRAPH_COFOLLOW_H
#define FOLLOWTRAIL_GRAPH_COFOLLOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define COFOLLOW_NOBODY UINT32_MAX

/* A complete list. Accounts are their places among the targets. */
struct cofollow_list {
    uint32_t owner;          /* COFOLLOW_NOBODY: not among the targets */
    const uint32_t *targets; /* sorted, unique */
    size_t count;
};

struct cofollow_pair {
    uint32_t a, b; /* a < b */
    int64_t both, either;
};

/* False: end it. */
typedef bool cofollow_take(void *context, const struct cofollow_pair *pair);

/* Passes every pair that is together in at least `least` (1 or more) of the lists, which have one
 * owner each, by a and then by b. Needs 24 bytes a target and 4 a follow. False: it was ended. */
bool cofollow_each(const struct cofollow_list *lists, size_t count, uint32_t targets, int64_t least,
                   cofollow_take *take, void *context) __attribute__((nonnull(5)));

#endif
