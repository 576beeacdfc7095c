/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Other programs, started without a shell: `argv` is what they get, looked for in $PATH where
 * argv[0] has no slash. They see no API key in their environment, no blocked signal, no file of
 * this program (all are made close-on-exec), and nothing of the terminal: input and output are
 * /dev/null, unless they are given some. What cannot be started is ERR_CONFIG.
 */
#ifndef FOLLOWTRAIL_BASE_SPAWN_H
#define FOLLOWTRAIL_BASE_SPAWN_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Starts it in a session of its own, where it outlives this program and nobody waits for it. False
 * with the system's reason when it cannot be started. */
bool spawn_detached(const char *const argv[], struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

/* Runs it with `len` bytes as its input; false with ERR_IO unless it has taken them and ended with
 * status 0 within `patience_ms`. It is killed then. */
bool spawn_feed(const char *const argv[], const void *bytes, size_t len, int64_t patience_ms,
                struct err *err) __attribute__((nonnull(1), warn_unused_result));

/* Runs it and takes what it prints, `most` bytes at most, to out[0] and on, *len of them. Its
 * stderr is ours and it keeps the terminal, so that it can ask for a passphrase. What it leaves
 * running, such as an agent, is not waited for, even if that holds the output open. False with
 * ERR_IO, which names argv[0] alone, unless it has printed no more than that and ended with status
 * 0 within `patience_ms`; it is killed then. */
bool spawn_read(const char *const argv[], char *out, size_t most, size_t *len, int64_t patience_ms,
                struct err *err) __attribute__((nonnull(1, 2, 4), warn_unused_result));

#endif
