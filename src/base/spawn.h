/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs other programs without a shell: `argv` is passed as it is, and argv[0] without a slash is
 * looked up in $PATH. They get no API key in their environment, no blocked signals and no open
 * files of this program (close-on-exec). Input and output are /dev/null unless stated otherwise.
 * ERR_CONFIG if the program cannot be started. */
#ifndef FOLLOWTRAIL_BASE_SPAWN_H
#define FOLLOWTRAIL_BASE_SPAWN_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Starts it in its own session: it outlives this program and nobody waits for it. False with the
 * system's reason if it cannot be started. */
bool spawn_detached(const char *const argv[], struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

/* Runs it with `len` bytes as its input. False with ERR_IO unless it reads them and exits with
 * status 0 within `patience_ms`; after that it is killed. */
bool spawn_feed(const char *const argv[], const void *bytes, size_t len, int64_t patience_ms,
                struct err *err) __attribute__((nonnull(1), warn_unused_result));

/* Runs it and stores what it prints, at most `most` bytes, in `out` and their number in *len. It
 * keeps our stderr and the terminal, so that it can ask for a passphrase. Programs that it leaves
 * running, such as an agent, are not waited for, even if they hold the output open. False with
 * ERR_IO, whose text names only argv[0], unless it prints no more than that and exits with status 0
 * within `patience_ms`; after that it is killed. */
bool spawn_read(const char *const argv[], char *out, size_t most, size_t *len, int64_t patience_ms,
                struct err *err) __attribute__((nonnull(1, 2, 4), warn_unused_result));

#endif
