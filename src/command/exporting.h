/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Exports stored lists to a new folder (export/exporter.h) in a thread of its own, while keys go
 * on: those of the marked accounts; else the list that is shown; else, where that is no following
 * list, those of the accounts that it shows. Main thread only.
 */
#ifndef FOLLOWTRAIL_COMMAND_EXPORTING_H
#define FOLLOWTRAIL_COMMAND_EXPORTING_H

#include "fetch/mailbox.h"
#include "session/session.h"

struct exporting; /* an export under way; NULL: none */

/* Appends what would be exported: "Exports 3 lists: …". False, with a message, if nothing can be.
 */
bool exporting_describe(const struct exporting *exporting, struct session *session, struct buf *out)
    __attribute__((nonnull(2, 3)));

/* Begins; a message says what is wrong. `mailbox` NULL: waits for all of it. */
void exporting_begin(struct exporting **of, struct session *session, struct mailbox *mailbox,
                     const char *dir) __attribute__((nonnull(1, 2, 4)));

/* Reads how far it is, after an EVENT_CHORE; the message at the end says what was written. */
void exporting_look(struct exporting **of, struct session *session) __attribute__((nonnull));

/* Cancels it: everything is removed. False: none is under way. */
bool exporting_cancel(struct exporting *exporting, struct session *session)
    __attribute__((nonnull(2)));

/* Whether the program may end: if an export is under way, asks first, and cancels it then. */
bool exporting_may_end(struct exporting **exporting, struct session *session)
    __attribute__((nonnull));

/* Cancels, and waits until everything is removed. */
void exporting_end(struct exporting **exporting, struct session *session) __attribute__((nonnull));

#endif
