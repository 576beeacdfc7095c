/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/list_counts.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

void list_counts_fini(struct list_counts *counts) {
    free(counts->of);
    *counts = (struct list_counts){0};
}

static struct list_count *count_of(struct list_counts *counts, uint32_t account) {
    size_t before = counts->capacity;
    if (account >= before) {
        counts->of =
            mem_grow(counts->of, &counts->capacity, (size_t)account + 1, sizeof *counts->of);
        memset(counts->of + before, 0, (counts->capacity - before) * sizeof *counts->of);
    }
    return &counts->of[account];
}

void list_counts_change(struct list_counts *counts, uint32_t account, int by, bool is_complete) {
    struct list_count *count = count_of(counts, account);
    count->lists += (uint32_t)by;
    if (!is_complete)
        count->incomplete += (uint32_t)by;
}

void list_counts_complete(struct list_counts *counts, uint32_t account, bool is_complete) {
    count_of(counts, account)->incomplete += is_complete ? (uint32_t)-1 : 1;
}

struct list_count list_counts_of(const struct list_counts *counts, int64_t account) {
    return account > 0 && (uint64_t)account < counts->capacity ? counts->of[account]
                                                               : (struct list_count){0};
}
