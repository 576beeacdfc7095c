/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a printed list covers, and how certain it is: as a sentence for people and as members of a
 * JSON object for programs. */
#ifndef FOLLOWTRAIL_CLI_LIST_SCOPE_H
#define FOLLOWTRAIL_CLI_LIST_SCOPE_H

#include "model/excerpt.h"
#include "store/holding.h"
#include "view/table.h"

/* Of lists of owners; of a frontier; of whom an account follows. */
extern const struct table list_scope_table, list_scope_frontier, list_scope_following;

struct list_scope {
    const struct list *list;
    const struct excerpt *excerpt;
    const struct holding *holding; /* of whom an account follows; NULL: of other lists */
    bool is_filtered;
};

/* Appends "Followed by, in your store: 6 of 10 lists, 1 unknown; lists of 2026-11-29". */
void list_scope_describe(const struct list_scope *scope, struct buf *out) __attribute__((nonnull));

/* Appends the members of the object. */
void list_scope_json(const struct list_scope *scope, const struct table *table, struct buf *out)
    __attribute__((nonnull));

#endif
