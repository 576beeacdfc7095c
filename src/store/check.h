/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checks that the pages of a store are consistent. A damaged store takes no answer, so nothing is
 * bought for it. */
#ifndef FOLLOWTRAIL_STORE_CHECK_H
#define FOLLOWTRAIL_STORE_CHECK_H

#include "store/store_internal.h"

enum { CHECK_PAGES_MAX = 256 }; /* 1 MB: a store this small is read as a whole in 3 ms */

/* Reads every page. ERR_DATA, with what to do, if they are inconsistent. It takes about 100 ms for
 * 100,000 accounts: for `followtrail doctor`, and after a program was killed. */
bool check_whole(struct store *store, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

/* The check before a purchase, whose time does not grow with the store: a small store as a whole;
 * of a larger one both ends of every table and index, which is where answers are written. Damage
 * elsewhere shows when it is read. */
bool check_ends(struct store *store, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

#endif
