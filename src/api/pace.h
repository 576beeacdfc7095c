/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * When the next request may be sent, so that the API never has to refuse one (429) because of this
 * program, and no request waits for longer than that takes. The API counts requests in a bucket: it
 * holds a minute's worth, and fills evenly (contract: rate limit). Each answer says how much is
 * left. This keeps a lower bound of that: what was sent is taken out at once, what an answer says
 * is corrected by the requests that the server may not have counted in it. Others who use the same
 * workspace are noticed by their effect on the headers.
 *
 * Before the first answer, one request at a time, and one more each second. Where answers have no
 * such headers, PACE_LISTS_MIN at a time, and likewise one more each second. Pure: times are
 * parameters, milliseconds of the monotonic clock. Order of calls for a request: pace_wait() until
 * it is 0, pace_send(), then once pace_answer() or pace_drop().
 */
#ifndef FOLLOWTRAIL_API_PACE_H
#define FOLLOWTRAIL_API_PACE_H

#include <stddef.h>
#include <stdint.h>

enum {
    PACE_LISTS_MIN = 2, /* lists that are loaded at the same time */
    PACE_LISTS_MAX = 12,
    PACE_UNDER_WAY_MAX = 16, /* requests; room is kept for the answer to each (store/spill.h) */
};

struct pace {
    int64_t per_minute; /* 0: not known */
    int64_t left;       /* requests, in 1/60000, so that each millisecond adds a whole number */
    int64_t filled_ms;
    int64_t held_until_ms;
    int64_t sent_ms;   /* the last request */
    int64_t answer_ms; /* how long an answer takes, smoothed */
    uint64_t sends;
    size_t under_way;
    size_t blind; /* requests at a time while the limit is not known */
};

/* What to keep of a request until its answer. */
struct pace_ticket {
    int64_t sent_ms;
    uint64_t number;
    size_t beside; /* requests under way when it was sent */
};

void pace_init(struct pace *pace) __attribute__((nonnull));

/* Milliseconds until a request may be sent; 0: now. An answer may make it shorter. */
int64_t pace_wait(struct pace *pace, int64_t now_ms) __attribute__((nonnull));

void pace_send(struct pace *pace, int64_t now_ms, struct pace_ticket *ticket)
    __attribute__((nonnull));

/* Its answer came. `limit` and `remaining` are X-RateLimit-Limit and X-RateLimit-Remaining,
 * negative if the answer does not have them. */
void pace_answer(struct pace *pace, const struct pace_ticket *ticket, int64_t limit,
                 int64_t remaining, int64_t now_ms) __attribute__((nonnull));

/* There will be no answer. */
void pace_drop(struct pace *pace) __attribute__((nonnull));

/* Nothing is sent before `until_ms`; one request then, and more as the bucket fills. For a 429,
 * after pace_answer(). */
void pace_hold(struct pace *pace, int64_t until_ms) __attribute__((nonnull));

/* How many lists to load at the same time, so that the next request is ready when it may be sent:
 * PACE_LISTS_MIN to PACE_LISTS_MAX. */
size_t pace_lists(const struct pace *pace) __attribute__((nonnull));

#endif
