/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Keeps memory, and the time that a page takes, the same however many lists a session has opened:
 * the rows of lists that were not used for long are dropped and read from the store again when they
 * are shown. Main thread only.
 *
 * Never dropped: the list that is shown, one that waits for an answer or is being loaded, one that
 * says why it stopped, and one with a page that the store could not take. Nor are local
 * lists, which the store does not have as they are.
 */
#ifndef FOLLOWTRAIL_SESSION_UNLOAD_H
#define FOLLOWTRAIL_SESSION_UNLOAD_H

#include "session/session.h"

/* Lists that keep their rows, and rows that they have together. 20,000 take about 7 MB. */
enum { UNLOAD_LISTS_MAX = 16, UNLOAD_ROWS_MAX = 20000 };

/* Drops rows, of the list that was used longest ago first, until both limits are kept. */
void unload_spare(struct session *session) __attribute__((nonnull));

/* Forgets the trail and every list that may be dropped: the session begins again. */
void unload_all(struct session *session) __attribute__((nonnull));

#endif
