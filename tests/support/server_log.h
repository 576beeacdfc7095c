/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a sandbox's log says, line by line, and waiting for more of it. Whatever fails, a deadline
 * among it, ends the test. */
#ifndef FOLLOWTRAIL_TESTS_SUPPORT_SERVER_LOG_H
#define FOLLOWTRAIL_TESTS_SUPPORT_SERVER_LOG_H

#include "base/arena.h"
#include "tests/support/sandbox_child.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct server_line {
    const char *path, *cursor, *request_id; /* cursor: "" for none */
    bool is_profile;
    int64_t status, limit, records, credits, balance; /* limit: of a profile 1 */
};

struct server_log {
    struct arena arena;
    struct server_line *lines;
    size_t count;
};

void server_log_read(const struct sandbox_child *sandbox, struct server_log *log);
void server_log_free(struct server_log *log);
int64_t server_log_bill(const struct server_log *log);

/* Ends the test unless the cursor of every list and every profile was requested once, with success.
 */
void server_log_check_once(const struct server_log *log);

size_t server_log_count(const struct sandbox_child *sandbox);

/* Waits until the log has `count` lines; false when the process of `pidfd` (-1: none) ends
 * before. */
bool server_log_wait(const struct sandbox_child *sandbox, size_t count, int pidfd);

/* Waits until no connection is left: what was sent to the sandbox is in the log then, also where
 * whoever had sent it is gone. */
void server_log_wait_idle(const struct sandbox_child *sandbox);

#endif
