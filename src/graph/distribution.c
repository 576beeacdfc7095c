/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "graph/distribution.h"

#include <stdlib.h>

enum { TEN = 10, QUARTERS = 4, TENTH = 10, HUNDREDTH = 100 };

size_t distribution_bin(int64_t count) {
    size_t bin = 0;
    while (bin < DISTRIBUTION_BINS - 1 && count > distribution_to(bin))
        bin++;
    return bin;
}

int64_t distribution_from(size_t bin) {
    int64_t from = bin ? 1 : 0;
    while (bin-- > 1)
        from *= TEN;
    return from;
}

int64_t distribution_to(size_t bin) {
    return bin == DISTRIBUTION_BINS - 1 ? INT64_MAX : distribution_from(bin + 1) - 1;
}

static int compare(const void *a, const void *b) {
    int64_t one = *(const int64_t *)a, other = *(const int64_t *)b;
    return (one > other) - (one < other);
}

int64_t distribution_quantile(const int64_t *sorted, size_t count, unsigned part, unsigned whole) {
    size_t rest = count % whole; /* count * part may not fit */
    size_t nth = count / whole * part + (rest * part + whole - 1) / whole;
    return sorted[nth ? nth - 1 : 0];
}

/* Of the last values; DISTRIBUTION_UNKNOWN if it does not fit. */
static int64_t add_up(const int64_t *sorted, size_t count, size_t last) {
    int64_t sum = 0;
    for (size_t i = count - last; i < count; i++)
        if (__builtin_add_overflow(sum, sorted[i], &sum))
            return DISTRIBUTION_UNKNOWN;
    return sum;
}

static void find_quartiles(struct distribution *made, const int64_t *sorted, size_t count) {
    made->least = sorted[0];
    made->lower = distribution_quantile(sorted, count, 1, QUARTERS);
    made->median = distribution_quantile(sorted, count, 2, QUARTERS);
    made->upper = distribution_quantile(sorted, count, 3, QUARTERS);
    made->greatest = sorted[count - 1];
}

static void find_share(const int64_t *sorted, size_t count, size_t divisor, int64_t *top,
                       int64_t *sum) {
    size_t last = (count + divisor - 1) / divisor;
    *top = (int64_t)last;
    *sum = add_up(sorted, count, last);
}

static void describe(struct distribution *made, const int64_t *sorted, size_t count) {
    for (size_t i = 0; i < count; i++)
        made->bins[distribution_bin(sorted[i])]++;
    made->sum = add_up(sorted, count, count);
    if (count)
        find_quartiles(made, sorted, count);
    if (count >= DISTRIBUTION_TENTH_FROM)
        find_share(sorted, count, TENTH, &made->tenth, &made->tenth_sum);
    if (count >= DISTRIBUTION_HUNDREDTH_FROM)
        find_share(sorted, count, HUNDREDTH, &made->hundredth, &made->hundredth_sum);
}

struct distribution distribution_make(int64_t *values, size_t count) {
    struct distribution made = {.least = DISTRIBUTION_UNKNOWN,
                                .lower = DISTRIBUTION_UNKNOWN,
                                .median = DISTRIBUTION_UNKNOWN,
                                .upper = DISTRIBUTION_UNKNOWN,
                                .greatest = DISTRIBUTION_UNKNOWN,
                                .tenth = DISTRIBUTION_UNKNOWN,
                                .tenth_sum = DISTRIBUTION_UNKNOWN,
                                .hundredth = DISTRIBUTION_UNKNOWN,
                                .hundredth_sum = DISTRIBUTION_UNKNOWN};
    size_t unknown = 0;
    if (count)
        qsort(values, count, sizeof *values, compare);
    while (unknown < count && values[unknown] < 0)
        unknown++;
    made.unknown = (int64_t)unknown;
    made.known = (int64_t)(count - unknown);
    describe(&made, count ? values + unknown : values, count - unknown);
    return made;
}
