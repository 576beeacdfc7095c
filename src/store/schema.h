/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The store's tables, and the upgrade of an older store. */
#ifndef FOLLOWTRAIL_STORE_SCHEMA_H
#define FOLLOWTRAIL_STORE_SCHEMA_H

#include "store/sql.h"

enum { SCHEMA_VERSION = 6 };

/* Whether the file is a store of a readable version: ERR_DATA if it is not a store, ERR_CONFIG if
 * it is newer. *version is 0 for an empty file. */
bool schema_check(struct sql *sql, const char *path, int64_t *version, struct err *err)
    __attribute__((nonnull(1, 2, 3), warn_unused_result));

/* What a new store records about itself, and whether an older one may be changed now. */
struct schema_birth {
    const char *kind;
    int64_t now_ms;
    bool has_no_copy; /* no copy is made of an older store */
    /* Called in each transaction that changes an older store; false with `err` leaves it unchanged.
     * NULL: always allowed. */
    bool (*may_change)(void *context, struct err *err);
    void *context;
};

/* Makes a new store of an empty file, or upgrades one to SCHEMA_VERSION, each step in its own
 * transaction. backup_make() copies a store that is not empty first. One program at a time
 * (store_run_take_turn()). */
bool schema_migrate(struct sql *sql, const char *path, const struct schema_birth *birth,
                    struct err *err) __attribute__((nonnull(1, 2, 3), warn_unused_result));

/* The same with other steps: scripts[n] makes version n + 1 from version n, and scripts[0] a new
 * store of version `count`. */
bool schema_climb(struct sql *sql, const char *path, const char *const *scripts, int64_t count,
                  const struct schema_birth *birth, struct err *err)
    __attribute__((nonnull(1, 2, 3, 5), warn_unused_result));

#endif
