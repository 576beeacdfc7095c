/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/quantity.h"

#include "base/buf.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { GROUP_DIGITS = 3, FRACTION_PARTS_MAX = 1000000, NUMBER_MAX = 64 };

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

/* What follows the point, in `*parts`ths. */
static enum quantity_outcome read_fraction(const char *text, size_t *at, int64_t *fraction,
                                           int64_t *parts) {
    *fraction = 0;
    *parts = 1;
    if (text[*at] != '.' || text[*at + 1] == '.')
        return QUANTITY_READ;
    for (++*at; is_digit(text[*at]); ++*at) {
        if (*parts == FRACTION_PARTS_MAX)
            return QUANTITY_TOO_FINE;
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

/* Whether a point before three digits may separate thousands. */
static bool is_ambiguous(int64_t whole, int64_t parts, int64_t scale) {
    return whole && parts == 1000 && scale == 1;
}

enum quantity_outcome quantity_read(const char *text, size_t *len, struct quantity *quantity) {
    int64_t whole = 0, fraction, parts;
    enum quantity_outcome outcome = QUANTITY_READ;
    *len = 0;
    if (text[0] != '.' || !is_digit(text[1]))
        outcome = read_digits(text, len, &whole);
    if (outcome == QUANTITY_READ)
        outcome = read_fraction(text, len, &fraction, &parts);
    if (outcome != QUANTITY_READ)
        return outcome;
    int64_t scale = read_unit(text, len);
    if (whole >= QUANTITY_MAX / scale)
        return QUANTITY_TOO_LARGE;
    if (is_ambiguous(whole, parts, scale))
        return QUANTITY_AMBIGUOUS;
    quantity->floor = whole * scale + fraction * scale / parts;
    quantity->ceiling = quantity->floor + (fraction * scale % parts != 0);
    return QUANTITY_READ;
}

/* In units of `scale`; empty if that takes more digits than quantity_read() reads. */
static void print_in_units(int64_t number, int64_t scale, char unit, char out[static NUMBER_MAX]) {
    int64_t rest = number % scale, parts = 1;
    int digits = 0;
    for (; rest && parts < FRACTION_PARTS_MAX && rest * parts % scale; parts *= 10)
        digits++;
    *out = '\0';
    if (rest * parts % scale)
        return;
    if (digits)
        snprintf(out, NUMBER_MAX, "%" PRId64 ".%0*" PRId64 "%c", number / scale, digits,
                 rest * parts / scale, unit);
    else
        snprintf(out, NUMBER_MAX, "%" PRId64 "%c", number / scale, unit);
}

void quantity_print(int64_t number, struct buf *out) {
    char best[NUMBER_MAX], other[NUMBER_MAX];
    int64_t scale = 1000;
    snprintf(best, sizeof best, "%" PRId64, number);
    for (const char *unit = "kMBT"; *unit && scale <= number; unit++, scale *= 1000) {
        print_in_units(number, scale, *unit, other);
        if (*other && strlen(other) < strlen(best))
            memcpy(best, other, sizeof best);
    }
    buf_text_put(out, best);
}
