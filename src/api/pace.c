/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "api/pace.h"

#include <stdbool.h>

static const int64_t REQUEST = 60000;
static const int64_t MINUTE_MS = 60000;

/* Between requests beside others while the limit is not known: the lowest plan's rate. */
static const int64_t BLIND_MS = 1000;

/* An answer comes sooner, or ends the wait. */
static const int64_t FULL_MS = 1000;

static const int64_t LIMIT_MAX = INT64_C(1000000000);

static int64_t divide_up(int64_t value, int64_t by) {
    return (value + by - 1) / by;
}

static int64_t least(int64_t a, int64_t b) {
    return a < b ? a : b;
}

/* Requests that the server has not counted yet leave a full bucket full. */
static int64_t most_left(const struct pace *pace) {
    int64_t room = pace->per_minute - (int64_t)pace->under_way;
    return (room < 1 ? 1 : room) * REQUEST;
}

static int64_t fill_of(const struct pace *pace, int64_t passed_ms) {
    return passed_ms > 0 ? least(passed_ms, MINUTE_MS) * pace->per_minute : 0;
}

static void fill(struct pace *pace, int64_t now_ms) {
    int64_t filled = pace->left + fill_of(pace, now_ms - pace->filled_ms);
    pace->left = least(filled, most_left(pace));
    if (now_ms > pace->filled_ms)
        pace->filled_ms = now_ms;
}

void pace_init(struct pace *pace) {
    *pace = (struct pace){.blind = 1};
}

static int64_t wait_blind(const struct pace *pace, int64_t now_ms) {
    int64_t wait = pace->sent_ms + BLIND_MS - now_ms;
    return pace->under_way < pace->blind || wait < 0 ? 0 : wait;
}

int64_t pace_wait(struct pace *pace, int64_t now_ms) {
    int64_t held = pace->held_until_ms - now_ms, wait;
    if (pace->under_way >= PACE_UNDER_WAY_MAX) {
        wait = FULL_MS;
    } else if (pace->per_minute) {
        fill(pace, now_ms);
        wait = pace->left < REQUEST ? divide_up(REQUEST - pace->left, pace->per_minute) : 0;
    } else {
        wait = wait_blind(pace, now_ms);
    }
    return held > wait ? held : wait;
}

void pace_send(struct pace *pace, int64_t now_ms, struct pace_ticket *ticket) {
    fill(pace, now_ms);
    *ticket =
        (struct pace_ticket){.sent_ms = now_ms, .number = ++pace->sends, .beside = pace->under_way};
    pace->under_way++;
    pace->left -= REQUEST;
    pace->sent_ms = now_ms;
}

static void note_time(struct pace *pace, int64_t took_ms) {
    took_ms = took_ms > 0 ? took_ms : 0;
    pace->answer_ms = pace->answer_ms ? (3 * pace->answer_ms + took_ms) / 4 : took_ms;
}

/* The answer is right for the moment when the server counted its request, which is not known. At
 * least: all that overlapped it was counted later. At most: what was sent later was. Nothing is
 * added for the time since, so that a few requests stay in the bucket: others may take them. */
static void correct(struct pace *pace, const struct pace_ticket *ticket, int64_t remaining) {
    int64_t later = (int64_t)(pace->sends - ticket->number);
    int64_t low = (remaining - later - (int64_t)ticket->beside) * REQUEST;
    int64_t high = (remaining - later) * REQUEST;
    if (pace->left < low)
        pace->left = low;
    if (pace->left > high)
        pace->left = high;
}

void pace_answer(struct pace *pace, const struct pace_ticket *ticket, int64_t limit,
                 int64_t remaining, int64_t now_ms) {
    pace_drop(pace);
    if (limit <= 0 || remaining < 0) {
        pace->blind = PACE_LISTS_MIN;
        return;
    }
    bool is_first = !pace->per_minute;
    fill(pace, now_ms);
    pace->per_minute = least(limit, LIMIT_MAX);
    if (is_first)
        pace->left = INT64_MIN;
    correct(pace, ticket, least(remaining, pace->per_minute));
    note_time(pace, now_ms - ticket->sent_ms);
    fill(pace, now_ms);
}

void pace_drop(struct pace *pace) {
    pace->under_way -= pace->under_way > 0;
}

void pace_hold(struct pace *pace, int64_t until_ms) {
    if (until_ms <= pace->held_until_ms)
        return;
    pace->held_until_ms = until_ms;
    if (!pace->per_minute)
        return;
    pace->left = 0;
    pace->filled_ms = until_ms - divide_up(REQUEST, pace->per_minute);
}

/* Half more than are under way at the full rate, because a list also waits for the store. */
size_t pace_lists(const struct pace *pace) {
    int64_t lists = divide_up(pace->per_minute * (pace->answer_ms + 1) * 3, 2 * MINUTE_MS);
    if (lists < PACE_LISTS_MIN)
        return PACE_LISTS_MIN;
    return lists > PACE_LISTS_MAX ? PACE_LISTS_MAX : (size_t)lists;
}
