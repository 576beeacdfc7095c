/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The result of loading several lists together, as one sentence: how many are complete, which are
 * not, and what all cost. */
#ifndef FOLLOWTRAIL_SESSION_SUMMARY_H
#define FOLLOWTRAIL_SESSION_SUMMARY_H

#include "base/buf.h"
#include "model/list.h"

enum { SUMMARY_NAMES_MAX = 3, SUMMARY_TEXT_MAX = 1024 };

struct summary {
    size_t lists, complete;
    size_t ended_short, unsaid, hidden; /* whole, but fewer than reported; of a length that nobody
                                           reported; without a row */
    size_t partial,
        empty; /* partial: started, perhaps without a page; empty: no request for it was answered */
    char partly[SUMMARY_TEXT_MAX]; /* the first of the partial ones, "@x 477 of 1,088 (rate
                                    * limit)" */
};

/* Counts a list in its present state. A zeroed struct is empty. */
void summary_add(struct summary *summary, const struct list *list) __attribute__((nonnull));

/* Counts lists that were not started. */
void summary_add_unseen(struct summary *summary, size_t lists) __attribute__((nonnull));

/* Whether nothing of any list is left to load. */
bool summary_is_whole(const struct summary *summary) __attribute__((nonnull));

/* Appends "1 of 5 lists complete, @x 477 of 1,088, 3 not started". */
void summary_put(const struct summary *summary, struct buf *out) __attribute__((nonnull));

#endif
