/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The frontier as a list, one for each order (analysis/frontier.h): a root of the trail. It shows
 * the store as it was when it was read, so that no row moves while somebody looks at it; the next
 * visit or R ranks again. Free, offline. Main thread only.
 */
#ifndef FOLLOWTRAIL_SESSION_SOURCE_FRONTIER_H
#define FOLLOWTRAIL_SESSION_SOURCE_FRONTIER_H

#include "session/session.h"

/* Opens the frontier in an order ("seen", "random:7"; empty: per credit, or as it was shown last).
 * ERR_USAGE, and nothing changes, if there is no such order. */
bool source_frontier_open(struct session *session, const char *order, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

/* Shows the current list, which must be a frontier, in another order in the same place, from its
 * first row. As above. */
bool source_frontier_order(struct session *session, const char *order, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

/* Whether the list is a frontier. */
bool source_frontier_is(const struct list *list) __attribute__((nonnull));

/* Ranks for a few milliseconds, once a frontier was opened; true when nothing is left to do. A list
 * that waits for it gets its rows. */
bool source_frontier_go_on(struct session *session) __attribute__((nonnull));

#endif
