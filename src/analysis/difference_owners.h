/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What changed between two moments in the lists of all owners whose chosen list was complete at
 * both. A list was complete at a moment if all of its pages had come by then, and if so had a
 * record of its owner. The others are counted, and named with the reason. Reads the store, free; on
 * any connection, by its own thread.
 */
#ifndef FOLLOWTRAIL_ANALYSIS_DIFFERENCE_OWNERS_H
#define FOLLOWTRAIL_ANALYSIS_DIFFERENCE_OWNERS_H

#include "analysis/difference.h"

enum difference_outcome {
    DIFFERENCE_COMPARED,
    DIFFERENCE_SAME_LIST,       /* no newer complete list: nothing can have changed in it */
    DIFFERENCE_NO_LIST_FROM,    /* at the older moment */
    DIFFERENCE_INCOMPLETE_FROM, /* likewise */
    DIFFERENCE_NO_LIST_TO,
    DIFFERENCE_INCOMPLETE_TO,
    DIFFERENCE_UNPROVED, /* requested by a handle: nothing proves whose list it is */
    DIFFERENCE_OUTCOMES
};

struct difference_owner {
    const char *id;    /* NULL: not proved */
    const char *label; /* "@handle" by now; else the id, or what was requested */
    enum difference_outcome outcome;
    int64_t from, to;       /* snapshots; 0: none, or the owner is known to follow nobody */
    int64_t from_ms, to_ms; /* when their last pages came; ACCOUNT_UNKNOWN without a page */
    /* If they were compared: */
    int64_t from_listed, to_listed, kept;
    int64_t accounts[DIFFERENCE_KINDS];
    struct fraction jaccard;
    bool is_halved;
};

struct difference_owners {
    struct arena arena;
    struct difference_owner *items; /* by id in byte order, then those that are not proved */
    size_t count, capacity;
    size_t outcomes[DIFFERENCE_OUTCOMES];
    /* Of those compared. Renamed, changed and counts: different accounts, not rows. */
    int64_t from_listed, to_listed, kept;
    int64_t accounts[DIFFERENCE_KINDS];
    size_t halved;
};

void difference_owners_init(struct difference_owners *owners) __attribute__((nonnull));
void difference_owners_fini(struct difference_owners *owners) __attribute__((nonnull));

/* As of two moments (store/history.h), the older one first. Call difference_owners_fini() in any
 * case. */
bool difference_owners_read(struct difference_owners *owners, struct store *store, int64_t from,
                            int64_t to, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

/* In files: "compared", "same_list", "no_list_from", …; and for people. */
const char *difference_outcome_name(enum difference_outcome outcome)
    __attribute__((returns_nonnull));
const char *difference_outcome_words(enum difference_outcome outcome)
    __attribute__((returns_nonnull));

#endif
