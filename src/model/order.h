/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * In which order accounts are shown: by one key, and by a second where the first is the same; where
 * that is the same too, as the API listed them. Texts compare without case, by code point. What is
 * not known, and an empty text, comes last in both directions. Pure.
 */
#ifndef FOLLOWTRAIL_MODEL_ORDER_H
#define FOLLOWTRAIL_MODEL_ORDER_H

#include "account/account.h"
#include "base/buf.h"

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
    ORDER_SIGN, /* verified, neither, private, not wholly readable; not known without a record */
    ORDER_SEEN, /* when the API last described it so */
};

enum { ORDER_KEYS = ORDER_SEEN + 1, ORDER_DEPTH = 2 };

struct order_part {
    enum order_key key;
    bool is_descending;
};

/* All zero: as listed. */
struct order {
    struct order_part parts[ORDER_DEPTH];
};

/* Makes `key` the first and what was first the second; the key that is first already turns round.
 * Counts start with the largest, ages with the latest. ORDER_LISTED forgets the second. */
void order_choose(struct order *order, enum order_key key) __attribute__((nonnull));

bool order_is_listed(const struct order *order) __attribute__((nonnull));

/* Appends "as listed", "followers ↓", "region ↑, then followers ↓". A second key that is as
 * listed goes without saying. */
void order_describe(const struct order *order, struct buf *out) __attribute__((nonnull));

/* Sorts `count` different rows of `accounts`. */
void order_sort(const struct order *order, const struct account *const *accounts, uint32_t *rows,
                size_t count) __attribute__((nonnull(1)));

/* Puts `added` rows, in any order, where they belong among `count` that are sorted; `rows` has room
 * for all. Cheap while they are few. */
void order_insert(const struct order *order, const struct account *const *accounts, uint32_t *rows,
                  size_t count, uint32_t *added, size_t added_count) __attribute__((nonnull(1)));

#endif
