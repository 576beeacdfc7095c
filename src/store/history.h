/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the store knows about one account over time: each state in which answers described it, and
 * what lists in memory do not hold. On any connection, by its own thread. */
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
 * states. False only if reading fails. */
bool history_read(struct store *store, const char *id, struct arena *arena, struct history *history,
                  struct err *err) __attribute__((nonnull(1, 2, 3, 4), warn_unused_result));

#endif
