/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All signals arrive here: they are blocked in every thread, and one thread waits for them and
 * posts each as an event. None of our code runs in a signal handler. */
#ifndef FOLLOWTRAIL_FETCH_SIGNALS_H
#define FOLLOWTRAIL_FETCH_SIGNALS_H

#include "fetch/mailbox.h"

struct signals;

/* Blocks HUP INT QUIT TERM WINCH TSTP CONT in the calling thread and all threads it starts later,
 * and ignores PIPE and XFSZ. Call it before any other thread exists. */
void signals_block(void);

/* Starts the thread. NULL and ERR_IO on failure. */
struct signals *signals_open(struct mailbox *mailbox, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));
void signals_close(struct signals *signals);

/* Stops the process as ^Z normally does, and returns when it continues. Returns immediately if
 * nobody could continue it (no shell above): the system then discards the signal. */
void signals_stop_process(void);

#endif
