/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What two lists have in common, where each may be incomplete: what their rows show, and between
 * which bounds the true value is. The bounds are tight: some true lists reach each of them. Pure.
 */
#ifndef FOLLOWTRAIL_GRAPH_OVERLAP_H
#define FOLLOWTRAIL_GRAPH_OVERLAP_H

#include "graph/fraction.h"

#define OVERLAP_NO_LIMIT INT64_MAX

struct overlap_range {
    int64_t least, most; /* OVERLAP_NO_LIMIT */
};

/* A list of `listed` accounts; `length`: of the true one. */
struct overlap_list {
    int64_t listed;
    struct overlap_range length;
};

struct overlap_share {
    struct fraction least, value, most; /* least and most without a value: nothing is known */
};

struct overlap {
    int64_t shared, shared_most;         /* OVERLAP_NO_LIMIT */
    struct overlap_share jaccard;        /* shared / in either */
    struct overlap_share of_a, of_b;     /* containment: shared / in that list */
    struct overlap_range only_a, only_b; /* in that list and not in the other */
};

/* `shared`: how many of the listed accounts both have. */
struct overlap overlap_make(struct overlap_list a, struct overlap_list b, int64_t shared);

/* Whether both bounds are the value. */
bool overlap_is_exact(const struct overlap_share *share) __attribute__((nonnull));

#endif
