/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Searches every account in the store: free, without the API. The result is a list of source_found,
 * a root of the trail. It shows the store as it was then, in the order in which the store first saw
 * the accounts. Main thread only.
 */
#ifndef FOLLOWTRAIL_SESSION_SOURCE_FOUND_H
#define FOLLOWTRAIL_SESSION_SOURCE_FOUND_H

#include "session/session.h"

/* Most rows kept of a result; the title reports the rest. */
enum { SOURCE_FOUND_ROWS_MAX = 100000 };

/* Opens the accounts that match `text` (model/filter.h). On failure the place stays: ERR_USAGE for
 * an empty text or a mistake, or the store's error. */
bool source_found_open(struct session *session, const char *text, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

#endif
