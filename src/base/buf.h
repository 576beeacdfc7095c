/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A growable byte buffer with a maximum size, always NUL-terminated. Data that does not fit is
 * refused as a whole, and the buffer remembers the overflow. */
#ifndef FOLLOWTRAIL_BASE_BUF_H
#define FOLLOWTRAIL_BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>

struct buf {
    char *data; /* NULL until something is added; use buf_text() for a string */
    size_t len, capacity, ceiling;
    bool overflowed;
};

void buf_init(struct buf *buf, size_t ceiling)
    __attribute__((nonnull)); /* ceiling: the maximum number of bytes, not counting the NUL */
void buf_fini(struct buf *buf) __attribute__((nonnull));
void buf_clear(struct buf *buf)
    __attribute__((nonnull)); /* clears content and overflow, keeps the memory */

/* Appends. Returns false, appending nothing, if the ceiling would be exceeded. */
bool buf_put(struct buf *buf, const void *bytes, size_t len) __attribute__((nonnull(1)));
bool buf_text_put(struct buf *buf, const char *text) __attribute__((nonnull));
bool buf_format(struct buf *buf, const char *format, ...)
    __attribute__((format(printf, 2, 3), nonnull));

const char *buf_text(const struct buf *buf)
    __attribute__((returns_nonnull, nonnull)); /* "" if empty */

/* Returns the bytes, which the caller frees, and empties the buffer. */
char *buf_steal(struct buf *buf, size_t *len) __attribute__((returns_nonnull, nonnull(1)));

#endif
