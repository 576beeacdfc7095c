/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exact fractions of counts: compared by cross-multiplication, and rounded only when printed. Pure.
 */
#ifndef FOLLOWTRAIL_GRAPH_FRACTION_H
#define FOLLOWTRAIL_GRAPH_FRACTION_H

#include <stdbool.h>
#include <stdint.h>

enum { FRACTION_MAX = 32 }; /* bytes, for up to 9 places */

/* d: 0 where it has no value, else more than 0. */
struct fraction {
    int64_t n, d;
};

bool fraction_has_value(struct fraction fraction);

/* Less than 0, 0, or more: as a is less than, equal to, or more than b. What has no value is less
 * than any that has. */
int fraction_compare(struct fraction a, struct fraction b);

/* Writes it with that many digits after the point, rounded half up: `0.267`, `-0.050`, `1.000`; `–`
 * without a value. Returns `out`. */
const char *fraction_print(struct fraction fraction, int places, char out[static FRACTION_MAX])
    __attribute__((returns_nonnull));

/* The same for columns: without the 0 before the point, and `0` for what rounds to it; `1` only for
 * exactly 1. */
const char *fraction_brief(struct fraction fraction, int places, char out[static FRACTION_MAX])
    __attribute__((returns_nonnull));

#endif
