/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writes the list that is shown to a file, as it is filtered and ordered when that begins: CSV, or
 * JSON lines, by the name's ending, with the columns of `followtrail list`. Long lists are written
 * in parts while the program is idle, and synced in a thread of their own (fetch/chore.h). Main
 * thread only.
 */
#ifndef FOLLOWTRAIL_VIEW_LIST_FILE_H
#define FOLLOWTRAIL_VIEW_LIST_FILE_H

#include "fetch/mailbox.h"
#include "session/session.h"

struct list_file; /* one that is being written; NULL: none */

/* Begins to write the current list. Where a file is to be replaced, only asks for that
 * (ASKED_WRITE). Otherwise, a message says what is wrong. */
void list_file_begin(struct list_file **of, struct session *session, const char *path)
    __attribute__((nonnull));

/* Writes another part, for a few milliseconds, once everything in the list is counted; the message
 * at the end says what was written. True when nothing is left to do now. `mailbox` NULL: it waits
 * for the disk. */
bool list_file_go_on(struct list_file **of, struct session *session, struct mailbox *mailbox)
    __attribute__((nonnull(1, 2)));

/* Writes all of it, and waits for the disk. */
void list_file_finish(struct list_file **of, struct session *session) __attribute__((nonnull));

/* Writes no more: there is no file. */
void list_file_drop(struct list_file **of, struct session *session) __attribute__((nonnull));

#endif
