/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From a raw answer to what it means, by way of the store: first the bytes are committed, then
 * they are decoded, then what they mean is entered. The writer's thread only.
 */
#ifndef FOLLOWTRAIL_FETCH_KEEP_H
#define FOLLOWTRAIL_FETCH_KEEP_H

#include "account/reply.h"
#include "api/answer.h"
#include "store/journal.h"

/* A reply, and to what. */
struct keep_case {
    const struct reply *reply;
    enum journal_kind kind;
    int64_t received_ms;
    int64_t reserved; /* credits that were set aside for it */
};

/* The answer, with the times in its records and a remark where its bill is not as it should be. Not
 * stored by this. */
struct answer *keep_read(const struct keep_case *kept)
    __attribute__((nonnull, returns_nonnull, warn_unused_result));

/* Enters what the answer means for a request whose raw answer is committed. */
bool keep_meaning(struct store *store, int64_t request, const struct answer *answer,
                  struct err *err) __attribute__((nonnull(1, 3), warn_unused_result));

/* Derives what is missing: raw answers that a program kept and did not come to decode. One that is
 * damaged, or whose meaning the store does not take (ERR_DATA), is entered as CATALOGUE_DAMAGED:
 * without rows, its charge not known, its bytes left as they are. So it keeps neither the others
 * nor the store from being used, and its page may be bought again. Only what would befall every
 * other one as well (a full disk, a store that cannot be written) ends it. */
bool keep_pending(struct store *store, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

/* Once for a store whose answers an earlier version read: if some had nothing in them that it could
 * read, all are read again as by keep_reindex(), so that rows appear without paying. For
 * store_config.catch_up, so that of programs that start together one does it and the others wait
 * for that. While another program is at the store, which can only be one with an earlier reader, it
 * is left for a later start. A failure changes nothing, and is none here: what is in the store can
 * be used as it is. */
void keep_catch_up(struct store *store) __attribute__((nonnull));

/* Forgets all that was derived, and derives it again from every raw answer, in one transaction:
 * when it fails, or is interrupted, nothing was changed. ERR_DATA names the answer that is damaged,
 * and was not when it was entered: what was derived from it would be lost. *count, unless NULL, is
 * how many there were. */
bool keep_reindex(struct store *store, int64_t *count, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

#endif
