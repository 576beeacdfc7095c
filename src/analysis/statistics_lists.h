/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A part of statistics (analysis/statistics.h): what the lists say. */
#ifndef FOLLOWTRAIL_ANALYSIS_STATISTICS_LISTS_H
#define FOLLOWTRAIL_ANALYSIS_STATISTICS_LISTS_H

#include "analysis/graph_index.h"
#include "analysis/groups.h"
#include "analysis/statistics.h"

/* Numbers of accounts. */
struct statistics_bits {
    uint8_t *bytes;
    size_t size;
};

void statistics_bits_fini(struct statistics_bits *bits) __attribute__((nonnull));
bool statistics_bits_add(struct statistics_bits *bits, uint32_t number) /* false: it was there */
    __attribute__((nonnull));
bool statistics_bits_has(const struct statistics_bits *bits, uint32_t number)
    __attribute__((nonnull));

/* A list to be read. */
struct statistics_list {
    int64_t owner, snapshot; /* 0: unknown; nothing to read */
    bool is_own, is_theirs, is_complete;
    bool is_nobody;    /* nobody asked for it: it is known that there is nothing in it */
    uint32_t *targets; /* owners that it has, by their place among the owners */
    size_t target_count, target_capacity;
};

struct statistics_reading {
    struct store *store;
    const struct groups *groups; /* NULL: no table of follows by group */
    struct statistics *into;
    struct statistics_bits accounts; /* that the statistics are about */
    struct statistics_bits nobody;   /* of them, those whose record says that they follow nobody */
    struct statistics_list *lists;   /* by owner */
    size_t count, capacity, read;
    size_t unproved;               /* of them, without an owner; the first */
    struct statistics_bits owners; /* of these lists */
    struct statistics_bits in_own, in_theirs;
    int64_t now_ms, listed; /* listed: accounts in own lists, counted for each of them */
};

void statistics_reading_fini(struct statistics_reading *reading) __attribute__((nonnull));

/* A list of nobody knows whom, which is among the accounts' own. */
void statistics_reading_add_unproved(struct statistics_reading *reading, int64_t snapshot)
    __attribute__((nonnull));

/* Adds the accounts' own lists to those that it has, and brings them into order. */
void statistics_reading_begin(struct statistics_reading *reading, const struct graph_index *index,
                              const uint32_t *accounts, size_t count)
    __attribute__((nonnull(1, 2)));

/* Reads the next list. */
bool statistics_reading_next(struct statistics_reading *reading, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

/* After the last: what all of them together say. */
void statistics_reading_end(struct statistics_reading *reading) __attribute__((nonnull));

#endif
