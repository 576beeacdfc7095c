/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The bookmarked accounts, in memory and in a small text file that several programs may change at
 * the same time. To change it, a program holds the lock file FILE.lock, reads the file again, and
 * replaces it whole. A change that cannot be written is not made in memory either.
 *
 * The file: a line `followtrail bookmarks 1`, then lines `ID HANDLE TIME`, oldest first. ID and
 * HANDLE are as base/percent writes them, TIME is milliseconds since 1970 UTC.
 *
 * A damaged file is never overwritten: it is renamed to FILE.damaged-1 (-2, …), and the lines that
 * can be read stay.
 */
#ifndef FOLLOWTRAIL_SESSION_BOOKMARK_FILE_H
#define FOLLOWTRAIL_SESSION_BOOKMARK_FILE_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct bookmark {
    const char *id;
    const char *handle; /* when it was bookmarked; NULL if the record had none */
    int64_t time_ms;    /* when it was bookmarked */
};

struct bookmark_file;

/* Returns an empty set. `path` NULL: in memory only. */
struct bookmark_file *bookmark_file_new(const char *path)
    __attribute__((returns_nonnull, warn_unused_result));
void bookmark_file_free(struct bookmark_file *set);

/* Reads the file; a missing file is an empty set. ERR_DATA if it was damaged: the set then has what
 * could be read, and so has the file. ERR_CONFIG for the file of a newer program, ERR_IO: both
 * leave the set unchanged. */
bool bookmark_file_read(struct bookmark_file *set, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

/* Adds or removes accounts; those already there, or not there, are skipped. Fails as reading does,
 * ERR_DATA included, and then changes nothing; ERR_LIMIT for too many. */
bool bookmark_file_change(struct bookmark_file *set, const struct bookmark *bookmarks, size_t count,
                          bool is_adding, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

bool bookmark_file_has(const struct bookmark_file *set, const char *id) __attribute__((nonnull));
size_t bookmark_file_count(const struct bookmark_file *set) __attribute__((nonnull));

/* The oldest is 0. Valid until the set is read or changed. */
const struct bookmark *bookmark_file_at(const struct bookmark_file *set, size_t index)
    __attribute__((nonnull, returns_nonnull));

#endif
