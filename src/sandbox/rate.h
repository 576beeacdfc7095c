/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rate limit: a token bucket that holds a minute's worth of requests and refills evenly
 * (contract: "token bucket"). Integers only; the caller passes the time. */
#ifndef FOLLOWTRAIL_SANDBOX_RATE_H
#define FOLLOWTRAIL_SANDBOX_RATE_H

#include <stdbool.h>
#include <stdint.h>

enum { RATE_MAX = 1000000000 }; /* maximum requests a minute */

struct rate {
    int64_t per_minute;
    int64_t filled; /* in 1/60000 of a token, so that each millisecond adds a whole number */
    int64_t last_ms;
};

/* What the headers report. */
struct rate_reading {
    int64_t limit, remaining;
    int64_t full_in_ms;    /* until the bucket is full again */
    int64_t retry_after_s; /* 0 if there is a token; else seconds until there is one, rounded up */
};

/* `per_minute` is 1 to RATE_MAX. The bucket starts full. */
void rate_init(struct rate *rate, int64_t per_minute, int64_t now_ms) __attribute__((nonnull));

/* Takes one token; false if there is none. */
bool rate_take(struct rate *rate, int64_t now_ms) __attribute__((nonnull));

struct rate_reading rate_read(struct rate *rate, int64_t now_ms) __attribute__((nonnull));

#endif
