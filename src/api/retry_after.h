/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the header Retry-After (RFC 9110 10.2.3) so that nothing is retried too early. Pure. */
#ifndef FOLLOWTRAIL_API_RETRY_AFTER_H
#define FOLLOWTRAIL_API_RETRY_AFTER_H

#include <stdint.h>

enum { RETRY_AFTER_UNKNOWN = -1, RETRY_RESET_MAX_S = 3600 };

/* Larger numbers are read as this one: seconds, about 30,000 years. */
#define RETRY_AFTER_MAX_S INT64_C(1000000000000)

/* Seconds to wait, rounded up; RETRY_AFTER_UNKNOWN when `value` is none of these:
 *   - a number, also with a fraction ("2.493" is 3);
 *   - a date in one of the three forms of RFC 9110 5.6.7, its zone GMT, UTC or +0000, measured from
 *     `date`, the answer's own Date header, because the two clocks may differ; from now_ms, our
 * wall clock, where `date` is NULL or no date. 0 for one that has passed;
 *   - several of these with commas between, as a proxy joins doubled headers: the longest. */
int64_t retry_after_read(const char *value, const char *date, int64_t now_ms)
    __attribute__((nonnull(1)));

/* Seconds from the answer's own `date`, or else from now_ms, to the Unix time `reset_s` of
 * X-RateLimit-Reset. 0 if that has passed or is more than RETRY_RESET_MAX_S ahead, which makes it
 * useless. */
int64_t retry_after_reset(int64_t reset_s, const char *date, int64_t now_ms);

#endif
