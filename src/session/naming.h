/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What lists are called, and how certain that is: handles change, ids do not. Reads the store;
 * spends nothing. Main thread only.
 */
#ifndef FOLLOWTRAIL_SESSION_NAMING_H
#define FOLLOWTRAIL_SESSION_NAMING_H

#include "account/reference.h"
#include "session/session.h"

/* Days after which a handle may belong to another account: TikTok allows one change in that
 * time. */
enum { NAMING_DAYS_SURE = 30 };

/* Names a list by its owner's current handle. */
void naming_renew(struct session *session, struct list *list) __attribute__((nonnull));

/* The same for all lists of the trail's title. */
void naming_renew_trail(struct session *session) __attribute__((nonnull));

/* If the store may already have this unloaded list under a handle that its owner has or had,
 * appends a sentence that says how to open it, free. Otherwise appends nothing and returns
 * false. */
bool naming_put_namesake(const struct session *session, const struct list *list, struct buf *out)
    __attribute__((nonnull));

/* Whether there is such a list. */
bool naming_has_namesake(const struct session *session, const struct list *list)
    __attribute__((nonnull));

/* Whether a list requested by a handle cannot go on because the handle now belongs to another
 * account. Sets the list's stop if so. */
bool naming_stop_moved(const struct session *session, struct list *list) __attribute__((nonnull));

/* Whether the account that the store knows by a handle has another handle now. */
bool naming_is_given_up(const struct session *session, const struct reference *reference)
    __attribute__((nonnull));

/* If the store's record of who has a handle is older than NAMING_DAYS_SURE, or shows that its
 * account has another handle now, appends a sentence that says so. False if the handle is
 * certain. */
bool naming_put_doubt(const struct session *session, const struct reference *reference,
                      int64_t now_ms, struct buf *out) __attribute__((nonnull));

#endif
