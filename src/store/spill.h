/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Room for paid answers that the store cannot take: a disk that ran full, or a quota that was used
 * up, while they were under way. STORE-spill (0600) stands beside the store. It is written in full
 * and synced before the first purchase, so that an answer put into it later only overwrites blocks
 * that are there already, for which neither a full disk nor a quota refuses room. (File systems
 * that write every change elsewhere, as Btrfs and ZFS do, may refuse even that.)
 *
 * One program holds it, by a lock of its open file that ends with the program; others at the same
 * store have STORE-spill-2 and so on, which go when they are empty. What a program left in its file
 * is taken in by the next one that opens the store for buying. That may be interrupted anywhere: an
 * answer that the store has already is passed over. A damaged one keeps no other from coming in.
 *
 * The file: a head of SPILL_HEAD bytes, which names the store; then answers one after the other,
 * each with its length and checksums, up to the first place that holds none. The numbers in it are
 * little-endian.
 *
 * Errors are those of store.h: ERR_LIMIT no room; ERR_CONFIG what stands under that name
 * is no such file, or may not be used; ERR_DATA it is of another store; ERR_IO anything else. The
 * writer's thread only, except spill_tell_waiting().
 */
#ifndef FOLLOWTRAIL_STORE_SPILL_H
#define FOLLOWTRAIL_STORE_SPILL_H

#include "account/reply.h"
#include "store/store.h"

enum {
    SPILL_HEAD = 4096,
    SPILL_FIELDS_MAX = 512 * 1024, /* bytes of an answer beside its body: libcurl takes no more than
                                      300 KiB of headers (CURL_MAX_HTTP_HEADER and its sum) */
    SPILL_FILES_MAX = 32           /* programs that may buy for one store at the same time */
};

struct spill;

/* Holds no file yet. `body_max` is the ceiling of an answer's body in bytes. A store that is gone
 * after the session has no spill file: nothing is kept of it anyway. */
struct spill *spill_new(const struct store *store, size_t body_max)
    __attribute__((nonnull, returns_nonnull, warn_unused_result));

/* Lets go of the file. */
void spill_free(struct spill *spill);

/* Makes sure that there is room for `answers` more at their largest, on the disk and synced. Cheap
 * when there is. */
bool spill_prepare(struct spill *spill, size_t answers, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

/* Puts an answer in, synced. After a failed write or sync nothing in the file can be relied on:
 * everything fails until spill_clear(). */
bool spill_put(struct spill *spill, int64_t request, const struct reply *reply, int64_t received_ms,
               struct err *err) __attribute__((nonnull(1, 3), warn_unused_result));

/* The store has taken all of them. Where they cannot be wiped out they stay, and are passed over
 * when they are taken in. A file that failed is made again by spill_prepare(). */
void spill_clear(struct spill *spill) __attribute__((nonnull));

/* The file's path; "" while none is held. */
const char *spill_path(const struct spill *spill) __attribute__((nonnull, returns_nonnull));

/* What came of it. */
struct spill_intake {
    int64_t stored;    /* answers that came into the store */
    struct err damage; /* how many could not be read, and where they are; ERR_NONE: none */
};

/* Takes the answers in the files that no program holds into the store, as raw ones: what they mean
 * is for keep_pending(). Not within a transaction. A file with a damaged answer is put aside, as
 * STORE-spill.damaged-1 and so on, when the others in it are in the store. */
bool spill_take_in(struct store *store, struct spill_intake *intake, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

/* How many answers wait beside the store at `path`, open or not: in *note, file by file, with what
 * becomes of them. The next start takes them in, or the program that holds the file does; those of
 * another store than the one called `name` ("": not known) stay. False when none waits. */
bool spill_tell_waiting(const char *path, const char *name, struct err *note)
    __attribute__((nonnull));

#endif
