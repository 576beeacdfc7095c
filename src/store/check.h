/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether the pages of a store hang together. A store that is damaged takes no answer, so nothing
 * is bought for it.
 */
#ifndef FOLLOWTRAIL_STORE_CHECK_H
#define FOLLOWTRAIL_STORE_CHECK_H

#include "store/store_internal.h"

enum { CHECK_PAGES_MAX = 256 }; /* 1 MB: what is read whole in 3 ms */

/* Reads every page; ERR_DATA, and what to do, where they do not hang together. It takes about 100
 * ms for 100,000 accounts: for `followtrail doctor`, and after a program was killed. */
bool check_whole(struct store *store, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

/* The same before something is bought, in a time that does not grow with the store: a small one
 * whole; of a larger one both ends of every table and index, which is where answers are written.
 * Damage elsewhere shows when it is read. */
bool check_ends(struct store *store, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

#endif
