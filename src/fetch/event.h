/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What crosses the threads: jobs go to the worker, events come back through the mailbox. Both move
 * by ownership; nothing in them is shared.
 */
#ifndef FOLLOWTRAIL_FETCH_EVENT_H
#define FOLLOWTRAIL_FETCH_EVENT_H

#include "api/answer.h"
#include "money/purse.h"

#include <stdint.h>

enum job_kind { JOB_PROFILE, JOB_FOLLOWING };

struct job {
    uint64_t id; /* chosen by the sender, not 0 */
    enum job_kind kind;
    char *target;     /* the account's id or handle; owned */
    char *label;      /* how it is called, for the ledger; owned */
    char *cursor;     /* NULL for the first page; owned */
    int limit;        /* JOB_FOLLOWING: records wanted */
    int64_t snapshot; /* JOB_FOLLOWING: 0 for the newest in the store, or a first one */
    int64_t seq;      /* JOB_FOLLOWING: the page's number within the snapshot, from 0 */
    bool is_fresh;    /* what the store has does not do */
    bool is_told;     /* the user knows that it may be paid for twice */
    bool is_followed; /* JOB_FOLLOWING: the next page is requested as soon as this one is here */
    struct job *next;
};

/* A first page, or a profile; the rest is for the sender to fill in. */
struct job *job_new(uint64_t id, enum job_kind kind, const char *target, const char *label)
    __attribute__((returns_nonnull, nonnull));
void job_free(struct job *job);

/* Answers that may be paid for and are not in the store: it could not take them. */
struct waiting {
    size_t count;           /* of them all */
    size_t unsafe;          /* that are only in memory: the spill file did not take them either */
    int64_t unsafe_credits; /* what those cost, at most */
};

enum event_kind {
    EVENT_PURSE,     /* money was set aside, and a request is about to be sent; or what waited was
                        kept (job 0) */
    EVENT_RETRY,     /* the job waits and will be sent again at retry_at_ms */
    EVENT_ELSEWHERE, /* the job waits for another program, which is asking for the same just now */
    EVENT_ANSWER,    /* the job is done */
    EVENT_SIGNAL,    /* a signal arrived */
};

struct event {
    enum event_kind kind;
    uint64_t job;
    struct purse purse;     /* all but EVENT_SIGNAL: the money after it */
    struct waiting waiting; /* the same */
    struct answer *answer;  /* EVENT_ANSWER; owned */
    int64_t snapshot;       /* EVENT_ANSWER with a page: the one it belongs to */
    bool is_held;           /* EVENT_ANSWER: from the store, nothing was asked for */
    char *trouble;          /* EVENT_ANSWER: why the store could not keep it; owned; NULL: it did */
    enum answer_outcome reason; /* EVENT_RETRY: what made it necessary */
    int attempt;                /* EVENT_RETRY: the repetition's number, from 1 */
    int64_t retry_at_ms;        /* EVENT_RETRY: on clock_monotonic_ms() */
    int signal;                 /* EVENT_SIGNAL */
    struct event *next;
};

struct event *event_new(enum event_kind kind) __attribute__((returns_nonnull));
void event_free(struct event *event);

#endif
