/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The accounts of compared lists: all of them, those of a pattern, or those in at least so many of
 * the lists. Those in most lists come first, then by id. Reads the store, free.
 */
#ifndef FOLLOWTRAIL_ANALYSIS_MEMBERS_H
#define FOLLOWTRAIL_ANALYSIS_MEMBERS_H

#include "account/account.h"
#include "analysis/comparison.h"
#include "analysis/graph_index.h"
#include "graph/excess.h"

/* An account. Its own list counts neither for nor against it. */
struct member {
    const struct account *account;
    const char *pattern;      /* a character a list: `o` in it, `.` not in it, `?` unknown */
    int64_t lists, lists_max; /* compared lists that have it; that have it or may have it */
    struct excess excess;     /* elsewhere_all 0: not counted */
};

struct members {
    struct arena arena;
    struct member *items;
    size_t count, capacity;
    size_t unknown;             /* that may be in enough lists */
    int64_t excess_denominator; /* of every excess; 0: none has a value */
};

void members_init(struct members *members) __attribute__((nonnull));
void members_fini(struct members *members) __attribute__((nonnull));

/* Those in at least `least` lists or, for 0, those of `pattern`: `o` for accounts among the rows of
 * that list, `.` for those that are not, `*` for both. `index` gives the other lists of the store;
 * NULL, or not ready: nothing is known of them. Call members_fini() in any case. */
bool members_read(struct members *members, struct store *store, const struct comparison *comparison,
                  const struct graph_index *index, const char *pattern, int64_t least,
                  struct err *err) __attribute__((nonnull(1, 2, 3, 5), warn_unused_result));

#endif
