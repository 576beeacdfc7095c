/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small files of the program's own, read and replaced as a whole. */
#ifndef FOLLOWTRAIL_BASE_FILE_H
#define FOLLOWTRAIL_BASE_FILE_H

#include "base/buf.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

/* Puts `content` at `path` (0600): who reads it finds the old content or the new, nothing between.
 * ERR_IO, with the system's reason alone as its text. */
bool file_replace(const char *path, const struct buf *content, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

/* All of it, NUL at the end, for the caller to free. NULL when it is not there (err->kind is
 * ERR_NONE then), cannot be read, or has more than `most` bytes (ERR_IO). Symbolic links are not
 * followed and nothing is waited for. */
char *file_read(const char *path, size_t most, struct err *err)
    __attribute__((nonnull, warn_unused_result));

#endif
