/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The groups that the user's file puts accounts in (analysis/groups.h), for this session. Main
 * thread only. */
#ifndef FOLLOWTRAIL_SESSION_GROUPING_H
#define FOLLOWTRAIL_SESSION_GROUPING_H

#include "session/session.h"

/* Reads the file in place of the one before; on error that stays. A leading ~/ is the home folder.
 * Free. */
bool grouping_read(struct session *session, const char *path, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

/* How often one was read. */
uint64_t grouping_count(const struct session *session) __attribute__((nonnull));

/* Says what was read, or how to read one. */
void grouping_say(struct session *session) __attribute__((nonnull));

#endif
