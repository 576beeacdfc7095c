/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every request, from before it is sent to the end of it. Order of calls for one request:
 * journal_begin(), which commits and syncs that it may be sent; then, once sent, journal_keep(),
 * which commits and syncs the raw answer, or journal_keep_soon(), which commits it; then
 * catalogue_take(), which enters what the answer means. Or, in place of the last two,
 * journal_abandon(). All times are wall clock, milliseconds. The writer's thread only.
 */
#ifndef FOLLOWTRAIL_STORE_JOURNAL_H
#define FOLLOWTRAIL_STORE_JOURNAL_H

#include "account/reply.h"
#include "store/store.h"

/* Of a row of `request`: that its answer is kept, and nobody has read it yet. */
#define JOURNAL_IS_UNREAD "(state = 'answered' AND outcome IS NULL)"

/* That it was paid for, or may have been, and brought nothing. An answer that is not read yet is
 * not lost. */
#define JOURNAL_IS_LOST                                                                            \
    "state IN ('answered', 'unanswered') AND outcome IS NOT 'ok'"                                  \
    " AND NOT " JOURNAL_IS_UNREAD " AND (credits IS NULL OR credits > 0)"

/* Of a lost row: its number where its answer came with a bill. */
#define JOURNAL_ARRIVED                                                                            \
    "max(CASE WHEN state = 'answered' AND outcome = 'unreadable' AND credits > 0"                  \
    " AND NOT is_proved THEN id END)"

/* Of lost rows: whether an answer to one of them came whole, though it was no page. */
#define JOURNAL_HAS_COME                                                                           \
    "max(EXISTS (SELECT 1 FROM answer WHERE answer.request = request.id AND end <> 'broken'))"

enum journal_kind { JOURNAL_PROFILE, JOURNAL_FOLLOWING };

struct journal_order {
    enum journal_kind kind;
    const char *target; /* as the API is asked for it */
    const char *label;  /* how its owner is called */
    int64_t snapshot;   /* JOURNAL_FOLLOWING: 0 for the newest of the target, or a first one */
    bool is_fresh;      /* a refetch, whatever the store has: a new snapshot, the profile again */
    int64_t seq;        /* the page's number within the snapshot, from 0 */
    const char *cursor; /* NULL for the first page */
    int64_t want;       /* records at most */
    bool is_told;       /* the user asks for it knowing that it may be paid for twice */
    int attempt;        /* from 1 */
};

enum journal_verdict {
    JOURNAL_SEND,   /* it is written down: send it */
    JOURNAL_HELD,   /* the store has it: pay nothing */
    JOURNAL_WAIT,   /* it is being asked for just now, or its answer is not entered yet: when its
                       program is gone, journal_next_raw() has it */
    JOURNAL_CAPPED, /* a cap leaves nothing */
    JOURNAL_LOST,   /* it was asked for before, was or may have been charged, and did not come: not
                       without is_told */
    JOURNAL_FAILED, /* the store cannot take it, so it must not be sent */
};

struct journal_ticket {
    int64_t request;        /* JOURNAL_SEND: its number, for the calls that follow */
    int64_t snapshot;       /* JOURNAL_FOLLOWING, SEND or HELD: whose page it is */
    int64_t reserved;       /* JOURNAL_SEND: credits set aside; of a list: the limit to send */
    enum purse_scope scope; /* JOURNAL_CAPPED: whose cap */
    bool has_come;          /* JOURNAL_LOST: an answer came, and was no page */
    bool is_charged;        /* JOURNAL_LOST: `maybe` is what it certainly cost */
    int64_t maybe;          /* JOURNAL_LOST: credits at most that it may have cost */
    bool is_before;         /* JOURNAL_LOST: before this run began */
    int64_t arrived;        /* JOURNAL_LOST: the last request whose answer came and was billed, but
                               has no records that can be read; 0: none */
};

/* Decides in one transaction, so that two programs cannot both buy one page: held, being asked for,
 * capped, or to be sent. An order with is_fresh and seq 0 makes a new snapshot. */
enum journal_verdict journal_begin(struct store *store, const struct journal_order *order,
                                   int64_t now_ms, struct journal_ticket *ticket, struct err *err)
    __attribute__((nonnull(1, 2, 4), warn_unused_result));

/* The answer as it came, synced. */
bool journal_keep(struct store *store, int64_t request, const struct reply *reply, int64_t now_ms,
                  struct err *err) __attribute__((nonnull(1, 3), warn_unused_result));

/* The same, but the answer is on the disk only with the next commit: that of journal_begin() for
 * what follows it, or of catalogue_take(). Until then store->owes_sync. For an answer behind which
 * the next request begins immediately: one sync does for both. */
bool journal_keep_soon(struct store *store, int64_t request, const struct reply *reply,
                       int64_t now_ms, struct err *err)
    __attribute__((nonnull(1, 3), warn_unused_result));

/* There will be no answer: nothing was charged when it was not sent; unknown otherwise. */
bool journal_abandon(struct store *store, int64_t request, bool is_sent, int64_t now_ms,
                     struct err *err) __attribute__((nonnull(1), warn_unused_result));

/* Reads the money off the journal; the day is the local one of now_ms. The balance is that of
 * store_use_key(), for a reader that of the newest request; all else is of the whole store: a cap
 * is the user's, whoever pays. What another living program has kept and not read yet is reserved;
 * what the store's own run has, and what a dead one left, is among what may have been charged.
 */
bool journal_read_purse(struct store *store, int64_t now_ms, struct purse *purse, struct err *err)
    __attribute__((nonnull(1, 3), warn_unused_result));

/* Raw answers one by one, in the order in which they came: the first whose number (journal_raw.no)
 * is above `after`; all of them, or only those that nothing was derived from yet and whose program
 * is gone. *raw is NULL at the end. The caller frees it with journal_raw_free(). One whose bytes
 * are damaged is no failure, because there may be others after it. */
struct journal_raw {
    int64_t no; /* the order of arrival */
    int64_t request;
    enum journal_kind kind;
    int64_t received_ms;
    int64_t reserved;    /* credits that were set aside: what was announced at most */
    struct reply *reply; /* NULL: it is damaged */
    bool was_damaged;    /* found to be so before: catalogue.h */
    char *label;         /* how the owner is called */
};
bool journal_next_raw(struct store *store, int64_t after, bool only_pending,
                      struct journal_raw **raw, struct err *err)
    __attribute__((nonnull(1, 4), warn_unused_result));

/* That of one request, on any connection, by its own thread; *raw is NULL when there is none. */
bool journal_read_raw(struct store *store, int64_t request, struct journal_raw **raw,
                      struct err *err) __attribute__((nonnull(1, 3), warn_unused_result));
void journal_raw_free(struct journal_raw *raw);

#endif
