/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The worker: one thread that owns the network, the purse and all writing to the store. It takes
 * jobs, journals them with their price reserved, sends them (several at a time), stores their
 * answers, retries what is free to retry after the time that the API requires, and posts exactly
 * one EVENT_ANSWER for each job, whatever happens, except after worker_close(). What the store
 * already has, or another program stores meanwhile, is answered from there. */
#ifndef FOLLOWTRAIL_FETCH_WORKER_H
#define FOLLOWTRAIL_FETCH_WORKER_H

#include "api/client.h"
#include "fetch/mailbox.h"
#include "store/crawl_log.h"
#include "store/spill.h"
#include "store/store.h"

struct worker;

/* The store, opened for writing, belongs to the worker until worker_close(); it and the mailbox
 * must outlive the worker. First takes in answers that wait next to the store: *intake. *purse gets
 * the current purse. NULL on failure, with the errors of api_open() and the store. */
struct worker *worker_open(const struct api_config *config, struct store *store,
                           struct mailbox *mailbox, struct purse *purse,
                           struct spill_intake *intake, struct err *err)
    __attribute__((nonnull(1, 2, 3, 4, 5), warn_unused_result));

/* Gives the worker a job, which it owns from now on. */
void worker_submit(struct worker *worker, struct job *job) __attribute__((nonnull));

/* Cancels a job that is not sent yet or waits for a retry: it is then answered with
 * ANSWER_CANCELLED. The answer to a request that was sent, and is paid for, is still awaited. */
void worker_cancel(struct worker *worker, uint64_t job) __attribute__((nonnull));

/* Sets the session's cap to `most` credits (PURSE_UNKNOWN: none) for every job submitted from now
 * on. An EVENT_PURSE reports it. */
void worker_set_cap(struct worker *worker, int64_t most) __attribute__((nonnull));

/* Notes that the list of an account, by its id, was asked for, though its owner follows nobody and
 * nothing is requested (store/asked.h). */
void worker_note_asked(struct worker *worker, const char *owner) __attribute__((nonnull));

/* What a crawl leaves in the store (store/crawl_log.h), in the order of these calls, before any job
 * submitted after them. Each is answered with EVENT_CRAWL, a step that is decided only if the store
 * does not take it. A job of a crawl carries its number and its step's, and is answered with
 * ANSWER_NOT_KEPT where that step is not in the store. What worker_end_step() and
 * worker_end_crawl() wrote is in the store after worker_close() at the latest. */
void worker_begin_crawl(struct worker *worker, const struct crawl_order *order)
    __attribute__((nonnull));
void worker_continue_crawl(struct worker *worker, int64_t crawl, int64_t more)
    __attribute__((nonnull));
void worker_note_step(struct worker *worker, const struct crawl_choice *choice)
    __attribute__((nonnull));
void worker_end_step(struct worker *worker, int64_t crawl, int64_t n, enum crawl_outcome outcome)
    __attribute__((nonnull));
void worker_end_crawl(struct worker *worker, int64_t crawl, enum crawl_end end)
    __attribute__((nonnull));

/* Stops the process as signals_stop_process() does, but not while it writes to the store, which
 * would block other writers for as long, nor with a page that is not entered yet. Waits for that at
 * most a second. NULL: there is nothing to wait for. */
void worker_stop_process(struct worker *worker);

/* Stops, without waiting for the network, and frees. Requests under way become "maybe charged".
 * Fills *purse (unless NULL) with the final state. False if answers could not be stored. */
bool worker_close(struct worker *worker, struct purse *purse, struct err *err);

#endif
