/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Marking accounts of the current list. What acts on accounts acts on those that are marked, shown
 * or not, or, where none is, on the one under the selection. Free; asks for nothing. Main thread
 * only.
 */
#ifndef FOLLOWTRAIL_SESSION_MARKING_H
#define FOLLOWTRAIL_SESSION_MARKING_H

#include "session/session.h"

/* Marks the account under the selection, or takes its mark away, and selects the next one. */
void marking_toggle(struct session *session) __attribute__((nonnull));

/* Marks what stands between the nearest mark and the selection. */
void marking_range(struct session *session) __attribute__((nonnull));

/* Marks all that is shown; where all of it is marked, takes these marks away. */
void marking_all(struct session *session) __attribute__((nonnull));

/* Marks what a filter lets through (model/filter.h) of what is loaded, in addition. ERR_USAGE. */
bool marking_by_filter(struct session *session, const char *text, struct err *err)
    __attribute__((nonnull));
void marking_clear(struct session *session) __attribute__((nonnull));

/* How many marked accounts the list that is shown does not have: another snapshot has them. */
size_t marking_missing(const struct session *session) __attribute__((nonnull));

/* Says why marking_take() has none. */
void marking_say_none(struct session *session) __attribute__((nonnull));

/* The accounts to act on, in the order in which they are shown, those that are not shown last; NULL
 * when there is none. The caller frees the array. */
const struct account **marking_take(const struct session *session, size_t *count)
    __attribute__((nonnull, warn_unused_result));

#endif
