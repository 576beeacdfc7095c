/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What Enter would open, and its price, in the words of the detail pane. */
#ifndef FOLLOWTRAIL_UI_FRAME_OFFER_H
#define FOLLOWTRAIL_UI_FRAME_OFFER_H

#include "money/quote.h"
#include "ui/frame/scene.h"

enum offer_kind {
    OFFER_FAILED, /* opening it failed */
    OFFER_HERE,   /* in memory */
    OFFER_STORED,
    OFFER_NO_ID, /* this and the next two: cannot be opened, or free */
    OFFER_OFFLINE,
    OFFER_NOBODY,
    OFFER_LIMIT, /* caps or balance allow no purchase */
    OFFER_PRICE
};

struct offer {
    enum offer_kind kind;
    const struct list *list;  /* of the account, in memory; NULL: none */
    int64_t reported;         /* reported length of the list; ACCOUNT_UNKNOWN */
    int64_t first_page;       /* most credits, within caps and balance */
    struct purse_limit limit; /* OFFER_LIMIT: why */
    enum fact_state state;    /* of the list, among the stored lists */
    struct quote all;
};

void offer_make(struct offer *offer, const struct scene *scene, const struct account *account)
    __attribute__((nonnull));

enum { OFFER_WORDS_MAX = 160 };

/* For OFFER_PRICE. The figures of `first` have fixed places, so that a move to another account
 * changes only digits. */
struct offer_price {
    char first[OFFER_WORDS_MAX]; /* `Enter opens: 20 credits ($0.02)`, or less, to fit */
    char rest[OFFER_WORDS_MAX];  /* `all ≈ 107 ($0.11)`; `at most` if the length is not known */
};
void offer_make_price(const struct offer *offer, int cols, struct offer_price *price)
    __attribute__((nonnull));

/* For OFFER_LIMIT: appends "Nothing can be bought: session cap reached". */
void offer_put_limit(const struct offer *offer, struct buf *out) __attribute__((nonnull));

/* For OFFER_NO_ID, OFFER_OFFLINE and OFFER_NOBODY; empty for the others. */
const char *offer_sentence(enum offer_kind kind) __attribute__((returns_nonnull));

/* For OFFER_HERE and OFFER_STORED: `● stored`, with the sign and role of the column `state`. */
const char *offer_sign(const struct offer *offer, const struct scene *scene, enum role *role)
    __attribute__((nonnull, returns_nonnull));

/* For OFFER_HERE and OFFER_STORED: appends how much, in what state, and how old. */
void offer_put_state(const struct offer *offer, const struct scene *scene, struct buf *out)
    __attribute__((nonnull));

#endif
