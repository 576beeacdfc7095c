/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which group each account is in, by a file of the user's: CSV with an account (an id, or a handle
 * with or without @) and its group a row. With a header line, the columns are the first called id,
 * handle, username or account, and the one called group; without one, the first two. Reading it
 * costs nothing: who is not in the store is only counted and named.
 */
#ifndef FOLLOWTRAIL_ANALYSIS_GROUPS_H
#define FOLLOWTRAIL_ANALYSIS_GROUPS_H

#include "base/buf.h"
#include "model/facts.h"
#include "store/store.h"

struct groups;

/* NULL on failure: ERR_IO; ERR_DATA with the line. On any connection, by its own thread. */
struct groups *groups_read(const char *path, struct store *store, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));
void groups_free(struct groups *groups);

/* For struct fact_reader; lives as long as `groups`. Names are in order. */
const struct fact_groups *groups_facts(const struct groups *groups)
    __attribute__((nonnull, returns_nonnull));

/* The group of the account with that number in the store, the same pointer for the same group as
 * in groups_facts(); NULL: none. Numbers mean others after a reindex. */
const char *groups_of(const struct groups *groups, int64_t account) __attribute__((nonnull));

/* Rows about somebody who is not in the store. */
size_t groups_missing(const struct groups *groups) __attribute__((nonnull));

/* Appends "415 accounts in 3 groups; not in the store: line 12 “@x”, line 40 “77” and 3 more". */
void groups_describe(const struct groups *groups, struct buf *out) __attribute__((nonnull));

#endif
