/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the raw answers mean: accounts with their history, pages, lists, names, and the cost of each
 * request. All of it can be rebuilt from the raw answers in one transaction of the caller:
 * catalogue_clear(), then catalogue_take() for each in order. The writer's thread only. */
#ifndef FOLLOWTRAIL_STORE_CATALOGUE_H
#define FOLLOWTRAIL_STORE_CATALOGUE_H

#include "account/account.h"
#include "store/store.h"

/* The outcome of an answer whose bytes are damaged, or whose meaning cannot be entered. It can be
 * bought again with the user's consent; the outcome is replaced as soon as the answer can be
 * entered after all. */
#define CATALOGUE_DAMAGED "damaged"

/* What an answer says. Texts are copied. */
struct finding {
    const char *outcome;     /* "ok", the contract's name of the error, or CATALOGUE_DAMAGED */
    const char *request_id;  /* NULL if not reported */
    int64_t credits;         /* charged; ACCOUNT_UNKNOWN: not known, at most what was reserved */
    int64_t balance;         /* ACCOUNT_UNKNOWN if not reported */
    const char *remark;      /* what is odd about the charge; NULL if nothing */
    const struct page *page; /* of a list; NULL if there is none */
    const struct account *profile; /* NULL if there is none */
};

/* Enters an answer that is already stored, in one transaction, and settles what its balance proves
 * about requests without an answer. Synced only if the answer is not yet (journal_keep_soon()).
 * Entering it twice changes nothing. The records' seen_ms and the page's received_ms are the
 * request's time. ERR_DATA if the store refuses the content, which says nothing about other
 * answers. */
bool catalogue_take(struct store *store, int64_t request, const struct finding *finding,
                    struct err *err) __attribute__((nonnull(1, 3), warn_unused_result));

/* Clears everything derived, except which answers were damaged. ERR_CONFIG while another program is
 * using the store. */
bool catalogue_clear(struct store *store, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

#endif
