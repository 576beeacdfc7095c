/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is in which list, as numbers of accounts. On any connection, by its own thread. Functions
 * return false only if reading fails.
 *
 * An account's number is its row in the store, from 1, without large gaps. It means another account
 * after a reindex (holding_generation()). */
#ifndef FOLLOWTRAIL_STORE_EDGES_H
#define FOLLOWTRAIL_STORE_EDGES_H

#include "account/account.h"
#include "store/holding.h"

/* The accounts with an id in a snapshot, each once, in the API's order, from its first page to its
 * first missing one. The caller frees *accounts. */
bool edges_of(struct store *store, int64_t snapshot, uint32_t **accounts, size_t *count,
              struct err *err) __attribute__((nonnull(1, 3, 4), warn_unused_result));

/* Where a reading in slices goes on. Starts as {0}. */
struct edges_place {
    int64_t seq, row;
};

typedef void edges_take(void *context, int64_t account);

/* Passes a slice of a snapshot's first `pages` pages, `most` rows at most, in the API's order, with
 * repeats, and without records that have no id. */
bool edges_read(struct store *store, int64_t snapshot, struct edges_place *place, int64_t pages,
                size_t most, edges_take *take, void *context, bool *is_end, struct err *err)
    __attribute__((nonnull(1, 3, 6, 8), warn_unused_result));

/* A sum that changes when one of a snapshot's first `pages` pages is replaced. */
bool edges_request_sum(struct store *store, int64_t snapshot, int64_t pages, int64_t *sum,
                       struct err *err) __attribute__((nonnull(1, 4), warn_unused_result));

/* Every snapshot that has the account, chosen or not, each once, ascending. */
bool edges_snapshots(struct store *store, int64_t account, edges_take *take, void *context,
                     struct err *err) __attribute__((nonnull(1, 3), warn_unused_result));

/* Passes the chosen lists that contain an account, with its rank there from 1; repeats are not
 * counted. */
bool edges_owners(struct store *store, int64_t account,
                  void (*take)(void *context, const struct holding *holding, int64_t rank),
                  void *context, struct err *err)
    __attribute__((nonnull(1, 3), warn_unused_result));

#endif
