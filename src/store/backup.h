/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The copy of a store that stays beside it when it is brought up to date: PATH.v<version>. */
#ifndef FOLLOWTRAIL_STORE_BACKUP_H
#define FOLLOWTRAIL_STORE_BACKUP_H

#include "store/sql.h"

/* Makes the copy, synced, unless there is one; until it is whole it is called
 * PATH.v<version>-partial. Removes what a program that was killed left of a copy; one that is whole
 * is never touched. One program at a time (store_run_take_turn()). */
bool backup_make(struct sql *sql, const char *path, int64_t version, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

#endif
