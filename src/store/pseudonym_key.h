/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The secret of a store's exports for strangers: 32 random bytes, made once with the store, or when
 * an older store is upgraded, and never written anywhere else. The same account has the same
 * pseudonym in all exports of a store, and another one in those of any other. */
#ifndef FOLLOWTRAIL_STORE_PSEUDONYM_KEY_H
#define FOLLOWTRAIL_STORE_PSEUDONYM_KEY_H

#include "store/store_internal.h"

enum { PSEUDONYM_KEY_BYTES = 32 };

/* Makes it if the store has none, for schema_migrate(). */
bool pseudonym_key_make(struct sql *sql, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

/* ERR_DATA if the store has none. */
bool pseudonym_key_read(struct store *store, uint8_t key[static PSEUDONYM_KEY_BYTES],
                        struct err *err) __attribute__((nonnull(1, 2), warn_unused_result));

#endif
