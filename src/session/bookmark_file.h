/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The accounts that are marked for keeps, in memory and in a small text file that several programs
 * may write at once: whoever changes it holds the lock file FILE.lock, reads what is there by then,
 * and replaces it whole. What could not be written is not changed in memory either.
 *
 * The file: a line `followtrail bookmarks 1`, then lines `ID HANDLE TIME`, the oldest first; ID and
 * HANDLE as base/percent writes them, TIME in milliseconds since 1970 UTC.
 *
 * A file that is not so is never written over: it is put aside under the name FILE.damaged-1 (-2,
 * …), and the lines that can be read stay.
 */
#ifndef FOLLOWTRAIL_SESSION_BOOKMARK_FILE_H
#define FOLLOWTRAIL_SESSION_BOOKMARK_FILE_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct bookmark {
    const char *id;
    const char *handle; /* as it was when it was marked; NULL when the record had none */
    int64_t time_ms;    /* when it was marked */
};

struct bookmark_file;

/* Empty. `path` NULL: in memory alone. */
struct bookmark_file *bookmark_file_new(const char *path)
    __attribute__((returns_nonnull, warn_unused_result));
void bookmark_file_free(struct bookmark_file *set);

/* Takes over what the file has by now; no file is an empty set. ERR_DATA when it was damaged: then
 * the set has what could be read of it, and so has the file. ERR_CONFIG for the file of a newer
 * program; ERR_IO. Both leave the set as it is. */
bool bookmark_file_read(struct bookmark_file *set, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

/* Adds accounts, or takes them away; those that are there, or not there, already, are passed over.
 * Fails as reading does, ERR_DATA too, and changes nothing then; ERR_LIMIT for too many. */
bool bookmark_file_change(struct bookmark_file *set, const struct bookmark *bookmarks, size_t count,
                          bool is_adding, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

bool bookmark_file_has(const struct bookmark_file *set, const char *id) __attribute__((nonnull));
size_t bookmark_file_count(const struct bookmark_file *set) __attribute__((nonnull));

/* The oldest is 0. Holds until the set is read or changed. */
const struct bookmark *bookmark_file_at(const struct bookmark_file *set, size_t index)
    __attribute__((nonnull, returns_nonnull));

#endif
