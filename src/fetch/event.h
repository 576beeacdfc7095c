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
    char *target; /* the account's id or handle; owned */
    char *cursor; /* NULL for the first page; owned */
    int limit;    /* JOB_FOLLOWING: records wanted */
    struct job *next;
};

struct job *job_new(uint64_t id, enum job_kind kind, const char *target, const char *cursor,
                    int limit) __attribute__((returns_nonnull, nonnull(3)));
void job_free(struct job *job);

enum event_kind {
    EVENT_PURSE,  /* money was set aside: a request is about to be sent */
    EVENT_RETRY,  /* the job waits and will be sent again at retry_at_ms */
    EVENT_ANSWER, /* the job is done */
    EVENT_SIGNAL, /* a signal arrived */
};

struct event {
    enum event_kind kind;
    uint64_t job;
    struct purse purse;         /* all but EVENT_SIGNAL: the books after it */
    struct answer *answer;      /* EVENT_ANSWER; owned */
    enum answer_outcome reason; /* EVENT_RETRY: what made it necessary */
    int attempt;                /* EVENT_RETRY: the repetition's number, from 1 */
    int64_t retry_at_ms;        /* EVENT_RETRY: on clock_monotonic_ms() */
    int signal;                 /* EVENT_SIGNAL */
    struct event *next;
};

struct event *event_new(enum event_kind kind) __attribute__((returns_nonnull));
void event_free(struct event *event);

#endif
