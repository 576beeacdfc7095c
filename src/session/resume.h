/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The user's place: the trail, the row, and the history back and forward (the latest 1,000 visits),
 * with their lists. Written as text and read in the next session. Reading it requests nothing. Main
 * thread only.
 *
 * Lines of words separated by one blank: `list SNAPSHOT TARGET LABEL`, `found QUERY` (searched
 * again when visited), `bookmarks`, `place LIST PARENT SELECTED TOP` (PARENT `-` for a root),
 * `visit PLACE`, `at POSITION`. Lists of all sources, and places, are numbered from 0 in their
 * order. Names and queries are as base/percent writes them.
 */
#ifndef FOLLOWTRAIL_SESSION_RESUME_H
#define FOLLOWTRAIL_SESSION_RESUME_H

#include "session/session.h"

/* Writes it to `path` (0600, in a private directory), atomically. Does nothing before the first
 * place. ERR_IO; ERR_LIMIT for a trail with too many places. */
bool resume_save(const struct session *session, const char *path, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

/* Restores it in a session without a place. *is_back says whether there is a place now: false if
 * there was no file. ERR_DATA if the file is not one that resume_save() writes; then nothing is
 * restored. ERR_IO. */
bool resume_restore(struct session *session, const char *path, bool *is_back, struct err *err)
    __attribute__((nonnull(1, 2, 3), warn_unused_result));

#endif
