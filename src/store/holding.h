/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The chosen list of each owner: its newest complete snapshot, else its newest one with a page. On
 * any connection, by its own thread. Functions return false only if reading fails.
 *
 * Only pages from the first to the first missing one count. What nothing proves an owner of
 * (owner.h) is chosen by its handle, with 0 for its owner, and is left out if an account that ever
 * had the handle has a list of its own: it may be the same owner's. */
#ifndef FOLLOWTRAIL_STORE_HOLDING_H
#define FOLLOWTRAIL_STORE_HOLDING_H

#include "base/arena.h"
#include "graph/standing.h"
#include "store/store.h"

struct holding {
    int64_t account;  /* the owner's number in the store; 0: nothing proves whose it is */
    const char *id;   /* the owner's; NULL: nothing proves whose it is */
    int64_t snapshot; /* 0: it is known without a request that the owner follows nobody */
    enum standing_state state;
    bool is_complete;
    bool is_asked;                /* somebody asked for this list: it counts among "N lists" */
    int64_t pages;                /* from the first to the first missing one */
    int64_t listed;               /* distinct ids */
    int64_t nameless;             /* records without an id */
    int64_t repeats;              /* rows whose id came before */
    int64_t reported;             /* ACCOUNT_UNKNOWN: nobody reported how many the owner follows */
    int64_t reported_ms;          /* when; ACCOUNT_UNKNOWN likewise */
    int64_t length_lo, length_hi; /* STANDING_NO_LIMIT */
    int64_t started_ms;           /* ACCOUNT_UNKNOWN without a snapshot */
    int64_t first_ms, last_ms;    /* when its first and last page came; without a snapshot when
                                     the owner was described */
    int64_t requests;             /* that were sent for it */
    int64_t credits, maybe;       /* charged for it; and what may have been, at most */
    int64_t newer;                /* a newer snapshot, which is incomplete; 0: none */
    const char *label; /* the owner as it is called now: "@handle"; else what was asked for */
};

typedef void holding_take(void *context, const struct holding *holding);

/* Where a reading in slices goes on. Starts as {0}. */
struct holding_place {
    int part;
    int64_t after;
    char *name; /* freed when the reading ends, or by holding_place_fini() */
};
void holding_place_fini(struct holding_place *place) __attribute__((nonnull));

/* Passes at least one and about `most` holdings in no particular order; *is_end after the last. A
 * holding's texts are valid until `take` returns. Owners of whom it is reported that they follow
 * nobody are among them, asked for or not. */
bool holding_some(struct store *store, struct holding_place *place, size_t most, holding_take *take,
                  void *context, bool *is_end, struct err *err)
    __attribute__((nonnull(1, 2, 4, 6), warn_unused_result));

/* The same for lists without a proved owner only. */
bool holding_unproved(struct store *store, struct holding_place *place, size_t most,
                      holding_take *take, void *context, bool *is_end, struct err *err)
    __attribute__((nonnull(1, 2, 4, 6), warn_unused_result));

/* The chosen list of an account. Its state is STANDING_NONE if there is none. */
bool holding_of(struct store *store, int64_t account, struct holding *holding, struct arena *arena,
                struct err *err) __attribute__((nonnull(1, 3, 4), warn_unused_result));

/* Any snapshot, chosen or not, as if it were chosen. */
bool holding_of_snapshot(struct store *store, int64_t snapshot, struct holding *holding,
                         struct arena *arena, struct err *err)
    __attribute__((nonnull(1, 3, 4), warn_unused_result));

/* The chosen list of the owner, or handle, whose list that snapshot is; it may be another one. Its
 * state is STANDING_NONE if none is chosen. */
bool holding_chosen(struct store *store, int64_t snapshot, struct holding *holding,
                    struct arena *arena, struct err *err)
    __attribute__((nonnull(1, 3, 4), warn_unused_result));

/* Passes the chosen lists that answers after number *since may have changed, some more than once,
 * and moves *since on by `most` answers at most; *is_end if no more are left. A list that is no
 * longer chosen, or an account that no longer follows nobody, comes with STANDING_NONE. A list
 * whose owner was not proved may come with its owner. Answers number from 1 in order of arrival. */
bool holding_changed(struct store *store, int64_t *since, size_t most, holding_take *take,
                     void *context, bool *is_end, struct err *err)
    __attribute__((nonnull(1, 2, 4, 6), warn_unused_result));

/* The number of the newest answer of those that were read in order; 0: none. Taken before a first
 * reading, it is the *since of the first change after it. */
bool holding_newest(struct store *store, int64_t *no, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

/* A number that changes with what holding_changed() cannot see, which is rare; and when everything
 * is derived again, so that numbers of accounts mean others. All has to be read again then. */
bool holding_generation(struct store *store, int64_t *generation, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

#endif
