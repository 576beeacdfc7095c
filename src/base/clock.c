/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/clock.h"

#include <time.h>

static int64_t read_clock(clockid_t id) {
    struct timespec now;
    clock_gettime(id, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int64_t clock_monotonic_ms(void) {
    return read_clock(CLOCK_MONOTONIC);
}

int64_t clock_wall_ms(void) {
    return read_clock(CLOCK_REALTIME);
}

static int64_t read_date(int64_t seconds) {
    time_t time = (time_t)seconds;
    struct tm date;
    if (!localtime_r(&time, &date))
        return 0;
    return ((int64_t)date.tm_year * 12 + date.tm_mon) * 31 + date.tm_mday;
}

/* Searches for the first second of that date. If clocks change at midnight, mktime() picks one of
 * two midnights or the day before. No day is longer than 26 h. */
int64_t clock_day_start_ms(int64_t wall_ms) {
    enum { DAY_MAX_S = 26 * 3600 };
    int64_t in = wall_ms / 1000 - (wall_ms % 1000 < 0), before = in - DAY_MAX_S;
    int64_t date = read_date(in);
    while (in - before > 1) {
        int64_t between = before + (in - before) / 2;
        if (read_date(between) == date)
            in = between;
        else
            before = between;
    }
    return in * 1000;
}
