/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How counts are distributed: by decades, quartiles, and what share the largest hold. Unknown
 * counts are counted apart and are no part of any figure. Pure.
 */
#ifndef FOLLOWTRAIL_GRAPH_DISTRIBUTION_H
#define FOLLOWTRAIL_GRAPH_DISTRIBUTION_H

#include <stddef.h>
#include <stdint.h>

enum {
    DISTRIBUTION_UNKNOWN = -1,
    DISTRIBUTION_BINS = 10,       /* 0; 1 to 9; 10 to 99; … 10^7 to 10^8 - 1; 10^8 and more */
    DISTRIBUTION_TENTH_FROM = 10, /* counts from which the share of the top 10 % means something */
    DISTRIBUTION_HUNDREDTH_FROM = 100,
};

/* Figures that do not exist are DISTRIBUTION_UNKNOWN: quartiles of nothing, shares of too few, sums
 * beyond INT64_MAX. */
struct distribution {
    int64_t known, unknown;          /* how many counts */
    int64_t bins[DISTRIBUTION_BINS]; /* of those known */
    int64_t least, lower, median, upper, greatest;
    int64_t sum;
    int64_t tenth, tenth_sum; /* how many the top 10 % are, rounded up; and what they hold */
    int64_t hundredth, hundredth_sum;
};

/* Sorts the values. A negative one is unknown. */
struct distribution distribution_make(int64_t *values, size_t count);

/* The ceil(count * part / whole)-th smallest of sorted values, at least the first: quantile type 1
 * of R, `inverted_cdf` of NumPy. `count` is 1 or more, 0 <= part <= whole. */
int64_t distribution_quantile(const int64_t *sorted, size_t count, unsigned part, unsigned whole)
    __attribute__((nonnull));

/* The bin of a count; and the least and the greatest count of a bin, the last of which ends at
 * INT64_MAX. */
size_t distribution_bin(int64_t count);
int64_t distribution_from(size_t bin);
int64_t distribution_to(size_t bin);

#endif
