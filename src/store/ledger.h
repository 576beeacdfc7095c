/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ledger: every request with its cost, newest first, and sums. Credits; wall clock
 * milliseconds. On any connection, by its own thread. */
#ifndef FOLLOWTRAIL_STORE_LEDGER_H
#define FOLLOWTRAIL_STORE_LEDGER_H

#include "base/arena.h"
#include "store/journal.h"

enum ledger_state {
    LEDGER_UNDER_WAY,
    LEDGER_ANSWERED,
    LEDGER_NOT_SENT,
    LEDGER_UNANSWERED, /* sent, never answered */
};

struct ledger_row {
    int64_t request, run;
    enum journal_kind kind;
    enum ledger_state state;
    const char *kind_name, *state_name; /* as in CSV and JSON */
    const char *label;                  /* whose list or profile */
    int64_t snapshot, page;             /* page: from 1; 0 for a profile */
    int attempt;
    int64_t sent_ms, ended_ms; /* ended_ms: REPLY_UNKNOWN while under way */
    int64_t limit, reserved;   /* limit: REPLY_UNKNOWN for a profile */
    int64_t rows;              /* records received; REPLY_UNKNOWN if none were readable */
    int64_t credits;           /* charged; REPLY_UNKNOWN: maybe charged, at most `reserved` */
    int64_t maybe;             /* maybe charged */
    bool is_proved;      /* `credits` is proved by a later balance, not by the answer's bill */
    bool is_shared;      /* proved only together with others: the sum is certain, the share is
                            not */
    int64_t balance;     /* as reported; REPLY_UNKNOWN */
    int64_t jump;        /* found with this answer: the change of the balance that this program
                            did not cause; 0: none */
    const char *outcome; /* "ok", or the contract's name of an error; NULL before an answer */
    const char *request_id;
    const char *remark; /* what is odd about the charge (money/bill.h); NULL if nothing */
};

struct ledger_sum {
    const char *label; /* of a list: its owner's name; of a day: YYYY-MM-DD; of a session: NULL */
    int64_t id;        /* of a session: its number */
    int64_t requests, rows, credits, maybe;
    int64_t first_ms, last_ms; /* valid only if there are requests */
};

/* Whether the request may have been charged without an answer that says so. */
bool ledger_is_maybe(const struct ledger_row *row) __attribute__((nonnull));

/* Adds a row, or another sum, to a sum that started as zeros. */
void ledger_add_row(struct ledger_sum *sum, const struct ledger_row *row) __attribute__((nonnull));
void ledger_add_sum(struct ledger_sum *sum, const struct ledger_sum *other)
    __attribute__((nonnull));

enum ledger_by { LEDGER_BY_LIST, LEDGER_BY_DAY, LEDGER_BY_SESSION };

bool ledger_count(struct store *store, int64_t *count, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

/* Reads at most `most` rows from number `from` on, newest first; *count is how many. Texts are in
 * the arena. */
bool ledger_read(struct store *store, int64_t from, size_t most, struct arena *arena,
                 struct ledger_row *rows, size_t *count, struct err *err)
    __attribute__((nonnull(1, 4, 5, 6), warn_unused_result));

/* The row with that number, or with that request id of the API (the latest one). Texts are in the
 * arena. */
bool ledger_find(struct store *store, const char *name, struct arena *arena, struct ledger_row *row,
                 bool *is_found, struct err *err)
    __attribute__((nonnull(1, 2, 3, 4, 5), warn_unused_result));

/* The number of the last answer that brought no records to a page of a snapshot or, if that is 0,
 * to any request for `target`; *request is 0 if there is none. */
bool ledger_find_unread(struct store *store, int64_t snapshot, int64_t seq, const char *target,
                        int64_t *request, struct err *err)
    __attribute__((nonnull(1, 4, 5), warn_unused_result));

/* Sums, the one with the latest request first. *sums is in the arena. Days are local. */
bool ledger_sums(struct store *store, enum ledger_by by, struct arena *arena,
                 struct ledger_sum **sums, size_t *count, struct err *err)
    __attribute__((nonnull(1, 3, 4, 5), warn_unused_result));

/* The sum of one list over all its snapshots; `target` as it was sent to the API. */
bool ledger_sum_of_list(struct store *store, const char *target, struct ledger_sum *sum,
                        struct err *err) __attribute__((nonnull(1, 2, 3), warn_unused_result));

#endif
