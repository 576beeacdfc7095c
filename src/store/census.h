/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What prices and orders of whole stores need of every account, a slice at a time. On any
 * connection, by its own thread. Functions return false only if reading fails. */
#ifndef FOLLOWTRAIL_STORE_CENSUS_H
#define FOLLOWTRAIL_STORE_CENSUS_H

#include "base/buf.h"
#include "store/store.h"

/* An account in its latest record. ACCOUNT_UNKNOWN where that does not say. */
struct census_row {
    int64_t account; /* its number (store/edges.h) */
    int64_t following, followers;
    bool is_private;
    bool has_id; /* without one, its list cannot be requested */
};

/* Passes the accounts whose latest record was entered after number *since, and moves *since on by
 * the records that were looked at, `most` at most; *is_end if no more are left. From 0 that is
 * every account. */
bool census_read(struct store *store, int64_t *since, size_t most,
                 void (*take)(void *context, const struct census_row *row), void *context,
                 bool *is_end, struct err *err)
    __attribute__((nonnull(1, 2, 4, 6), warn_unused_result));

/* Passes the ids of the accounts after number *after, by number, `most` at most, and moves *after
 * on; *is_end if no more are left. An id is valid until `take` returns. */
bool census_ids(struct store *store, int64_t *after, size_t most,
                void (*take)(void *context, int64_t account, const char *id), void *context,
                bool *is_end, struct err *err)
    __attribute__((nonnull(1, 2, 4, 6), warn_unused_result));

/* Appends an account's id; nothing if it has none. */
bool census_put_id(struct store *store, int64_t account, struct buf *out, struct err *err)
    __attribute__((nonnull(1, 3), warn_unused_result));

#endif
