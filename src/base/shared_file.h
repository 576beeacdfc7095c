/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For small files that several programs change. To change one, lock it, read it again, replace it
 * (base/file.h) and unlock it, so that no change is lost. A file that cannot be understood is never
 * overwritten: it is put aside first. */
#ifndef FOLLOWTRAIL_BASE_SHARED_FILE_H
#define FOLLOWTRAIL_BASE_SHARED_FILE_H

#include "base/buf.h"
#include "base/err.h"

#include <stdbool.h>

/* Waits for other programs, which hold the lock only while they write. The lock is on PATH.lock,
 * because the file itself is replaced; that file stays. The folder must exist. Returns a handle for
 * shared_file_unlock(), or -1 with ERR_IO, whose text is that path and the system's reason. */
int shared_file_lock(const char *path, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));
void shared_file_unlock(int lock);

/* Whether `text` from file_read() is the whole file: a NUL would hide the rest. */
bool shared_file_is_whole(const char *path, const char *text) __attribute__((nonnull));

/* With the lock held: renames the file to the first free name of PATH.damaged-1 to 999 and returns
 * that name; the caller frees it. NULL, changing nothing, if none is free or the folder is not
 * writable. */
char *shared_file_put_aside(const char *path) __attribute__((nonnull, warn_unused_result));

#endif
