/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the raw answers mean: accounts with their history, pages, lists, names, and what each
 * request cost. All of it can be rebuilt from the raw answers, in one transaction of the caller:
 * catalogue_clear(), then catalogue_take() for each in turn. The writer's thread only.
 */
#ifndef FOLLOWTRAIL_STORE_CATALOGUE_H
#define FOLLOWTRAIL_STORE_CATALOGUE_H

#include "account/account.h"
#include "store/store.h"

/* The outcome of an answer whose bytes are damaged, or whose meaning cannot be entered. What
 * it brought can be bought again, with the user's consent; it is gone as soon as the answer can be
 * taken after all. */
#define CATALOGUE_DAMAGED "damaged"

/* What an answer says of itself. Texts are copied. */
struct finding {
    const char *outcome;     /* "ok", the contract's name of the error, or CATALOGUE_DAMAGED */
    const char *request_id;  /* NULL when not reported */
    int64_t credits;         /* charged; ACCOUNT_UNKNOWN: not known, at most what was set aside */
    int64_t balance;         /* ACCOUNT_UNKNOWN when not reported */
    const char *remark;      /* what is odd about the charge; NULL when nothing */
    const struct page *page; /* of a list: NULL when there is none */
    const struct account *profile; /* NULL when there is none */
};

/* Enters it for a request whose answer is kept, in one transaction, and settles what its balance
 * proves about requests without an answer. Synced only where the answer is not yet
 * (journal_keep_soon()). Entering the same one twice changes nothing. The
 * records' seen_ms and the page's received_ms are taken from the request's own time. ERR_DATA: the
 * store does not take what it says, which is nothing against another one. */
bool catalogue_take(struct store *store, int64_t request, const struct finding *finding,
                    struct err *err) __attribute__((nonnull(1, 3), warn_unused_result));

/* Forgets everything derived, but not which answers were damaged. ERR_CONFIG while another program
 * is at the store. */
bool catalogue_clear(struct store *store, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

#endif
