/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file of an export: buffered, hashed and counted as it is written, and on the disk at its end.
 * It may be a descriptor of somebody else's instead, such as stdout. */
#ifndef FOLLOWTRAIL_EXPORT_DATA_FILE_H
#define FOLLOWTRAIL_EXPORT_DATA_FILE_H

#include "base/sha256.h"
#include "export/folder.h"

#include <stddef.h>
#include <stdint.h>

struct data_file {
    const char *name; /* for messages */
    int fd;
    bool is_borrowed; /* neither synced nor closed */
    char *buffer;
    size_t used;
    int64_t bytes; /* given so far */
    struct sha256_sum *sum;
};

/* `name` must outlive the file. ERR_IO; data_file_close() may be called then, too. */
bool data_file_create(struct data_file *file, struct folder *folder, const char *name,
                      struct err *err) __attribute__((nonnull(1, 2, 3), warn_unused_result));
void data_file_borrow(struct data_file *file, int fd, const char *name) __attribute__((nonnull));

/* ERR_IO. */
bool data_file_put(struct data_file *file, const void *bytes, size_t len, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

/* Writes what is left, and syncs. `hash`: of all bytes, in hexadecimal digits. ERR_IO. */
bool data_file_finish(struct data_file *file, char hash[SHA256_HEX_MAX], struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

/* Closes and frees, finished or not. */
void data_file_close(struct data_file *file) __attribute__((nonnull));

#endif
