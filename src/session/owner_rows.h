/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of local lists whose accounts own stored lists. Main thread only. */
#ifndef FOLLOWTRAIL_SESSION_OWNER_ROWS_H
#define FOLLOWTRAIL_SESSION_OWNER_ROWS_H

#include "session/session.h"
#include "store/holding.h"

struct owner_row {
    struct holding holding;
    const char *id;           /* the owner's; NULL: nothing proves whose list it is */
    int64_t rank;             /* in it, of whom the list is about; ACCOUNT_UNKNOWN */
    int64_t lists, lists_max; /* that have the owner; ACCOUNT_UNKNOWN: not counted yet */
};

struct owner_rows {
    const struct session *session;
    struct owner_row *of;
    size_t count, capacity;
    struct arena arena;
};

void owner_rows_init(struct owner_rows *rows, const struct session *session)
    __attribute__((nonnull));
void owner_rows_fini(struct owner_rows *rows) __attribute__((nonnull));

/* Whether somebody asked for the list, and something of it is known. */
bool owner_rows_takes(const struct holding *holding) __attribute__((nonnull));

/* Adds a copy of it. */
void owner_rows_add(struct owner_rows *rows, const struct holding *holding, int64_t rank)
    __attribute__((nonnull));

/* By the time of the newest page, the newest first; by the lists that have the owner, most first,
 * and by its id. */
void owner_rows_sort_by_age(struct owner_rows *rows) __attribute__((nonnull));
void owner_rows_sort_by_lists(struct owner_rows *rows, size_t from) __attribute__((nonnull));

/* What all these rows tell, whichever there are: programs read the same columns every time. */
void owner_rows_tell(struct list *list) __attribute__((nonnull));

/* Widens the dates of the list so that they include those of one that it is about. */
void owner_rows_date(struct list *list, int64_t first_ms, int64_t last_ms) __attribute__((nonnull));

/* Adds some of them to the list, with the owners' newest records. */
bool owner_rows_put(struct owner_rows *rows, struct list *list, size_t from, size_t to,
                    enum verdict in, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

#endif
