/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The snapshots of one list: collecting it again, and going over the older ones, which stay. */
#ifndef FOLLOWTRAIL_SESSION_SNAPSHOTS_H
#define FOLLOWTRAIL_SESSION_SNAPSHOTS_H

#include "session/session.h"

/* Announces the price; called again while that is shown, begins a new snapshot of the current list.
 * What was found in the store, and the bookmarks, are read again immediately: that is free. */
void snapshots_refetch(struct session *session) __attribute__((nonnull));

/* Puts a new snapshot in the place of the current list, `old`, which stays in the store. Requests
 * nothing; the next request is for it. */
struct list *snapshots_begin(struct session *session, struct list *old)
    __attribute__((nonnull, returns_nonnull));

/* Shows the current list's snapshot before (-1) or after (+1) the one that is shown. Free. */
void snapshots_step(struct session *session, int direction) __attribute__((nonnull));

#endif
