/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The log of requests: a JSON object a line, handed to the system (but not synced) before the
 * answer leaves. Not for two threads at once. */
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
    const char *fault; /* NULL when none applied */
};

/* Appends to `path`. NULL and ERR_IO when it cannot be opened. */
struct log *log_open(const char *path, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));
void log_close(struct log *log);

/* False when the line could not be written. log NULL is fine: nothing is written. */
bool log_write(struct log *log, const struct log_line *line)
    __attribute__((nonnull(2), warn_unused_result));

#endif
