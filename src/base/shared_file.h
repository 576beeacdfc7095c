/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What several programs that change one small file need. Who changes it locks it, reads it again,
 * replaces it (base/file.h) and unlocks it, so that no change is lost. What cannot be understood of
 * it is not written over: the file is put aside first.
 */
#ifndef FOLLOWTRAIL_BASE_SHARED_FILE_H
#define FOLLOWTRAIL_BASE_SHARED_FILE_H

#include "base/buf.h"
#include "base/err.h"

#include <stdbool.h>

/* Waits for other programs, which hold it no longer than writing takes. The lock is of PATH.lock,
 * because the file itself is replaced; that file stays. The folder must be there. Returns what
 * shared_file_unlock() takes; -1 with ERR_IO, whose text is that path and the system's reason. */
int shared_file_lock(const char *path, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));
void shared_file_unlock(int lock);

/* Whether `text`, as file_read() gave it, is all of the file: a NUL hides what follows. */
bool shared_file_is_whole(const char *path, const char *text) __attribute__((nonnull));

/* With the lock held: renames it to the first free of PATH.damaged-1 to 999, and returns that; the
 * caller frees it. NULL, with nothing changed, when none is free or the folder cannot be written.
 */
char *shared_file_put_aside(const char *path) __attribute__((nonnull, warn_unused_result));

#endif
