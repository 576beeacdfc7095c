/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What changed in a following list between two snapshots of it: who is newly listed, who is no
 * longer listed, and what answers said differently of those whom both list. Accounts are compared
 * by id. Of an account that a list does not have, only a complete list can say that it was not
 * followed; deleted and banned accounts look like those that were unfollowed.
 *
 * What an account was at a snapshot is its newest record when the last page of that came, by the
 * order of answers. A value that either record does not have did not change. Reads the store, free;
 * on any connection, by its own thread.
 */
#ifndef FOLLOWTRAIL_ANALYSIS_DIFFERENCE_H
#define FOLLOWTRAIL_ANALYSIS_DIFFERENCE_H

#include "account/account.h"
#include "graph/overlap.h"
#include "store/holding.h"

enum difference_kind {
    DIFFERENCE_NEWLY_LISTED,
    DIFFERENCE_NO_LONGER_LISTED,
    DIFFERENCE_RENAMED,
    DIFFERENCE_CHANGED, /* display name, bio, verified, private, region */
    DIFFERENCE_COUNTS,
    DIFFERENCE_KINDS
};

/* One value of one account: an account may have several of a kind. */
struct difference_item {
    enum difference_kind kind;
    bool is_certain;
    const struct account *account; /* as it was at the newer snapshot that lists it; bare if no
                                      record is from then or before */
    int64_t rank;                  /* in that snapshot, from 1 */
    const char *field;             /* a column of accounts.csv, or "listed" */
    const char *from, *to;         /* its values, as in CSV; NULL: unknown */
};

struct difference {
    struct arena arena;
    struct holding from, to;
    struct difference_item *items; /* by kind, then rank, then field */
    size_t count;
    size_t first[DIFFERENCE_KINDS];     /* where those of a kind begin */
    size_t items_of[DIFFERENCE_KINDS];  /* how many they are */
    int64_t accounts[DIFFERENCE_KINDS]; /* whom they are about */
    int64_t kept;                       /* accounts in both lists */
    struct overlap overlap;             /* a: the older list, b: the newer one */
    bool is_newly_certain;              /* the older list is complete */
    bool is_no_longer_certain;          /* the newer list is complete */
    bool is_halved;                     /* both are, and over half of the older list is gone */
};

void difference_init(struct difference *difference) __attribute__((nonnull));
void difference_fini(struct difference *difference) __attribute__((nonnull));

/* Compares two snapshots, whoever's they are. 0 is the list of an owner who is known to follow
 * nobody: complete, without a row. Call difference_fini() in any case. */
bool difference_read(struct difference *difference, struct store *store, int64_t from, int64_t to,
                     struct err *err) __attribute__((nonnull(1, 2), warn_unused_result));

/* The same without the items of accounts that both lists have, and without records: much faster.
 * Items have no account then, and there are none of the other kinds. */
bool difference_count(struct difference *difference, struct store *store, int64_t from, int64_t to,
                      struct err *err) __attribute__((nonnull(1, 2), warn_unused_result));

/* In files: "newly_listed", "no_longer_listed", "renamed", "changed", "counts". */
const char *difference_kind_name(enum difference_kind kind) __attribute__((returns_nonnull));

/* "certain" or "unknown". */
const char *difference_certainty(bool is_certain) __attribute__((returns_nonnull));

#endif
