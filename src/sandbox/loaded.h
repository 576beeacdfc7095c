/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A given network: `accounts.csv` and `follows.csv` of a folder, with a header line each and
 * columns by name in any order; unknown columns are ignored.
 *   accounts.csv  needs id, username; may have display_name, avatar_url, bio, region, is_verified,
 *                 is_private, follower_count, following_count, like_count, video_count. A cell that
 *                 is empty or has no column is "", false, 0 or, for following_count, the number of
 *                 rows in follows.csv; no region is null.
 *   follows.csv   needs source, target; may have rank, which orders the rows of a source, where it
 *                 is the file's order otherwise.
 * An id is `tt` and the API's id, or that alone. Of two accounts with one handle the first has it.
 */
#ifndef FOLLOWTRAIL_SANDBOX_LOADED_H
#define FOLLOWTRAIL_SANDBOX_LOADED_H

#include "base/err.h"
#include "sandbox/network.h"

/* NULL and ERR_IO, or ERR_DATA with file and line. */
struct network *loaded_open(const char *dir, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

#endif
