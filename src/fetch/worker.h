/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The worker: one thread that owns the network and the money. It takes jobs, sets their price
 * aside, sends them (several may be under way at once), repeats what is free to repeat after the
 * time that the API asks for, and posts every job's answer to the mailbox: exactly one EVENT_ANSWER
 * a job, whatever happens, except after worker_close().
 */
#ifndef FOLLOWTRAIL_FETCH_WORKER_H
#define FOLLOWTRAIL_FETCH_WORKER_H

#include "api/client.h"
#include "fetch/mailbox.h"

struct worker;

/* The mailbox must outlive the worker. NULL on failure, as api_open(). */
struct worker *worker_open(const struct api_config *config, struct mailbox *mailbox,
                           struct err *err) __attribute__((nonnull(1, 2), warn_unused_result));

/* Gives the worker a job, which it owns from now on. */
void worker_submit(struct worker *worker, struct job *job) __attribute__((nonnull));

/* Takes a job back if it is not sent yet (or waits to be sent again): it is then answered with
 * ANSWER_CANCELLED. What was sent and is paid for is left to arrive. */
void worker_cancel(struct worker *worker, uint64_t job) __attribute__((nonnull));

/* Stops, without waiting for the network, and frees. Requests under way become "maybe charged".
 * Fills *purse (unless NULL) with the final books. */
void worker_close(struct worker *worker, struct purse *purse);

#endif
