/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox/rate.h"

static const int64_t TOKEN = 60000;
static const int64_t MINUTE_MS = 60000;

static int64_t divide_up(int64_t value, int64_t by) {
    return (value + by - 1) / by;
}

static void fill(struct rate *rate, int64_t now_ms) {
    int64_t passed = now_ms - rate->last_ms;
    if (passed <= 0)
        return;
    rate->last_ms = now_ms;
    int64_t room = rate->per_minute * TOKEN - rate->filled;
    /* A minute fills it from any state; below that the multiplication cannot overflow. */
    int64_t added = passed >= MINUTE_MS ? room : passed * rate->per_minute;
    rate->filled += added < room ? added : room;
}

void rate_init(struct rate *rate, int64_t per_minute, int64_t now_ms) {
    *rate =
        (struct rate){.per_minute = per_minute, .filled = per_minute * TOKEN, .last_ms = now_ms};
}

bool rate_take(struct rate *rate, int64_t now_ms) {
    fill(rate, now_ms);
    if (rate->filled < TOKEN)
        return false;
    rate->filled -= TOKEN;
    return true;
}

struct rate_reading rate_read(struct rate *rate, int64_t now_ms) {
    fill(rate, now_ms);
    int64_t missing = TOKEN - rate->filled;
    int64_t wait_ms = missing > 0 ? divide_up(missing, rate->per_minute) : 0;
    return (struct rate_reading){
        .limit = rate->per_minute,
        .remaining = rate->filled / TOKEN,
        .full_in_ms = divide_up(rate->per_minute * TOKEN - rate->filled, rate->per_minute),
        .retry_after_s = divide_up(wait_ms, 1000),
    };
}
