/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads the rows of lists from the store: all of them, or the first ones now and the others in
 * parts while the program is idle. A list that is read in parts knows how many rows it has,
 * list_held(), and nothing is requested for it until all are read. Main thread only.
 */
#ifndef FOLLOWTRAIL_SESSION_READING_H
#define FOLLOWTRAIL_SESSION_READING_H

#include "session/session.h"

/* Reads as much of the place's list as is shown first: up to its selection and some rows more.
 * Reads all of it if session_config.reads_in_parts is off, the list is short, or what is shown
 * needs every row. list_awaits_rows() says whether rows are left. */
void reading_open(struct session *session, const struct place *place) __attribute__((nonnull));

/* Reads another part of the current list, for a few milliseconds; true when nothing is left. */
bool reading_go_on(struct session *session) __attribute__((nonnull));

/* Reads all stored rows of a list, or what is left of them, once. Call it before saying anything
 * about all its rows. The owner's record is then the one from the time of the list's last page, if
 * the store has one. */
void reading_finish(struct session *session, struct list *list) __attribute__((nonnull));

/* Reads following lists: see session/source.h. */
void reading_pages(struct session *session, struct list *list) __attribute__((nonnull));
bool reading_first_pages(struct session *session, struct list *list, size_t rows)
    __attribute__((nonnull));

/* Sets the owner's record to the one from the time of the list's last page: the length of a list is
 * what its owner was said to follow then. */
void reading_date_owner(struct session *session, struct list *list) __attribute__((nonnull));

#endif
