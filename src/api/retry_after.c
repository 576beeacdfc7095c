/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "api/retry_after.h"

#include <stdbool.h>
#include <string.h>
#include <time.h>

static const char blanks[] = " \t";
static const char digits[] = "0123456789";

/* Reads a number and leaves *text after it. */
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

static int64_t read_list(const char *value) {
    int64_t longest = RETRY_AFTER_UNKNOWN;
    for (const char *at = value;; at++) {
        at += strspn(at, blanks);
        int64_t seconds = read_seconds(&at);
        at += strspn(at, blanks);
        if (seconds == RETRY_AFTER_UNKNOWN || (*at && *at != ','))
            return RETRY_AFTER_UNKNOWN;
        if (seconds > longest)
            longest = seconds;
        if (!*at)
            return longest;
    }
}

/* Names of days and months are English: the program never sets LC_TIME. */
static bool read_date(const char *text, int64_t *seconds) {
    static const char *const forms[] = {"%a, %d %b %Y %H:%M:%S GMT", "%a, %d-%b-%y %H:%M:%S GMT",
                                        "%a %b %d %H:%M:%S %Y"};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        struct tm time = {0};
        const char *end = strptime(text, forms[i], &time);
        if (!end || end[strspn(end, blanks)])
            continue;
        *seconds = timegm(&time);
        return true;
    }
    return false;
}

int64_t retry_after_read(const char *value, const char *date, int64_t now_ms) {
    int64_t until, from;
    value += strspn(value, blanks);
    if (!read_date(value, &until))
        return read_list(value);
    if (!date || !read_date(date + strspn(date, blanks), &from))
        from = now_ms / 1000;
    return until > from ? until - from : 0;
}
