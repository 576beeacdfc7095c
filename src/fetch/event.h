/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What crosses the threads: jobs go to the worker, events come back through the mailbox. Ownership
 * moves with both; nothing in them is shared. */
#ifndef FOLLOWTRAIL_FETCH_EVENT_H
#define FOLLOWTRAIL_FETCH_EVENT_H

#include "api/answer.h"
#include "base/err.h"
#include "money/purse.h"

#include <stdint.h>

enum job_kind { JOB_PROFILE, JOB_FOLLOWING };

struct job {
    uint64_t id; /* chosen by the sender, not 0 */
    enum job_kind kind;
    char *target;     /* the account's id or handle; owned */
    char *label;      /* its name in the ledger; owned */
    char *cursor;     /* NULL for the first page; owned */
    int limit;        /* JOB_FOLLOWING: records wanted */
    int64_t snapshot; /* JOB_FOLLOWING: 0 for the newest in the store, or a first one */
    int64_t seq;      /* JOB_FOLLOWING: the page's number within the snapshot, from 0 */
    bool is_fresh;    /* ignore what the store has */
    bool is_told;     /* the user knows that it may be paid for twice */
    bool is_followed; /* JOB_FOLLOWING: the next page is requested as soon as this one arrives */
    int64_t crawl;    /* the crawl whose budget pays for it; 0: none */
    int64_t step;     /* of that crawl; 0: a seed's profile */
    struct job *next;
};

/* A first page, or a profile; the caller sets the other members. */
struct job *job_new(uint64_t id, enum job_kind kind, const char *target, const char *label)
    __attribute__((returns_nonnull, nonnull));
void job_free(struct job *job);

/* Answers that may be paid for and that the store could not take. */
struct waiting {
    size_t count;           /* in total */
    size_t unsafe;          /* only in memory: the spill file did not take them either */
    int64_t unsafe_credits; /* the most that those cost */
};

enum event_kind {
    EVENT_PURSE,     /* credits were reserved and a request is about to be sent, or waiting
                        answers were stored (job 0) */
    EVENT_RETRY,     /* the job waits and is sent again at retry_at_ms */
    EVENT_ELSEWHERE, /* the job waits for another program that is requesting the same */
    EVENT_ANSWER,    /* the job is done */
    EVENT_SIGNAL,    /* a signal arrived */
    EVENT_CHORE,     /* something is new about a chore (fetch/chore.h) */
    EVENT_CRAWL,     /* what was told of a crawl is stored, or could not be (job 0) */
};

struct event {
    enum event_kind kind;
    uint64_t job;
    struct purse purse;         /* of the worker's events: the purse afterwards */
    struct waiting waiting;     /* likewise */
    size_t lists;               /* likewise: how many to load at the same time (api/pace.h) */
    struct answer *answer;      /* EVENT_ANSWER; owned */
    int64_t snapshot;           /* EVENT_ANSWER with a page: its snapshot */
    bool is_held;               /* EVENT_ANSWER: from the store, nothing was requested */
    char *trouble;              /* EVENT_ANSWER: why it could not be stored; owned; NULL if it was.
                                   EVENT_CRAWL: why it cannot begin, or go on */
    enum err_kind trouble_kind; /* EVENT_CRAWL with trouble; ERR_LIMIT: another program runs it */
    int64_t crawl;              /* EVENT_CRAWL: its number; 0: it did not begin */
    enum answer_outcome reason; /* EVENT_RETRY: its reason */
    int attempt;                /* EVENT_RETRY: the retry's number, from 1 */
    int64_t retry_at_ms;        /* EVENT_RETRY: on clock_monotonic_ms() */
    int signal;                 /* EVENT_SIGNAL */
    struct event *next;
};

struct event *event_new(enum event_kind kind) __attribute__((returns_nonnull));
void event_free(struct event *event);

#endif
