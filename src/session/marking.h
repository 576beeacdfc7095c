/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Marks accounts of the current list. Commands act on the marked accounts, shown or hidden; if none
 * is marked, on the selected one. Free; requests nothing. Main thread only.
 */
#ifndef FOLLOWTRAIL_SESSION_MARKING_H
#define FOLLOWTRAIL_SESSION_MARKING_H

#include "session/session.h"

/* Marks or unmarks the selected account, and selects the next one. */
void marking_toggle(struct session *session) __attribute__((nonnull));

/* Marks everything between the nearest mark and the selection. */
void marking_range(struct session *session) __attribute__((nonnull));

/* Marks all accounts shown; if all of them are marked, removes these marks. */
void marking_all(struct session *session) __attribute__((nonnull));

/* Adds marks to the loaded accounts that match a filter (model/filter.h). ERR_USAGE. */
bool marking_by_filter(struct session *session, const char *text, struct err *err)
    __attribute__((nonnull));
void marking_clear(struct session *session) __attribute__((nonnull));

/* How many marked accounts the current list does not have, because they are in another snapshot. */
size_t marking_missing(const struct session *session) __attribute__((nonnull));

/* Says why marking_take() returns none. */
void marking_say_none(struct session *session) __attribute__((nonnull));

/* The accounts to act on, in the order shown, hidden ones last; NULL if there is none. The caller
 * frees the array. */
const struct account **marking_take(const struct session *session, size_t *count)
    __attribute__((nonnull, warn_unused_result));

#endif
