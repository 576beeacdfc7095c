/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "verify/row_chunks.h"

#include "base/mem.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PIECE = 1 << 18 };

void row_chunks_init(struct row_chunks *chunks, int fd, const char *name) {
    *chunks = (struct row_chunks){.fd = fd, .name = name, .sum = sha256_new()};
}

static bool read_piece(struct row_chunks *chunks, struct err *err) {
    ssize_t len;
    chunks->data = mem_grow(chunks->data, &chunks->capacity, chunks->len + PIECE + 1, 1);
    do
        len = read(chunks->fd, chunks->data + chunks->len, PIECE);
    while (len < 0 && errno == EINTR);
    if (len < 0)
        return err_set(err, ERR_IO, "%s: %s", chunks->name, strerror(errno));
    sha256_add(chunks->sum, chunks->data + chunks->len, (size_t)len);
    chunks->len += (size_t)len;
    chunks->data[chunks->len] = '\0';
    chunks->bytes += len;
    chunks->is_at_end = len == 0;
    return true;
}

/* The last end of a line outside quotation marks. */
static void look_for_end(struct row_chunks *chunks) {
    for (; chunks->scanned < chunks->len; chunks->scanned++) {
        char byte = chunks->data[chunks->scanned];
        chunks->is_quoted ^= byte == '"';
        if (byte == '\n' && !chunks->is_quoted)
            chunks->end = chunks->scanned + 1;
    }
}

/* Drops the chunk that was given before. */
static void drop_chunk(struct row_chunks *chunks) {
    if (!chunks->end)
        return;
    chunks->data[chunks->end] = chunks->after;
    memmove(chunks->data, chunks->data + chunks->end, chunks->len - chunks->end);
    chunks->len -= chunks->end;
    chunks->scanned = chunks->len;
    chunks->end = 0;
}

bool row_chunks_next(struct row_chunks *chunks, char **text, size_t *len, struct err *err) {
    drop_chunk(chunks);
    while (!chunks->end && !chunks->is_at_end) {
        if (chunks->len > ROW_CHUNKS_ROW_MAX)
            return err_set(err, ERR_DATA, "%s has a row of more than %d bytes", chunks->name,
                           ROW_CHUNKS_ROW_MAX);
        if (!read_piece(chunks, err))
            return false;
        look_for_end(chunks);
    }
    if (!chunks->end)
        chunks->end = chunks->len; /* the last line, without its end */
    *len = chunks->end;
    *text = chunks->end ? chunks->data : NULL;
    if (chunks->end) {
        chunks->after = chunks->data[chunks->end];
        chunks->data[chunks->end] = '\0';
    }
    return true;
}

bool row_chunks_skip(struct row_chunks *chunks, struct err *err) {
    while (!chunks->is_at_end) {
        chunks->len = 0;
        if (!read_piece(chunks, err))
            return false;
    }
    return true;
}

void row_chunks_finish(struct row_chunks *chunks, char hex[SHA256_HEX_MAX]) {
    uint8_t digest[SHA256_BYTES];
    sha256_finish(chunks->sum, digest);
    sha256_hex(digest, hex);
    free(chunks->data);
}
