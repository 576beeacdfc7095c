/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Numbers as people read them. Each function writes to `out` and returns it, so that it can stand
 * among the arguments of a format. The same in every locale: comma between thousands, point before
 * a fraction, U+2212 for minus. A byte is a column, except the minus and the dash.
 */
#ifndef FOLLOWTRAIL_BASE_FIGURE_H
#define FOLLOWTRAIL_BASE_FIGURE_H

#include <stdint.h>

enum {
    FIGURE_MAX = 40, /* bytes that any of these needs, NUL included */
    FIGURE_SHORT_COLUMNS = 6,
};

/* `1,284,331`, `−347`. */
const char *figure_grouped(int64_t number, char out[static FIGURE_MAX])
    __attribute__((returns_nonnull, nonnull));

/* `1 credit`, `1,088 credits`. */
const char *figure_credits(int64_t credits, char out[static FIGURE_MAX])
    __attribute__((returns_nonnull, nonnull));

/* `1 page`, `1,088 pages`: a count of things whose plural takes an s. `noun` has 9 bytes at most.
 */
const char *figure_counted(int64_t count, const char *noun, char out[static FIGURE_MAX])
    __attribute__((returns_nonnull, nonnull));

/* A count that may be unknown: as figure_grouped(), and `–` for a negative one. */
const char *figure_count(int64_t count, char out[static FIGURE_MAX])
    __attribute__((returns_nonnull, nonnull));

/* The same in at most 6 columns. Below 10,000 exact: `12`, `7,718`. From there on in k, M, B (10^9)
 * or T (10^12), rounded half up: one digit after the point below 100 of the unit, none from there
 * on, and the next unit where that would give 1000: `31.4k`, `902k`, `1.3M`, `120M`; 999,500 is
 * `1.0M`. What would be 1000T or more is `999T+`. */
const char *figure_short(int64_t count, char out[static FIGURE_MAX])
    __attribute__((returns_nonnull, nonnull));

/* Credits in dollars, 1 credit = $0.001, rounded half up to cents: `$0.41`, `$1,204.00`, `−$0.35`.
 * What is less than a cent, but not nothing, stands exactly: `$0.004`. */
const char *figure_dollars(int64_t credits, char out[static FIGURE_MAX])
    __attribute__((returns_nonnull, nonnull));

/* How long still: whole units, `12 s`, `2 min`, `3 h`, `1 day`, `3 days`. A part of a unit counts
 * whole, because a wait must not last longer than was said. */
const char *figure_duration(int64_t seconds, char out[static FIGURE_MAX])
    __attribute__((returns_nonnull, nonnull));

/* How long ago: whole units, a part of one left out: `2 min`, `3 h`, `1 day`, `3 days`. Empty below
 * a minute, and for what is yet to come (a clock was set back). */
const char *figure_age(int64_t seconds, char out[static FIGURE_MAX])
    __attribute__((returns_nonnull, nonnull));

/* The local day, `2026-11-03`. */
const char *figure_date(int64_t wall_ms, char out[static FIGURE_MAX])
    __attribute__((returns_nonnull, nonnull));

/* `part` of `whole` as cells of a bar that has `cells` (2 or more): one at least where there is any
 * part, all of them only where it is whole. */
int figure_bar(int64_t part, int64_t whole, int cells);

#endif
