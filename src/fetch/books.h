/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The only way to spend: requests are decided and journalled here before they are sent, and their
 * answers are stored and settled here. Owns the purse, and the answers that the store could not
 * take because the disk filled up. Those wait in the spill file, whose room is reserved before
 * anything is requested. Storing them is retried from time to time and before anything else is
 * bought. Nothing is bought for a damaged store, which is checked before the first request. The
 * worker's thread only. */
#ifndef FOLLOWTRAIL_FETCH_BOOKS_H
#define FOLLOWTRAIL_FETCH_BOOKS_H

#include "fetch/event.h"
#include "store/journal.h"
#include "store/spill.h"

enum {
    BOOKS_AGAIN_MS = 2000,   /* between attempts to store what the store did not take */
    BOOKS_PATIENCE_MS = 3000 /* how long exit waits for answers that are only in memory */
};

struct unkept;

struct books {
    struct store *store; /* borrowed */
    struct spill *spill;
    struct purse stored; /* the purse as last read from the store */
    struct purse purse;  /* plus what unstored answers cost */
    struct unkept *unkept;
    struct unkept *late; /* an answer to be entered later; NULL for none */
    size_t under_way;    /* requests that may be sent, or were */
    bool is_checked;     /* the store was found intact */
};

/* `body_max`: maximum bytes of an answer's body. */
void books_init(struct books *books, struct store *store, size_t body_max) __attribute__((nonnull));

/* Sets the session's cap; PURSE_UNKNOWN: none. */
void books_set_cap(struct books *books, int64_t most) __attribute__((nonnull));

/* Tries to store what is not stored: once, and for BOOKS_PATIENCE_MS if it is neither in the store
 * nor in the spill file. False if answers wait in that file, or are lost; the message counts
 * them. */
bool books_fini(struct books *books, struct err *err) __attribute__((nonnull(1)));

/* The answers that the store has not taken. */
struct waiting books_waiting(const struct books *books) __attribute__((nonnull));

/* Tries once more to store them. Returns whether any was stored. */
bool books_keep_again(struct books *books) __attribute__((nonnull));

/* Decides whether the job may be sent, for the `attempt`-th time. JOURNAL_SEND: it is in the
 * journal, and ticket->reserved is the limit to send. JOURNAL_WAIT: ask again a moment later.
 * Otherwise *answer is the job's answer, and ticket->snapshot its snapshot. */
enum journal_verdict books_begin(struct books *books, const struct job *job, int attempt,
                                 struct journal_ticket *ticket, struct answer **answer)
    __attribute__((nonnull, warn_unused_result));

/* Takes a reply, stores, reads and settles it; `reserved` is what was reserved for it. If
 * job->is_followed, a page is entered later (books->late): its bytes are stored, the purse counts
 * it, and the caller enters it while waiting for the next page. The journal entry of that one syncs
 * the bytes (store->owes_sync); if there is none, entering does. The next books_begin() for
 * anything else, books_take() and books_fini() enter it first, and so does a books_begin() that
 * leads to no request. *trouble (the caller frees it) says why the store did not take the answer
 * and where it is now; NULL if the store did. The answer can be shown either way. */
struct answer *books_take(struct books *books, const struct job *job, int64_t request,
                          int64_t reserved, struct reply *reply, char **trouble)
    __attribute__((nonnull, returns_nonnull, warn_unused_result));

/* Enters the late answer. False if the store does not take it: then it is among those that wait
 * (books_waiting()), and the next answer of its list reports the trouble. */
bool books_enter_late(struct books *books) __attribute__((nonnull));

/* There will be no answer to it. */
void books_abandon(struct books *books, int64_t request, bool is_sent) __attribute__((nonnull));

#endif
