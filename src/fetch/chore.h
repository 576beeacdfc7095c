/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Work that takes long, in a thread of its own: the main thread goes on, reads how far it is, and
 * can cancel it. Whenever something is new, an EVENT_CHORE comes by the mailbox.
 */
#ifndef FOLLOWTRAIL_FETCH_CHORE_H
#define FOLLOWTRAIL_FETCH_CHORE_H

#include "fetch/mailbox.h"

#include <stdbool.h>
#include <stdint.h>

struct chore;

/* In the thread: does the work. Nobody else uses `context` until the chore has ended. */
typedef bool chore_run(struct chore *chore, void *context, struct err *err);

/* What the thread is doing. `part`: static text; NULL: it has not said. */
struct chore_state {
    const char *part;
    int64_t done;
    bool is_cancelled, has_ended;
};

/* NULL with ERR_IO if no thread can be started. The mailbox outlives the chore. */
struct chore *chore_start(struct mailbox *mailbox, chore_run *work, void *context, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

/* From the thread: how far it is. False: it was cancelled, and should end. */
bool chore_tell(struct chore *chore, const char *part, int64_t done) __attribute__((nonnull(1)));

/* From the main thread, as is all below. */
void chore_cancel(struct chore *chore) __attribute__((nonnull));
struct chore_state chore_look(struct chore *chore) __attribute__((nonnull));

/* Waits for its end, frees it, and returns what the work returned, with its *err. */
bool chore_end(struct chore *chore, struct err *err) __attribute__((nonnull(1)));

#endif
