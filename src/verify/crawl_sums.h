/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether what an export says that the steps of its crawls cost is what its requests say. Either
 * table may come first. Thirty-two bytes a step. */
#ifndef FOLLOWTRAIL_VERIFY_CRAWL_SUMS_H
#define FOLLOWTRAIL_VERIFY_CRAWL_SUMS_H

#include "verify/package.h"

#include <stdint.h>

struct crawl_sums_list {
    struct crawl_sum *sums;
    size_t count, capacity;
};

struct crawl_sums {
    struct crawl_sums_list steps, requests;
};

void crawl_sums_fini(struct crawl_sums *sums) __attribute__((nonnull));

/* A row of any table: what it says of a step's cost, if it does. Its cells have their types. */
void crawl_sums_take(struct crawl_sums *sums, const struct package_file *file, char *const *cells)
    __attribute__((nonnull));

/* After all tables. An export without requests says nothing against its steps. */
bool crawl_sums_check(struct crawl_sums *sums, const struct package *package, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

#endif
