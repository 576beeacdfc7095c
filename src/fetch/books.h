/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The one path of everything that spends: before a request is sent it is decided and journalled
 * here, and its answer is kept and settled here. Holds the purse, and the answers that the store
 * could not take (a disk that ran full meanwhile): they wait in the spill file, for which room is
 * made before anything is asked for, and are tried again from time to time, and before anything
 * else is bought. Nothing is bought for a damaged store, which is looked for before the first
 * request. The worker's thread only.
 */
#ifndef FOLLOWTRAIL_FETCH_BOOKS_H
#define FOLLOWTRAIL_FETCH_BOOKS_H

#include "fetch/event.h"
#include "store/journal.h"
#include "store/spill.h"

enum {
    BOOKS_AGAIN_MS = 2000,   /* between two attempts to keep what the store did not take */
    BOOKS_PATIENCE_MS = 3000 /* how long the program's end is put off for what is only in memory */
};

struct unkept;

struct books {
    struct store *store; /* borrowed */
    struct spill *spill;
    struct purse stored; /* the money as the store last said */
    struct purse purse;  /* with what is charged for answers that are not kept */
    struct unkept *unkept;
    struct unkept *late; /* whose meaning is put off; NULL for none */
    size_t under_way;    /* requests that may be sent, or are */
    bool is_checked;     /* the store was found to be undamaged */
};

/* `body_max`: bytes of an answer's body at most. */
void books_init(struct books *books, struct store *store, size_t body_max) __attribute__((nonnull));

/* The session's cap from now on; PURSE_UNKNOWN: none. */
void books_set_cap(struct books *books, int64_t most) __attribute__((nonnull));

/* Tries to keep what is not kept: once, and for BOOKS_PATIENCE_MS where it is neither in the store
 * nor in the spill file. False when answers wait in that file, or are lost; the message counts
 * them. */
bool books_fini(struct books *books, struct err *err) __attribute__((nonnull(1)));

/* The answers that the store has not taken. */
struct waiting books_waiting(const struct books *books) __attribute__((nonnull));

/* Tries once more to keep them. Whether any was kept. */
bool books_keep_again(struct books *books) __attribute__((nonnull));

/* Decides whether the job may be sent, for the `attempt`-th time. JOURNAL_SEND: it is journalled,
 * ticket->reserved is the limit to send. JOURNAL_WAIT: ask again a moment later. Else *answer is
 * the job's answer, and ticket->snapshot its snapshot. */
enum journal_verdict books_begin(struct books *books, const struct job *job, int attempt,
                                 struct journal_ticket *ticket, struct answer **answer)
    __attribute__((nonnull, warn_unused_result));

/* Keeps, reads and settles a reply, which it takes; `reserved` is what was set aside for it. What
 * a page means that job->is_followed tells of is put off (books->late): its bytes are kept, the
 * money counts it, and the caller enters it while it waits for the next page. The beginning of that
 * one syncs them (store->owes_sync); where it is not begun, entering them does. The next
 * books_begin() for anything else, books_take() and books_fini() enter it first, and a
 * books_begin() that leads to no request enters it, too.
 * *trouble (the caller frees it) says why the store did not take it, and where it is now, NULL when
 * the store did; the answer is as good as any for the screen. */
struct answer *books_take(struct books *books, const struct job *job, int64_t request,
                          int64_t reserved, struct reply *reply, char **trouble)
    __attribute__((nonnull, returns_nonnull, warn_unused_result));

/* Enters what was put off. False where the store does not take it: then it is among those that wait
 * (books_waiting()), and the next answer of its list tells the trouble. */
bool books_enter_late(struct books *books) __attribute__((nonnull));

/* There will be no answer to it. */
void books_abandon(struct books *books, int64_t request, bool is_sent) __attribute__((nonnull));

#endif
