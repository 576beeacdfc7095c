/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Looking through every account that the store has: free, and without the API. What is found is a
 * list of source_found, a root of the trail. It shows the store as it was then, in the order in
 * which the store got to know the accounts. Main thread only.
 */
#ifndef FOLLOWTRAIL_SESSION_SOURCE_FOUND_H
#define FOLLOWTRAIL_SESSION_SOURCE_FOUND_H

#include "session/session.h"

/* Rows that are kept of what is found; the title tells of the rest. */
enum { SOURCE_FOUND_ROWS_MAX = 100000 };

/* Opens what `text`, in the language of model/filter, finds. False, and the place stays, for a
 * text that says nothing (ERR_USAGE), and when the store cannot be read. */
bool source_found_open(struct session *session, const char *text, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

#endif
