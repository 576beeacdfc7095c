/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every time that an answer described an account, oldest first: which request, which of its rows,
 * and its cost. On any connection, by its own thread. Functions return false only if reading fails.
 *
 * Of two answers to one page, only the one that became the page counts. */
#ifndef FOLLOWTRAIL_STORE_SIGHTING_H
#define FOLLOWTRAIL_STORE_SIGHTING_H

#include "base/arena.h"
#include "store/journal.h"

struct sighting {
    int64_t request;
    enum journal_kind kind;
    int64_t row; /* of the answer's records, from 0; REPLY_UNKNOWN in a profile */
    int64_t received_ms;
    int64_t no;             /* in order of arrival of all answers */
    int64_t snapshot, page; /* JOURNAL_FOLLOWING; page: from 1 */
    const char *label;      /* whose list or profile was requested */
    const char *request_id; /* the API's; NULL if not reported */
    int64_t rows;           /* records in the answer */
    int64_t credits;        /* charged for all of them; REPLY_UNKNOWN: at most `reserved` */
    int64_t reserved;
};

/* The number of the account in a row of a page, both from 0, for a record without an id; 0: none.
 * lookup_number() finds the others. */
bool sighting_account_in(struct store *store, int64_t snapshot, int64_t seq, int64_t row,
                         int64_t *account, struct err *err)
    __attribute__((nonnull(1, 5), warn_unused_result));

/* *sightings is in the arena. */
bool sighting_list(struct store *store, int64_t account, struct arena *arena,
                   struct sighting **sightings, size_t *count, struct err *err)
    __attribute__((nonnull(1, 3, 4, 5), warn_unused_result));

#endif
