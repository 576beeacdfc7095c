/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The order of accounts: by one key, then by a second key, then as the API listed them; by what
 * stored lists say, then by more lists, then by id in byte order. Texts compare without case, by
 * code point. Unknown values and empty texts come last in both directions.
 * Pure.
 */
#ifndef FOLLOWTRAIL_MODEL_ORDER_H
#define FOLLOWTRAIL_MODEL_ORDER_H

#include "base/buf.h"
#include "model/list.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum order_key {
    ORDER_LISTED, /* by row */
    ORDER_HANDLE,
    ORDER_NAME,
    ORDER_FOLLOWERS,
    ORDER_FOLLOWING,
    ORDER_LIKES,
    ORDER_VIDEOS,
    ORDER_REGION,
    ORDER_BIO,
    ORDER_ID,
    ORDER_SIGN,  /* verified, neither, private, partly unreadable; unknown without a record */
    ORDER_SEEN,  /* when the API last described it */
    ORDER_LISTS, /* from here on: what stored lists say (model/facts.h) */
    ORDER_BACK,  /* follows back, does not, unknown */
    ORDER_STATE, /* of its own list: complete, incomplete, none */
    ORDER_GROUP,
    ORDER_RANK, /* from here on: what the list says of its rows */
    ORDER_ROWS,
    ORDER_AGE,
    ORDER_CREDITS,
    ORDER_PRICE,
    ORDER_EXCESS,
    ORDER_KEYS
};

enum { ORDER_DEPTH = 2 };

struct order_part {
    enum order_key key;
    bool is_descending;
};

/* A zeroed struct is TikTok's order. */
struct order {
    struct order_part parts[ORDER_DEPTH];
};

/* Makes `key` the first key and the previous first key the second; the same key again reverses it.
 * Counts start with the largest, times with the latest. ORDER_LISTED drops the second key. */
void order_choose(struct order *order, enum order_key key) __attribute__((nonnull));

bool order_is_same(const struct order *one, const struct order *other) __attribute__((nonnull));

bool order_is_listed(const struct order *order) __attribute__((nonnull));

/* Appends "TikTok's order", "followers ↓", "region ↑, then followers ↓". A second key of TikTok's
 * order is left out. */
void order_describe(const struct order *order, struct buf *out) __attribute__((nonnull));

/* Whether it asks what stored lists say, so that it changes with them. */
bool order_asks_lists(const struct order *order) __attribute__((nonnull));

/* Sorts `count` different rows of the list. */
void order_sort(const struct order *order, const struct list *list, uint32_t *rows, size_t count)
    __attribute__((nonnull(1, 2)));

/* Inserts `added` rows, in any order, into `count` sorted rows; `rows` has room for all. Fast if
 * they are few. */
void order_insert(const struct order *order, const struct list *list, uint32_t *rows, size_t count,
                  uint32_t *added, size_t added_count) __attribute__((nonnull(1, 2)));

#endif
