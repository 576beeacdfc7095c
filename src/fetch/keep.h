/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a raw answer to its meaning, through the store: first the bytes are committed, then decoded,
 * then their meaning is entered. The writer's thread only. */
#ifndef FOLLOWTRAIL_FETCH_KEEP_H
#define FOLLOWTRAIL_FETCH_KEEP_H

#include "account/reply.h"
#include "api/answer.h"
#include "store/journal.h"

/* A reply and what it answers. */
struct keep_case {
    const struct reply *reply;
    enum journal_kind kind;
    int64_t received_ms;
    int64_t reserved; /* credits reserved for it */
};

/* Reads the answer, sets the times in its records, and remarks on an odd bill. Stores nothing. */
struct answer *keep_read(const struct keep_case *kept)
    __attribute__((nonnull, returns_nonnull, warn_unused_result));

/* Enters what the answer means for a request whose raw answer is committed. */
bool keep_meaning(struct store *store, int64_t request, const struct answer *answer,
                  struct err *err) __attribute__((nonnull(1, 3), warn_unused_result));

/* Enters raw answers that a program stored and did not read. A damaged one, or one whose meaning
 * the store refuses (ERR_DATA), is entered as CATALOGUE_DAMAGED: without rows, its charge unknown,
 * its bytes unchanged. So it blocks neither the others nor the store, and its page can be bought
 * again. Only a failure that would affect every answer (disk full, store not writable) ends it. */
bool keep_pending(struct store *store, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

/* Once for a store whose answers an earlier version read: if any of them had content that it could
 * not read, all are read again as by keep_reindex(), so that rows appear at no cost. For
 * store_config.catch_up, so that of programs that start together one does it and the others wait.
 * While another program is using the store, which can only be one with an earlier reader, it is
 * left for a later start. Failures change nothing and are not reported: the store is usable as it
 * is. */
void keep_catch_up(struct store *store) __attribute__((nonnull));

/* Called with the number of answers that were read so far. */
struct keep_watch {
    void (*tell)(void *context, int64_t count);
    void *context;
};

/* As keep_reindex(), in a transaction of the caller, who rolls back if it fails. `watch` may be
 * NULL. */
bool keep_derive_again(struct store *store, const struct keep_watch *watch, int64_t *count,
                       struct err *err) __attribute__((nonnull(1, 3), warn_unused_result));

/* Clears everything derived and derives it again from every raw answer, in one transaction: if it
 * fails or is interrupted, nothing is changed. ERR_DATA names an answer that was damaged after it
 * was entered: what was derived from it would be lost. *count, unless NULL, is the number of
 * answers. */
bool keep_reindex(struct store *store, int64_t *count, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

#endif
