/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One TikTok account as the API describes it (schema `User` of the API's contract), and one page of
 * them.
 *
 * Missing, null and wrongly typed are not zero: what could not be read is NULL or ACCOUNT_UNKNOWN,
 * and `defect` says so.
 */
#ifndef FOLLOWTRAIL_ACCOUNT_ACCOUNT_H
#define FOLLOWTRAIL_ACCOUNT_ACCOUNT_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { ACCOUNT_UNKNOWN = -1 };

struct account {
    const char
        *id; /* stable and opaque, never a number; NULL when the record has none that can be read */
    const char *username;
    const char *display_name;
    const char *avatar_url;
    const char *bio;
    const char
        *region; /* ISO 3166-1 alpha-2, NULL when not known (null is allowed by the contract) */
    int64_t follower_count, following_count, like_count,
        video_count;              /* ACCOUNT_UNKNOWN when not readable */
    bool is_verified, is_private; /* false where not known, too: account_flag() */
    bool is_bare;                 /* there is no record: only the id and perhaps a name are known */
    const char *defect; /* NULL when every field was there and of its type; else what was not, for a
                           person */
    int64_t seen_ms;    /* when the API last described it so; ACCOUNT_UNKNOWN before it is stored */
};

/* What the API said of money in one answer; ACCOUNT_UNKNOWN where it said nothing. Credits; 1
 * credit = $0.001. */
struct billing {
    int64_t credits_charged, records_charged, balance_remaining, credits_required;
    bool truncated_due_to_balance;
};

/* One answer's records. All text in it lives in its arena, which moves with it. */
struct page {
    struct arena arena;
    struct account *records;
    size_t count;
    size_t defects; /* records with a defect */
    bool has_more;
    bool is_unsaid;          /* the API did not say whether there is more: has_more is true */
    bool is_cut;             /* by the balance: the list is not finished */
    int64_t received_ms;     /* wall clock; ACCOUNT_UNKNOWN while not known */
    const char *next_cursor; /* byte for byte as sent; NULL at the end of the list */
};

enum account_flag { ACCOUNT_FLAG_VERIFIED, ACCOUNT_FLAG_PRIVATE };

/* 1 or 0; ACCOUNT_UNKNOWN where no record had it in a form that could be read. */
int account_flag(const struct account *account, enum account_flag flag) __attribute__((nonnull));

struct page *page_new(void) __attribute__((returns_nonnull, warn_unused_result));
void page_free(struct page *page);

/* A copy with texts of its own. */
struct page *page_copy(const struct page *from)
    __attribute__((returns_nonnull, nonnull, warn_unused_result));

/* Moves the page's texts to where they take no more room than they need. The addresses of the
 * avatars are left out: nothing shows them, and the store has them. */
void page_pack(struct page *page) __attribute__((nonnull));

/* A private account whose counts are all 0: the API does not show them, so they are not known
 * (contract's example page). */
bool account_has_counts(const struct account *account) __attribute__((nonnull));

/* A copy of `from` whose text lives in `arena`. */
struct account *account_copy(struct arena *arena, const struct account *from)
    __attribute__((returns_nonnull, nonnull));

#endif
