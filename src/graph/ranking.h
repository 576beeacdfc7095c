/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whose list to open next: orders of accounts that some lists have and whose own list can be
 * loaded. Equal values: in more lists first, then by id in byte order. Pure, exact.
 */
#ifndef FOLLOWTRAIL_GRAPH_RANKING_H
#define FOLLOWTRAIL_GRAPH_RANKING_H

#include "base/buf.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum ranking_order {
    RANKING_PER_CREDIT,  /* lists / (price + RANKING_PAGE), largest first */
    RANKING_SEEN,        /* in most lists, then the cheapest */
    RANKING_FIRST_FOUND, /* by number: accounts are numbered as answers named them first */
    RANKING_FOLLOWERS,   /* most followers; unknown last */
    RANKING_RANDOM,      /* by the SHA-256 of the draw in decimal, a colon and the id */
    RANKING_ORDERS
};

/* One page: without it, lists of one or two rows would come first. */
enum { RANKING_PAGE = 20, RANKING_NAME_MAX = 32 };

struct ranking {
    enum ranking_order order;
    uint64_t draw; /* RANKING_RANDOM; 0 otherwise */
};

/* "per-credit", "seen", "first-found", "followers", "random:7". ERR_USAGE for anything else, with
 * what is expected. */
bool ranking_parse(const char *name, struct ranking *ranking, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));
const char *ranking_name(const struct ranking *ranking, char name[RANKING_NAME_MAX])
    __attribute__((nonnull, returns_nonnull));

/* All of them; and what holds for all of them. */
#define RANKING_NAMES "per-credit, seen, first-found, followers, random:1"
#define RANKING_BIAS                                                                               \
    "list counts of a crawl favour its own order; random lessens this and does not remove it"

struct ranking_item {
    uint32_t account; /* its number */
    uint32_t lists;   /* 1 or more */
    int64_t price;    /* credits, 0 or more */
    int64_t value;    /* RANKING_FOLLOWERS: how many, -1: unknown; RANKING_RANDOM: ranking_draw();
                         otherwise 0 */
};

/* The first 63 bits of an account's hash. */
int64_t ranking_draw(const struct ranking *ranking, const char *id) __attribute__((nonnull));

/* Negative if `one` comes first; 0 if the ids decide. */
int ranking_compare(const struct ranking *ranking, const struct ranking_item *one,
                    const struct ranking_item *other) __attribute__((nonnull));

/* What decides then; 0 only for equal ids. */
int ranking_compare_ids(const struct ranking *ranking, const char *one, const char *other)
    __attribute__((nonnull));

/* Keeps the first `most` of any number of items, in memory for these alone. It reads an id only
 * where that decides: `id` appends it, or nothing on failure, which it remembers itself. */
struct ranking_top {
    struct ranking ranking;
    void (*id)(void *context, uint32_t account, struct buf *out);
    void *context;
    struct ranking_place *places; /* a heap, the last one in order on top */
    size_t count, capacity, most;
};

void ranking_top_init(struct ranking_top *top, const struct ranking *ranking, size_t most,
                      void (*id)(void *context, uint32_t account, struct buf *out), void *context)
    __attribute__((nonnull(1, 2, 4)));
void ranking_top_fini(struct ranking_top *top) __attribute__((nonnull));

void ranking_top_add(struct ranking_top *top, const struct ranking_item *item)
    __attribute__((nonnull));

/* The items kept, in order; the caller frees them. `top` is then empty. */
struct ranking_item *ranking_top_take(struct ranking_top *top, size_t *count)
    __attribute__((nonnull, returns_nonnull, warn_unused_result));

#endif
