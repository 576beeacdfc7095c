/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One program's time at a store. Meanwhile the program holds a lock on one byte of the file
 * `STORE-alive`, at its run's number; the system releases it when the program ends for any reason.
 * (Open file description locks, so that closing another descriptor of the file does not release
 * it.) */
#ifndef FOLLOWTRAIL_STORE_STORE_RUN_H
#define FOLLOWTRAIL_STORE_STORE_RUN_H

#include "store/store_internal.h"

/* Waits until no other program is opening the store for writing, and makes others wait until the
 * returned descriptor is closed; -1 on failure. The lock is on byte 0 of STORE-alive, which no run
 * uses. */
int store_run_take_turn(const struct store *store, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

/* Begins this program's run: sets store->run and store->alive_fd. */
bool store_run_begin(struct store *store, int64_t now_ms, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));
void store_run_end(struct store *store, int64_t now_ms) __attribute__((nonnull));

bool store_run_is_alive(const struct store *store, int64_t run) __attribute__((nonnull));

/* Requests that a dead program left under way become "unanswered": they may have been charged. In
 * the caller's transaction. *buried, unless NULL, counts them. */
bool store_run_bury_dead(struct store *store, int64_t now_ms, int64_t *buried, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

/* ERR_CONFIG names another program, of any version, that is using the store. */
bool store_run_check_alone(struct store *store, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

#endif
