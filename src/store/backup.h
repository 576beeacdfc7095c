/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The copy of a store that is kept next to it when it is upgraded: PATH.v<version>. */
#ifndef FOLLOWTRAIL_STORE_BACKUP_H
#define FOLLOWTRAIL_STORE_BACKUP_H

#include "store/sql.h"

/* Makes the copy, synced, unless one exists. Until it is complete it is named
 * PATH.v<version>-partial. Removes the unfinished copy of a killed program; a complete one is never
 * touched. One program at a time (store_run_take_turn()). */
bool backup_make(struct sql *sql, const char *path, int64_t version, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

#endif
