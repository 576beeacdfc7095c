/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The store: everything that was paid for, in one SQLite file. One connection writes (the worker's
 * thread owns it), others only read. The truth is the requests and their raw answers; accounts,
 * lists and costs are derived from them and can be rebuilt.
 *
 * On a local file system: write-ahead log, every important commit synced, several programs at a
 * time. Elsewhere (NFS and the like) the write-ahead log does not work: a rollback journal, and a
 * lock file next to the store that lets the programs of one machine write at a time.
 *
 * Errors: ERR_CONFIG the store is of another kind or a newer version, not private, not writable, or
 * in use on another machine; ERR_DATA it is damaged or not a store; ERR_LIMIT the disk is full;
 * ERR_IO anything else. */
#ifndef FOLLOWTRAIL_STORE_STORE_H
#define FOLLOWTRAIL_STORE_STORE_H

#include "store/store_internal.h"

#define STORE_KIND_LIVE    "live"
#define STORE_KIND_SANDBOX "sandbox"

enum {
    STORE_FREE_MIN = 16 * 1024 * 1024 /* bytes free on the disk before anything is bought: the
                                         largest answer with its share of index and log, twice */
};

struct store_config {
    const char *path;
    const char *kind;  /* STORE_KIND_LIVE, STORE_KIND_SANDBOX, or the host of another API: data from
                          two  kinds never mix. NULL: any (for reading) */
    bool is_temporary; /* deleted after the session, so nothing is synced */
    enum sharing_wish sharing; /* for a writer */
    /* For a writer: called before its run begins, while every other program that opens the store
     * waits. So no program of this version uses a store that was not caught up. NULL: nothing. */
    void (*catch_up)(struct store *store);
};

/* Opens for writing: creates the file (0600) and its folder (0700) if missing, upgrades an older
 * schema (after copying the store), recovers what a killed program left, and begins a run. A shared
 * store (sharing.h) is 0660, and its folder is not created. Creates no store next to a FILE-wal or
 * FILE-journal: a store that was moved away without them would lose their content. `caps` may be
 * set at any time until the worker has the store. */
struct store *store_open(const struct store_config *config, int64_t now_ms, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

/* Opens an existing store for reading and changes nothing, not even the schema. */
struct store *store_open_reader(const struct store_config *config, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

/* Reads the store at config->path from `image`, a current copy of it that nobody changes. After
 * this returns, the copy can be removed. */
struct store *store_open_image(const struct store_config *config, const char *image,
                               struct err *err) __attribute__((nonnull(1, 2), warn_unused_result));

/* Sets whose balance pays for requests from now on: keys of two workspaces may buy for one store,
 * and the balance of one says nothing about the other's. The store keeps 32 bits of a hash of the
 * key and the store's name. They distinguish two keys, reveal nothing about a key, and differ in
 * every store. A writer without a key pays from a purse of its own, which may be any. */
void store_use_key(struct store *store, const char *key) __attribute__((nonnull));

/* Ends the run of a writer. */
void store_close(struct store *store);

/* A number that any commit of another connection changes. */
bool store_version(struct store *store, int64_t *version, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

/* Whether the file at `path`, if it exists, has no other name (hard link); ERR_CONFIG if it has.
 * Such a store can be read, but nothing is bought for it. */
bool store_has_one_name(const char *path, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

/* Whether the path still leads to the opened file; ERR_IO if not: purchases would go where nobody
 * finds them. */
bool store_is_in_place(const struct store *store, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

/* Whether the disk has STORE_FREE_MIN and that many bytes free; ERR_LIMIT if not. */
bool store_has_room(const struct store *store, int64_t bytes, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

#endif
