/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The only way back to the main thread: a queue of events and a descriptor to poll. Any thread may
 * post; one thread takes. Wake-ups coalesce: one readable descriptor may mean many events. */
#ifndef FOLLOWTRAIL_FETCH_MAILBOX_H
#define FOLLOWTRAIL_FETCH_MAILBOX_H

#include "base/err.h"
#include "fetch/event.h"

struct mailbox;

struct mailbox *mailbox_open(struct err *err)
    __attribute__((warn_unused_result));     /* NULL with ERR_IO on failure */
void mailbox_close(struct mailbox *mailbox); /* frees what was not taken */

/* Takes a signalfd, whose signals are events from now on; they come before the others, and the same
 * signal twice may be one event. ERR_IO on failure. */
bool mailbox_take_signals(struct mailbox *mailbox, int signal_fd, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

void mailbox_post(struct mailbox *mailbox, struct event *event)
    __attribute__((nonnull)); /* takes the event */

/* The oldest event, which the caller frees. NULL if there is none; then the descriptor is not
 * readable. */
struct event *mailbox_take(struct mailbox *mailbox) __attribute__((nonnull, warn_unused_result));

int mailbox_fd(const struct mailbox *mailbox)
    __attribute__((nonnull)); /* readable while events wait */

#endif
