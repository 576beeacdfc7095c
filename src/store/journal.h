/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every request, from before it is sent until it ends. Order of calls for one request:
 * journal_begin() commits and syncs that it may be sent. Once it is sent, journal_keep() commits
 * and syncs the raw answer, or journal_keep_soon() commits it; then catalogue_take() enters what
 * the answer means. If there is no answer, journal_abandon() instead. All times are wall clock,
 * milliseconds. The writer's thread only. */
#ifndef FOLLOWTRAIL_STORE_JOURNAL_H
#define FOLLOWTRAIL_STORE_JOURNAL_H

#include "account/reply.h"
#include "store/store.h"

/* SQL on a row of `request`: its answer is stored but not read yet. */
#define JOURNAL_IS_UNREAD "(state = 'answered' AND outcome IS NULL)"

/* It was paid for, or may have been, and brought nothing. An unread answer is not lost. */
#define JOURNAL_IS_LOST                                                                            \
    "state IN ('answered', 'unanswered') AND outcome IS NOT 'ok'"                                  \
    " AND NOT " JOURNAL_IS_UNREAD " AND (credits IS NULL OR credits > 0)"

/* On a lost row: its number if its answer came with a bill. */
#define JOURNAL_ARRIVED                                                                            \
    "max(CASE WHEN state = 'answered' AND outcome = 'unreadable' AND credits > 0"                  \
    " AND NOT is_proved THEN id END)"

/* On lost rows: whether a complete answer to one of them came, though it was not a page. */
#define JOURNAL_HAS_COME                                                                           \
    "max(EXISTS (SELECT 1 FROM answer WHERE answer.request = request.id AND end <> 'broken'))"

enum journal_kind { JOURNAL_PROFILE, JOURNAL_FOLLOWING };

struct journal_order {
    enum journal_kind kind;
    const char *target; /* as it is sent to the API */
    const char *label;  /* how its owner is named */
    int64_t snapshot;   /* JOURNAL_FOLLOWING: 0 for the target's newest, or a first one */
    bool is_fresh;      /* a refetch whatever the store has: a new snapshot, the profile again */
    int64_t seq;        /* the page's number within the snapshot, from 0 */
    const char *cursor; /* NULL for the first page */
    int64_t want;       /* maximum number of records */
    bool is_told;       /* the user requests it knowing that it may be paid for twice */
    int attempt;        /* from 1 */
    int64_t crawl;      /* whose budget pays for it; 0: no crawl's */
    int64_t step;       /* of the crawl; 0: of none, as a seed's profile */
};

enum journal_verdict {
    JOURNAL_SEND,   /* it is in the journal: send it */
    JOURNAL_HELD,   /* the store has it: pay nothing */
    JOURNAL_WAIT,   /* it is under way, or its answer is not entered yet; if its program ends,
                       journal_next_raw() returns it */
    JOURNAL_CAPPED, /* a cap, or the crawl's budget, leaves nothing */
    JOURNAL_LOST,   /* requested before, charged or maybe charged, and never received: needs
                       is_told */
    JOURNAL_FAILED, /* the store cannot take it, so do not send it */
};

struct journal_ticket {
    int64_t request;        /* JOURNAL_SEND: its number, for the calls that follow */
    int64_t snapshot;       /* JOURNAL_FOLLOWING, SEND or HELD: the page's snapshot */
    int64_t reserved;       /* JOURNAL_SEND: credits reserved; for a list, the limit to send */
    enum purse_scope scope; /* JOURNAL_CAPPED: which cap, unless is_budget */
    bool is_budget; /* JOURNAL_CAPPED by the crawl's `budget`, against which `used` counts */
    int64_t budget, used;
    bool is_crowded; /* JOURNAL_WAIT: for room on the disk, which answers under way have */
    bool has_come;   /* JOURNAL_LOST: an answer came, but was not a page */
    bool is_charged; /* JOURNAL_LOST: it certainly cost `maybe` */
    int64_t maybe;   /* JOURNAL_LOST: the most credits that it may have cost */
    bool is_before;  /* JOURNAL_LOST: before this run began */
    int64_t arrived; /* JOURNAL_LOST: the last request whose answer came with a bill but
                        without readable records; 0: none */
};

/* Decides in one transaction, so that two programs cannot both buy one page: stored, under way,
 * capped, or to be sent. A crawl's order fails (ERR_DATA) unless this program runs the crawl, and
 * the step is in the store and not ended. An order with is_fresh and seq 0 makes a new snapshot. */
enum journal_verdict journal_begin(struct store *store, const struct journal_order *order,
                                   int64_t now_ms, struct journal_ticket *ticket, struct err *err)
    __attribute__((nonnull(1, 2, 4), warn_unused_result));

/* Stores the raw answer, synced. */
bool journal_keep(struct store *store, int64_t request, const struct reply *reply, int64_t now_ms,
                  struct err *err) __attribute__((nonnull(1, 3), warn_unused_result));

/* The same, but the answer is on the disk only after the next commit: that of journal_begin() for
 * the next request, or of catalogue_take(). Until then store->owes_sync. For an answer after which
 * the next request follows directly: one sync covers both. */
bool journal_keep_soon(struct store *store, int64_t request, const struct reply *reply,
                       int64_t now_ms, struct err *err)
    __attribute__((nonnull(1, 3), warn_unused_result));

/* There will be no answer. Nothing was charged if it was not sent; otherwise the charge is
 * unknown. */
bool journal_abandon(struct store *store, int64_t request, bool is_sent, int64_t now_ms,
                     struct err *err) __attribute__((nonnull(1), warn_unused_result));

/* Reads the purse from the journal; the day is the local one of now_ms. The balance is that of
 * store_use_key(), or for a reader that of the newest request. All else covers the whole store: a
 * cap is the user's, whoever pays. Answers that another living program has stored but not read
 * count as reserved; those of this store's own run, or of a dead program, count as maybe
 * charged. */
bool journal_read_purse(struct store *store, int64_t now_ms, struct purse *purse, struct err *err)
    __attribute__((nonnull(1, 3), warn_unused_result));

/* Reads raw answers one by one in order of arrival: the first whose number (journal_raw.no) is
 * above `after`, of all answers, or only of those that are not entered yet and whose program is
 * gone. *raw is NULL at the end; free it with journal_raw_free(). Damaged bytes are not a failure,
 * because other answers may follow. */
struct journal_raw {
    int64_t no; /* in order of arrival */
    int64_t request;
    enum journal_kind kind;
    int64_t received_ms;
    int64_t reserved;    /* credits reserved: the most that was announced */
    struct reply *reply; /* NULL: damaged */
    bool was_damaged;    /* known to be damaged (catalogue.h) */
    char *label;         /* how the owner is named */
};
bool journal_next_raw(struct store *store, int64_t after, bool only_pending,
                      struct journal_raw **raw, struct err *err)
    __attribute__((nonnull(1, 4), warn_unused_result));

/* The raw answer to one request, on any connection, by its own thread; *raw is NULL if there is
 * none. */
bool journal_read_raw(struct store *store, int64_t request, struct journal_raw **raw,
                      struct err *err) __attribute__((nonnull(1, 3), warn_unused_result));
void journal_raw_free(struct journal_raw *raw);

#endif
