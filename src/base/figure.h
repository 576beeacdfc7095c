/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers for people. Each function writes to `out` and returns it, for use in format arguments.
 * Independent of the locale: commas between thousands, a decimal point, U+2212 for minus. One byte
 * is one column, except for the minus and the dash. */
#ifndef FOLLOWTRAIL_BASE_FIGURE_H
#define FOLLOWTRAIL_BASE_FIGURE_H

#include <stdint.h>

enum {
    FIGURE_MAX = 40, /* bytes that any of these needs, including the NUL */
    FIGURE_SHORT_COLUMNS = 6,
};

/* `1,284,331`, `−347`. */
const char *figure_grouped(int64_t number, char out[static FIGURE_MAX])
    __attribute__((returns_nonnull, nonnull));

/* `1 credit`, `1,088 credits`. */
const char *figure_credits(int64_t credits, char out[static FIGURE_MAX])
    __attribute__((returns_nonnull, nonnull));

/* `1 page`, `1,088 pages`: for nouns with a plural in s. `noun` has at most 9 bytes. */
const char *figure_counted(int64_t count, const char *noun, char out[static FIGURE_MAX])
    __attribute__((returns_nonnull, nonnull));

/* Like figure_grouped(), but `–` for a negative number, which means unknown. */
const char *figure_count(int64_t count, char out[static FIGURE_MAX])
    __attribute__((returns_nonnull, nonnull));

/* The same in at most 6 columns. Exact below 10,000: `12`, `7,718`. Above that in k, M, B (10^9) or
 * T (10^12), rounded half up, with one digit after the point below 100 and none from 100 on:
 * `31.4k`, `902k`, `1.3M`, `120M`. What would round to 1000 uses the next unit: 999,500 is `1.0M`.
 * From 1000T on: `999T+`. */
const char *figure_short(int64_t count, char out[static FIGURE_MAX])
    __attribute__((returns_nonnull, nonnull));

/* Credits in dollars (1 credit = $0.001), rounded half up to cents: `$0.41`, `$1,204.00`, `−$0.35`.
 * Amounts below a cent are exact: `$0.004`. */
const char *figure_dollars(int64_t credits, char out[static FIGURE_MAX])
    __attribute__((returns_nonnull, nonnull));

/* A time to wait in whole units: `12 s`, `2 min`, `3 h`, `1 day`, `3 days`. Rounded up, so that the
 * wait is never longer than announced. */
const char *figure_duration(int64_t seconds, char out[static FIGURE_MAX])
    __attribute__((returns_nonnull, nonnull));

/* An age in whole units, rounded down: `2 min`, `3 h`, `1 day`, `3 days`. Empty below a minute and
 * for times in the future (the clock was set back). */
const char *figure_age(int64_t seconds, char out[static FIGURE_MAX])
    __attribute__((returns_nonnull, nonnull));

/* A past moment, by local days: `today`, `yesterday`, `1 day ago` from 24 hours on, `3 days ago`.
 * `today` also for the last hour and for the future. */
const char *figure_ago(int64_t then_ms, int64_t now_ms, char out[static FIGURE_MAX])
    __attribute__((returns_nonnull, nonnull));

/* The local day, `2026-11-03`. */
const char *figure_date(int64_t wall_ms, char out[static FIGURE_MAX])
    __attribute__((returns_nonnull, nonnull));

/* `part` of `whole` as filled cells of a bar of `cells` (2 or more): at least one for any part, all
 * of them only for the whole. */
int figure_bar(int64_t part, int64_t whole, int cells);

#endif
