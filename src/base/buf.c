/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/buf.h"

#include "base/mem.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void buf_init(struct buf *buf, size_t ceiling) {
    *buf = (struct buf){.ceiling = ceiling < SIZE_MAX / 4 ? ceiling : SIZE_MAX / 4};
}

void buf_fini(struct buf *buf) {
    free(buf->data);
    *buf = (struct buf){.ceiling = buf->ceiling};
}

void buf_clear(struct buf *buf) {
    buf->len = 0;
    buf->overflowed = false;
    if (buf->data)
        buf->data[0] = '\0';
}

static bool reserve(struct buf *buf, size_t len) {
    if (len > buf->ceiling - buf->len) {
        buf->overflowed = true;
        return false;
    }
    buf->data = mem_grow(buf->data, &buf->capacity, buf->len + len + 1, 1);
    return true;
}

bool buf_put(struct buf *buf, const void *bytes, size_t len) {
    if (!reserve(buf, len))
        return false;
    if (len)
        memcpy(buf->data + buf->len, bytes, len);
    buf->len += len;
    buf->data[buf->len] = '\0';
    return true;
}

bool buf_text_put(struct buf *buf, const char *text) {
    return buf_put(buf, text, strlen(text));
}

bool buf_format(struct buf *buf, const char *format, ...) {
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    bool fits = len >= 0 && reserve(buf, (size_t)len);
    if (fits) {
        vsnprintf(buf->data + buf->len, (size_t)len + 1, format, again);
        buf->len += (size_t)len;
    }
    va_end(again);
    return fits;
}

const char *buf_text(const struct buf *buf) {
    return buf->data ? buf->data : "";
}

char *buf_steal(struct buf *buf, size_t *len) {
    char *data = buf->data ? buf->data : mem_dup("");
    if (len)
        *len = buf->len;
    *buf = (struct buf){.ceiling = buf->ceiling};
    return data;
}
