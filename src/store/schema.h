/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The store's tables, and how an older store becomes a present one. */
#ifndef FOLLOWTRAIL_STORE_SCHEMA_H
#define FOLLOWTRAIL_STORE_SCHEMA_H

#include "store/sql.h"

enum { SCHEMA_VERSION = 3 };

/* Whether the file is a store of a version that can be read: ERR_DATA when it is no store,
 * ERR_CONFIG when it is newer. *version is 0 for an empty file. */
bool schema_check(struct sql *sql, const char *path, int64_t *version, struct err *err)
    __attribute__((nonnull(1, 2, 3), warn_unused_result));

/* What a new store says of itself, and whether an older one may be changed now. */
struct schema_birth {
    const char *kind;
    int64_t now_ms;
    bool has_no_copy; /* none is made of an older store */
    /* Asked within each transaction that changes an older store; false with `err` leaves it as it
     * is. NULL: it may. */
    bool (*may_change)(void *context, struct err *err);
    void *context;
};

/* Brings it to SCHEMA_VERSION, each step in a transaction of its own; of a store that is not empty
 * backup_make() makes a copy first. One program at a time (store_run_take_turn()). */
bool schema_migrate(struct sql *sql, const char *path, const struct schema_birth *birth,
                    struct err *err) __attribute__((nonnull(1, 2, 3), warn_unused_result));

/* The same by steps of one's own: scripts[n] makes version n + 1 of version n. */
bool schema_climb(struct sql *sql, const char *path, const char *const *scripts, int64_t count,
                  const struct schema_birth *birth, struct err *err)
    __attribute__((nonnull(1, 2, 3, 5), warn_unused_result));

#endif
