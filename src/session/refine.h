/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Filter, order and search of the loaded rows of the current list. Free; requests nothing. Rows
 * that are not loaded are not searched, and refine_describe() says so. The selection stays on its
 * account. Main thread only; does nothing before the first place.
 */
#ifndef FOLLOWTRAIL_SESSION_REFINE_H
#define FOLLOWTRAIL_SESSION_REFINE_H

#include "session/session.h"

/* Shows the accounts that match the text (model/filter.h); all of them for an empty text. On error
 * (ERR_USAGE) nothing changes. */
bool refine_filter(struct session *session, const char *text, struct err *err)
    __attribute__((nonnull));

/* The filter's text; empty without a filter. */
const char *refine_filter_text(const struct session *session)
    __attribute__((nonnull, returns_nonnull));

/* If the filter is complete but ambiguous, appends how it is read and returns true. */
bool refine_put_reading(const struct session *session, struct buf *out) __attribute__((nonnull));

/* Selects the account with that number in the list (column #), whatever the order. False, with a
 * message, if it is not loaded or a filter hides it. */
bool refine_go(struct session *session, size_t number) __attribute__((nonnull));

/* Sorts by a key; the previous key decides among equals. The same key again reverses the order. */
void refine_order(struct session *session, enum order_key key) __attribute__((nonnull));

void refine_set_order(struct session *session, const struct order *order) __attribute__((nonnull));

/* While a text is typed: searches for it at position `from` or after it, wraps at the end, and
 * selects the match. Searches handle, name and bio; after an @ only the handle; smart case. False
 * if nothing matches; an empty text ends the search. */
bool refine_look(struct session *session, const char *text, size_t from) __attribute__((nonnull));

/* Goes to the next or previous match; says if there is none, and what is not loaded. */
void refine_next(struct session *session, bool is_backward) __attribute__((nonnull));

/* Ends the search: nothing is highlighted any more. */
void refine_end_search(struct session *session) __attribute__((nonnull));

/* Whether a filter or an order is on in the current list. */
bool refine_is_on(const struct session *session) __attribute__((nonnull));

/* Appends how much of the current list was searched, and the price of the rest: "18 of 123 loaded,
 * 245 in all · L loads the rest: about 122 credits". */
void refine_describe(const struct session *session, struct buf *out) __attribute__((nonnull));

/* Does part of the work for the next filter or search in the current list; true when all of it is
 * done. Call it while a text is being typed and the program is idle. */
bool refine_prepare(struct session *session) __attribute__((nonnull));

/* Does part of what changed facts make necessary in the current list (model/excerpt.h); true when
 * all of it is done. Call it while the program is idle. */
bool refine_renew(struct session *session) __attribute__((nonnull));

/* Nothing is being typed any more: frees what was prepared and is not needed. */
void refine_rest(struct session *session) __attribute__((nonnull));

#endif
