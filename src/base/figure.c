/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/figure.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static const char minus[] = "−";
static const char unknown[] = "–";

/* Works for INT64_MIN, whose negation does not fit. */
static uint64_t magnitude(int64_t number) {
    return number < 0 ? -(uint64_t)number : (uint64_t)number;
}

/* Writes `number` with commas and returns the end. */
static char *put_grouped(uint64_t number, char *out) {
    char digits[FIGURE_MAX];
    int len = snprintf(digits, sizeof digits, "%" PRIu64, number);
    for (int i = 0; i < len; i++) {
        if (i > 0 && (len - i) % 3 == 0)
            *out++ = ',';
        *out++ = digits[i];
    }
    *out = '\0';
    return out;
}

static char *put_sign(bool is_negative, char *out) {
    size_t len = is_negative ? sizeof minus - 1 : 0;
    memcpy(out, minus, len);
    return out + len;
}

static const char *put_unknown(char *out) {
    memcpy(out, unknown, sizeof unknown);
    return out;
}

const char *figure_grouped(int64_t number, char out[static FIGURE_MAX]) {
    put_grouped(magnitude(number), put_sign(number < 0, out));
    return out;
}

const char *figure_counted(int64_t count, const char *noun, char out[static FIGURE_MAX]) {
    char figure[FIGURE_MAX];
    snprintf(out, FIGURE_MAX, "%s %.9s%s", figure_grouped(count, figure), noun,
             count == 1 ? "" : "s");
    return out;
}

const char *figure_credits(int64_t credits, char out[static FIGURE_MAX]) {
    return figure_counted(credits, "credit", out);
}

const char *figure_count(int64_t count, char out[static FIGURE_MAX]) {
    return count < 0 ? put_unknown(out) : figure_grouped(count, out);
}

/* Rounds half up without a sum that could overflow. */
static uint64_t divide_rounded(uint64_t number, uint64_t by) {
    return number / by + (number % by >= by - by / 2);
}

const char *figure_short(int64_t count, char out[static FIGURE_MAX]) {
    static const char units[] = "kMBT";
    if (count < 10000)
        return figure_count(count, out);
    uint64_t number = (uint64_t)count, unit = 1000;
    for (size_t i = 0; i < sizeof units - 1; i++, unit *= 1000) {
        uint64_t tenths = divide_rounded(number, unit / 10), whole = divide_rounded(number, unit);
        if (tenths < 1000) {
            snprintf(out, FIGURE_MAX, "%" PRIu64 ".%" PRIu64 "%c", tenths / 10, tenths % 10,
                     units[i]);
            return out;
        }
        if (whole < 1000) {
            snprintf(out, FIGURE_MAX, "%" PRIu64 "%c", whole, units[i]);
            return out;
        }
    }
    snprintf(out, FIGURE_MAX, "999T+");
    return out;
}

const char *figure_dollars(int64_t credits, char out[static FIGURE_MAX]) {
    enum { CREDITS_A_CENT = 10, CENTS_A_DOLLAR = 100 };
    uint64_t amount = magnitude(credits);
    char *end = put_sign(credits < 0, out);
    *end++ = '$';
    if (amount > 0 && amount < CREDITS_A_CENT) {
        snprintf(end, FIGURE_MAX - (size_t)(end - out), "0.00%" PRIu64, amount);
        return out;
    }
    uint64_t cents = divide_rounded(amount, CREDITS_A_CENT);
    end = put_grouped(cents / CENTS_A_DOLLAR, end);
    snprintf(end, FIGURE_MAX - (size_t)(end - out), ".%02" PRIu64, cents % CENTS_A_DOLLAR);
    return out;
}

enum { MINUTE = 60, HOUR = 60 * MINUTE, DAY = 24 * HOUR };

static const char *put_units(int64_t count, const char *name, char *out) {
    snprintf(out, FIGURE_MAX, "%" PRId64 " %s", count, name);
    return out;
}

static const char *put_days(int64_t days, char *out) {
    return put_units(days, days == 1 ? "day" : "days", out);
}

static int64_t divide_up(int64_t number, int64_t by) {
    return number / by + (number % by > 0);
}

/* Rounds each unit before trying the next, so that 59 min 59 s is `1 h`, not `60 min`. */
const char *figure_duration(int64_t seconds, char out[static FIGURE_MAX]) {
    int64_t minutes = divide_up(seconds, MINUTE), hours = divide_up(seconds, HOUR);
    if (seconds < MINUTE)
        return put_units(seconds < 0 ? 0 : seconds, "s", out);
    if (minutes < HOUR / MINUTE)
        return put_units(minutes, "min", out);
    if (hours < DAY / HOUR)
        return put_units(hours, "h", out);
    return put_days(divide_up(seconds, DAY), out);
}

const char *figure_age(int64_t seconds, char out[static FIGURE_MAX]) {
    *out = '\0';
    if (seconds < MINUTE)
        return out;
    if (seconds < HOUR)
        return put_units(seconds / MINUTE, "min", out);
    if (seconds < DAY)
        return put_units(seconds / HOUR, "h", out);
    return put_days(seconds / DAY, out);
}

static bool is_same_day(int64_t wall_ms, int64_t other_ms) {
    char day[FIGURE_MAX], other[FIGURE_MAX];
    return !strcmp(figure_date(wall_ms, day), figure_date(other_ms, other));
}

const char *figure_ago(int64_t then_ms, int64_t now_ms, char out[static FIGURE_MAX]) {
    int64_t seconds = (now_ms - then_ms) / 1000;
    if (seconds < HOUR || (seconds < DAY && is_same_day(then_ms, now_ms)))
        snprintf(out, FIGURE_MAX, "today");
    else if (seconds < DAY)
        snprintf(out, FIGURE_MAX, "yesterday");
    else
        put_units(seconds / DAY, seconds / DAY == 1 ? "day ago" : "days ago", out);
    return out;
}

const char *figure_date(int64_t wall_ms, char out[static FIGURE_MAX]) {
    time_t seconds = (time_t)(wall_ms / 1000);
    struct tm local;
    *out = '\0';
    if (!localtime_r(&seconds, &local) || !strftime(out, FIGURE_MAX, "%Y-%m-%d", &local))
        *out = '\0';
    return out;
}

int figure_bar(int64_t part, int64_t whole, int cells) {
    if (part >= whole)
        return cells;
    if (part <= 0)
        return 0;
    int filled = (int)((double)part / (double)whole * cells + 0.5);
    return filled < 1 ? 1 : filled == cells ? cells - 1 : filled;
}
