/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What lists are called, and how sure that is: handles change, ids do not. Reads the store; spends
 * nothing. Main thread only.
 */
#ifndef FOLLOWTRAIL_SESSION_NAMING_H
#define FOLLOWTRAIL_SESSION_NAMING_H

#include "account/reference.h"
#include "session/session.h"

/* Days after which a handle may be another account's: TikTok lets it be changed once in so many. */
enum { NAMING_DAYS_SURE = 30 };

/* Calls a list by the handle that its owner has by now. */
void naming_renew(struct session *session, struct list *list) __attribute__((nonnull));

/* The same for all lists of the trail's title. */
void naming_renew_trail(struct session *session) __attribute__((nonnull));

/* Appends a sentence where a list with no page here may be held already, under a handle that its
 * owner has or had: what opens that, free. False, and nothing, where there is none. */
bool naming_put_namesake(const struct session *session, const struct list *list, struct buf *out)
    __attribute__((nonnull));

/* Whether there is one. */
bool naming_has_namesake(const struct session *session, const struct list *list)
    __attribute__((nonnull));

/* Whether a list that was begun by a handle cannot go on, because that is another account's by now:
 * the list's stop says so then. */
bool naming_stop_moved(const struct session *session, struct list *list) __attribute__((nonnull));

/* Whether the account that the store knows by a handle has another one by now. */
bool naming_is_given_up(const struct session *session, const struct reference *reference)
    __attribute__((nonnull));

/* Appends a sentence where the store's answer to who has a handle is older than NAMING_DAYS_SURE,
 * or is about an account that has another handle by now: what asks who it is. False where it is
 * sure.
 */
bool naming_put_doubt(const struct session *session, const struct reference *reference,
                      int64_t now_ms, struct buf *out) __attribute__((nonnull));

#endif
