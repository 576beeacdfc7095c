/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The snapshots of one list: starting a new one, and going through the older ones, which stay. */
#ifndef FOLLOWTRAIL_SESSION_SNAPSHOTS_H
#define FOLLOWTRAIL_SESSION_SNAPSHOTS_H

#include "session/session.h"

/* Announces the price; called again while that is shown, starts a new snapshot of the current list.
 * A local list is read again, free. */
void snapshots_refetch(struct session *session) __attribute__((nonnull));

/* Begins a new snapshot of a list, `old`, which stays in the store; shows it in place of that, if
 * it is the current list. Requests nothing. */
struct list *snapshots_begin(struct session *session, struct list *old)
    __attribute__((nonnull, returns_nonnull));

/* Shows the snapshot before (-1) or after (+1) the one shown. Free. */
void snapshots_step(struct session *session, int direction) __attribute__((nonnull));

#endif
