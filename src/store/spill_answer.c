/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/spill_answer.h"

#include "base/siphash.h"

#include <string.h>

enum { NUMBER = 8, LENGTH_AT = 8, SUM_AT = 16, HEAD_SUM_AT = 24, NUMBERS = 12 };

/* Against accidents, not attacks: the key is not secret. */
static const uint64_t sum_key[2] = {0x466f6c6c6f777472, 0x61696c207370696c};
static const uint8_t magic[LENGTH_AT] = {'F', 'T', 'a', 'n', 's', 'w', '1', '\n'};

static void encode(uint8_t bytes[static NUMBER], uint64_t number) {
    for (int i = 0; i < NUMBER; i++)
        bytes[i] = (uint8_t)(number >> (8 * i));
}

static uint64_t decode(const uint8_t bytes[static NUMBER]) {
    uint64_t number = 0;
    for (int i = 0; i < NUMBER; i++)
        number |= (uint64_t)bytes[i] << (8 * i);
    return number;
}

static bool put_number(struct buf *out, int64_t number) {
    uint8_t bytes[NUMBER];
    encode(bytes, (uint64_t)number);
    return buf_put(out, bytes, sizeof bytes);
}

/* A length of -1 means no text. */
static bool put_text(struct buf *out, const char *text) {
    size_t len = text ? strlen(text) : 0;
    return put_number(out, text ? (int64_t)len : -1) && buf_put(out, text ? text : "", len);
}

static bool put_content(struct buf *out, const struct spill_request *request, int64_t received_ms,
                        const struct reply *reply) {
    const int64_t numbers[NUMBERS] = {
        request->no,           request->run,         request->run_ms,
        received_ms,           reply->end,           reply->bar,
        reply->status,         reply->retry_after_s, reply->rate_limit,
        reply->rate_remaining, reply->rate_reset_s,  reply->hidden};
    for (int i = 0; i < NUMBERS; i++)
        if (!put_number(out, numbers[i]))
            return false;
    return put_text(out, reply->reason) && put_text(out, reply->content_type) &&
           put_text(out, reply->location) && put_text(out, reply->encoding) &&
           put_number(out, (int64_t)reply->body.len) &&
           buf_put(out, buf_text(&reply->body), reply->body.len);
}

bool spill_answer_put(struct buf *out, const struct spill_request *request, int64_t received_ms,
                      const struct reply *reply) {
    uint8_t head[SPILL_ANSWER_HEAD] = {0};
    size_t from = out->len;
    if (!buf_put(out, head, sizeof head) || !put_content(out, request, received_ms, reply))
        return false;
    uint8_t *written = (uint8_t *)out->data + from;
    size_t len = out->len - from - sizeof head;
    memcpy(head, magic, sizeof magic);
    encode(head + LENGTH_AT, len);
    encode(head + SUM_AT, siphash(sum_key, written + sizeof head, len));
    encode(head + HEAD_SUM_AT, siphash(sum_key, head, HEAD_SUM_AT));
    memcpy(written, head, sizeof head);
    return true;
}

size_t spill_answer_length(const uint8_t head[static SPILL_ANSWER_HEAD]) {
    if (memcmp(head, magic, sizeof magic) != 0 ||
        decode(head + HEAD_SUM_AT) != siphash(sum_key, head, HEAD_SUM_AT))
        return 0;
    return (size_t)decode(head + LENGTH_AT);
}

bool spill_answer_is_begun(const uint8_t head[static SPILL_ANSWER_HEAD]) {
    size_t same = 0;
    for (size_t i = 0; i < sizeof magic; i++)
        same += head[i] == magic[i];
    return 2 * same >= sizeof magic;
}

size_t spill_answer_find(const uint8_t *bytes, size_t len) {
    for (size_t at = 0; at + SPILL_ANSWER_HEAD <= len; at++)
        if (bytes[at] == magic[0] && spill_answer_length(bytes + at))
            return at;
    return len;
}

/* What is left to read; anything that does not fit makes it fail from there on. */
struct cut {
    const uint8_t *at;
    size_t left;
    bool is_short;
};

static const uint8_t *take(struct cut *cut, size_t len) {
    const uint8_t *at = cut->at;
    if (cut->is_short || len > cut->left) {
        cut->is_short = true;
        return NULL;
    }
    cut->at += len;
    cut->left -= len;
    return at;
}

static int64_t take_number(struct cut *cut) {
    const uint8_t *bytes = take(cut, NUMBER);
    return bytes ? (int64_t)decode(bytes) : 0;
}

static const char *take_text(struct cut *cut, struct arena *arena) {
    int64_t len = take_number(cut);
    if (len < 0)
        return NULL;
    const uint8_t *bytes = take(cut, (size_t)len);
    if (!bytes)
        return NULL;
    char *text = arena_alloc(arena, (size_t)len + 1);
    memcpy(text, bytes, (size_t)len);
    text[len] = '\0';
    return text;
}

static void take_content(struct cut *cut, struct reply *reply) {
    reply->end = (enum reply_end)take_number(cut);
    reply->bar = reply_bar_of(take_number(cut));
    reply->status = (long)take_number(cut);
    reply->retry_after_s = take_number(cut);
    reply->rate_limit = take_number(cut);
    reply->rate_remaining = take_number(cut);
    reply->rate_reset_s = take_number(cut);
    reply->hidden = take_number(cut);
    const char *reason = take_text(cut, &reply->arena);
    reply->reason = reason ? reason : "";
    reply->content_type = take_text(cut, &reply->arena);
    reply->location = take_text(cut, &reply->arena);
    reply->encoding = take_text(cut, &reply->arena);
    size_t len = (size_t)take_number(cut);
    const uint8_t *body = take(cut, len);
    if (body)
        buf_put(&reply->body, body, len);
    reply->body.overflowed = reply->end == REPLY_TOO_LARGE;
}

struct reply *spill_answer_read(const uint8_t head[static SPILL_ANSWER_HEAD], const uint8_t *bytes,
                                size_t len, struct spill_request *request, int64_t *received_ms) {
    if (decode(head + SUM_AT) != siphash(sum_key, bytes, len))
        return NULL;
    struct cut cut = {.at = bytes, .left = len};
    struct reply *reply = reply_new(len);
    request->no = take_number(&cut);
    request->run = take_number(&cut);
    request->run_ms = take_number(&cut);
    *received_ms = take_number(&cut);
    take_content(&cut, reply);
    bool is_read = !cut.is_short && reply->end >= REPLY_WHOLE && reply->end <= REPLY_TOO_LARGE;
    if (is_read)
        return reply;
    reply_free(reply);
    return NULL;
}
