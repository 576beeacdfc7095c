/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An answer ready to send, and how its delivery is spoiled. */
#ifndef FOLLOWTRAIL_SANDBOX_HTTP_REPLY_H
#define FOLLOWTRAIL_SANDBOX_HTTP_REPLY_H

#include "sandbox/fault.h"

#include <stddef.h>
#include <stdint.h>

struct http_reply {
    int status;
    char *body; /* JSON */
    size_t len;
    int64_t rate_limit, rate_remaining, rate_reset_s;
    int64_t retry_after_s; /* 0: no such header */
    char *location;        /* NULL: no such header */
    enum fault fault;      /* one that spoils the delivery; others are in the body already */
};

void http_reply_fini(struct http_reply *reply) __attribute__((nonnull));

#endif
