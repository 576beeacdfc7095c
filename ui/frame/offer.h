/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What Enter would open, and what that costs: in words, as the detail pane says it. Pure. */
#ifndef FOLLOWTRAIL_UI_FRAME_OFFER_H
#define FOLLOWTRAIL_UI_FRAME_OFFER_H

#include "money/quote.h"
#include "ui/frame/scene.h"

enum offer_kind {
    OFFER_FAILED, /* it was tried */
    OFFER_HERE,   /* in memory */
    OFFER_STORED,
    OFFER_NO_ID, /* these cannot be opened, or there is nothing to pay for */
    OFFER_OFFLINE,
    OFFER_NOBODY,
    OFFER_LIMIT, /* caps or balance let nothing be bought */
    OFFER_PRICE
};

struct offer {
    enum offer_kind kind;
    const struct list *list;  /* of the account, in memory; NULL: none */
    int64_t reported;         /* accounts that the list is said to have; ACCOUNT_UNKNOWN */
    int64_t first_page;       /* credits, at most; what caps and balance leave of them */
    struct purse_limit limit; /* OFFER_LIMIT: why */
    struct quote all;
};

void offer_make(struct offer *offer, const struct scene *scene, const struct account *account)
    __attribute__((nonnull));

/* Of OFFER_LIMIT: "Nothing can be bought: session cap reached". */
void offer_put_limit(const struct offer *offer, struct buf *out) __attribute__((nonnull));

/* Of OFFER_HERE and OFFER_STORED: how much of it, in what state, and how old. */
void offer_put_state(const struct offer *offer, const struct scene *scene, struct buf *out)
    __attribute__((nonnull));

#endif
