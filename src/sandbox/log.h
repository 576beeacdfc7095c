/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The request log: one JSON object per line, written (but not synced) before the answer is sent.
 * Not thread-safe. */
#ifndef FOLLOWTRAIL_SANDBOX_LOG_H
#define FOLLOWTRAIL_SANDBOX_LOG_H

#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

struct log;

struct log_line {
    int64_t wall_ms;
    const char *path, *query, *request_id;
    int status; /* 0: nothing was answered */
    int64_t records, credits, balance;
    const char *fault; /* NULL if none applied */
};

/* Appends to `path`. NULL with ERR_IO if it cannot be opened. */
struct log *log_open(const char *path, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));
void log_close(struct log *log);

/* False if the line could not be written. Does nothing if log is NULL. */
bool log_write(struct log *log, const struct log_line *line)
    __attribute__((nonnull(2), warn_unused_result));

#endif
