/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * When a call is retried automatically. Pure: no clock, no random source. Only requests that the
 * contract calls free and safe (answer_can_retry()) are retried, at most RETRY_MAX times a call:
 *   - 429 after exactly its Retry-After, at least 1 s; not at all if that is more than an hour;
 *   - 429 without a usable Retry-After: when X-RateLimit-Reset says that the limit resets, else
 *     after 15, 30, 60 s, plus or minus a quarter;
 *   - 503, internal_error, not sent: after 1, 2, 4 s, plus or minus a quarter, so that many clients
 *     do not return together; never before a Retry-After.
 */
#ifndef FOLLOWTRAIL_API_RETRY_H
#define FOLLOWTRAIL_API_RETRY_H

#include "api/answer.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    RETRY_MAX = 3,              /* retries of one call */
    RETRY_BASE_MS = 1000,       /* before the first */
    RETRY_RATE_BASE_MS = 15000, /* the same for a 429: rate limits are per minute */
    RETRY_WAIT_MAX_S = ANSWER_WAIT_MAX_S,
};

struct retry {
    bool again;
    int64_t after_ms; /* milliseconds to wait; 0: do not retry */
};

/* What to do after `answer` if the call was retried `repeats` times. `random` is any number,
 * different each time. */
struct retry retry_plan(const struct answer *answer, int repeats, uint32_t random)
    __attribute__((nonnull));

#endif
