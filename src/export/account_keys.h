/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ids of accounts by their numbers in the store, read once: eight bytes an account. */
#ifndef FOLLOWTRAIL_EXPORT_ACCOUNT_KEYS_H
#define FOLLOWTRAIL_EXPORT_ACCOUNT_KEYS_H

#include "base/buf.h"
#include "store/store.h"

struct account_keys {
    uint64_t *of; /* 0: not read yet, or not the usual decimal number, which is read each time */
    size_t capacity;
    char number[24]; /* the text of a usual id */
    struct buf text; /* of another */
};

void account_keys_init(struct account_keys *keys) __attribute__((nonnull));
void account_keys_fini(struct account_keys *keys) __attribute__((nonnull));

/* "tt" with the account's id, valid until the next call. NULL: the store cannot be read, or has no
 * account with an id of that number (ERR_DATA). */
const char *account_keys_text(struct account_keys *keys, struct store *store, int64_t account,
                              size_t *length, struct err *err)
    __attribute__((nonnull(1, 2, 4), warn_unused_result));

#endif
