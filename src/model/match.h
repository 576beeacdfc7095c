/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Searches accounts for a text. Case matters only if the pattern has an upper-case letter (smart
 * case); how letters and marks are composed never does. When text is shown in ASCII, it is found
 * both as shown and as it is. Texts are folded once: the pattern here, those of many accounts in
 * match_index. Pure.
 */
#ifndef FOLLOWTRAIL_MODEL_MATCH_H
#define FOLLOWTRAIL_MODEL_MATCH_H

#include "account/account.h"
#include "model/verdict.h"

#include <stdbool.h>
#include <stddef.h>

enum match_field {
    MATCH_HANDLE = 1,
    MATCH_NAME = 2,
    MATCH_BIO = 4,
    MATCH_ANYWHERE = MATCH_HANDLE | MATCH_NAME | MATCH_BIO
};

enum { MATCH_FIELDS = 3 };

struct match {
    char *folded; /* without case; empty only if the pattern is */
    size_t folded_len;
    char *exact; /* with its case; NULL: case does not matter */
    size_t exact_len;
    size_t rare; /* offset in `folded` of its rarest byte */
};

/* Bytes of the searched text, in whole units of text_fold(). */
struct match_range {
    size_t start, len;
};

void match_init(struct match *match, const char *pattern, size_t len) __attribute__((nonnull));
void match_fini(struct match *match) __attribute__((nonnull));

/* Whether it occurs in the text. An empty pattern occurs in every text. */
bool match_has(const struct match *match, const char *text) __attribute__((nonnull));

/* The next occurrence at or after byte `from`, which is 0 or the end of the last range. False if
 * there is none, or the pattern is empty. For rows on the screen: folds `text` each time. */
bool match_find(const struct match *match, const char *text, size_t from, struct match_range *range)
    __attribute__((nonnull));

/* Whether it occurs in one of the fields (enum match_field, or-ed). An unreadable field makes the
 * answer unknown, unless another field matches. */
enum verdict match_account(const struct match *match, unsigned fields,
                           const struct account *account) __attribute__((nonnull));

/* The text of a field, NULL if it could not be read; index 0 is MATCH_HANDLE, then 1, 2. */
const char *match_field_text(const struct account *account, int index) __attribute__((nonnull));

#endif
