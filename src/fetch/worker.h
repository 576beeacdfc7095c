/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The worker: one thread that owns the network, the money, and all writing to the store. It takes
 * jobs, journals them with their price set aside, sends them (several may be under way at once),
 * keeps their answers, repeats what is free to repeat after the time that the API asks for, and
 * posts every job's answer to the mailbox: exactly one EVENT_ANSWER a job, whatever happens, except
 * after worker_close(). What the store has already, or another program brings to it meanwhile, is
 * answered from there.
 */
#ifndef FOLLOWTRAIL_FETCH_WORKER_H
#define FOLLOWTRAIL_FETCH_WORKER_H

#include "api/client.h"
#include "fetch/mailbox.h"
#include "store/spill.h"
#include "store/store.h"

struct worker;

/* The store, opened for writing, is the worker's alone until worker_close(); it and the mailbox
 * must outlive the worker. What waits beside the store is taken in first: *intake. *purse gets the
 * money as it is. NULL on failure, as api_open(), or as the store fails. */
struct worker *worker_open(const struct api_config *config, struct store *store,
                           struct mailbox *mailbox, struct purse *purse,
                           struct spill_intake *intake, struct err *err)
    __attribute__((nonnull(1, 2, 3, 4, 5), warn_unused_result));

/* Gives the worker a job, which it owns from now on. */
void worker_submit(struct worker *worker, struct job *job) __attribute__((nonnull));

/* Takes a job back if it is not sent yet (or waits to be sent again): it is then answered with
 * ANSWER_CANCELLED. What was sent and is paid for is left to arrive. */
void worker_cancel(struct worker *worker, uint64_t job) __attribute__((nonnull));

/* Makes the cap of the session `most` credits (PURSE_UNKNOWN: none), for every job that is
 * submitted from now on. An EVENT_PURSE tells of it. */
void worker_set_cap(struct worker *worker, int64_t most) __attribute__((nonnull));

/* Stops the process as signals_stop_process() does, but not while it writes to the store, which
 * would keep every other program from writing for as long; nor with a page that is not entered yet.
 * Puts it off for a second at most. NULL: there is nothing to wait for. */
void worker_stop_process(struct worker *worker);

/* Stops, without waiting for the network, and frees. Requests under way become "maybe charged".
 * Fills *purse (unless NULL) with the final state. False when answers could not be kept. */
bool worker_close(struct worker *worker, struct purse *purse, struct err *err);

#endif
