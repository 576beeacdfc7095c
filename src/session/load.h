/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Loads a list to its end, page after page, while something else is shown. Its budget is fixed at
 * the start by the quote that was shown: a list that turns out longer stops there. Several lists
 * can be loaded together: see session/drive.h. Main thread only.
 */
#ifndef FOLLOWTRAIL_SESSION_LOAD_H
#define FOLLOWTRAIL_SESSION_LOAD_H

#include "money/quote.h"
#include "session/session.h"

/* How much may be spent on something that costs at most `worst` credits (INT64_MAX: length
 * unknown). */
struct load_limit {
    int64_t worst;
    int64_t budget;        /* worst, or less if caps or the balance leave less; 0: nothing left */
    struct purse_limit by; /* why the budget is less than worst */
};
struct load_limit load_limit(const struct session *session, int64_t worst) __attribute__((nonnull));

/* What the rest of the list would cost, and may cost. */
struct load_offer {
    struct quote quote;
    struct load_limit limit;
};
struct load_offer load_offer(const struct session *session, const struct list *list)
    __attribute__((nonnull));

/* For a price that is offered: about how many credits the rest costs, within caps and balance. 0 if
 * nothing can be bought, or the length is unknown. */
int64_t load_about(const struct load_offer *offer) __attribute__((nonnull));

/* A question about loading `object`: "the rest", "3 lists". */
struct load_question {
    const void *target;
    struct quote quote;
    struct load_limit limit;
    const char *object;
    const char *note; /* sentences, each after a blank; empty: none */
};
void load_put_question(struct session *session, const struct load_question *question)
    __attribute__((nonnull));

/* The load command for the current list: asks, and starts the load when that is agreed; for a list
 * of unknown length whose owner has no record, first asks for the profile. */
void load_ask(struct session *session) __attribute__((nonnull));

/* Starts a load with a budget. */
void load_begin(struct session *session, struct list *list, int64_t budget)
    __attribute__((nonnull));

/* The same for lists that are loaded together, each with its budget, which may be 0: what one list
 * does not use goes to the next. One message at the end reports all of them. */
void load_begin_batch(struct session *session, struct list *const *lists, const int64_t *budgets,
                      size_t count) __attribute__((nonnull(1)));

/* Stops the load of the current list, or all loads if it has none. False if none runs. */
bool load_stop(struct session *session) __attribute__((nonnull));

/* Applies an event of the worker, frees it, and keeps the loads going. Not for signals. */
void load_apply(struct session *session, struct event *event) __attribute__((nonnull));

/* Milliseconds until it is done, at its speed so far; -1 if unknown. */
int64_t load_left_ms(const struct session_load *load, int64_t now_ms) __attribute__((nonnull));

#endif
