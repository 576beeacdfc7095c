/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * For the bench: a large invented store, written by SQL in seconds, without raw answers. A few
 * accounts are in most lists and most in few, as it is with real ones; accounts are numbered in no
 * order of that. VAST_LONG_LISTS lists have VAST_LONG rows, the others 50 to 5,000 (their number's
 * logarithm is even), until all follows are written; most are complete, the others go on, or end
 * short. The owner of list i is account vast_owner(i), and its snapshot has number i + 1.
 */
#ifndef FOLLOWTRAIL_TESTS_SUPPORT_VAST_H
#define FOLLOWTRAIL_TESTS_SUPPORT_VAST_H

#include "base/err.h"
#include "tests/support/commits.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { VAST_LONG_LISTS = 12, VAST_LONG = 10000, VAST_PAGE = 200 };

struct vast {
    size_t accounts, follows; /* to write; accounts >= 20,000 */
    size_t lists;             /* were written */
};

/* Writes a store to `path`, which does not exist. 1,000,000 accounts and 10,000,000 follows take
 * about half a minute and 1.2 GB. */
bool vast_write(const char *path, struct vast *vast, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

/* The number in the store of a list's owner, and of the account that is the `rank`-th likeliest to
 * be in a list, from 0. */
int64_t vast_owner(const struct vast *vast, size_t list) __attribute__((nonnull));
int64_t vast_popular(const struct vast *vast, size_t rank) __attribute__((nonnull));

/* Pages of accounts that the store has, drawn as its lists were: what costs most to commit, because
 * each account's place is elsewhere. commits_forget() in any case. */
bool vast_draw_pages(const char *path, const struct vast *vast, struct commits_pages *pages,
                     struct err *err) __attribute__((nonnull(1, 2, 3), warn_unused_result));

#endif
