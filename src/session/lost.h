/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Requests that brought nothing and were charged, or may have been: what a list says of them, as
 * the ledger has it. Reads the store; spends nothing. Main thread only.
 */
#ifndef FOLLOWTRAIL_SESSION_LOST_H
#define FOLLOWTRAIL_SESSION_LOST_H

#include "session/session.h"

/* A list that is loaded as far as the store has it, and whose next page was lost in an earlier
 * session, fails with that, so that it is not requested by scrolling. */
void lost_find(struct session *session, struct list *list) __attribute__((nonnull));

/* Of every list that failed with what may have been charged: once it is certain that nothing was,
 * the list goes on; once it is certain that something was, the list says so. */
void lost_renew(struct session *session) __attribute__((nonnull));

#endif
