/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names for accounts that do not tell who they are (disguise.h). */
#ifndef FOLLOWTRAIL_EXPORT_PSEUDONYM_H
#define FOLLOWTRAIL_EXPORT_PSEUDONYM_H

#include "base/sha256.h"
#include "store/store.h"

enum { PSEUDONYM_DIGITS = 20, PSEUDONYM_MAX = 1 + PSEUDONYM_DIGITS + 1 };

struct pseudonyms {
    struct sha256_key *key;
    char last[PSEUDONYM_MAX];
};

/* Reads the store's key. Errors as pseudonym_key_read(). */
bool pseudonyms_open(struct pseudonyms *pseudonyms, struct store *store, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));
void pseudonyms_close(struct pseudonyms *pseudonyms) __attribute__((nonnull));

/* Of the API's id, without "tt". Valid until the next call. */
const char *pseudonym_of(struct pseudonyms *pseudonyms, const char *id)
    __attribute__((nonnull, returns_nonnull));

#endif
