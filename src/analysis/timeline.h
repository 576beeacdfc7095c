/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The stored snapshots of one account's list, and what each lists that the one before it does not,
 * and the other way round. Only snapshots with a page, whose owner is proved, count. Reads the
 * store, free; on any connection, by its own thread.
 */
#ifndef FOLLOWTRAIL_ANALYSIS_TIMELINE_H
#define FOLLOWTRAIL_ANALYSIS_TIMELINE_H

#include "store/holding.h"

/* How much of a count of changes is certain. An account is newly listed for certain if the older
 * list is complete, and no longer listed for certain if the newer list is. The other list may have
 * more rows than are stored. */
enum timeline_certainty {
    TIMELINE_CERTAIN, /* exactly `count` */
    TIMELINE_LEAST,   /* these are certain; there may be others */
    TIMELINE_MOST,    /* none is certain, and there are no others */
    TIMELINE_UNKNOWN  /* none is certain, and there may be others */
};

/* Accounts that only one of the two lists has among its rows. */
struct timeline_count {
    int64_t count;
    enum timeline_certainty certainty;
};

struct timeline_step {
    struct holding holding; /* its texts live as long as the timeline */
    bool has_older;         /* else nothing is known of these: */
    struct timeline_count newly, no_longer;
};

struct timeline {
    struct arena arena;
    struct timeline_step *steps; /* the newest first */
    size_t count, capacity;
};

void timeline_init(struct timeline *timeline) __attribute__((nonnull));
void timeline_fini(struct timeline *timeline) __attribute__((nonnull));

/* Reads the snapshots of the account with that id. Call timeline_fini() in any case. */
bool timeline_read(struct timeline *timeline, struct store *store, const char *owner,
                   struct err *err) __attribute__((nonnull(1, 2, 3), warn_unused_result));

/* Where a snapshot is; SIZE_MAX: it is not among them. */
size_t timeline_find(const struct timeline *timeline, int64_t snapshot) __attribute__((nonnull));

#endif
