/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox/delivery.h"

#include "base/mem.h"
#include "sandbox/bomb.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK = 32768, SLOW_BYTES = 64, SLOW_MS = 5 };

/* A body sent piece by piece; the library frees it after the answer. */
struct stream {
    struct pause *pause;
    enum fault fault;
    char *body;
    size_t len;
    uint64_t stop; /* where the fault happens or the body ends */
};

static ssize_t end_of_stream(const struct stream *stream) {
    if (stream->fault == FAULT_HANG)
        pause_wait(stream->pause, -1);
    return stream->fault == FAULT_HUGE ? MHD_CONTENT_READER_END_OF_STREAM
                                       : MHD_CONTENT_READER_END_WITH_ERROR;
}

static ssize_t read_stream(void *context, uint64_t position, char *out, size_t room) {
    const struct stream *stream = context;
    if (position >= stream->stop)
        return end_of_stream(stream);
    if (stream->fault == FAULT_SLOW && !pause_wait(stream->pause, SLOW_MS))
        return MHD_CONTENT_READER_END_WITH_ERROR;
    if (room > stream->stop - position)
        room = (size_t)(stream->stop - position);
    if (stream->fault == FAULT_SLOW && room > SLOW_BYTES)
        room = SLOW_BYTES;
    size_t left = position < stream->len ? stream->len - (size_t)position : 0;
    size_t copied = left < room ? left : room;
    memcpy(out, stream->body + (left ? position : 0), copied);
    memset(out + copied, ' ', room - copied); /* only a huge body continues after its text */
    return (ssize_t)room;
}

static void free_stream(void *context) {
    struct stream *stream = context;
    free(stream->body);
    free(stream);
}

static struct MHD_Response *make_stream(struct http_reply *reply, struct pause *pause) {
    struct stream *stream = mem_alloc(sizeof *stream);
    *stream = (struct stream){pause, reply->fault, reply->body, reply->len, reply->len};
    uint64_t promised = reply->len;
    if (reply->fault == FAULT_HUGE) {
        stream->stop = DELIVERY_HUGE_BYTES;
        promised = MHD_SIZE_UNKNOWN; /* chunked, so that no Content-Length gives it away */
    } else if (reply->fault != FAULT_SLOW) {
        stream->stop = reply->len / 2;
    }
    reply->body = NULL;
    return MHD_create_response_from_callback(promised, BLOCK, read_stream, stream, free_stream);
}

static struct MHD_Response *make_whole(struct http_reply *reply) {
    struct MHD_Response *response =
        MHD_create_response_from_buffer(reply->len, reply->body, MHD_RESPMEM_MUST_FREE);
    if (response)
        reply->body = NULL;
    return response;
}

static struct MHD_Response *make_bomb(struct http_reply *reply) {
    char *text = reply->body;
    reply->body = bomb_make(text, reply->len, &reply->len);
    free(text);
    struct MHD_Response *response = make_whole(reply);
    if (response)
        MHD_add_response_header(response, "Content-Encoding", "gzip");
    return response;
}

static struct MHD_Response *make_garbage(struct http_reply *reply) {
    static const char garbage[] = "{\"data\":[{\"id\":6784563219087654321,"
                                  "\"username\":\x80\xFF\n<html>502 Bad Gateway</html>";
    free(reply->body);
    reply->len = sizeof garbage - 1;
    reply->body = mem_dup_n(garbage, reply->len);
    return make_whole(reply);
}

static struct MHD_Response *make_response(struct http_reply *reply, struct pause *pause) {
    switch (reply->fault) {
    case FAULT_HANG:
    case FAULT_CUT:
    case FAULT_SLOW:
    case FAULT_HUGE:
        return make_stream(reply, pause);
    case FAULT_BOMB:
        return make_bomb(reply);
    case FAULT_GARBAGE:
        return make_garbage(reply);
    default:
        return make_whole(reply);
    }
}

static void add_number(struct MHD_Response *response, const char *name, int64_t number) {
    char text[24];
    snprintf(text, sizeof text, "%" PRId64, number);
    MHD_add_response_header(response, name, text);
}

struct MHD_Response *delivery_make(struct http_reply *reply, struct pause *pause) {
    struct MHD_Response *response = make_response(reply, pause);
    if (!response)
        return NULL;
    add_number(response, "X-RateLimit-Limit", reply->rate_limit);
    add_number(response, "X-RateLimit-Remaining", reply->rate_remaining);
    add_number(response, "X-RateLimit-Reset", reply->rate_reset_s);
    if (reply->retry_after_s)
        add_number(response, "Retry-After", reply->retry_after_s);
    if (reply->location)
        MHD_add_response_header(response, "Location", reply->location);
    else
        MHD_add_response_header(response, "Content-Type", "application/json");
    if (reply->status == MHD_HTTP_UNAUTHORIZED)
        MHD_add_response_header(response, "WWW-Authenticate", "Bearer");
    if (reply->status == MHD_HTTP_METHOD_NOT_ALLOWED)
        MHD_add_response_header(response, "Allow", "GET");
    return response;
}
