/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "graph/fraction.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

__extension__ typedef __int128 wide; /* holds every product of two counts */

bool fraction_has_value(struct fraction fraction) {
    return fraction.d != 0;
}

int fraction_compare(struct fraction a, struct fraction b) {
    if (!a.d || !b.d)
        return (a.d != 0) - (b.d != 0);
    wide left = (wide)a.n * b.d, right = (wide)b.n * a.d;
    return (left > right) - (left < right);
}

static uint64_t power_of_ten(int places) {
    uint64_t power = 1;
    while (places-- > 0)
        power *= 10;
    return power;
}

/* In units of 1/scale: the greatest whole number that is at most the value and a half. */
static int64_t round_half_up(struct fraction fraction, int64_t scale) {
    wide over = 2 * (wide)fraction.n * scale + fraction.d, under = 2 * (wide)fraction.d;
    return (int64_t)(over / under - (over % under < 0));
}

const char *fraction_print(struct fraction fraction, int places, char out[static FRACTION_MAX]) {
    if (!fraction.d) {
        snprintf(out, FRACTION_MAX, "–");
        return out;
    }
    uint64_t scale = power_of_ten(places);
    int64_t units = round_half_up(fraction, (int64_t)scale);
    uint64_t size = units < 0 ? -(uint64_t)units : (uint64_t)units;
    snprintf(out, FRACTION_MAX, "%s%" PRIu64 ".%0*" PRIu64, units < 0 ? "-" : "", size / scale,
             places, size % scale);
    return out;
}

const char *fraction_brief(struct fraction fraction, int places, char out[static FRACTION_MAX]) {
    fraction_print(fraction, places, out);
    char *digits = out + (*out == '-');
    if (!fraction.d)
        return out;
    if (!digits[strspn(digits, "0.")])
        snprintf(out, FRACTION_MAX, "0");
    else if (fraction.n == fraction.d)
        snprintf(out, FRACTION_MAX, "1");
    else if (*digits == '0')
        memmove(digits, digits + 1, strlen(digits));
    return out;
}
