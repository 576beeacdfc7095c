/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The lock file beside a store that is not on a local disk: one program on one machine may write.
 * It holds `HOST PID START`, START being the process's start time, so that a process that got the
 * same number later is not taken for its owner. What a dead process of this machine left is taken
 * over; of another machine's nothing is known, so a person has to remove it.
 */
#ifndef FOLLOWTRAIL_STORE_LOCK_H
#define FOLLOWTRAIL_STORE_LOCK_H

#include "base/err.h"

/* Takes the lock of the store at `path`; the descriptor, or -1. ERR_CONFIG names who has it. */
int lock_take(const char *path, struct err *err) __attribute__((nonnull(1), warn_unused_result));

/* Removes the file and closes the descriptor. */
void lock_drop(const char *path, int fd) __attribute__((nonnull));

#endif
