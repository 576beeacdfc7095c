/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * When a call is made again by itself. Pure: no clock, no random source. Only what the contract
 * calls free and safe (answer_can_retry()), at most RETRY_MAX times a logical call:
 *   - 429 after exactly what Retry-After asks for, 1 s at least; not at all when it asks for more
 * than an hour;
 *   - 429 whose Retry-After is missing or says nothing: when X-RateLimit-Reset says that the limit
 *     is renewed, else after 15, 30, 60 s, a quarter more or less;
 *   - 503, internal_error, not sent: after 1, 2, 4 s, each a quarter more or less, so that many
 *     clients do not come back together; no sooner than a Retry-After.
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
