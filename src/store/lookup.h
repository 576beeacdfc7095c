/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the store: accounts in their latest state, following lists, snapshots. On any connection,
 * by its own thread. Functions return false only if reading fails; what does not exist is NULL or
 * 0. */
#ifndef FOLLOWTRAIL_STORE_LOOKUP_H
#define FOLLOWTRAIL_STORE_LOOKUP_H

#include "account/account.h"
#include "account/reference.h"
#include "store/store.h"

/* The account with that id; or with that handle, ignoring case, in its latest record (the account
 * last seen if several had it); or the account that a profile request by that name returned. In
 * `arena`. */
bool lookup_account(struct store *store, const struct reference *reference, struct arena *arena,
                    struct account **account, struct err *err)
    __attribute__((nonnull(1, 2, 3, 4), warn_unused_result));

/* The account with that id only, in its latest record. In `arena`. */
bool lookup_account_by_id(struct store *store, const char *id, struct arena *arena,
                          struct account **account, struct err *err)
    __attribute__((nonnull(1, 2, 3, 4), warn_unused_result));

/* The number of the account with that id; 0: none. */
bool lookup_number(struct store *store, const char *id, int64_t *no, struct err *err)
    __attribute__((nonnull(1, 2, 3), warn_unused_result));

/* The account of that number in its latest record; NULL: none. In `arena`. */
bool lookup_account_by_number(struct store *store, int64_t no, struct arena *arena,
                              struct account **account, struct err *err)
    __attribute__((nonnull(1, 3, 4), warn_unused_result));

/* The account with that id as of answer number `no` (in order of arrival): its last record first
 * seen by then, else its earliest. seen_ms may be later if the record did not change. In
 * `arena`. */
bool lookup_account_at(struct store *store, const char *id, int64_t no, struct arena *arena,
                       struct account **account, struct err *err)
    __attribute__((nonnull(1, 2, 4, 5), warn_unused_result));

/* The account of that number in one of its records (store/history.h), without avatar address; NULL:
 * the account has no such record. In `arena`. */
bool lookup_account_in(struct store *store, int64_t account, int64_t record, struct arena *arena,
                       struct account **found, struct err *err)
    __attribute__((nonnull(1, 4, 5), warn_unused_result));

/* The same as lookup_account_at() for a snapshot's last page. */
bool lookup_owner(struct store *store, int64_t snapshot, const char *id, struct arena *arena,
                  struct account **account, struct err *err)
    __attribute__((nonnull(1, 3, 4, 5), warn_unused_result));

/* Passes every account in its latest record, oldest accounts first, without avatar addresses. Each
 * one and its texts are valid until `take` returns; `take` must not use the store. All are from one
 * moment. */
bool lookup_every_account(struct store *store,
                          void (*take)(void *context, const struct account *account), void *context,
                          struct err *err) __attribute__((nonnull(1, 2), warn_unused_result));

struct snapshot {
    int64_t id;          /* 0: none */
    int64_t pages, rows; /* from the first page to the first missing one, as in lookup_pages() */
    int64_t started_ms, first_ms, last_ms; /* of its first and last page */
    bool has_more;                         /* the last page says so, or was cut by the balance */
    bool is_bound;                         /* its owner is proved (owner.h) */
};

struct snapshot_names {
    const char *target; /* what the first request named */
    const char *label;  /* how the owner was named then */
    const char *owner;  /* its id; NULL: requested by a handle, and its owner is not proved */
};

/* The owner's newest snapshot that has a page. `owner` is an id. */
bool lookup_newest(struct store *store, const char *owner, struct snapshot *snapshot,
                   struct err *err) __attribute__((nonnull(1, 2, 3), warn_unused_result));

/* The newest with a page that was requested by that handle and has no proved owner. */
bool lookup_unbound(struct store *store, const char *handle, struct snapshot *snapshot,
                    struct err *err) __attribute__((nonnull(1, 2, 3), warn_unused_result));

/* Whether answers since a snapshot's last page show that its handle changed hands: its former
 * account has another one, or its present account had another one or is not the only one that ever
 * had it. */
bool lookup_handle_moved(struct store *store, int64_t snapshot, const char *handle, bool *moved,
                         struct err *err) __attribute__((nonnull(1, 3, 4), warn_unused_result));

/* The newest unbound list that may belong to the account with that id, because one of its records,
 * of any time, has the handle. *handle is in `arena`. */
bool lookup_namesake(struct store *store, const char *id, struct arena *arena,
                     struct snapshot *snapshot, const char **handle, struct err *err)
    __attribute__((nonnull(1, 2, 3, 4, 5), warn_unused_result));

/* The nearest snapshot with a page before (-1) or after (+1) `id` that may be shown with it: of the
 * same owner, or requested by the same handle, or by one that no record gave to another account.
 * snapshot->is_bound says whether that is certain. */
bool lookup_neighbour(struct store *store, int64_t id, int direction, struct snapshot *snapshot,
                      struct err *err) __attribute__((nonnull(1, 4), warn_unused_result));

/* The newest with a page that may be shown with a list of that id or handle that has no page
 * yet. */
bool lookup_last(struct store *store, const struct reference *reference, struct snapshot *snapshot,
                 struct err *err) __attribute__((nonnull(1, 2, 3), warn_unused_result));

/* A snapshot by its number, with its names in `arena`. snapshot->id is 0 if it does not exist. */
bool lookup_snapshot(struct store *store, int64_t id, struct arena *arena,
                     struct snapshot *snapshot, struct snapshot_names *names, struct err *err)
    __attribute__((nonnull(1, 3, 4, 5), warn_unused_result));

/* Passes its pages from number `from` to the first missing one to `take`, which owns them and must
 * not use the store. Records are the accounts' latest, without avatar addresses. */
bool lookup_pages(struct store *store, int64_t snapshot, int64_t from,
                  void (*take)(void *context, struct page *page), void *context, struct err *err)
    __attribute__((nonnull(1, 4), warn_unused_result));

/* The same for at most `count` pages. */
bool lookup_some_pages(struct store *store, int64_t snapshot, int64_t from, int64_t count,
                       void (*take)(void *context, struct page *page), void *context,
                       struct err *err) __attribute__((nonnull(1, 5), warn_unused_result));

/* What requests for a missing page may have cost. */
struct lookup_lost {
    int64_t credits; /* the most; 0 if it was never requested, or certainly free */
    int64_t arrived; /* the last request whose answer came billed and unreadable; 0: none */
    bool has_come;   /* an answer came, but was not a readable page */
    bool is_charged; /* they certainly cost `credits` */
    bool is_unread;  /* an answer is stored but not read yet; it is not counted */
};

bool lookup_lost(struct store *store, int64_t snapshot, int64_t seq, struct lookup_lost *found,
                 struct err *err) __attribute__((nonnull(1, 4), warn_unused_result));

/* The same for the profile requested by `target`. */
bool lookup_lost_profile(struct store *store, const char *target, struct lookup_lost *found,
                         struct err *err) __attribute__((nonnull(1, 2, 3), warn_unused_result));

/* One page; NULL if it does not exist. */
bool lookup_page(struct store *store, int64_t snapshot, int64_t seq, struct page **page,
                 struct err *err) __attribute__((nonnull(1, 4), warn_unused_result));

#endif
