/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Requests that returned nothing and were or may have been charged: how a list reports them, from
 * the ledger. Reads the store; spends nothing. Main thread only.
 */
#ifndef FOLLOWTRAIL_SESSION_LOST_H
#define FOLLOWTRAIL_SESSION_LOST_H

#include "session/session.h"

/* If the next page of a list was lost in an earlier session, marks the list as failed, so that
 * scrolling does not request the page again. For a list whose stored rows are all loaded. */
void lost_find(struct session *session, struct list *list) __attribute__((nonnull));

/* Updates every list whose failed request may have been charged: once it is certain that nothing
 * was charged, the list goes on; once it is certain that something was, the list says so. */
void lost_renew(struct session *session) __attribute__((nonnull));

#endif
