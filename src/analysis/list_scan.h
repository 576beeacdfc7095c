/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts the rows of lists, a slice at a time: a queue of scans, each of one snapshot's pages.
 * While it is not empty, the counts are of no moment. */
#ifndef FOLLOWTRAIL_ANALYSIS_LIST_SCAN_H
#define FOLLOWTRAIL_ANALYSIS_LIST_SCAN_H

#include "analysis/list_counts.h"
#include "store/edges.h"

enum scan_kind { SCAN_ADD, SCAN_REMOVE, SCAN_COMPLETE };

/* One list to count. A repeated row counts once, and the owner's own row does not. */
struct scan {
    enum scan_kind kind;
    uint32_t owner, snapshot;
    uint32_t from, pages; /* rows of the pages before `from` are counted already */
    bool is_complete;     /* SCAN_COMPLETE: what it is now */
    bool has_repeats;
    int64_t request_sum; /* of the pages, before and after */
};

struct list_scan {
    struct scan *scans;
    size_t count, capacity, next;
    struct edges_place place; /* in scans[next] */
    bool is_begun;
    uint32_t *stamps; /* of accounts: the last scan that had it, while lists have repeats */
    size_t stamp_capacity;
    uint32_t stamp;
    uint32_t *rows; /* the present slice */
    size_t row_count;
};

void list_scan_fini(struct list_scan *scan) __attribute__((nonnull)); /* empty again */

void list_scan_queue(struct list_scan *scan, const struct scan *next) __attribute__((nonnull));

bool list_scan_is_done(const struct list_scan *scan) __attribute__((nonnull));

/* Counts some more rows. *is_stale: pages were replaced meanwhile, so that the counts must be made
 * again from the beginning. False if the store cannot be read. */
bool list_scan_go_on(struct list_scan *scan, struct store *store, struct list_counts *counts,
                     bool *is_stale, struct err *err)
    __attribute__((nonnull(1, 2, 3, 4), warn_unused_result));

#endif
