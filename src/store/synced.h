/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commits that need not be on the disk when they end, because what a crash of the machine loses can
 * be had again, or because another commit follows directly. A killed program loses nothing. They
 * reach the disk with the next synced commit. Only in a write-ahead log: elsewhere, and in a
 * temporary store, which is never synced, these calls change nothing. The writer's thread only. */
#ifndef FOLLOWTRAIL_STORE_SYNCED_H
#define FOLLOWTRAIL_STORE_SYNCED_H

#include "store/store_internal.h"

/* Between these two calls no commit is synced. Not within a transaction. */
bool synced_relax(struct store *store, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));
bool synced_restore(struct store *store, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

/* A paid answer is in a commit that was not synced (store->owes_sync). */
void synced_owe(struct store *store) __attribute__((nonnull));

/* Something was committed: if it was synced, nothing is owed any more. */
void synced_settle(struct store *store) __attribute__((nonnull));

#endif
