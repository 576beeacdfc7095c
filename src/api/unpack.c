/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "api/unpack.h"

#include "api/recode.h"
#include "base/mem.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <zlib.h>

enum {
    CHUNK = 16 * 1024,
    RATIO = 5,
    WINDOW = 15,           /* bits: the maximum (zlib.h) */
    GZIP_WINDOW = 16 + 15, /* with gzip's header and trailer */
    RAW_WINDOW = -15,      /* with neither */
    NO_WINDOW = 0
};

static bool is_gzip(const uint8_t *bytes, size_t len) {
    return len > 2 && bytes[0] == 0x1f && bytes[1] == 0x8b && bytes[2] == Z_DEFLATED;
}

/* RFC 1950, 2.2: method 8, a window of 32 KiB at most, and both bytes a multiple of 31. */
static bool is_zlib(const uint8_t *bytes, size_t len) {
    return len > 2 && (bytes[0] & 0x0f) == Z_DEFLATED && bytes[0] >> 4 <= 7 &&
           (bytes[0] << 8 | bytes[1]) % 31 == 0;
}

static bool is_json(const struct buf *body) {
    const char *text = buf_text(body);
    size_t at = body->len > 2 && !memcmp(text, "\xEF\xBB\xBF", 3) ? 3 : 0;
    at += strspn(text + at, " \t\r\n");
    return text[at] == '{' || text[at] == '[';
}

/* How to unpack it; NO_WINDOW if it is not packed. */
static int window_of(const struct buf *body, const char *encoding) {
    const uint8_t *bytes = (const uint8_t *)buf_text(body);
    if (is_json(body))
        return NO_WINDOW;
    if (is_gzip(bytes, body->len))
        return GZIP_WINDOW;
    if (is_zlib(bytes, body->len))
        return WINDOW;
    bool is_raw = encoding && strcasestr(encoding, "deflate") && body->len && !recode_is_wide(body);
    return is_raw ? RAW_WINDOW : NO_WINDOW;
}

/* Judges one step of zlib; true to continue. */
static bool judge_step(z_stream *stream, int code, int window, enum unpack_result *result) {
    if (code == Z_STREAM_END) {
        *result = UNPACK_DONE;
        /* Several gzip members may follow one another. */
        return window == GZIP_WINDOW && is_gzip(stream->next_in, stream->avail_in) &&
               inflateReset(stream) == Z_OK;
    }
    *result = code == Z_OK || code == Z_BUF_ERROR ? UNPACK_CUT : UNPACK_DAMAGED;
    return code == Z_OK && (stream->avail_in || !stream->avail_out);
}

/* Reserves what a body is likely to need: JSON compresses to a fifth or less. */
static void make_room(struct buf *out, size_t packed) {
    size_t likely = packed > UNPACK_MAX / RATIO ? UNPACK_MAX : packed * RATIO;
    out->data = mem_grow(out->data, &out->capacity, likely + 1, 1);
    buf_clear(out);
}

static enum unpack_result unpack_layer(const struct buf *body, int window, struct buf *out) {
    Bytef chunk[CHUNK];
    z_stream stream = {.next_in = (Bytef *)body->data, .avail_in = (uInt)body->len};
    enum unpack_result result = UNPACK_DAMAGED;
    make_room(out, body->len);
    bool goes_on = inflateInit2(&stream, window) == Z_OK;
    while (goes_on) {
        stream.next_out = chunk;
        stream.avail_out = sizeof chunk;
        int code = inflate(&stream, Z_NO_FLUSH);
        goes_on = judge_step(&stream, code, window, &result);
        if (!buf_put(out, chunk, sizeof chunk - stream.avail_out)) {
            result = UNPACK_TOO_LARGE;
            break;
        }
    }
    inflateEnd(&stream);
    return result;
}

/* Replaces the result by the layer's output. */
static void replace(struct buf *room, struct buf *layer) {
    buf_fini(room);
    *room = *layer;
}

/* Removes one layer from *plain. False after the last one. */
static bool take_layer(const char *encoding, struct buf *room, const struct buf **plain,
                       enum unpack_result *result) {
    int window = window_of(*plain, encoding);
    struct buf layer;
    if (window == NO_WINDOW)
        return false;
    buf_init(&layer, UNPACK_MAX);
    enum unpack_result found = unpack_layer(*plain, window, &layer);
    /* Plain text may look like zlib, and anything like a raw stream. */
    if (found == UNPACK_DAMAGED && window != GZIP_WINDOW &&
        text_is_utf8(buf_text(*plain), (*plain)->len)) {
        buf_fini(&layer);
        return false;
    }
    *result = found;
    if (found == UNPACK_DAMAGED && *plain != room) {
        replace(room, &layer);
        return false;
    }
    if (found == UNPACK_DAMAGED || found == UNPACK_TOO_LARGE) {
        buf_fini(&layer);
        return false;
    }
    replace(room, &layer);
    *plain = room;
    return found == UNPACK_DONE;
}

/* UTF-16 and UTF-32, which JSON once allowed (RFC 4627). */
static void take_recoded(struct buf *room, const struct buf **plain, enum unpack_result *result) {
    struct buf recoded;
    buf_init(&recoded, UNPACK_MAX);
    if (!recode_to_utf8(*plain, &recoded))
        return;
    if (recoded.overflowed)
        *result = UNPACK_TOO_LARGE;
    else if (*result == UNPACK_PLAIN)
        *result = UNPACK_DONE;
    replace(room, &recoded);
    *plain = room;
}

static bool is_unknown(const struct reply *reply) {
    return reply->encoding && *reply->encoding && strcasecmp(reply->encoding, "identity") != 0 &&
           !text_is_utf8(buf_text(&reply->body), reply->body.len);
}

enum unpack_result unpack_body(const struct reply *reply, struct buf *room,
                               const struct buf **plain) {
    enum unpack_result result = UNPACK_PLAIN;
    *plain = &reply->body;
    for (int i = 0; i < UNPACK_LAYERS_MAX; i++)
        if (!take_layer(reply->encoding, room, plain, &result))
            break;
    if (!unpack_failure(result))
        take_recoded(room, plain, &result);
    return result == UNPACK_PLAIN && is_unknown(reply) ? UNPACK_UNKNOWN : result;
}

const char *unpack_failure(enum unpack_result result) {
    switch (result) {
    case UNPACK_DAMAGED:
        return "cannot be unpacked: its bytes are damaged";
    case UNPACK_UNKNOWN:
        return "cannot be unpacked: its Content-Encoding is not supported";
    case UNPACK_TOO_LARGE:
        return "exceeds the limit when unpacked";
    case UNPACK_PLAIN:
    case UNPACK_DONE:
    case UNPACK_CUT:
        break;
    }
    return NULL;
}
