/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An exact copy of a store that may not be written. */
#ifndef FOLLOWTRAIL_STORE_PRIVATE_COPY_H
#define FOLLOWTRAIL_STORE_PRIVATE_COPY_H

#include "base/err.h"

/* Copies the file with its log and journal to a temporary path (home_temporary_path()); while
 * another program has it open, what a reader sees at one moment, if it can be read so. The caller
 * calls home_remove_temporary() and frees it. NULL on failure: ERR_LIMIT no room; ERR_IO
 * unreadable, or changed meanwhile. */
char *private_copy_make(const char *path, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

/* Names the original instead of the copy in a message. */
void private_copy_name_original(struct err *err, const char *copy, const char *path)
    __attribute__((nonnull));

#endif
