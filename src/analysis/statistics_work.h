/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes statistics (analysis/statistics.h) from the store, in steps that take a few milliseconds.
 */
#ifndef FOLLOWTRAIL_ANALYSIS_STATISTICS_WORK_H
#define FOLLOWTRAIL_ANALYSIS_STATISTICS_WORK_H

#include "analysis/graph_index.h"
#include "analysis/groups.h"
#include "analysis/statistics.h"
#include "store/holding.h"

struct statistics_work;

/* Store, index (all counted) and groups (NULL: none) are used until it is done. `now_ms` is what
 * ages are of. */
struct statistics_work *statistics_work_new(struct store *store, const struct graph_index *index,
                                            const struct groups *groups, int64_t now_ms)
    __attribute__((nonnull(1, 2), returns_nonnull, warn_unused_result));
void statistics_work_free(struct statistics_work *work);

/* First the lists that it is about, if any, each once; then the accounts, each once. */
void statistics_work_add_list(struct statistics_work *work, const struct holding *list)
    __attribute__((nonnull));
void statistics_work_add_account(struct statistics_work *work, const struct account *account)
    __attribute__((nonnull));

/* In place of accounts: all that are in those lists. */
bool statistics_work_add_listed(struct statistics_work *work, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

/* In place of lists and accounts: all that the store has. Records without an id are nobody's, and
 * so are left out; lists without a proved owner are not. */
bool statistics_work_add_store(struct statistics_work *work, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

/* Reads lists until `until_ms` (clock_monotonic_ms()), one at least. */
bool statistics_work_go_on(struct statistics_work *work, int64_t until_ms, bool *is_done,
                           struct err *err) __attribute__((nonnull(1, 3), warn_unused_result));

/* How many lists are to be read, and how many were. */
void statistics_work_progress(const struct statistics_work *work, size_t *read, size_t *all)
    __attribute__((nonnull));

/* When it is done; lives as long as the work. */
const struct statistics *statistics_work_of(const struct statistics_work *work)
    __attribute__((nonnull, returns_nonnull));

#endif
