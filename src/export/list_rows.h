/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of one selected list: accounts with an id, each once, in the API's order. */
#ifndef FOLLOWTRAIL_EXPORT_LIST_ROWS_H
#define FOLLOWTRAIL_EXPORT_LIST_ROWS_H

#include "export/export_internal.h"

struct list_rows_list {
    int64_t snapshot, pages;
    int64_t owner;  /* its account; 0: unknown, or without a record */
    bool is_proved; /* its owner is */
    bool is_complete, has_repeats;
};

struct list_rows_row {
    int64_t account, rank; /* from 1 */
    int64_t seq;           /* of its page */
};

/* False ends the reading. */
typedef bool list_rows_take(void *context, const struct list_rows_row *row);

/* False only if the store cannot be read. */
bool list_rows_read(struct export *export, const struct list_rows_list *list, list_rows_take *take,
                    void *context, struct err *err)
    __attribute__((nonnull(1, 2, 3), warn_unused_result));

/* Visits the chosen lists of the selection, by their owners' ids in byte order; first those whose
 * owner is not proved. False: a visit said so, or the store cannot be read. */
typedef bool list_rows_visit(void *context, const struct list_rows_list *list, struct err *err);
bool list_rows_each(struct export *export, list_rows_visit *visit, void *context, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

/* Counts in how many selected lists each account is, once. */
bool list_rows_count(struct export *export, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

#endif
