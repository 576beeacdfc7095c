/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signals are blocked in every thread and arrive as events of the mailbox. None of our code runs in
 * a signal handler. */
#ifndef FOLLOWTRAIL_FETCH_SIGNALS_H
#define FOLLOWTRAIL_FETCH_SIGNALS_H

#include "fetch/mailbox.h"

/* Blocks HUP INT QUIT TERM WINCH TSTP CONT in the calling thread and all threads it starts later,
 * and ignores PIPE and XFSZ. Call it before any other thread exists. */
void signals_block(void);

/* From now on they are events of the mailbox. ERR_IO on failure. */
bool signals_open(struct mailbox *mailbox, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

/* Stops the process as ^Z normally does, and returns when it continues. Returns immediately if
 * nobody could continue it (no shell above): the system then discards the signal. */
void signals_stop_process(void);

#endif
