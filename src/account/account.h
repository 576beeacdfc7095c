/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A TikTok account as the API describes it (schema `User` of the contract), and a page of them.
 *
 * Missing, null and wrongly typed values are not zero: they are NULL or ACCOUNT_UNKNOWN, and
 * `defect` says so. */
#ifndef FOLLOWTRAIL_ACCOUNT_ACCOUNT_H
#define FOLLOWTRAIL_ACCOUNT_ACCOUNT_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { ACCOUNT_UNKNOWN = -1 };

/* Before every id in files, so that no reader takes it for a number. */
#define ACCOUNT_ID_PREFIX "tt"

struct account {
    const char *id; /* stable and opaque, never a number; NULL if the record has no readable one */
    const char *username;
    const char *display_name;
    const char *avatar_url;
    const char *bio;
    const char *region; /* ISO 3166-1 alpha-2; NULL if unknown (the contract allows null) */
    int64_t follower_count, following_count, like_count,
        video_count;              /* ACCOUNT_UNKNOWN if unreadable */
    bool is_verified, is_private; /* false if unknown too: see account_flag() */
    bool is_bare;                 /* there is no record: only the id and perhaps a name are known */
    const char *defect; /* NULL if every field was present and of its type; else what was wrong,
                           for people */
    int64_t seen_ms;    /* when the API last described it like this; ACCOUNT_UNKNOWN before it is
                           stored */
    int64_t no; /* its number in the store (store/edges.h); 0 before it is read from there */
};

/* What one answer says about credits; ACCOUNT_UNKNOWN where it says nothing. 1 credit = $0.001. */
struct billing {
    int64_t credits_charged, records_charged, balance_remaining, credits_required;
    bool truncated_due_to_balance;
};

/* The records of one answer. All text in it lives in its arena, which moves with it. */
struct page {
    struct arena arena;
    struct account *records;
    size_t count;
    size_t defects; /* records with a defect */
    bool has_more;
    bool is_unsaid;          /* the API did not say whether there is more; has_more is true */
    bool is_cut;             /* by the balance: the list continues */
    int64_t received_ms;     /* wall clock; ACCOUNT_UNKNOWN until stored */
    const char *next_cursor; /* byte for byte as received; NULL at the end of the list */
};

enum account_flag { ACCOUNT_FLAG_VERIFIED, ACCOUNT_FLAG_PRIVATE };

/* 1 or 0; ACCOUNT_UNKNOWN if no record had a readable value. */
int account_flag(const struct account *account, enum account_flag flag) __attribute__((nonnull));

struct page *page_new(void) __attribute__((returns_nonnull, warn_unused_result));
void page_free(struct page *page);

/* A deep copy. */
struct page *page_copy(const struct page *from)
    __attribute__((returns_nonnull, nonnull, warn_unused_result));

/* Moves the page's texts to an arena of exactly their size. Drops avatar addresses, which are never
 * shown and remain in the store. */
void page_pack(struct page *page) __attribute__((nonnull));

/* False for a private account whose counts are all 0: the API hides them, so they are unknown (the
 * contract's example page). */
bool account_has_counts(const struct account *account) __attribute__((nonnull));

/* A copy of `from` with its texts in `arena`. */
struct account *account_copy(struct arena *arena, const struct account *from)
    __attribute__((returns_nonnull, nonnull));

#endif
