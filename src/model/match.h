/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Searching for a text in accounts. Case matters only when the pattern has an upper-case letter
 * (smart case); how letters and marks are composed never does. Where text is shown in ASCII it is
 * found as it is shown, and as it is. What was folded is folded once: the
 * pattern here, the texts of many accounts in match_index. Pure.
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
    char *folded; /* without case; never empty unless the pattern is */
    size_t folded_len;
    char *exact; /* with its case; NULL when case does not matter */
    size_t exact_len;
    size_t rare; /* offset in `folded` of the byte that texts have least */
};

/* Bytes of the text that was searched, whole units of text_fold(). */
struct match_range {
    size_t start, len;
};

void match_init(struct match *match, const char *pattern, size_t len) __attribute__((nonnull));
void match_fini(struct match *match) __attribute__((nonnull));

/* Whether it is somewhere in the text. An empty pattern is in every text. */
bool match_has(const struct match *match, const char *text) __attribute__((nonnull));

/* Where it is next, at or after byte `from`, which is 0 or the end of the range found before. False
 * when it is nowhere, or the pattern is empty. For the rows on the screen: it folds `text` each
 * time. */
bool match_find(const struct match *match, const char *text, size_t from, struct match_range *range)
    __attribute__((nonnull));

/* Whether it is in one of the fields (enum match_field, or-ed). A field that could not be read
 * makes that unknown, unless another has it. */
enum verdict match_account(const struct match *match, unsigned fields,
                           const struct account *account) __attribute__((nonnull));

/* The text of a field, NULL when it could not be read; the index is 0 for MATCH_HANDLE, 1, 2. */
const char *match_field_text(const struct account *account, int index) __attribute__((nonnull));

#endif
