/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For each account, by its number in the store: how many lists have it, and how many of these are
 * incomplete. Eight bytes an account. Pure. */
#ifndef FOLLOWTRAIL_ANALYSIS_LIST_COUNTS_H
#define FOLLOWTRAIL_ANALYSIS_LIST_COUNTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct list_count {
    uint32_t lists, incomplete;
};

struct list_counts {
    struct list_count *of;
    size_t capacity;
};

void list_counts_fini(struct list_counts *counts) __attribute__((nonnull)); /* empty again */

/* One more list, or one less (-1), has the account. */
void list_counts_change(struct list_counts *counts, uint32_t account, int by, bool is_complete)
    __attribute__((nonnull));

/* As many lists as before have it, but one more of them, or one less, is incomplete. */
void list_counts_complete(struct list_counts *counts, uint32_t account, bool is_complete)
    __attribute__((nonnull));

struct list_count list_counts_of(const struct list_counts *counts, int64_t account)
    __attribute__((nonnull));

#endif
