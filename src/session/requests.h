/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The session's requests: which job was asked for which list, and what its answer does to it. */
#ifndef FOLLOWTRAIL_SESSION_REQUESTS_H
#define FOLLOWTRAIL_SESSION_REQUESTS_H

#include "session/session.h"

/* Asks for the list's next piece: its owner's profile where that is wanted, else its next page.
 * Does nothing while a request for it is under way. */
void requests_ask(struct session *session, struct list *list) __attribute__((nonnull));

/* The same for a page of `records` at most. */
void requests_ask_for(struct session *session, struct list *list, int64_t records)
    __attribute__((nonnull));

/* How many records a new snapshot of the list may have: what is reported, or what this one has
 * where that is more; ACCOUNT_UNKNOWN where this one has more than is reported and is not whole. */
int64_t requests_refetch_length(const struct list *list) __attribute__((nonnull));

/* The most that collecting the list again would cost, up to its first page. */
int64_t requests_refetch_price(const struct session *session, const struct list *list)
    __attribute__((nonnull));

/* Every amount that is offered passes here: what of `price` caps and balance let be spent; 0:
 * nothing can be bought. */
int64_t requests_offer(const struct session *session, int64_t price) __attribute__((nonnull));

/* Whether caps or balance let nothing be bought: tells why, appends it in words, or says it. False
 * offline, and while something can be bought. */
bool requests_has_limit(const struct session *session, struct purse_limit *limit)
    __attribute__((nonnull));
bool requests_put_limit(const struct session *session, struct buf *out) __attribute__((nonnull));
bool requests_say_limit(struct session *session) __attribute__((nonnull));

void requests_say_offline(struct session *session) __attribute__((nonnull));

/* How many records its next page requests. */
int64_t requests_next_records(const struct session *session, const struct list *list)
    __attribute__((nonnull));

/* The most that the list's next piece can cost: 1 for a profile that is wanted first, and a page;
 * as requests_offer() has it, so 0 where nothing can be bought. */
int64_t requests_price(const struct session *session, const struct list *list)
    __attribute__((nonnull));

/* Says why the list does not go on, where something is to be said and its rows are on the screen;
 * without rows the screen says it in their place. */
void requests_explain(struct session *session, const struct list *list) __attribute__((nonnull));

/* Appends why a stopped list does not go on, and what to press, with its price. */
void requests_put_stop(const struct session *session, const struct list *list, struct buf *out)
    __attribute__((nonnull));

/* Says that there is nothing to fetch for a list of what the store has. False, and nothing was
 * said, for a following list. */
bool requests_refuse(struct session *session, const struct list *list) __attribute__((nonnull));

/* Asks for the current list's next page (or its profile), also after a failure, and even when its
 * owner is said to follow nobody. */
void requests_more(struct session *session) __attribute__((nonnull));
void requests_toggle_prefetch(struct session *session) __attribute__((nonnull));

/* The account that was named on the command line was just opened: no key showed its price, so it is
 * said now, where something is requested, and what it cost when that has come. Returns true. */
bool requests_announce_named(struct session *session) __attribute__((nonnull));

/* Asks for the owner's profile alone: no page after it. */
void requests_ask_profile(struct session *session, struct list *list) __attribute__((nonnull));

/* Takes back what waits to be sent for a list; of what is sent already it says that the
 * answer is awaited. False when nothing is under way. */
bool requests_take_back(struct session *session, const struct list *list) __attribute__((nonnull));
bool requests_cancel(struct session *session) __attribute__((nonnull)); /* for the current one */

/* Whether the current list waits before something is sent again: that is counted down. */
bool requests_has_countdown(const struct session *session) __attribute__((nonnull));

/* Before one leaves: stops all loads and repetitions, takes back what is not sent yet, and asks for
 * nothing more until requests_resume(). True while an answer is awaited, which may be paid for. */
bool requests_finish(struct session *session) __attribute__((nonnull));
void requests_resume(struct session *session) __attribute__((nonnull));

/* Applies what the worker posted and frees it. Signals are not for the session. */
void requests_apply(struct session *session, struct event *event) __attribute__((nonnull));

#endif
