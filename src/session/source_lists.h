/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every owner whose list is stored, a root of the trail. Main thread only. */
#ifndef FOLLOWTRAIL_SESSION_SOURCE_LISTS_H
#define FOLLOWTRAIL_SESSION_SOURCE_LISTS_H

#include "session/session.h"

/* Opens it; free. */
void source_lists_open(struct session *session) __attribute__((nonnull));

/* The same if the store has a list; else, or if it cannot be read, the place stays. */
bool source_lists_open_any(struct session *session) __attribute__((nonnull));

#endif
