/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of local lists whose accounts own stored lists. Main thread only. */
#ifndef FOLLOWTRAIL_SESSION_OWNER_ROWS_H
#define FOLLOWTRAIL_SESSION_OWNER_ROWS_H

#include "session/session.h"
#include "store/holding.h"

struct owner_row {
    const char *id;   /* the owner's; NULL: nothing proves whose list it is */
    const char *name; /* then the handle that it was requested by */
    int64_t snapshot;
    int64_t lists; /* that have the owner; ACCOUNT_UNKNOWN: not counted yet */
    struct row_facts facts;
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

/* Adds the owner of a list, with the rank that the list gives to whom the rows are about;
 * ACCOUNT_UNKNOWN: none. Copies texts. */
void owner_rows_add(struct owner_rows *rows, const struct holding *holding, int64_t rank)
    __attribute__((nonnull));

/* Adds the owner of a list of the index. Only one without a proved owner is looked up. */
bool owner_rows_add_chosen(struct owner_rows *rows, const struct chosen *chosen, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

/* By the time of the newest page, the newest first; by the lists that have the owner, most first,
 * and by its id. */
void owner_rows_sort_by_age(struct owner_rows *rows) __attribute__((nonnull));
void owner_rows_sort_by_lists(struct owner_rows *rows, size_t from) __attribute__((nonnull));

/* What all these rows tell, whichever there are: programs read the same columns every time. */
void owner_rows_tell(struct list *list) __attribute__((nonnull));

/* Widens the dates of the list so that they include those of one that it is about. */
void owner_rows_date(struct list *list, int64_t first_ms, int64_t last_ms) __attribute__((nonnull));

/* Adds some of them to the list. The owners' records are read later: there may be thousands, and a
 * screen shows few (session/reading.h). */
void owner_rows_put(const struct owner_rows *rows, struct list *list, size_t from, size_t to,
                    enum verdict in) __attribute__((nonnull));

#endif
