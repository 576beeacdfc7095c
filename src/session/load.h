/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Loading a list to its end, page after page, while something else is shown. What it may take is
 * fixed when it begins, by the quote that was shown: a list that turns out to be longer stops
 * there. Several lists may be loaded; LOAD_AT_ONCE of them go on at a time. Main thread only.
 */
#ifndef FOLLOWTRAIL_SESSION_LOAD_H
#define FOLLOWTRAIL_SESSION_LOAD_H

#include "money/quote.h"
#include "session/session.h"

enum { LOAD_AT_ONCE = 2 };

/* What something that costs `worst` credits at most (INT64_MAX: its length is not known) may take.
 */
struct load_limit {
    int64_t worst;
    int64_t budget;        /* worst, or what caps and balance leave of it; 0: nothing is left */
    struct purse_limit by; /* what leaves less than worst */
};
struct load_limit load_limit(const struct session *session, int64_t worst) __attribute__((nonnull));

/* Appends what stops it before its end: a cap, the balance; nothing where neither does. */
void load_put_limit(const struct load_limit *limit, struct buf *text) __attribute__((nonnull));

/* What loading the rest of the list would come to, and may take. */
struct load_offer {
    struct quote quote;
    struct load_limit limit;
};
struct load_offer load_offer(const struct session *session, const struct list *list)
    __attribute__((nonnull));

/* Of a price that is offered: about how many credits loading the rest takes, within caps and
 * balance; 0 where nothing can be bought, or the length is not known. */
int64_t load_about(const struct load_offer *offer) __attribute__((nonnull));

/* The command for the current list: says what it would come to; up to the threshold, called again
 * while that is shown, begins. True: it is above, or the list's length is not known, and an amount,
 * 1 to limit.budget, is to be typed first; the message asks for it. */
bool load_ask(struct session *session) __attribute__((nonnull, warn_unused_result));

/* Begins it for the current list with `typed` as its budget: false, with a message, when that is
 * no amount that was offered. */
bool load_confirm(struct session *session, const char *typed)
    __attribute__((nonnull, warn_unused_result));

/* Whether an amount is one that was offered; false: says which are. */
bool load_check_amount(struct session *session, const struct load_limit *limit, int64_t amount)
    __attribute__((nonnull));

/* Begins it with a budget. */
void load_begin(struct session *session, struct list *list, int64_t budget)
    __attribute__((nonnull));

/* The same for lists that are loaded together, each with its budget, which may be 0:
 * what one does not take goes to the next. One message at the end tells of all of them. */
void load_begin_batch(struct session *session, struct list *const *lists, const int64_t *budgets,
                      size_t count) __attribute__((nonnull(1)));

/* The number of an amount that was typed, with or without commas; -1 for anything else. */
int64_t load_read_amount(const char *typed) __attribute__((nonnull));

/* Stops the load of the current list, or all loads where it has none. False when none runs. */
bool load_stop(struct session *session) __attribute__((nonnull));

/* Applies an event of the worker (and frees it), and keeps the loads going. Signals are not for it.
 */
void load_apply(struct session *session, struct event *event) __attribute__((nonnull));

/* Milliseconds until it is done, by its speed so far; -1 while nothing is known. */
int64_t load_left_ms(const struct session_load *load, int64_t now_ms) __attribute__((nonnull));

#endif
