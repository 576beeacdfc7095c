/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the raw answers mean: accounts with their history, pages, lists, names, and what each
 * request cost. All of it can be rebuilt from the raw answers: catalogue_clear(), then
 * catalogue_take() for each in turn. The writer's thread only.
 */
#ifndef FOLLOWTRAIL_STORE_CATALOGUE_H
#define FOLLOWTRAIL_STORE_CATALOGUE_H

#include "account/account.h"
#include "store/store.h"

/* What an answer says of itself. Texts are copied. */
struct finding {
    const char *outcome;     /* "ok", or the contract's name of the error */
    const char *request_id;  /* NULL when not told */
    int64_t credits;         /* charged; ACCOUNT_UNKNOWN: not known, at most what was set aside */
    int64_t balance;         /* ACCOUNT_UNKNOWN when not told */
    const struct page *page; /* of a list: NULL when there is none */
    const struct account *profile; /* NULL when there is none */
};

/* Enters it for a request whose answer is kept, in one transaction, and settles what its balance
 * proves about requests without an answer. Entering the same one twice changes nothing. The
 * records' seen_ms and the page's received_ms are taken from the request's own time. */
bool catalogue_take(struct store *store, int64_t request, const struct finding *finding,
                    struct err *err) __attribute__((nonnull(1, 3), warn_unused_result));

/* Forgets everything derived. ERR_CONFIG while another program is at the store. */
bool catalogue_clear(struct store *store, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

#endif
