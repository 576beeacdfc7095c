/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The accounts of `fetch` as an order for session/drive: several lists at a time, each with its
 * profile first, its price, and what an earlier session lost. */
#ifndef FOLLOWTRAIL_CLI_FETCH_ORDER_H
#define FOLLOWTRAIL_CLI_FETCH_ORDER_H

#include "base/dict.h"
#include "cli/fetch_progress.h"
#include "cli/runtime.h"
#include "session/summary.h"

struct fetch_order {
    struct runtime *runtime; /* borrowed */
    struct fetch_account *accounts;
    size_t count, next, printed; /* accounts; those taken; those whose line is printed */
    struct dict *begun;          /* targets of lists that ended: their snapshots are of now */
    bool has_told_name;          /* see tell_name() */
    bool is_incomplete;          /* a list that ended is */
    struct summary summary;      /* of the lists that ended */
    struct fetch_progress progress;
    struct err err; /* why it cannot go on; kind ERR_NONE: it can */
};

/* Starts with a zeroed struct. `names` must outlive it. Then load_apply() keeps it going, until
 * drive_runs() is false. */
void fetch_order_begin(struct fetch_order *order, struct runtime *runtime, char **names,
                       size_t count) __attribute__((nonnull));

/* Reports the lists that are still under way, and counts those that were not begun. */
void fetch_order_end(struct fetch_order *order) __attribute__((nonnull));

void fetch_order_fini(struct fetch_order *order) __attribute__((nonnull));

#endif
