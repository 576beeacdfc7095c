/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts in how many stored lists each account is (analysis/graph_index.h), while the session has
 * nothing else to do. Main thread only. */
#ifndef FOLLOWTRAIL_SESSION_COUNTING_H
#define FOLLOWTRAIL_SESSION_COUNTING_H

#include "session/session.h"

/* Counts for a few milliseconds, or looks for what changed in the store, by whichever program; true
 * when nothing is left to do. */
bool counting_go_on(struct session *session) __attribute__((nonnull));

/* Counts everything now. False if the store cannot be read. */
bool counting_finish(struct session *session, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

#endif
