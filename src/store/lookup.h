/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading the store: accounts in their latest state, following lists, snapshots. On any connection,
 * by its own thread. Each returns false only when reading fails; what is not there is NULL or 0.
 */
#ifndef FOLLOWTRAIL_STORE_LOOKUP_H
#define FOLLOWTRAIL_STORE_LOOKUP_H

#include "account/account.h"
#include "account/reference.h"
#include "store/store.h"

/* The account with that id; or with that handle, ignoring case, in its latest record (the one last
 * seen where several had it); or the one that a profile asked for by that name turned out to be.
 * Lives in `arena`. */
bool lookup_account(struct store *store, const struct reference *reference, struct arena *arena,
                    struct account **account, struct err *err)
    __attribute__((nonnull(1, 2, 3, 4), warn_unused_result));

/* The account with that id alone, in its latest record. Lives in `arena`. */
bool lookup_account_by_id(struct store *store, const char *id, struct arena *arena,
                          struct account **account, struct err *err)
    __attribute__((nonnull(1, 2, 3, 4), warn_unused_result));

/* The account with that id in its record at the answer with the number `no` in the order of
 * arrival: the last that was first seen by then, else the earliest. seen_ms may be later: the
 * account was still so. Lives in `arena`. */
bool lookup_account_at(struct store *store, const char *id, int64_t no, struct arena *arena,
                       struct account **account, struct err *err)
    __attribute__((nonnull(1, 2, 4, 5), warn_unused_result));

/* The same at the last page of a snapshot. */
bool lookup_owner(struct store *store, int64_t snapshot, const char *id, struct arena *arena,
                  struct account **account, struct err *err)
    __attribute__((nonnull(1, 3, 4, 5), warn_unused_result));

/* Every account in its latest record, those first that were stored first, without their avatar's
 * address. One after the other: it and its texts hold until `take` returns, which does not use the
 * store. All are of one moment. */
bool lookup_every_account(struct store *store,
                          void (*take)(void *context, const struct account *account), void *context,
                          struct err *err) __attribute__((nonnull(1, 2), warn_unused_result));

struct snapshot {
    int64_t id; /* 0: none */
    int64_t pages,
        rows; /* from the first page to the first that is missing, as in lookup_pages() */
    int64_t started_ms, first_ms, last_ms; /* of its first and its last page */
    bool has_more;                         /* the last page said so, or was cut by the balance */
    bool is_bound;                         /* whose list it is is proved: see owner.h */
};

struct snapshot_names {
    const char *target; /* what the API was asked for first */
    const char *label;  /* how the owner was called then */
    const char *owner;  /* its id; NULL: asked for by a handle, and nothing proves whose it was */
};

/* The owner's newest snapshot with a page (its first). `owner` is an id. */
bool lookup_newest(struct store *store, const char *owner, struct snapshot *snapshot,
                   struct err *err) __attribute__((nonnull(1, 2, 3), warn_unused_result));

/* The newest with a page of those that were asked for by that handle and are nobody's for certain.
 */
bool lookup_unbound(struct store *store, const char *handle, struct snapshot *snapshot,
                    struct err *err) __attribute__((nonnull(1, 2, 3), warn_unused_result));

/* Whether answers since the last page of a snapshot tell that its handle changed hands: who had it
 * has another; or who has it had another, or is not the only one that ever had it. */
bool lookup_handle_moved(struct store *store, int64_t snapshot, const char *handle, bool *moved,
                         struct err *err) __attribute__((nonnull(1, 3, 4), warn_unused_result));

/* The newest of those that may be of the account with that id, because a record of it, of whatever
 * time, has the handle: it is not known to be. *handle lives in `arena`. */
bool lookup_namesake(struct store *store, const char *id, struct arena *arena,
                     struct snapshot *snapshot, const char **handle, struct err *err)
    __attribute__((nonnull(1, 2, 3, 4, 5), warn_unused_result));

/* The next snapshot with a page, before (-1) or after (+1) `id`, that may be shown beside it: of
 * the same owner, or asked for by the same handle, or by one that no record ever gave to another
 * account. snapshot->is_bound says whether it is certain. */
bool lookup_neighbour(struct store *store, int64_t id, int direction, struct snapshot *snapshot,
                      struct err *err) __attribute__((nonnull(1, 4), warn_unused_result));

/* The newest with a page that may be shown beside a list of that id, or of that handle, which
 * itself has none yet. */
bool lookup_last(struct store *store, const struct reference *reference, struct snapshot *snapshot,
                 struct err *err) __attribute__((nonnull(1, 2, 3), warn_unused_result));

/* One by its number, with its names in `arena`. snapshot->id is 0 when it is not there. */
bool lookup_snapshot(struct store *store, int64_t id, struct arena *arena,
                     struct snapshot *snapshot, struct snapshot_names *names, struct err *err)
    __attribute__((nonnull(1, 3, 4, 5), warn_unused_result));

/* Its pages from number `from` to the first that is missing, each handed to `take`, which owns it,
 * and does not use the store meanwhile. Records are the accounts' latest, without their avatar's
 * address. */
bool lookup_pages(struct store *store, int64_t snapshot, int64_t from,
                  void (*take)(void *context, struct page *page), void *context, struct err *err)
    __attribute__((nonnull(1, 4), warn_unused_result));

/* The same of `count` pages at most. */
bool lookup_some_pages(struct store *store, int64_t snapshot, int64_t from, int64_t count,
                       void (*take)(void *context, struct page *page), void *context,
                       struct err *err) __attribute__((nonnull(1, 5), warn_unused_result));

/* What requests took for a page that is not here. */
struct lookup_lost {
    int64_t credits; /* at most; 0 when it was never asked for, or certainly for nothing */
    int64_t arrived; /* the last request whose answer came, billed and unreadable; 0: none */
    bool has_come;   /* an answer to one of them came, which was no page that could be read */
    bool is_charged; /* `credits` is what they certainly cost */
    bool is_unread;  /* an answer to one of them is kept and not read yet: that one is left out */
};

bool lookup_lost(struct store *store, int64_t snapshot, int64_t seq, struct lookup_lost *found,
                 struct err *err) __attribute__((nonnull(1, 4), warn_unused_result));

/* The same of the profile that was requested by `target`. */
bool lookup_lost_profile(struct store *store, const char *target, struct lookup_lost *found,
                         struct err *err) __attribute__((nonnull(1, 2, 3), warn_unused_result));

/* One page; NULL when it is not there. */
bool lookup_page(struct store *store, int64_t snapshot, int64_t seq, struct page **page,
                 struct err *err) __attribute__((nonnull(1, 4), warn_unused_result));

#endif
