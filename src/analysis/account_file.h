/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of the user's that name accounts, a row each: CSV with an id, or a handle with or without
 * an @, in the first column, or in the first one that a header line calls id, handle, username or
 * account. */
#ifndef FOLLOWTRAIL_ANALYSIS_ACCOUNT_FILE_H
#define FOLLOWTRAIL_ANALYSIS_ACCOUNT_FILE_H

#include "base/buf.h"
#include "base/csv_rows.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

/* Which cells of a row are meant. */
struct account_file_columns {
    size_t account, group; /* group: if the file has one; else any */
};

/* Rows about somebody who is not in the store. */
struct account_file_missing {
    size_t count;
    struct buf named; /* the first of them */
};

void account_file_missing_init(struct account_file_missing *missing) __attribute__((nonnull));
void account_file_missing_fini(struct account_file_missing *missing) __attribute__((nonnull));
void account_file_miss(struct account_file_missing *missing, size_t line, const char *name)
    __attribute__((nonnull));

/* Appends "line 12 “@x”, line 40 “77” and 3 more"; nothing if there are none. */
void account_file_describe_missing(const struct account_file_missing *missing, struct buf *out)
    __attribute__((nonnull));

/* The whole file, for csv_rows_init(); the caller frees it. NULL on failure: ERR_IO, or ERR_DATA if
 * it is not UTF-8 text. */
char *account_file_read(const char *path, struct err *err)
    __attribute__((nonnull, warn_unused_result));

/* Whether the file's first row is a header line: it has a name for the account and, with
 * `has_group`, one for the group. *columns without one: the first and the second. */
bool account_file_header(const struct csv_rows_row *row, bool has_group,
                         struct account_file_columns *columns) __attribute__((nonnull));

/* Without blanks around it; changes the text. */
char *account_file_trim(char *text) __attribute__((nonnull, returns_nonnull));

/* Past the "tt" of an id of an exported file; anything else as it is. */
const char *account_file_id(const char *name) __attribute__((nonnull, returns_nonnull));

#endif
