/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Room for paid answers that the store cannot take because the disk or a quota filled up while they
 * were under way. STORE-spill (0600, or 0660 beside a shared store) is written in full and synced
 * before the first purchase, so an answer put into it only overwrites existing blocks, which
 * neither a full disk nor a quota refuses. (File systems that write every change elsewhere, such as
 * Btrfs and ZFS, may refuse even that.)
 *
 * One program holds it, by a lock on its open file that ends with the program. Others at the same
 * store use STORE-spill-2 and so on, which are removed when empty. The next program that opens the
 * store for buying takes in what a program left in its file. That may be interrupted anywhere:
 * answers already in the store are skipped. A damaged answer does not keep others out.
 *
 * The file: a head of SPILL_HEAD bytes that names the store; then the answers, each with its length
 * and checksums, up to the first place without one. Numbers are little-endian.
 *
 * Errors are those of store.h: ERR_LIMIT no room; ERR_CONFIG the file of that name is something
 * else or cannot be used; ERR_DATA it is of another store; ERR_IO anything else. The writer's
 * thread only, except spill_tell_waiting().
 */
#ifndef FOLLOWTRAIL_STORE_SPILL_H
#define FOLLOWTRAIL_STORE_SPILL_H

#include "account/reply.h"
#include "store/store.h"

enum {
    SPILL_HEAD = 4096,
    SPILL_FIELDS_MAX = 512 * 1024, /* bytes of an answer besides its body: libcurl accepts at
                                      most 300 KiB of headers (CURL_MAX_HTTP_HEADER and its sum) */
    SPILL_FILES_MAX = 32           /* programs that can buy for one store at the same time */
};

struct spill;

/* Holds no file yet. `body_max` is the limit of an answer's body in bytes. A temporary store has no
 * spill file, because nothing of it is kept. */
struct spill *spill_new(const struct store *store, size_t body_max)
    __attribute__((nonnull, returns_nonnull, warn_unused_result));

/* Releases the file. */
void spill_free(struct spill *spill);

/* Makes sure that there is room for `answers` more of the largest size, on the disk and synced.
 * Cheap if there is. For more than one, the disk must then have room for the store besides:
 * ERR_LIMIT. */
bool spill_prepare(struct spill *spill, size_t answers, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

/* Adds an answer, synced. After a failed write or sync nothing in the file is reliable: everything
 * fails until spill_clear(). */
bool spill_put(struct spill *spill, int64_t request, const struct reply *reply, int64_t received_ms,
               struct err *err) __attribute__((nonnull(1, 3), warn_unused_result));

/* The store has taken all answers. Those that cannot be wiped stay and are skipped later.
 * spill_prepare() remakes a file that failed. */
void spill_clear(struct spill *spill) __attribute__((nonnull));

/* The file's path; "" while none is held. */
const char *spill_path(const struct spill *spill) __attribute__((nonnull, returns_nonnull));

/* The result of taking answers in. */
struct spill_intake {
    int64_t stored;    /* answers stored */
    struct err damage; /* how many were unreadable, and where they are; ERR_NONE: none */
};

/* Takes the answers in files that no program holds into the store as raw ones; keep_pending() then
 * reads them. Not within a transaction. A file with a damaged answer is renamed to
 * STORE-spill.damaged-1 and so on once its other answers are stored. */
bool spill_take_in(struct store *store, struct spill_intake *intake, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

/* Describes in *note, file by file, the answers that wait next to the store at `path`, open or not,
 * and what happens to them: the next start takes them in, or the program that holds the file does;
 * those of a store other than `name` ("": unknown) stay. False if none wait. */
bool spill_tell_waiting(const char *path, const char *name, struct err *note)
    __attribute__((nonnull));

#endif
