/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox/bomb.h"

#include "base/buf.h"
#include "base/mem.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum { MEGABYTE = 1 << 20, CEILING = 64 * MEGABYTE, GZIP_WINDOW = 15 + 16 };

/* Compresses `len` bytes and appends the output. */
static void squeeze(z_stream *stream, const void *bytes, size_t len, int flush, struct buf *out) {
    unsigned char chunk[4096];
    /* zlib's interface predates const, but it does not write here */
    stream->next_in = (Bytef *)(uintptr_t)bytes;
    stream->avail_in = (uInt)len;
    do {
        stream->next_out = chunk;
        stream->avail_out = sizeof chunk;
        deflate(stream, flush);
        buf_put(out, chunk, sizeof chunk - stream->avail_out);
    } while (stream->avail_out == 0);
}

char *bomb_make(const char *text, size_t text_len, size_t *len) {
    struct buf out;
    buf_init(&out, CEILING);
    char *spaces = mem_alloc(MEGABYTE);
    memset(spaces, ' ', MEGABYTE);
    z_stream stream = {0};
    if (deflateInit2(&stream, 1, Z_DEFLATED, GZIP_WINDOW, 9, Z_DEFAULT_STRATEGY) == Z_OK) {
        squeeze(&stream, text, text_len, Z_NO_FLUSH, &out);
        for (int i = 0; i < BOMB_MEGABYTES; i++)
            squeeze(&stream, spaces, MEGABYTE, Z_NO_FLUSH, &out);
        squeeze(&stream, "", 0, Z_FINISH, &out);
        deflateEnd(&stream);
    }
    free(spaces);
    return buf_steal(&out, len);
}
