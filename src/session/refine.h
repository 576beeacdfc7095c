/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Finding in the current list what is loaded of it: filter, order, search. All of it is free and
 * asks for nothing; what is not loaded is not looked at, and whoever shows a result says so
 * (refine_describe()). The selection stays on its account. Main thread only; nothing happens before
 * the first place.
 */
#ifndef FOLLOWTRAIL_SESSION_REFINE_H
#define FOLLOWTRAIL_SESSION_REFINE_H

#include "session/session.h"

/* Shows the accounts that the text lets through (model/filter.h); all for an empty one. On error
 * (ERR_USAGE) what is shown stays as it was. */
bool refine_filter(struct session *session, const char *text, struct err *err)
    __attribute__((nonnull));

/* The filter's text; empty without one. */
const char *refine_filter_text(const struct session *session)
    __attribute__((nonnull, returns_nonnull));

/* Appends how the filter is read, and returns true, where it is finished and could have been meant
 * otherwise. */
bool refine_put_reading(const struct session *session, struct buf *out) __attribute__((nonnull));

/* Selects the account with that number in the list (the column #), wherever an order puts it.
 * False, with a message, where it is not loaded or a filter hides it. */
bool refine_go(struct session *session, size_t number) __attribute__((nonnull));

/* Sorts by a key; what it was sorted by decides where that is the same. The same key again turns
 * round. */
void refine_order(struct session *session, enum order_key key) __attribute__((nonnull));

/* While a text is typed: searches for it (handle, name, bio; behind an @ the handle
 * alone; smart case) at position `from` or
 * behind it, around the end, and selects what has it. False when nothing has; an empty text ends
 * the search. */
bool refine_look(struct session *session, const char *text, size_t from) __attribute__((nonnull));

/* The next that has the text, or the one before; says where there is none, and what is not loaded.
 */
void refine_next(struct session *session, bool is_backward) __attribute__((nonnull));

/* Forgets what is searched for: nothing is highlighted any longer. */
void refine_end_search(struct session *session) __attribute__((nonnull));

/* Whether a filter or an order is on in the current list. */
bool refine_is_on(const struct session *session) __attribute__((nonnull));

/* Appends what is looked at of the current list, and what the rest would cost: "18 of 123 loaded,
 * 245 in all · L loads the rest: about 122 credits". */
void refine_describe(const struct session *session, struct buf *out) __attribute__((nonnull));

/* Does a part of the work that the next filter or search in the current list needs; true when all
 * of it is done. To be called while a text is being typed and nothing else is to be done. */
bool refine_prepare(struct session *session) __attribute__((nonnull));

/* Nothing is being typed any longer: frees what was prepared and is not needed. */
void refine_rest(struct session *session) __attribute__((nonnull));

#endif
