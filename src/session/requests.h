/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The session's requests: which job belongs to which list, and how its answer changes the list. */
#ifndef FOLLOWTRAIL_SESSION_REQUESTS_H
#define FOLLOWTRAIL_SESSION_REQUESTS_H

#include "money/quote.h"
#include "session/session.h"

/* Requests the owner's profile if that is wanted, else the list's next page. Does nothing while a
 * request for the list is under way. */
void requests_ask(struct session *session, struct list *list) __attribute__((nonnull));

/* The same for a page of at most `records`. */
void requests_ask_for(struct session *session, struct list *list, int64_t records)
    __attribute__((nonnull));

/* The window shows that many rows of a list. Pages without a fixed size are as large, 20 to 50
 * records; without a window, 20. They never grow while a message is shown, which may name a price:
 * call it when the prices are drawn, so that no request exceeds what the screen says. */
void requests_fit_window(struct session *session, int rows) __attribute__((nonnull));

/* Records a page while browsing. Prices and requests have them from here. */
int64_t requests_page_size(const struct session *session) __attribute__((nonnull));

/* About the rest of a list of `reported` records, `held` of them loaded, in such pages. */
struct quote requests_quote(const struct session *session, int64_t reported, int64_t held)
    __attribute__((nonnull));

/* The most that the first page of a list of `reported` records costs; 0: nothing can be bought. */
int64_t requests_first_price(const struct session *session, int64_t reported)
    __attribute__((nonnull));

/* What opening an account by its name costs: 1 credit for the profile if that is wanted, and up to
 * `page`. `most` is the sum; is_limited: caps and balance leave only that, 0 if nothing. */
struct requests_opening {
    int64_t profile, page, most;
    bool is_limited;
};
struct requests_opening requests_price_opening(const struct session *session)
    __attribute__((nonnull));

/* How many records a new snapshot of the list may have: the reported count, or the count of this
 * snapshot if that is higher. ACCOUNT_UNKNOWN if this one has more than reported and is not
 * complete. */
int64_t requests_refetch_length(const struct list *list) __attribute__((nonnull));

/* The most that the first request of a new snapshot would cost, with the profile if that is
 * wanted. */
int64_t requests_refetch_price(const struct session *session, const struct list *list)
    __attribute__((nonnull));

/* How much of `price` caps and balance allow; 0: nothing can be bought. Every amount that is
 * offered comes from here. */
int64_t requests_offer(const struct session *session, int64_t price) __attribute__((nonnull));

/* Whether caps or the balance allow no purchase: returns why, appends it in words, or shows it as
 * the message. False offline, and while something can be bought. */
bool requests_has_limit(const struct session *session, struct purse_limit *limit)
    __attribute__((nonnull));
/* What makes it possible again: ":cap N raises it." */
const char *requests_limit_step(const struct purse_limit *limit)
    __attribute__((nonnull, returns_nonnull));
bool requests_put_limit(const struct session *session, struct buf *out) __attribute__((nonnull));
bool requests_say_limit(struct session *session) __attribute__((nonnull));

void requests_say_offline(struct session *session) __attribute__((nonnull));

/* How many records the next page requests. */
int64_t requests_next_records(const struct session *session, const struct list *list)
    __attribute__((nonnull));

/* The most that the next request for the list can cost: 1 for a profile that is wanted first, and a
 * page. Limited by requests_offer(), so 0 if nothing can be bought. */
int64_t requests_price(const struct session *session, const struct list *list)
    __attribute__((nonnull));

/* Says why the list does not go on, if there is a reason and the list has rows; without rows, the
 * reason is shown in their place. */
void requests_explain(struct session *session, const struct list *list) __attribute__((nonnull));

/* Appends why a stopped list does not go on, what to press, and the price; or shows it as the
 * message. */
void requests_put_stop(const struct session *session, const struct list *list, struct buf *out)
    __attribute__((nonnull));
void requests_say_stop(struct session *session, const struct list *list) __attribute__((nonnull));

/* Says that a local list has nothing to load. False, without a message, for a following list. */
bool requests_refuse(struct session *session, const struct list *list) __attribute__((nonnull));

/* Requests the current list's next page (or its profile), even after a failure, and even if its
 * owner is said to follow nobody. */
void requests_more(struct session *session) __attribute__((nonnull));
void requests_toggle_prefetch(struct session *session) __attribute__((nonnull));

/* Announces the cost of the account named on the command line, which was just opened without a key:
 * says now what is requested, and what it cost when it has come. Returns true. */
bool requests_announce_named(struct session *session) __attribute__((nonnull));

/* Requests only the owner's profile, and no page after it. */
void requests_ask_profile(struct session *session, struct list *list) __attribute__((nonnull));

/* Cancels a request that waits to be sent for a list; if it was already sent, says that its answer
 * will be kept. False if nothing is under way. */
bool requests_take_back(struct session *session, const struct list *list) __attribute__((nonnull));
bool requests_cancel(struct session *session) __attribute__((nonnull)); /* for the current list */

/* Whether the current list waits to repeat a request, so that a countdown is shown. */
bool requests_has_countdown(const struct session *session) __attribute__((nonnull));

/* Before the program ends: stops all loads and retries, cancels what was not sent, and requests
 * nothing more until requests_resume(). True while an answer that may be paid for is still
 * expected. */
bool requests_finish(struct session *session) __attribute__((nonnull));
void requests_resume(struct session *session) __attribute__((nonnull));

/* Applies an event of the worker and frees it. Not for signals. */
void requests_apply(struct session *session, struct event *event) __attribute__((nonnull));

#endif
