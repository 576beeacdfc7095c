/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of local lists whose accounts are read later (list_add_later()): first those that are shown,
 * the others in parts while no key waits. Main thread only. */
#ifndef FOLLOWTRAIL_SESSION_LATER_ROWS_H
#define FOLLOWTRAIL_SESSION_LATER_ROWS_H

#include "session/session.h"

/* How many rows of its list must be loaded before the place can be shown: SIZE_MAX for all, because
 * a filter, an order or a search asks for them. */
size_t later_rows_shown(const struct place *place) __attribute__((nonnull));

/* Reads some; a part takes a millisecond or two. On error the list has no more of them, here and
 * below. */
bool later_rows_read_some(struct session *session, struct list *list, struct err *err)
    __attribute__((nonnull, warn_unused_result));

/* Reads what the place shows, if that is the list that it shows or is going to; all of it if
 * session_config.reads_in_parts is off. */
bool later_rows_read_for(struct session *session, struct list *list, const struct place *place,
                         struct err *err) __attribute__((nonnull, warn_unused_result));

/* The same for all places that show the list that it replaces. */
bool later_rows_read_instead(struct session *session, struct list *list, const struct list *from,
                             struct err *err) __attribute__((nonnull, warn_unused_result));

#endif
