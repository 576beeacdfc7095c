/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a file in chunks that end where a row of CSV ends, and hashes its bytes on the way. */
#ifndef FOLLOWTRAIL_VERIFY_ROW_CHUNKS_H
#define FOLLOWTRAIL_VERIFY_ROW_CHUNKS_H

#include "base/err.h"
#include "base/sha256.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { ROW_CHUNKS_ROW_MAX = 64 << 20 }; /* bytes of a row */

struct row_chunks {
    int fd; /* borrowed */
    const char *name;
    struct sha256_sum *sum;
    int64_t bytes; /* read so far */
    char *data;
    size_t len, capacity;
    size_t scanned, end; /* looked at; the chunk's end, 0: none found */
    char after;          /* the byte that the chunk's NUL replaces */
    bool is_quoted;      /* at `scanned` */
    bool is_at_end;      /* of the file */
};

/* `name` is for messages and must outlive it. */
void row_chunks_init(struct row_chunks *chunks, int fd, const char *name) __attribute__((nonnull));

/* The next chunk, NUL-terminated; the caller may change it. *text is NULL at the end of the file.
 * False with ERR_IO, or ERR_DATA for a row that is too long. */
bool row_chunks_next(struct row_chunks *chunks, char **text, size_t *len, struct err *err)
    __attribute__((nonnull(1, 2, 3), warn_unused_result));

/* Reads what is left, whatever it is. */
bool row_chunks_skip(struct row_chunks *chunks, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

/* Frees; `hex` is the SHA-256 of everything that was read. */
void row_chunks_finish(struct row_chunks *chunks, char hex[SHA256_HEX_MAX])
    __attribute__((nonnull));

#endif
