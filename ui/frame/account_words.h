/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is known about an account, in the words of the detail pane. What is not known is `–`, never
 * 0. Pure. */
#ifndef FOLLOWTRAIL_UI_FRAME_ACCOUNT_WORDS_H
#define FOLLOWTRAIL_UI_FRAME_ACCOUNT_WORDS_H

#include "account/account.h"
#include "base/buf.h"
#include "base/figure.h"

enum account_words_count {
    ACCOUNT_WORDS_FOLLOWERS,
    ACCOUNT_WORDS_FOLLOWING,
    ACCOUNT_WORDS_LIKES,
    ACCOUNT_WORDS_VIDEOS,
    ACCOUNT_WORDS_COUNTS
};

/* `followers`, and so on. */
const char *account_words_label(enum account_words_count which) __attribute__((returns_nonnull));

/* The same after the account's figure: `follower` after 1. */
const char *account_words_noun(const struct account *account, enum account_words_count which)
    __attribute__((returns_nonnull, nonnull));

/* The count in full. Returns `out`. */
const char *account_words_figure(const struct account *account, enum account_words_count which,
                                 char out[static FIGURE_MAX])
    __attribute__((returns_nonnull, nonnull));

/* `JP`, `–`. */
const char *account_words_region(const struct account *account)
    __attribute__((returns_nonnull, nonnull));

/* Appends the age of the record: `today` on the same local day, `3 days ago`, `–`. */
void account_words_age(const struct account *account, int64_t wall_ms, struct buf *out)
    __attribute__((nonnull));

/* Appends `seen today`, or `3 days ago` if the whole has no room in `cols`; nothing if not even
 * that fits, or nothing is known. */
void account_words_seen(const struct account *account, int64_t wall_ms, int cols, struct buf *out)
    __attribute__((nonnull));

#endif
