/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/quantity.h"

#include <stdbool.h>
#include <string.h>

enum { GROUP_DIGITS = 3, FRACTION_PARTS_MAX = 1000000 };

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* Digits, with or without commas between the thousands. */
static enum quantity_outcome read_digits(const char *text, size_t *at, int64_t *number) {
    bool is_grouped = false;
    size_t group = 0;
    for (*number = 0;; ++*at) {
        char c = text[*at];
        if (c == ',') {
            if (!group || group > GROUP_DIGITS || (is_grouped && group != GROUP_DIGITS))
                return QUANTITY_WRONG;
            is_grouped = true;
            group = 0;
        } else if (is_digit(c)) {
            if (*number >= QUANTITY_MAX / 10)
                return QUANTITY_TOO_LARGE;
            *number = *number * 10 + (c - '0');
            group++;
        } else if (!group || (is_grouped && group < GROUP_DIGITS)) {
            return QUANTITY_SHORT;
        } else {
            return is_grouped && group > GROUP_DIGITS ? QUANTITY_WRONG : QUANTITY_READ;
        }
    }
}

/* What stands behind the point, in `*parts`ths. */
static enum quantity_outcome read_fraction(const char *text, size_t *at, int64_t *fraction,
                                           int64_t *parts) {
    *fraction = 0;
    *parts = 1;
    if (text[*at] != '.' || text[*at + 1] == '.')
        return QUANTITY_READ;
    for (++*at; is_digit(text[*at]); ++*at) {
        if (*parts == FRACTION_PARTS_MAX)
            return QUANTITY_FRACTION;
        *fraction = *fraction * 10 + (text[*at] - '0');
        *parts *= 10;
    }
    return *parts == 1 ? QUANTITY_SHORT : QUANTITY_READ;
}

static int64_t read_unit(const char *text, size_t *at) {
    static const char units[] = "kKmMbBtT";
    const char *unit = text[*at] ? strchr(units, text[*at]) : NULL;
    int64_t scale = 1;
    if (!unit)
        return scale;
    ++*at;
    for (ptrdiff_t i = 0; i <= (unit - units) / 2; i++)
        scale *= 1000;
    return scale;
}

enum quantity_outcome quantity_read(const char *text, size_t *len, int64_t *number) {
    int64_t whole, fraction, parts;
    *len = 0;
    enum quantity_outcome outcome = read_digits(text, len, &whole);
    if (outcome == QUANTITY_READ)
        outcome = read_fraction(text, len, &fraction, &parts);
    if (outcome != QUANTITY_READ)
        return outcome;
    int64_t scale = read_unit(text, len);
    if (whole >= QUANTITY_MAX / scale)
        return QUANTITY_TOO_LARGE;
    if (parts > 1 && scale == 1)
        return text[*len] ? QUANTITY_FRACTION : QUANTITY_SHORT; /* 1.5 on its way to 1.5M */
    if (fraction * scale % parts)
        return QUANTITY_FRACTION;
    *number = whole * scale + fraction * scale / parts;
    return QUANTITY_READ;
}
