/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the store knows about one account over time: each state in which answers described it, and
 * what lists in memory do not hold. And what accounts and lists were at a moment, which is the
 * number of a start or end of a request: these order everything, whatever clocks said. On any
 * connection, by its own thread. Functions return false only if reading fails. */
#ifndef FOLLOWTRAIL_STORE_HISTORY_H
#define FOLLOWTRAIL_STORE_HISTORY_H

#include "account/account.h"
#include "store/store.h"

enum { HISTORY_STATES_MAX = 100 };

struct history_state {
    int64_t first_ms;       /* when an answer first described it so */
    struct account account; /* without avatar address */
};

struct history {
    const char *avatar_url; /* in the newest record; NULL: none */
    const char *sec_uid;    /* that a profile was requested by, or the id itself; NULL: none */
    struct history_state *states; /* the newest first, HISTORY_STATES_MAX at most */
    size_t count;
};

/* Of the account with that id. All is in `arena`. An account that the store does not have has no
 * states. */
bool history_read(struct store *store, const char *id, struct arena *arena, struct history *history,
                  struct err *err) __attribute__((nonnull(1, 2, 3, 4), warn_unused_result));

/* After the last start or end of a request that is dated `ms` or before. 0: there is none. What
 * came earlier belongs to it whatever its date. */
bool history_moment_of_time(struct store *store, int64_t ms, int64_t *no, struct err *err)
    __attribute__((nonnull(1, 3), warn_unused_result));

/* When the last page of a snapshot came, from its first page to its first missing one. 0: it has
 * none. */
bool history_moment_of_snapshot(struct store *store, int64_t snapshot, int64_t *no, struct err *err)
    __attribute__((nonnull(1, 3), warn_unused_result));

/* The record that an account had then; 0: none yet. */
bool history_record(struct store *store, int64_t account, int64_t no, int64_t *record,
                    struct err *err) __attribute__((nonnull(1, 4), warn_unused_result));

#define HISTORY_NOW INT64_MAX /* after everything that is stored */

/* The newest snapshot with a page, begun by then, and with a smaller number than `before` (or
 * INT64_MAX), of an owner (an id) or, where that is NULL, of lists without a proved owner that were
 * requested by that handle. 0: none. */
bool history_snapshot(struct store *store, const char *owner, const char *handle, int64_t no,
                      int64_t before, int64_t *snapshot, struct err *err)
    __attribute__((nonnull(1, 6), warn_unused_result));

#endif
