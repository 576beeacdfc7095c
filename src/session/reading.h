/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rows of lists, out of the store: all at once, or the first ones at once and the others in
 * parts while nothing else is to be done. A list that is read in parts knows how many rows it has,
 * list_held(), and is not asked for until all of them are here. Main thread only.
 */
#ifndef FOLLOWTRAIL_SESSION_READING_H
#define FOLLOWTRAIL_SESSION_READING_H

#include "session/session.h"

/* Reads as much of the place's list as is to be shown there first: up to its selection and some
 * rows more, where session_config.reads_in_parts is on, the list is long, and nothing that is shown
 * needs all rows; else all of it. list_awaits_rows() says whether rows are left. */
void reading_open(struct session *session, const struct place *place) __attribute__((nonnull));

/* Reads a further part of the current list, in a few milliseconds; true when nothing is left. */
bool reading_go_on(struct session *session) __attribute__((nonnull));

/* Reads what the store has of a list, or what is left of it, once: to be done before anything is
 * said of all its rows. From then on its owner's record is that of the time of its last page, where
 * the store has one. */
void reading_finish(struct session *session, struct list *list) __attribute__((nonnull));

/* How what an account follows is read: see session/source.h. */
void reading_pages(struct session *session, struct list *list) __attribute__((nonnull));
bool reading_first_pages(struct session *session, struct list *list, size_t rows)
    __attribute__((nonnull));

/* Makes the owner's record that of the time of the list's last page: how many a list should have is
 * what its owner was said to follow then. */
void reading_date_owner(struct session *session, struct list *list) __attribute__((nonnull));

#endif
