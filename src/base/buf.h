/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A growable byte buffer with a ceiling, always with a NUL after its last byte. What does not fit
 * is refused whole and the buffer remembers that it overflowed.
 */
#ifndef FOLLOWTRAIL_BASE_BUF_H
#define FOLLOWTRAIL_BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>

struct buf {
    char *data; /* NULL until something was put; use buf_text() for a string */
    size_t len, capacity, ceiling;
    bool overflowed;
};

void buf_init(struct buf *buf, size_t ceiling)
    __attribute__((nonnull)); /* ceiling: the most bytes it may hold, NUL aside */
void buf_fini(struct buf *buf) __attribute__((nonnull));
void buf_clear(struct buf *buf)
    __attribute__((nonnull)); /* forgets content and overflow, keeps the memory */

/* Appends; false when the ceiling forbids it, and then nothing was appended. */
bool buf_put(struct buf *buf, const void *bytes, size_t len) __attribute__((nonnull(1)));
bool buf_text_put(struct buf *buf, const char *text) __attribute__((nonnull));
bool buf_format(struct buf *buf, const char *format, ...)
    __attribute__((format(printf, 2, 3), nonnull));

const char *buf_text(const struct buf *buf)
    __attribute__((returns_nonnull, nonnull)); /* "" while empty */

/* Hands the bytes over (the caller frees them) and leaves the buffer empty. */
char *buf_steal(struct buf *buf, size_t *len) __attribute__((returns_nonnull, nonnull(1)));

#endif
