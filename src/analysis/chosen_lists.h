/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The chosen list of each owner (store/holding.h), as far as figures need it: in memory, found by
 * owner and by snapshot. Pure. */
#ifndef FOLLOWTRAIL_ANALYSIS_CHOSEN_LISTS_H
#define FOLLOWTRAIL_ANALYSIS_CHOSEN_LISTS_H

#include "base/arena.h"
#include "graph/standing.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct chosen {
    uint32_t owner;    /* its number; 0: nothing proves whose list it is */
    uint32_t snapshot; /* 0: complete without a request */
    uint32_t pages;    /* of it, that are counted */
    enum standing_state state;
    bool is_complete, is_asked, has_repeats;
    bool is_seen;            /* for a sweep */
    int64_t listed, credits; /* distinct ids; what it cost */
    int64_t held;            /* rows of it, with and without an id */
    int64_t reported;        /* how many its owner follows; ACCOUNT_UNKNOWN */
    int64_t request_sum;     /* edges_request_sum() of the pages */
    int64_t first_ms, last_ms;
    const char *id; /* the owner's, as long as the lists; NULL: unknown */
};

struct chosen_tie {
    uint32_t snapshot, owner;
};

struct chosen_lists {
    struct chosen *of; /* by owner, then snapshot */
    size_t count, capacity;
    struct chosen_tie *ties; /* of those with a snapshot, by snapshot */
    size_t tie_count, tie_capacity;
    struct arena ids;
};

void chosen_lists_init(struct chosen_lists *lists) __attribute__((nonnull));
void chosen_lists_fini(struct chosen_lists *lists) __attribute__((nonnull));

/* Pointers are valid until the next change. NULL: none. An owner of 0 has no list of its own. */
struct chosen *chosen_lists_of_owner(const struct chosen_lists *lists, int64_t owner)
    __attribute__((nonnull));
struct chosen *chosen_lists_of_snapshot(const struct chosen_lists *lists, int64_t snapshot)
    __attribute__((nonnull));

/* Appends one of many in any order; chosen_lists_sort() before anything is looked for. */
void chosen_lists_append(struct chosen_lists *lists, const struct chosen *list)
    __attribute__((nonnull));
void chosen_lists_sort(struct chosen_lists *lists) __attribute__((nonnull));

/* Adds a list that is not there yet; copies its id. */
void chosen_lists_add(struct chosen_lists *lists, const struct chosen *list)
    __attribute__((nonnull));
void chosen_lists_remove(struct chosen_lists *lists, const struct chosen *list)
    __attribute__((nonnull));

#endif
