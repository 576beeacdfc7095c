/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program's own small files, read and replaced as a whole, and locks on open files. */
#ifndef FOLLOWTRAIL_BASE_FILE_H
#define FOLLOWTRAIL_BASE_FILE_H

#include "base/buf.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A path as a user types it: a ~ at its start is the home folder. The caller frees it. */
char *file_expand(const char *path) __attribute__((nonnull, returns_nonnull));

/* Replaces `path` (mode 0600) with `content` atomically: readers see the old content or the new.
 * ERR_IO with the system's reason alone as its text. */
bool file_replace(const char *path, const struct buf *content, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

/* Writes all of it, however many calls that takes. False with errno. */
bool file_write(int fd, const void *bytes, size_t len)
    __attribute__((nonnull(2), warn_unused_result));

/* Returns the whole file, NUL-terminated; the caller frees it. NULL if it does not exist (err->kind
 * is ERR_NONE), cannot be read, or has more than `most` bytes (ERR_IO). Does not follow symbolic
 * links and never blocks. */
char *file_read(const char *path, size_t most, struct err *err)
    __attribute__((nonnull, warn_unused_result));

enum { FILE_WHOLE = -1 };

/* Locks a byte of an open file, or all of it, until the descriptor is closed. `command`:
 * F_OFD_SETLK, or F_OFD_SETLKW to wait. `type`: F_RDLCK, F_WRLCK, F_UNLCK. False with errno. */
bool file_lock(int fd, int command, short type, int64_t byte);

/* The type of the lock that prevents an F_WRLCK by this open file; F_UNLCK: none; -1: unknown. */
int file_look_for_lock(int fd, int64_t byte);

#endif
