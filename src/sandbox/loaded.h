/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A given network: `accounts.csv` and `follows.csv` in a folder, each with a header line, columns
 * by name in any order; unknown columns are ignored. accounts.csv  required: id, username;
 * optional: display_name, avatar_url, bio, region, is_verified, is_private, follower_count,
 * following_count, like_count, video_count. An empty or missing cell is "", false, 0 or, for
 * following_count, the number of rows in follows.csv; an empty region is null. follows.csv
 * required: source, target; optional: rank, which orders the rows of a source. Without it they keep
 * the file's order. An id is the API's id, with or without a leading `tt`. A handle used twice
 * belongs to the first account.
 *
 * An export is such a folder too. Its column list_state says of each account what is known of its
 * list (replay.h), and then an empty cell is null. A handle used twice belongs to the account with
 * the newer record_at. An export with --pseudonyms is refused.
 */
#ifndef FOLLOWTRAIL_SANDBOX_LOADED_H
#define FOLLOWTRAIL_SANDBOX_LOADED_H

#include "base/err.h"
#include "sandbox/network.h"

/* NULL and ERR_IO, or ERR_DATA with file and line. */
struct network *loaded_open(const char *dir, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

#endif
