/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The one path of everything that spends: before a request is sent it is decided and journalled
 * here, and its answer is kept and settled here. Holds the purse, and the answers that the store
 * could not take (a disk that ran full meanwhile), which are tried again before anything else is
 * bought. Nothing is bought for a damaged store, which is looked for before the first request. The
 * worker's thread only.
 */
#ifndef FOLLOWTRAIL_FETCH_BOOKS_H
#define FOLLOWTRAIL_FETCH_BOOKS_H

#include "fetch/event.h"
#include "store/journal.h"

struct unkept;

struct books {
    struct store *store; /* borrowed */
    struct purse purse;
    struct unkept *unkept;
    bool is_checked; /* the store was found to be undamaged */
};

void books_init(struct books *books, struct store *store) __attribute__((nonnull));

/* Tries once more to keep what is not kept. False, and what is lost is counted in the message, when
 * it cannot be. */
bool books_fini(struct books *books, struct err *err) __attribute__((nonnull(1)));

/* Decides whether the job may be sent, for the `attempt`-th time. JOURNAL_SEND: it is journalled,
 * ticket->reserved is the limit to send. JOURNAL_WAIT: ask again a moment later. Else *answer is
 * the job's answer, and ticket->snapshot its snapshot. */
enum journal_verdict books_begin(struct books *books, const struct job *job, int attempt,
                                 struct journal_ticket *ticket, struct answer **answer)
    __attribute__((nonnull, warn_unused_result));

/* Keeps, reads and settles a reply, which it takes. *trouble (the caller frees it) says why the
 * store did not take it, NULL when it did; the answer is as good as any for the screen. */
struct answer *books_take(struct books *books, const struct job *job, int64_t request,
                          struct reply *reply, char **trouble)
    __attribute__((nonnull, returns_nonnull, warn_unused_result));

/* There will be no answer to it. */
void books_abandon(struct books *books, int64_t request, bool is_sent) __attribute__((nonnull));

#endif
