/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "graph/set.h"

#include <stdlib.h>

enum { FAR_SMALLER = 16 }; /* times: from there on searching beats merging */

static int compare(const void *a, const void *b) {
    uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;
    return (left > right) - (left < right);
}

struct set set_make(uint32_t *numbers, size_t count) {
    size_t kept = 0;
    if (count)
        qsort(numbers, count, sizeof *numbers, compare);
    for (size_t i = 0; i < count; i++)
        if (!kept || numbers[i] != numbers[kept - 1])
            numbers[kept++] = numbers[i];
    return (struct set){numbers, kept};
}

/* Where the number is, or would be, from `from` on. */
static size_t find(struct set set, size_t from, uint32_t number) {
    size_t end = set.count;
    while (from < end) {
        size_t middle = from + (end - from) / 2;
        if (set.items[middle] < number)
            from = middle + 1;
        else
            end = middle;
    }
    return from;
}

bool set_has(struct set set, uint32_t number) {
    size_t at = find(set, 0, number);
    return at < set.count && set.items[at] == number;
}

static size_t search_shared(struct set small, struct set large) {
    size_t shared = 0, at = 0;
    for (size_t i = 0; i < small.count; i++) {
        at = find(large, at, small.items[i]);
        shared += at < large.count && large.items[at] == small.items[i];
    }
    return shared;
}

size_t set_shared(struct set a, struct set b) {
    size_t shared = 0, i = 0, j = 0;
    if (a.count > b.count)
        return set_shared(b, a);
    if (a.count * FAR_SMALLER < b.count)
        return search_shared(a, b);
    while (i < a.count && j < b.count) {
        uint32_t left = a.items[i], right = b.items[j];
        shared += left == right;
        i += left <= right;
        j += right <= left;
    }
    return shared;
}
