/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file for the user, which is there whole or not at all: it is written beside its place, synced,
 * and renamed. Its mode is 0600. Errors are ERR_IO with a sentence. */
#ifndef FOLLOWTRAIL_BASE_NEW_FILE_H
#define FOLLOWTRAIL_BASE_NEW_FILE_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

struct new_file {
    char *path, *beside;
    int fd; /* -1: there is none */
    bool may_replace;
};

/* `path`: see file_expand(). Without `may_replace` nothing is ever replaced. After a failure
 * new_file_close() may be called. */
bool new_file_open(struct new_file *file, const char *path, bool may_replace, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

bool new_file_put(struct new_file *file, const char *bytes, size_t len, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

/* Gives it its name; may wait for the disk. */
bool new_file_finish(struct new_file *file, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

/* Removes what was not finished, and frees. */
void new_file_close(struct new_file *file) __attribute__((nonnull));

#endif
