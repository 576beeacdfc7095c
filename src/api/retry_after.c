/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "api/retry_after.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>
#include <time.h>

static const char blanks[] = " \t";
static const char separators[] = " \t,";
static const char digits[] = "0123456789";

/* Reads a number and moves *text past it. */
static int64_t read_seconds(const char **text) {
    const char *at = *text;
    size_t whole = strspn(at, digits), part = 0;
    int64_t seconds = 0;
    for (size_t i = 0; i < whole; i++)
        seconds = seconds < RETRY_AFTER_MAX_S ? seconds * 10 + (at[i] - '0') : RETRY_AFTER_MAX_S;
    at += whole;
    if (*at == '.') {
        part = strspn(at + 1, digits);
        seconds += strspn(at + 1, "0") < part;
        at += 1 + part;
    }
    *text = at;
    if (!whole && !part)
        return RETRY_AFTER_UNKNOWN;
    return seconds < RETRY_AFTER_MAX_S ? seconds : RETRY_AFTER_MAX_S;
}

/* Moves *text past the name of the zone; false for any zone but Greenwich's. */
static bool skip_zone(const char **text) {
    static const char *const zones[] = {"GMT", "UTC", "+0000"};
    const char *at = *text + strspn(*text, blanks);
    for (size_t i = 0; i < sizeof zones / sizeof *zones; i++)
        if (!strncasecmp(at, zones[i], strlen(zones[i]))) {
            *text = at + strlen(zones[i]);
            return true;
        }
    return false;
}

/* Names of days and months are English, because the program never sets LC_TIME. Moves *text past
 * it. */
static bool read_date(const char **text, int64_t *seconds) {
    static const struct {
        const char *form;
        bool has_zone;
    } forms[] = {{"%a, %d %b %Y %H:%M:%S", true},
                 {"%a, %d-%b-%y %H:%M:%S", true},
                 {"%a %b %d %H:%M:%S %Y", false}};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        struct tm time = {0};
        const char *end = strptime(*text, forms[i].form, &time);
        if (!end || (forms[i].has_zone && !skip_zone(&end)))
            continue;
        *seconds = timegm(&time);
        *text = end;
        return true;
    }
    return false;
}

/* The time in the header Date; now_ms if there is none. */
static int64_t read_own(const char *date, int64_t now_ms) {
    int64_t from;
    if (!date)
        return now_ms / 1000;
    date += strspn(date, blanks);
    return read_date(&date, &from) && !date[strspn(date, blanks)] ? from : now_ms / 1000;
}

int64_t retry_after_read(const char *value, const char *date, int64_t now_ms) {
    int64_t longest = RETRY_AFTER_UNKNOWN, from = read_own(date, now_ms), until;
    /* RFC 9110 5.6.1: empty members of a list are ignored. */
    for (const char *at = value + strspn(value, separators); *at; at += strspn(at, separators)) {
        int64_t seconds = RETRY_AFTER_UNKNOWN;
        if (read_date(&at, &until))
            seconds = until > from ? until - from : 0;
        else
            seconds = read_seconds(&at);
        at += strspn(at, blanks);
        if (seconds == RETRY_AFTER_UNKNOWN || (*at && *at != ','))
            return RETRY_AFTER_UNKNOWN;
        longest = seconds > longest ? seconds : longest;
    }
    return longest;
}

int64_t retry_after_reset(int64_t reset_s, const char *date, int64_t now_ms) {
    int64_t from = read_own(date, now_ms);
    return reset_s > from && reset_s - from <= RETRY_RESET_MAX_S ? reset_s - from : 0;
}
