/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compares everything derived in two versions of one store: accounts, records, lists, pages, rows,
 * names, bills, balances and sums. Rows are matched by what they are of, never by numbers that
 * depend on the order in which answers were read. */
#ifndef FOLLOWTRAIL_STORE_DERIVED_H
#define FOLLOWTRAIL_STORE_DERIVED_H

#include "store/sql.h"

struct derived_watch {
    void (*tell)(void *context, const char *table); /* which is being compared */
    void *context;
};

/* Whether `stored` and `again` say the same. ERR_DATA is the first difference in a sentence that
 * calls the one “the store” and the other “the answers”. Takes time that grows with the store, and
 * no memory. */
bool derived_compare(struct sql *stored, struct sql *again, const struct derived_watch *watch,
                     struct err *err) __attribute__((nonnull(1, 2, 3), warn_unused_result));

#endif
