/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Keeps memory, and the time for a page, constant however many lists a session opens: rows of lists
 * that were not used for long are dropped, and read from the store again when they are shown. Main
 * thread only.
 *
 * Never dropped: the list that is shown, a list that is loading or waits for an answer, one that
 * says why it stopped, one that is being written to a file, and one with a page that the store
 * could not take. Local lists are not dropped either, because the store does not have them as they
 * are.
 */
#ifndef FOLLOWTRAIL_SESSION_UNLOAD_H
#define FOLLOWTRAIL_SESSION_UNLOAD_H

#include "session/session.h"

/* Lists that keep their rows, and how many rows they have together. 20,000 rows take about 7 MB. */
enum { UNLOAD_LISTS_MAX = 16, UNLOAD_ROWS_MAX = 20000 };

/* Drops rows of the least recently used lists until both limits are kept. */
void unload_spare(struct session *session) __attribute__((nonnull));

/* Forgets the trail and every list that may be dropped, as if the session had just begun. */
void unload_all(struct session *session) __attribute__((nonnull));

#endif
