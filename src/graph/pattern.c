/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "graph/pattern.h"

#include "base/mem.h"

#include <stdlib.h>

enum { LIST_BITS = 32 }; /* a row is the account's number, then the list's, in one integer */

static int compare_rows(const void *a, const void *b) {
    uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;
    return (left > right) - (left < right);
}

static uint64_t *sort_rows(const struct set *lists, size_t count, size_t *row_count) {
    size_t rows = 0, at = 0;
    for (size_t i = 0; i < count; i++)
        rows += lists[i].count;
    uint64_t *sorted = mem_resize(NULL, rows + 1, sizeof *sorted);
    for (size_t i = 0; i < count; i++)
        for (size_t row = 0; row < lists[i].count; row++)
            sorted[at++] = (uint64_t)lists[i].items[row] << LIST_BITS | i;
    qsort(sorted, rows, sizeof *sorted, compare_rows);
    *row_count = rows;
    return sorted;
}

void pattern_each(const struct set *lists, size_t count,
                  void (*take)(void *context, uint32_t number, const uint32_t *in, size_t in_count),
                  void *context) {
    size_t row_count;
    uint64_t *rows = sort_rows(lists, count, &row_count);
    uint32_t *in = mem_resize(NULL, count + 1, sizeof *in);
    for (size_t at = 0; at < row_count;) {
        uint32_t number = (uint32_t)(rows[at] >> LIST_BITS);
        size_t in_count = 0;
        for (; at < row_count && rows[at] >> LIST_BITS == number; at++)
            in[in_count++] = (uint32_t)rows[at];
        take(context, number, in, in_count);
    }
    free(in);
    free(rows);
}

static void count_pattern(void *context, uint32_t number, const uint32_t *in, size_t in_count) {
    int64_t *counts = context;
    uint32_t pattern = 0;
    (void)number;
    for (size_t i = 0; i < in_count; i++)
        pattern |= (uint32_t)1 << in[i];
    counts[pattern]++;
}

/* Of two that are equally frequent, the one that has the first list which only one has. */
static int compare_patterns(const void *a, const void *b) {
    const struct pattern *left = a, *right = b;
    if (left->accounts != right->accounts)
        return left->accounts < right->accounts ? 1 : -1;
    uint32_t differ = left->in ^ right->in, first = differ & -differ;
    return left->in & first ? -1 : right->in & first ? 1 : 0;
}

size_t pattern_find(const struct set *lists, size_t count, struct pattern *out) {
    size_t all = (size_t)1 << count, found = 0;
    int64_t *counts = mem_zalloc(all * sizeof *counts);
    pattern_each(lists, count, count_pattern, counts);
    for (size_t in = 0; in < all; in++)
        if (counts[in])
            out[found++] = (struct pattern){(uint32_t)in, counts[in]};
    free(counts);
    qsort(out, found, sizeof *out, compare_patterns);
    return found;
}
