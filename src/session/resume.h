/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the user left off: the trail, the row, the way back and forward (the latest 1,000 steps of
 * it), with their lists; written as text, read again in another session. Reading it asks the API
 * for nothing. Main thread only.
 *
 * Lines of words with one blank between: `list SNAPSHOT TARGET LABEL`, `found QUERY` (looked for
 * again when one comes there), `bookmarks`, `place LIST PARENT SELECTED TOP` (PARENT `-` for a
 * root), `visit PLACE`, `at POSITION`; lists of all sources, and places, are numbered from 0 in
 * their order. Names and queries are as base/percent writes them.
 */
#ifndef FOLLOWTRAIL_SESSION_RESUME_H
#define FOLLOWTRAIL_SESSION_RESUME_H

#include "session/session.h"

/* Writes it to `path` (0600, in a private folder), which has the old content or the new, nothing
 * between. Does nothing before the first place. ERR_IO; ERR_LIMIT for a trail of too many places.
 */
bool resume_save(const struct session *session, const char *path, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

/* Brings it back into a session without a place. *is_back says whether there is one now: false
 * where there was no file. ERR_DATA when the file is not what resume_save() writes, and then
 * nothing is restored; ERR_IO. */
bool resume_restore(struct session *session, const char *path, bool *is_back, struct err *err)
    __attribute__((nonnull(1, 2, 3), warn_unused_result));

#endif
