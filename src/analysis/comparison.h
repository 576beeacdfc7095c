/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Stored lists compared with each other: what each two share, which of them have an account, and
 * what is in one alone. The chosen list of each account is compared (store/holding.h); what an
 * incomplete one may hide widens the bounds, and one that was never requested has no rows. Reads
 * the store, free; on any connection, by its own thread.
 */
#ifndef FOLLOWTRAIL_ANALYSIS_COMPARISON_H
#define FOLLOWTRAIL_ANALYSIS_COMPARISON_H

#include "graph/depth.h"
#include "graph/pattern.h"
#include "store/holding.h"

/* A compared list. Its texts live as long as the comparison. */
struct compared {
    const char *id; /* its owner's; NULL: nothing proves whose it is */
    struct holding holding;
    struct overlap_range only; /* in no other of the lists: rows that none can have; at most */
};

struct comparison {
    struct arena arena;
    size_t count, complete; /* lists */
    size_t among;           /* of them, that are among the lists of the store */
    struct compared *lists;
    struct set *rows;      /* of each list, without repeats */
    struct overlap *pairs; /* count × count: comparison_pair() */
    struct pattern *patterns;
    size_t pattern_count; /* 0 for more than PATTERN_LISTS_MAX lists */
    int64_t accounts;     /* that are listed: of the union */
    int64_t hidden;       /* rows that incomplete lists may still have; OVERLAP_NO_LIMIT */
    struct overlap_range *at_least; /* [k]: accounts in more than k lists, listed yet or not */
    int64_t oldest_ms, newest_ms;   /* of the lists; ACCOUNT_UNKNOWN without any page */
};

void comparison_init(struct comparison *comparison) __attribute__((nonnull));
void comparison_fini(struct comparison *comparison) __attribute__((nonnull));

/* The id of the account that a typed name means: a handle, an id, an address; else what stands for
 * the newest list that was requested by that handle. In `arena`. ERR_USAGE if the store has
 * neither. */
bool comparison_find(struct store *store, const char *name, struct arena *arena, const char **id,
                     struct err *err) __attribute__((nonnull(1, 2, 3, 4), warn_unused_result));

/* What stands in place of an id for a list that nothing proves an owner of. In `arena`. */
const char *comparison_name_snapshot(int64_t snapshot, struct arena *arena)
    __attribute__((nonnull, returns_nonnull));

/* The list of an account, by its id or what stands in place of one. ERR_USAGE for an id that the
 * store does not have. */
bool comparison_holding(struct store *store, const char *id, struct holding *holding,
                        struct arena *arena, struct err *err)
    __attribute__((nonnull(1, 2, 3, 4), warn_unused_result));

/* Reads the lists of these accounts, by their ids, none of them twice. ERR_USAGE for an id that the
 * store does not have. Call comparison_fini() in any case. */
bool comparison_read(struct comparison *comparison, struct store *store, const char *const *ids,
                     size_t count, struct err *err)
    __attribute__((nonnull(1, 2, 3), warn_unused_result));

const struct overlap *comparison_pair(const struct comparison *comparison, size_t a, size_t b)
    __attribute__((nonnull, returns_nonnull));

/* An account of the union. Its own list counts neither for nor against it. */
struct comparison_member {
    int64_t number;
    const uint32_t *in; /* the lists that have it: their places, ascending */
    size_t in_count;
    int64_t lists, lists_max;       /* that have it; that have it or may have it */
    int64_t complete, complete_all; /* complete lists that have it, of how many asked for */
};

/* Calls take() for every account of the union, in order of their numbers. */
void comparison_each(const struct comparison *comparison,
                     void (*take)(void *context, const struct comparison_member *member),
                     void *context) __attribute__((nonnull(1, 2)));

#endif
