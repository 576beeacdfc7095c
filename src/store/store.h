/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The store: everything that was paid for, in one SQLite file. One connection writes (the worker's
 * thread owns it), others only read. Truth are the requests and the raw answers to them; accounts,
 * lists and what the money came to are derived from those, and can be rebuilt.
 *
 * On a local file system: write-ahead log, every commit that matters synced; several programs at
 * once. Elsewhere (NFS and its kin) the write-ahead log does not work: a rollback journal, and a
 * lock file beside the store that lets the programs of one machine write at a time.
 *
 * What can go wrong, in err: ERR_CONFIG the store is of another kind, of a newer version, not
 * private, cannot be written, or is held by a program on another machine; ERR_DATA it is damaged or
 * no store; ERR_LIMIT the disk is full; ERR_IO anything else.
 */
#ifndef FOLLOWTRAIL_STORE_STORE_H
#define FOLLOWTRAIL_STORE_STORE_H

#include "store/store_internal.h"

#define STORE_KIND_LIVE    "live"
#define STORE_KIND_SANDBOX "sandbox"

enum {
    STORE_FREE_MIN = 16 * 1024 * 1024 /* bytes free on the disk before anything is bought: an answer
                                         at its largest, and its share of index and log, twice */
};

struct store_config {
    const char *path;
    const char
        *kind; /* STORE_KIND_LIVE, STORE_KIND_SANDBOX, or the host of another API: what comes
                  from one never mixes with what comes from another. NULL: any (for reading) */
    bool is_temporary; /* gone after the session: nothing is synced */
    /* For a writer: called before its run begins, while every other program that opens the
     * store waits. So no program of this version is at a store that was not caught up. NULL:
     * nothing. */
    void (*catch_up)(struct store *store);
};

/* Opens for writing: makes the file (0600) and its folder (0700) where there are none, brings an
 * older schema up to date (after a copy beside it), takes over what a program that was killed left
 * behind, and begins a run. Makes none where FILE-wal or FILE-journal is left of one: moved
 * away without those, it would lose what is in them. `caps` may be set at any time until the worker
 * has it. */
struct store *store_open(const struct store_config *config, int64_t now_ms, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

/* Opens what is there for reading, changing nothing, not even the schema. */
struct store *store_open_reader(const struct store_config *config, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

/* Reads the store at config->path from `image`, a copy of it that is up to date and that nobody
 * changes. Once this returned, the copy may be removed. */
struct store *store_open_image(const struct store_config *config, const char *image,
                               struct err *err) __attribute__((nonnull(1, 2), warn_unused_result));

/* Tells whose balance pays for what is asked for from now on: keys of two workspaces may buy for
 * one store, and a balance of the one says nothing of the other's. What the store keeps for that is
 * 32 bits of a hash of the key under the store's own name. They tell two keys apart, say nothing of
 * a key, and are others in every store. A writer without a key pays from a purse of its own,
 * which may be any. */
void store_use_key(struct store *store, const char *key) __attribute__((nonnull));

/* Ends the run of a writer. */
void store_close(struct store *store);

/* Whether the file at `path`, if there is one, has no other name (a hard link); ERR_CONFIG
 * otherwise. Such a store may be read, and nothing is bought for it. */
bool store_has_one_name(const char *path, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

/* Whether its path still leads to the file that was opened; ERR_IO otherwise: what is bought would
 * go where nobody looks for it. */
bool store_is_in_place(const struct store *store, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

/* Whether the disk has STORE_FREE_MIN to spare; ERR_LIMIT otherwise. */
bool store_has_room(const struct store *store, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

#endif
