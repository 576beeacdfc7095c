/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A crawl: the lists that a rule chooses, one after the other, within a budget. Seeds first, in
 * their order; then, again and again, the first of the frontier whose price fits is loaded to its
 * end. What it decided and what that brought is in the store (store/crawl_log.h), and nothing else
 * decides: a crawl whose program was killed goes on as if it had not been.
 *
 * Order of calls: crawl_begin() or crawl_continue(), then crawl_go_on() whenever events were
 * applied (load_apply()), until crawl_status() says that it has ended. One at a time in a session.
 * Main thread only. Credits.
 */
#ifndef FOLLOWTRAIL_SESSION_CRAWL_H
#define FOLLOWTRAIL_SESSION_CRAWL_H

#include "session/session.h"
#include "store/crawl_log.h"

struct crawl_status {
    int64_t number; /* of the crawl in the store; 0: not begun yet */
    bool is_running;
    bool has_seeded;     /* all seeds were looked at */
    bool is_stopping;    /* the answer under way is awaited */
    enum crawl_end end;  /* why it ended, if it does not run */
    const char *trouble; /* why it could not begin, go on or be logged; NULL: no trouble */
    enum err_kind trouble_kind;
    const char *failure; /* what the last list that failed said; outside text; NULL: none failed */
    int64_t budget, spent, maybe; /* spent: certainly; maybe: at most, besides */
    int64_t left;                 /* of the budget */
    int64_t steps;                /* taken, with skipped ones and the one under way */
    int64_t frontier, credits;    /* its size and price when the last list was chosen */
    const struct list *list;      /* being loaded; NULL: none */
    int64_t price;                /* of that, ACCOUNT_UNKNOWN: not known */
    uint64_t version;             /* changes with anything above, or a step in the store */
};

/* Begins a new crawl, or goes on with one: `more` credits may be spent from now on (0: what is left
 * of its budget). ERR_USAGE if one runs already, if offline, if the order is wrong; whatever the
 * store says comes later, as trouble. The budget was agreed to. */
bool crawl_begin(struct session *session, const struct crawl_order *order, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));
bool crawl_continue(struct session *session, int64_t crawl, int64_t more, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

/* Chooses what is next, for a few milliseconds; true if there is nothing to do before an event
 * comes, or the crawl has ended. Free when nothing runs. */
bool crawl_go_on(struct session *session) __attribute__((nonnull));

/* Takes what an event says of the crawl; load_apply() calls it. */
void crawl_apply(struct session *session, const struct event *event) __attribute__((nonnull));

/* Ends it after the answer under way. False if none runs. */
bool crawl_stop(struct session *session) __attribute__((nonnull));

/* Of the crawl that runs or ran last in this session; NULL: none. */
const struct crawl_status *crawl_status(const struct session *session) __attribute__((nonnull));

/* Forgets it; it does not run. */
void crawl_free(struct session *session) __attribute__((nonnull));

#endif
