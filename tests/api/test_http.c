/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "api/http.h"
#include "api/unpack.h"
#include "tests/support/raw_server.h"
#include "tests/support/run.h"

#include <arpa/inet.h>
#include <check.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define OK_HEAD "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
#define OK      OK_HEAD "Content-Length: 2\r\n\r\n{}"
#define KEY     "sandbox-key"

enum { BODY_MAX = 1 << 20, CALLS = 64 };

static struct http *open_pool(long silence_s) {
    const struct http_config config = {
        .key = KEY, .is_loopback = true, .silence_s = silence_s, .body_max = BODY_MAX};
    struct err err;
    struct http *http = http_open(&config, &err);
    ck_assert_ptr_nonnull(http);
    return http;
}

static struct http_transfer *start(struct http *http, struct raw_server *server,
                                   const char *target) {
    char url[256];
    snprintf(url, sizeof url, "%s%s", raw_server_url(server), target);
    return http_get(http, url, server);
}

static struct http_transfer *finish(struct http *http) {
    struct http_transfer *transfer;
    while (!(transfer = http_next(http)))
        http_wait(http, -1);
    return transfer;
}

/* Lives until the next request. */
static const struct reply *reply_of(struct http_transfer *transfer) {
    static struct reply *reply;
    reply_free(reply);
    return reply = http_take_reply(transfer);
}

/* Sends one request; the transfer must be dropped. */
static const struct reply *ask(struct http *http, struct raw_server *server,
                               struct http_transfer **transfer) {
    *transfer = start(http, server, "/x");
    ck_assert(!http_is_sent(*transfer));
    ck_assert_ptr_eq(finish(http), *transfer);
    return reply_of(*transfer);
}

START_TEST(a_request_is_what_it_should_be) {
    static const struct raw_step steps[] = {{.bytes = OK}};
    struct raw_server *server = raw_server_open(steps, 1);
    struct http *http = open_pool(10);
    struct http_transfer *transfer;
    const struct reply *reply = ask(http, server, &transfer);
    ck_assert_int_eq(reply->end, REPLY_WHOLE);
    ck_assert_int_eq(reply->status, 200);
    ck_assert_str_eq(reply->content_type, "application/json");
    ck_assert_str_eq(buf_text(&reply->body), "{}");
    ck_assert_str_eq(reply->reason, "");
    ck_assert_ptr_eq(http_owner(transfer), server);
    ck_assert(http_is_sent(transfer));
    http_drop(http, transfer);
    const char *head = raw_server_head(server, 0);
    ck_assert_ptr_eq(strstr(head, "GET /x HTTP/1.1\r\nHost: 127.0.0.1:"), head);
    ck_assert_ptr_nonnull(strstr(head, "\r\nUser-Agent: followtrail/"));
    ck_assert_ptr_nonnull(strstr(head, "\r\nAccept-Encoding: gzip\r\n"));
    ck_assert_ptr_nonnull(strstr(head, "\r\nAccept: application/json\r\n"));
    ck_assert_ptr_nonnull(strstr(head, "\r\nAuthorization: Bearer " KEY "\r\n"));
    http_close(http);
    raw_server_close(server);
}
END_TEST

START_TEST(headers_are_read_once_and_exactly) {
    static const struct {
        const char *headers;
        int64_t retry_after, limit, remaining, reset;
    } samples[] = {
        {"Retry-After: 7\r\nX-RateLimit-Limit: 600\r\nX-RateLimit-Remaining: 0\r\n"
         "X-RateLimit-Reset: 1800000000\r\n",
         7, 600, 0, 1800000000},
        {"retry-after:    12  \r\nx-ratelimit-limit:60\r\n", 12, 60, -1, -1},
        {"", -1, -1, -1, -1},
        /* The longest wait counts: too late costs nothing. */
        {"Retry-After: 1\r\nRetry-After: 9\r\nX-RateLimit-Limit: 1\r\nX-RateLimit-Limit: 1\r\n", 9,
         -1, -1, -1},
        {"Retry-After: 2.493\r\n", 3, -1, -1, -1},
        {"Retry-After: 2, 2\r\n", 2, -1, -1, -1},
        {"Retry-After: 7, 2\r\nRetry-After: soon\r\n", 7, -1, -1, -1},
        {"Date: Thu, 01 Jan 2199 00:00:00 GMT\r\nRetry-After: Thu, 01 Jan 2199 00:00:03 GMT\r\n", 3,
         -1, -1, -1},
        {"Retry-After: -5\r\nX-RateLimit-Limit: +5\r\nX-RateLimit-Remaining: 1.5\r\n"
         "X-RateLimit-Reset: 0x10\r\n",
         -1, -1, -1, -1},
        {"Retry-After: abc\r\nX-RateLimit-Limit:\r\nX-RateLimit-Remaining: 1 2\r\n"
         "X-RateLimit-Reset: 9999999999999999999999\r\n",
         -1, -1, -1, -1},
        {"Retry-After: 99999999999\r\nX-RateLimit-Remaining: \x1b[2J5\r\n", 99999999999, -1, -1,
         -1},
        {"Retry-After: Thu, 01 Jan 1998 00:00:00 GMT\r\n", 0, -1, -1, -1},
        {"Retry-After: no GMT\r\n", -1, -1, -1, -1},
    };
    struct http *http = open_pool(10);
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        char answer[512];
        snprintf(answer, sizeof answer,
                 "HTTP/1.1 429 Slow\r\n%sLocation: a\x1b[31m\r\nContent-Length: 0\r\n\r\n",
                 samples[i].headers);
        const struct raw_step step = {.bytes = answer};
        struct raw_server *server = raw_server_open(&step, 1);
        struct http_transfer *transfer;
        const struct reply *reply = ask(http, server, &transfer);
        ck_assert_int_eq(reply->end, REPLY_WHOLE);
        ck_assert_int_eq(reply->status, 429);
        ck_assert_ptr_null(reply->content_type);
        ck_assert_str_eq(reply->location, "a\x1b[31m");
        ck_assert_int_eq(reply->retry_after_s, samples[i].retry_after);
        ck_assert_int_eq(reply->rate_limit, samples[i].limit);
        ck_assert_int_eq(reply->rate_remaining, samples[i].remaining);
        ck_assert_int_eq(reply->rate_reset_s, samples[i].reset);
        http_drop(http, transfer);
        raw_server_close(server);
    }
    http_close(http);
}
END_TEST

START_TEST(a_retry_after_may_be_a_date) {
    static const struct raw_step step = {.bytes =
                                             "HTTP/1.1 503 No\r\nRetry-After: Wed, 01 Jan 2200 "
                                             "00:00:00 GMT\r\nContent-Length: 0\r\n\r\n"};
    struct raw_server *server = raw_server_open(&step, 1);
    struct http *http = open_pool(10);
    struct http_transfer *transfer;
    ck_assert_int_gt(ask(http, server, &transfer)->retry_after_s, 1000000000);
    http_drop(http, transfer);
    http_close(http);
    raw_server_close(server);
}
END_TEST

START_TEST(informational_answers_and_trailers_do_not_count) {
    static const struct raw_step steps[] = {
        {.bytes = "HTTP/1.1 103 Early\r\nContent-Type: text/x\r\nRetry-After: 5\r\n\r\n" OK},
        {.bytes = OK_HEAD "Transfer-Encoding: chunked\r\nTrailer: Retry-After\r\n\r\n"
                          "2\r\n{}\r\n0\r\nRetry-After: 9\r\n\r\n"},
    };
    struct raw_server *server = raw_server_open(steps, 2);
    struct http *http = open_pool(10);
    for (int i = 0; i < 2; i++) {
        struct http_transfer *transfer;
        const struct reply *reply = ask(http, server, &transfer);
        ck_assert_int_eq(reply->end, REPLY_WHOLE);
        ck_assert_int_eq(reply->status, 200);
        ck_assert_str_eq(reply->content_type, "application/json");
        ck_assert_int_eq(reply->retry_after_s, REPLY_UNKNOWN);
        ck_assert_str_eq(buf_text(&reply->body), "{}");
        http_drop(http, transfer);
    }
    http_close(http);
    raw_server_close(server);
}
END_TEST

START_TEST(a_broken_frame_is_no_answer) {
    static const struct raw_step steps[] = {
        {.bytes = NULL, .end = RAW_CLOSE},
        {.bytes = NULL, .end = RAW_RESET},
        {.bytes = "HTTP/1.1 200 OK\r\n", .end = RAW_CLOSE},
        {.bytes = "HTTP/1.1 200 OK\r\nContent-Ty", .end = RAW_CLOSE},
        {.bytes = "HTTP/1.1 103 Early\r\n\r\n", .end = RAW_CLOSE},
        {.bytes = "HTTP/1.1 103 Early\r\n\r\nHTTP/1.1 200 OK\r\n", .end = RAW_CLOSE},
        {.bytes = "HTTP/1.1 200 OK\r\n", .end = RAW_RESET},
        {.bytes = OK_HEAD "Content-Length: 10\r\n\r\n{}", .end = RAW_CLOSE},
        {.bytes = OK_HEAD "Content-Length: 10\r\n\r\n{}", .end = RAW_RESET},
        {.bytes = OK_HEAD "Content-Length: nonsense\r\n\r\n{}", .end = RAW_CLOSE},
        {.bytes = OK_HEAD "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
         .end = RAW_CLOSE},
        {.bytes = OK_HEAD "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n", .end = RAW_CLOSE},
        {.bytes = OK_HEAD "Transfer-Encoding: chunked\r\n\r\n9999999999999999999\r\n{}",
         .end = RAW_CLOSE},
    };
    const size_t count = sizeof steps / sizeof *steps;
    struct raw_server *server = raw_server_open(steps, count);
    struct http *http = open_pool(10);
    for (size_t i = 0; i < count; i++) {
        struct http_transfer *transfer;
        const struct reply *reply = ask(http, server, &transfer);
        ck_assert_msg(reply->end == REPLY_BROKEN, "step %zu: %d", i, (int)reply->end);
        ck_assert(http_is_sent(transfer));
        ck_assert_str_ne(reply->reason, "");
        ck_assert_uint_eq(raw_server_hits(server), i + 1);
        http_drop(http, transfer);
    }
    http_close(http);
    raw_server_close(server);
}
END_TEST

START_TEST(a_body_may_end_with_the_connection) {
    static const struct raw_step step = {.bytes = OK_HEAD "\r\n{}", .end = RAW_CLOSE};
    struct raw_server *server = raw_server_open(&step, 1);
    struct http *http = open_pool(10);
    struct http_transfer *transfer;
    ck_assert_int_eq(ask(http, server, &transfer)->end, REPLY_WHOLE);
    http_drop(http, transfer);
    http_close(http);
    raw_server_close(server);
}
END_TEST

/* Without headers, or with a line before them. */
START_TEST(a_bare_body_is_kept_on_a_new_connection) {
    static const struct raw_step steps[] = {
        {.bytes = "{\"data\":[]}", .end = RAW_CLOSE},
        {.bytes = "\r\nHTTP/1.1 200 OK\r\n\r\n{}", .end = RAW_CLOSE},
        {.bytes = OK},
        {.bytes = "{\"data\":[]}", .end = RAW_CLOSE},
    };
    struct raw_server *server = raw_server_open(steps, 4);
    struct http *http = open_pool(10);
    for (size_t i = 0; i < 4; i++) {
        struct http_transfer *transfer;
        const struct reply *reply = ask(http, server, &transfer);
        ck_assert_int_eq(reply->end, i < 3 ? REPLY_WHOLE : REPLY_BROKEN);
        ck_assert_int_eq(reply->status, i == 2 ? 200 : 0);
        ck_assert_str_eq(reply->reason, i < 3 ? "" : "its headers are missing");
        if (i != 2)
            ck_assert_str_eq(buf_text(&reply->body), steps[i].bytes);
        http_drop(http, transfer);
    }
    ck_assert_uint_eq(raw_server_hits(server), 4);
    http_close(http);
    raw_server_close(server);
}
END_TEST

/* If libcurl stops at a chunk's framing, it has delivered what came with it. */
START_TEST(the_bytes_of_a_broken_chunk_are_kept) {
#define CHUNKED OK_HEAD "Transfer-Encoding: chunked\r\n\r\n"
    static const struct {
        struct raw_step step;
        const char *body;
    } samples[] = {
        {{.bytes = CHUNKED "{\"data\":[]}", .end = RAW_CLOSE}, "{\"data\":[]}"},
        {{.bytes = CHUNKED "zz\r\n{}\r\n0\r\n\r\n", .end = RAW_CLOSE}, "zz\r\n{}\r\n0\r\n\r\n"},
        {{.bytes = CHUNKED "3\r\n{}{}", .end = RAW_CLOSE}, "{}{}"},
        {{.bytes = CHUNKED "9\r\n{}", .end = RAW_CLOSE}, "{}"},
    };
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        struct raw_server *server = raw_server_open(&samples[i].step, 1);
        struct http *http = open_pool(10);
        struct http_transfer *transfer;
        const struct reply *reply = ask(http, server, &transfer);
        ck_assert_int_eq(reply->end, REPLY_BROKEN);
        ck_assert_str_eq(buf_text(&reply->body), samples[i].body);
        http_drop(http, transfer);
        http_close(http);
        raw_server_close(server);
    }
}
END_TEST

/* Requests /1 on a new connection, then /2 on the same one, which dies there. */
static void die_on_reuse(enum raw_end end) {
    const struct raw_step steps[] = {{.bytes = OK}, {.end = end}, {.bytes = OK}};
    struct raw_server *server = raw_server_open(steps, 3);
    struct http *http = open_pool(10);
    static const char *const targets[] = {"/1", "/2", "/3"};
    for (int i = 0; i < 3; i++) {
        struct http_transfer *transfer = start(http, server, targets[i]);
        const struct reply *reply = reply_of(finish(http));
        ck_assert_int_eq(reply->end, i == 1 ? REPLY_BROKEN : REPLY_WHOLE);
        ck_assert(http_is_sent(transfer));
        if (i == 1)
            ck_assert_str_eq(reply->reason, "the connection broke after the request was sent");
        if (i == 0)
            ck_assert_uint_eq(raw_server_connections(server), 1);
        http_drop(http, transfer);
        ck_assert_uint_eq(raw_server_hits_of(server, targets[i]), 1);
    }
    ck_assert_uint_eq(raw_server_hits(server), 3);
    http_close(http);
    raw_server_close(server);
}

START_TEST(a_dead_connection_sends_nothing_twice) {
    die_on_reuse(RAW_CLOSE);
    die_on_reuse(RAW_RESET);
}
END_TEST

START_TEST(a_connection_is_used_again) {
    static const struct raw_step step = {.bytes = OK};
    struct raw_server *server = raw_server_open(&step, 1);
    struct http *http = open_pool(10);
    for (int i = 0; i < 10; i++) {
        struct http_transfer *transfer;
        ck_assert_int_eq(ask(http, server, &transfer)->end, REPLY_WHOLE);
        http_drop(http, transfer);
    }
    ck_assert_uint_eq(raw_server_connections(server), 1);
    ck_assert_uint_eq(raw_server_hits(server), 10);
    http_close(http);
    raw_server_close(server);
}
END_TEST

static void assert_too_large(const struct raw_step *step) {
    struct raw_server *server = raw_server_open(step, 1);
    struct http *http = open_pool(10);
    struct http_transfer *transfer;
    const struct reply *reply = ask(http, server, &transfer);
    ck_assert_int_eq(reply->end, REPLY_TOO_LARGE);
    ck_assert_uint_le(reply->body.len, BODY_MAX);
    http_drop(http, transfer);
    http_close(http);
    raw_server_close(server);
}

START_TEST(a_body_has_a_ceiling) {
    static const struct raw_step announced = {.bytes = OK_HEAD "Content-Length: 999999999\r\n\r\n",
                                              .endless =
                                                  "0123456789012345678901234567890123456789"};
    static const struct raw_step chunked = {
        .bytes = OK_HEAD "Transfer-Encoding: chunked\r\n\r\n",
        .endless = "40\r\n0123456789012345678901234567890123456789012345678901234567890123\r\n"};
    static const struct raw_step unframed = {.bytes = OK_HEAD "\r\n",
                                             .endless = "0123456789012345678901234567890123456789"};
    assert_too_large(&announced);
    assert_too_large(&chunked);
    assert_too_large(&unframed);
}
END_TEST

/* What arrived is kept, however much was announced. */
START_TEST(a_body_is_kept_whatever_its_announced_length) {
    static const struct raw_step step = {.bytes = OK_HEAD "Content-Length: 999999999999\r\n\r\n{}",
                                         .end = RAW_CLOSE};
    struct raw_server *server = raw_server_open(&step, 1);
    struct http *http = open_pool(10);
    struct http_transfer *transfer;
    const struct reply *reply = ask(http, server, &transfer);
    ck_assert_int_eq(reply->end, REPLY_BROKEN);
    ck_assert_uint_eq(reply->body.len, 2);
    ck_assert_int_eq(memcmp(reply->body.data, "{}", 2), 0);
    http_drop(http, transfer);
    http_close(http);
    raw_server_close(server);
}
END_TEST

/* Bits of a deflate stream, first bit lowest. */
struct bits {
    unsigned char *bytes;
    size_t at;
};

static void put_bits(struct bits *bits, unsigned value, int count) {
    for (; count--; value >>= 1, bits->at++)
        bits->bytes[bits->at / 8] |= (unsigned char)((value & 1) << bits->at % 8);
}

/* A gzip stream of one literal and `matches` times "the 258 bytes one byte back", in fixed Huffman
 * codes: 13 bits for 258 bytes. */
static size_t make_bomb(unsigned char *bytes, size_t matches) {
    static const unsigned char head[10] = {0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3};
    struct bits bits = {.bytes = bytes + sizeof head};
    memcpy(bytes, head, sizeof head);
    put_bits(&bits, 3, 3);    /* the last block, with fixed codes */
    put_bits(&bits, 0x0C, 8); /* literal 0, code 00110000, first bit first */
    for (size_t i = 0; i < matches; i++) {
        put_bits(&bits, 0xA3, 8); /* length 258, code 11000101 */
        put_bits(&bits, 0, 5);    /* distance 1 */
    }
    put_bits(&bits, 0, 7); /* the end of the block */
    return sizeof head + (bits.at + 7) / 8 + 8;
}

/* What arrives is kept unchanged; `wanted` is its unpacked form. */
static size_t ask_packed(const struct raw_step *step, size_t packed, enum unpack_result wanted) {
    struct raw_server *server = raw_server_open(step, 1);
    struct http *http = open_pool(10);
    struct http_transfer *transfer;
    struct buf room;
    const struct buf *plain;
    const struct reply *reply = ask(http, server, &transfer);
    ck_assert_msg(reply->end == REPLY_WHOLE, "%s", reply->reason);
    ck_assert_str_eq(reply->encoding, "gzip");
    ck_assert_uint_eq(reply->body.len, packed);
    ck_assert_int_eq(memcmp(reply->body.data, step->bytes + step->len - packed, packed), 0);
    buf_init(&room, UNPACK_MAX);
    ck_assert_int_eq(unpack_body(reply, &room, &plain), wanted);
    size_t len = plain->len;
    buf_fini(&room);
    http_drop(http, transfer);
    http_close(http);
    raw_server_close(server);
    return len;
}

/* Kilobytes that unpacking may use, including a sanitizer's own memory. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
enum { UNPACKING_MAX_KB = 96 * 1024 };
#else
enum { UNPACKING_MAX_KB = 32 * 1024 };
#endif

START_TEST(a_packed_body_has_a_ceiling_when_it_is_unpacked) {
    const size_t matches = 600000; /* 155 MB in 975 KB: below the limit as sent */
    char head[256];
    unsigned char *bomb = calloc(1, sizeof head + matches * 13 / 8 + 64);
    ck_assert_ptr_nonnull(bomb);
    size_t len = make_bomb(bomb + sizeof head, matches);
    ck_assert_uint_lt(len, BODY_MAX);
    int head_len = snprintf(head, sizeof head,
                            OK_HEAD "Content-Encoding: gzip\r\nContent-Length: %zu\r\n\r\n", len);
    unsigned char *answer = bomb + sizeof head - (size_t)head_len;
    memcpy(answer, head, (size_t)head_len);
    const struct raw_step step = {.bytes = (const char *)answer, .len = (size_t)head_len + len};
    struct rusage before, after;
    getrusage(RUSAGE_SELF, &before);
    ask_packed(&step, len, UNPACK_TOO_LARGE);
    getrusage(RUSAGE_SELF, &after);
    ck_assert_int_lt(after.ru_maxrss - before.ru_maxrss, UNPACKING_MAX_KB);
    free(bomb);
}
END_TEST

START_TEST(a_packed_body_is_kept_packed) {
    unsigned char bomb[256 + 64] = {0};
    char head[256];
    /* 1 + 3 * 258 zero bytes; the trailer: CRC-32 and length, lowest byte first */
    size_t len = make_bomb(bomb + sizeof head, 3);
    static const unsigned char trailer[8] = {0x1b, 0x4e, 0x16, 0xe7, 0x07, 0x03, 0, 0};
    memcpy(bomb + sizeof head + len - sizeof trailer, trailer, sizeof trailer);
    int head_len = snprintf(head, sizeof head,
                            OK_HEAD "Content-Encoding: gzip\r\nContent-Length: %zu\r\n\r\n", len);
    unsigned char *answer = bomb + sizeof head - (size_t)head_len;
    memcpy(answer, head, (size_t)head_len);
    const struct raw_step step = {.bytes = (const char *)answer, .len = (size_t)head_len + len};
    ck_assert_uint_eq(ask_packed(&step, len, UNPACK_DONE), 775);
}
END_TEST

START_TEST(a_redirect_is_not_followed) {
    static const struct raw_step trap = {.bytes = OK};
    struct raw_server *other = raw_server_open(&trap, 1);
    char answer[256];
    snprintf(answer, sizeof answer,
             "HTTP/1.1 302 Found\r\nLocation: %s/stolen\r\nContent-Length: 0\r\n\r\n",
             raw_server_url(other));
    const struct raw_step step = {.bytes = answer};
    struct raw_server *server = raw_server_open(&step, 1);
    struct http *http = open_pool(10);
    struct http_transfer *transfer;
    const struct reply *reply = ask(http, server, &transfer);
    ck_assert_int_eq(reply->end, REPLY_WHOLE);
    ck_assert_int_eq(reply->status, 302);
    ck_assert_ptr_nonnull(strstr(reply->location, "/stolen"));
    http_drop(http, transfer);
    ck_assert_uint_eq(raw_server_hits(server), 1);
    ck_assert_uint_eq(raw_server_connections(other), 0);
    http_close(http);
    raw_server_close(server);
    raw_server_close(other);
}
END_TEST

/* In pieces, so that no chunk contains the whole key. */
START_TEST(an_echoed_key_leaves_no_trace) {
    static const struct raw_step steps[] = {
        {.bytes = "HTTP/1.1 401 no\r\nContent-Type: text/plain; key=" KEY "\r\n"
                  "Location: /login?next=%2F%3Fk%3Dsandbox%2Dkey\r\n"
                  "Transfer-Encoding: chunked\r\n\r\n"
                  "9\r\n{\"k\":\"san\r\n8\r\ndbox-key\r\n"
                  "10\r\n-\\u0073andbox-ke\r\n3\r\ny\"}\r\n0\r\n\r\n",
         .end = RAW_CLOSE},
    };
    struct raw_server *server = raw_server_open(steps, 1);
    struct http *http = open_pool(10);
    struct http_transfer *transfer;
    const struct reply *reply = ask(http, server, &transfer);
    ck_assert_int_eq(reply->end, REPLY_WHOLE);
    ck_assert_str_eq(reply->content_type, "text/plain; key=***********");
    ck_assert_str_eq(reply->location, "/login?next=%2F%3Fk%3D*************");
    ck_assert_str_eq(buf_text(&reply->body), "{\"k\":\"***********-****************\"}");
    http_drop(http, transfer);
    http_close(http);
    raw_server_close(server);
}
END_TEST

/* As a word in a person's text, removing it would change data; an error has none. */
START_TEST(a_short_key_is_replaced_in_errors_alone) {
    static const struct raw_step steps[] = {
        {.bytes = "HTTP/1.1 403 no\r\nContent-Length: 16\r\n\r\n<b>tiger9 no</b>"},
        {.bytes = "HTTP/1.1 200 OK\r\nContent-Length: 14\r\n\r\n{\"b\":\"tiger9\"}"},
    };
    static const char *const bodies[] = {"<b>****** no</b>", "{\"b\":\"tiger9\"}"};
    const struct http_config config = {
        .key = "tiger9", .is_loopback = true, .silence_s = 10, .body_max = BODY_MAX};
    struct err err;
    struct raw_server *server = raw_server_open(steps, 2);
    struct http *http = http_open(&config, &err);
    ck_assert_ptr_nonnull(http);
    for (size_t i = 0; i < 2; i++) {
        struct http_transfer *transfer;
        ck_assert_str_eq(buf_text(&ask(http, server, &transfer)->body), bodies[i]);
        http_drop(http, transfer);
    }
    http_close(http);
    raw_server_close(server);
}
END_TEST

START_TEST(no_proxy_of_the_environment_is_asked_on_loopback) {
    static const char *const names[] = {"http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy",
                                        "ALL_PROXY"};
    static const struct raw_step step = {.bytes = OK};
    struct raw_server *proxy = raw_server_open(&step, 1), *server = raw_server_open(&step, 1);
    unsetenv("no_proxy");
    unsetenv("NO_PROXY");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        setenv(names[i], raw_server_url(proxy), 1);
    struct http *http = open_pool(10);
    struct http_transfer *transfer;
    ck_assert_int_eq(ask(http, server, &transfer)->end, REPLY_WHOLE);
    http_drop(http, transfer);
    http_close(http);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        unsetenv(names[i]);
    ck_assert_uint_eq(raw_server_hits(server), 1);
    ck_assert_uint_eq(raw_server_connections(proxy), 0);
    raw_server_close(server);
    raw_server_close(proxy);
}
END_TEST

static void assert_not_sent(const struct http_config *config, const char *url) {
    struct err err;
    struct http *http = http_open(config, &err);
    ck_assert_ptr_nonnull(http);
    struct http_transfer *transfer = http_get(http, url, NULL);
    const struct reply *reply = reply_of(finish(http));
    ck_assert_int_eq(reply->end, REPLY_NOT_SENT);
    ck_assert_int_eq(reply->status, 0);
    ck_assert_str_ne(reply->reason, "");
    ck_assert(!http_is_sent(transfer));
    http_drop(http, transfer);
    http_close(http);
}

START_TEST(what_never_left_is_not_sent) {
    static const struct raw_step step = {.bytes = OK};
    struct http_config config = {
        .key = KEY, .is_loopback = true, .silence_s = 10, .body_max = BODY_MAX};
    struct raw_server *server = raw_server_open(&step, 1);
    char url[64];
    /* not the scheme that was agreed on */
    snprintf(url, sizeof url, "https://127.0.0.1:%u/", (unsigned)raw_server_port(server));
    assert_not_sent(&config, url);
    config.is_https = true;
    assert_not_sent(&config, raw_server_url(server));
    ck_assert_uint_eq(raw_server_connections(server), 0);
    /* nobody there, then an invalid name */
    config.is_https = false;
    snprintf(url, sizeof url, "%s", raw_server_url(server));
    raw_server_close(server);
    assert_not_sent(&config, url);
    assert_not_sent(&config, "http://name.invalid/");
    assert_not_sent(&config, "http://127.0.0.1:1/\r\nX-Injected: 1");
}
END_TEST

/* Answers one request of `http` on a connection that it then resets while the client keeps it for
 * the next one. Nobody listens any more. Returns the address. */
static void answer_once_and_reset(struct http *http, char url[64]) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    const struct linger at_once = {.l_onoff = 1};
    socklen_t len = sizeof address;
    char head[4096];
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    ck_assert_int_eq(bind(listener, (struct sockaddr *)&address, len), 0);
    ck_assert_int_eq(listen(listener, 1), 0);
    ck_assert_int_eq(getsockname(listener, (struct sockaddr *)&address, &len), 0);
    snprintf(url, 64, "http://127.0.0.1:%u/x", (unsigned)ntohs(address.sin_port));
    struct http_transfer *transfer = http_get(http, url, NULL);
    while (!http_is_sent(transfer))
        http_wait(http, 10);
    int client = accept(listener, NULL, NULL);
    ck_assert_int_gt(recv(client, head, sizeof head, 0), 0);
    ck_assert_int_eq(send(client, OK, strlen(OK), 0), (ssize_t)strlen(OK));
    ck_assert_int_eq(reply_of(finish(http))->end, REPLY_WHOLE);
    http_drop(http, transfer);
    setsockopt(client, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    close(client);
    close(listener);
}

START_TEST(a_connection_reset_while_idle_takes_no_request) {
    struct http *http = open_pool(10);
    char url[64];
    answer_once_and_reset(http, url);
    struct http_transfer *transfer = http_get(http, url, NULL);
    const struct reply *reply = reply_of(finish(http));
    ck_assert_msg(reply->end == REPLY_NOT_SENT, "%d: %s", (int)reply->end, reply->reason);
    ck_assert(!http_is_sent(transfer));
    ck_assert_int_eq(reply->bar, REPLY_BAR_NONE); /* a retry is safe and useful */
    http_drop(http, transfer);
    http_close(http);
}
END_TEST

START_TEST(a_huge_header_is_an_answer_that_is_too_large) {
    static const struct raw_step steps[] = {
        {.bytes = "HTTP/1.1 200 OK\r\nX-Endless: ", .endless = "xxxxxxxxxxxxxxxxxxxxxxxx"},
        {.bytes = "HTTP/1.1 200 OK\r\n", .endless = "X-Endless: header after header\r\n"},
    };
    struct raw_server *server = raw_server_open(steps, 2);
    struct http *http = open_pool(10);
    for (int i = 0; i < 2; i++) {
        struct http_transfer *transfer;
        const struct reply *reply = ask(http, server, &transfer);
        ck_assert_msg(reply->end == REPLY_TOO_LARGE, "%d: %s", i, reply->reason);
        ck_assert_str_eq(reply->reason, "its headers exceed the limit");
        http_drop(http, transfer);
    }
    http_close(http);
    raw_server_close(server);
}
END_TEST

/* A proxy that refuses: what it says is not the API's answer. */
static void ask_through(const char *answer, enum reply_bar bar, const char *proxy_user) {
    const struct raw_step step = {.bytes = answer};
    struct raw_server *proxy = raw_server_open(&step, 1);
    const struct http_config config = {
        .key = KEY, .is_https = true, .host = "api.invalid", .silence_s = 10, .body_max = BODY_MAX};
    char url[128];
    struct err err;
    snprintf(url, sizeof url, "http://%s127.0.0.1:%u", proxy_user,
             (unsigned)raw_server_port(proxy));
    setenv("https_proxy", url, 1);
    struct http *http = http_open(&config, &err);
    ck_assert_msg(http != NULL, "%s", err.text);
    struct http_transfer *transfer = http_get(http, "https://api.invalid/x", NULL);
    const struct reply *reply = reply_of(finish(http));
    ck_assert_int_eq(reply->end, REPLY_NOT_SENT);
    ck_assert_int_eq(reply->bar, bar);
    ck_assert_int_eq(reply->status, 0);
    ck_assert_uint_eq(reply->body.len, 0);
    ck_assert_ptr_null(strstr(reply->reason, "hunter2"));
    ck_assert_ptr_null(strstr(raw_server_head(proxy, 0), KEY));
    ck_assert_uint_ge(raw_server_hits(proxy), 1);
    http_drop(http, transfer);
    http_close(http);
    unsetenv("https_proxy");
    raw_server_close(proxy);
}

START_TEST(a_proxy_is_not_the_api) {
    static const char *const ok = "HTTP/1.1 %s\r\nContent-Type: %s\r\nContent-Length: 2\r\n\r\n{}";
    static const struct {
        const char *status;
        enum reply_bar bar;
    } answers[] = {{"407 Proxy Authentication Required", REPLY_BAR_PROXY},
                   {"403 Forbidden", REPLY_BAR_PROXY},
                   {"502 Bad Gateway", REPLY_BAR_NONE},
                   {"503 Busy", REPLY_BAR_NONE}};
    unsetenv("no_proxy");
    unsetenv("NO_PROXY");
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        char answer[256];
        snprintf(answer, sizeof answer, ok, answers[i].status, "text/html");
        ask_through(answer, answers[i].bar, "zoe:hunter2@");
        snprintf(answer, sizeof answer, ok, answers[i].status, "application/json");
        ask_through(answer, answers[i].bar, "");
    }
}
END_TEST

START_TEST(a_malformed_proxy_is_refused_unseen) {
    const struct http_config config = {
        .key = KEY, .is_https = true, .host = "api.invalid", .silence_s = 10, .body_max = BODY_MAX};
    struct err err;
    setenv("ALL_PROXY", "http://zoe:hunter2/x@proxy.invalid:3128", 1);
    ck_assert_ptr_null(http_open(&config, &err));
    ck_assert_int_eq(err.kind, ERR_CONFIG);
    ck_assert_ptr_nonnull(strstr(err.text, "ALL_PROXY"));
    ck_assert_ptr_null(strstr(err.text, "hunter2"));
    unsetenv("ALL_PROXY");
}
END_TEST

/* Reads the first bytes and leaves: no TLS. */
static void *greet_and_leave(void *data) {
    const int *listener = data;
    char bytes[16];
    int client = accept(*listener, NULL, NULL);
    ck_assert_int_gt(recv(client, bytes, sizeof bytes, 0), 0);
    ck_assert_int_eq(bytes[0], 0x16); /* a TLS handshake, not "GET" */
    close(client);
    return NULL;
}

START_TEST(without_tls_nothing_is_sent) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t len = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    ck_assert_int_eq(bind(listener, (struct sockaddr *)&address, len), 0);
    ck_assert_int_eq(listen(listener, 1), 0);
    ck_assert_int_eq(getsockname(listener, (struct sockaddr *)&address, &len), 0);
    pthread_t thread;
    ck_assert_int_eq(pthread_create(&thread, NULL, greet_and_leave, &listener), 0);
    const struct http_config config = {
        .key = KEY, .is_https = true, .is_loopback = true, .silence_s = 10, .body_max = BODY_MAX};
    char url[64];
    snprintf(url, sizeof url, "https://127.0.0.1:%u/", (unsigned)ntohs(address.sin_port));
    assert_not_sent(&config, url);
    pthread_join(thread, NULL);
    close(listener);
}
END_TEST

START_TEST(many_at_once) {
    static const struct raw_step step = {.bytes = OK, .is_held = true};
    struct raw_server *server = raw_server_open(&step, 1);
    struct http *http = open_pool(10);
    for (int i = 0; i < CALLS; i++) {
        char target[16];
        snprintf(target, sizeof target, "/%d", i);
        ck_assert_ptr_nonnull(start(http, server, target));
    }
    while (raw_server_hits(server) < CALLS)
        http_wait(http, 10);
    ck_assert_ptr_null(http_next(http));
    raw_server_release(server);
    for (int i = 0; i < CALLS; i++) {
        struct http_transfer *transfer = finish(http);
        ck_assert_int_eq(reply_of(transfer)->end, REPLY_WHOLE);
        http_drop(http, transfer);
    }
    for (int i = 0; i < CALLS; i++) {
        char target[16];
        snprintf(target, sizeof target, "/%d", i);
        ck_assert_uint_eq(raw_server_hits_of(server, target), 1);
    }
    http_close(http);
    raw_server_close(server);
}
END_TEST

START_TEST(a_silent_transfer_can_be_dropped) {
    static const struct raw_step step = {.end = RAW_HANG};
    struct raw_server *server = raw_server_open(&step, 1);
    struct http *http = open_pool(1000);
    struct http_transfer *dropped = start(http, server, "/1");
    ck_assert_ptr_nonnull(start(http, server, "/2"));
    while (raw_server_hits(server) < 2)
        http_wait(http, 10);
    ck_assert(http_is_sent(dropped));
    http_drop(http, dropped);
    ck_assert_ptr_null(http_next(http));
    http_close(http); /* with the other under way */
    raw_server_close(server);
}
END_TEST

START_TEST(what_was_not_moved_was_not_sent) {
    static const struct raw_step step = {.bytes = OK};
    struct raw_server *server = raw_server_open(&step, 1);
    struct http *http = open_pool(10);
    struct http_transfer *transfer = start(http, server, "/x");
    ck_assert(!http_is_sent(transfer));
    http_drop(http, transfer);
    http_wait(http, 0);
    http_close(http);
    ck_assert_uint_eq(raw_server_connections(server), 0);
    raw_server_close(server);
}
END_TEST

static void *wake(void *data) {
    http_wake(data);
    return NULL;
}

START_TEST(another_thread_ends_a_wait) {
    static const struct raw_step step = {.end = RAW_HANG};
    struct raw_server *server = raw_server_open(&step, 1);
    struct http *http = open_pool(1000);
    for (int i = 0; i < 100; i++) {
        pthread_t thread;
        if (i == 50)
            ck_assert_ptr_nonnull(start(http, server, "/x"));
        ck_assert_int_eq(pthread_create(&thread, NULL, wake, http), 0);
        http_wait(http, -1); /* for ever, if a wake-up were lost */
        pthread_join(thread, NULL);
    }
    http_wake(http);
    http_wake(http);
    http_wait(http, -1);
    http_close(http);
    raw_server_close(server);
}
END_TEST

START_TEST(a_wait_has_an_end) {
    struct http *http = open_pool(10);
    http_wait(http, 0);
    http_wait(http, 1);
    http_close(http);
    http_close(NULL);
}
END_TEST

START_TEST(silence_ends_a_transfer) {
    static const struct raw_step steps[] = {
        {.end = RAW_HANG}, {.bytes = OK_HEAD "Content-Length: 9\r\n\r\n{", .end = RAW_HANG}};
    struct raw_server *server = raw_server_open(steps, 2);
    struct http *http = open_pool(1);
    ck_assert_ptr_nonnull(start(http, server, "/1"));
    ck_assert_ptr_nonnull(start(http, server, "/2"));
    for (int i = 0; i < 2; i++) {
        struct http_transfer *transfer = finish(http);
        const struct reply *reply = reply_of(transfer);
        ck_assert_int_eq(reply->end, REPLY_BROKEN);
        ck_assert_str_eq(reply->reason, "no data came for too long");
        http_drop(http, transfer);
    }
    ck_assert_uint_eq(raw_server_hits(server), 2);
    http_close(http);
    raw_server_close(server);
}
END_TEST

START_TEST(a_trickle_is_no_silence) {
    static const struct raw_step step = {.bytes = OK_HEAD "Content-Length: 40\r\n\r\n"
                                                          "{\"a\":\"0123456789012345678901234567\"}"
                                                          "     ",
                                         .trickle_ms = 20}; /* 2 s, twice the allowed silence */
    struct raw_server *server = raw_server_open(&step, 1);
    struct http *http = open_pool(1);
    struct http_transfer *transfer;
    const struct reply *reply = ask(http, server, &transfer);
    ck_assert_msg(reply->end == REPLY_WHOLE, "%s", reply->reason);
    ck_assert_uint_eq(reply->body.len, 40);
    http_drop(http, transfer);
    http_close(http);
    raw_server_close(server);
}
END_TEST

/* The process to be stopped: reads an address, requests it, writes how that ended. */
static int ask_as_child(int in, int out) {
    char url[256] = "";
    struct http *http = open_pool(1);
    if (read(in, url, sizeof url - 1) <= 0)
        return 1;
    struct http_transfer *transfer = http_get(http, url, NULL);
    char end = (char)('0' + reply_of(finish(http))->end);
    http_drop(http, transfer);
    http_close(http);
    return write(out, &end, 1) == 1 ? 0 : 1;
}

/* Stops the requesting process for longer than its silence, after the request arrived. The answer
 * comes while it is stopped, or shortly after it continues. */
static void survive_stop(bool is_answered_stopped) {
    static const struct raw_step step = {.bytes = OK, .is_held = true};
    int to_child[2], to_parent[2], status;
    ck_assert(pipe(to_child) == 0 && pipe(to_parent) == 0);
    pid_t child = fork(); /* before any thread exists */
    ck_assert_int_ge(child, 0);
    if (!child)
        _exit(ask_as_child(to_child[0], to_parent[1]));
    struct raw_server *server = raw_server_open(&step, 1);
    const char *url = raw_server_url(server);
    struct pollfd end = {.fd = to_parent[0], .events = POLLIN};
    ck_assert_int_eq(write(to_child[1], url, strlen(url)), (ssize_t)strlen(url));
    raw_server_await(server, 1);
    ck_assert_int_eq(kill(child, SIGSTOP), 0);
    ck_assert_int_eq(waitpid(child, &status, WUNTRACED), child);
    ck_assert(WIFSTOPPED(status));
    if (is_answered_stopped)
        raw_server_release(server);
    ck_assert_int_eq(poll(&end, 1, 2000), 0); /* the time matters: twice the silence */
    ck_assert_int_eq(kill(child, SIGCONT), 0);
    if (!is_answered_stopped)
        ck_assert_int_eq(poll(&end, 1, 200), 0); /* it continues to listen */
    raw_server_release(server);
    char got = 0;
    ck_assert_int_eq(read(to_parent[0], &got, 1), 1);
    ck_assert_int_eq(got, '0' + REPLY_WHOLE);
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    ck_assert_uint_eq(raw_server_hits(server), 1);
    raw_server_close(server);
}

START_TEST(an_answer_that_came_during_a_stop_is_read) {
    survive_stop(true);
}
END_TEST

START_TEST(the_time_of_a_stop_is_no_silence) {
    survive_stop(false);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("http");
    TCase *one = tcase_create("one request");
    tcase_add_test(one, a_request_is_what_it_should_be);
    tcase_add_test(one, headers_are_read_once_and_exactly);
    tcase_add_test(one, a_retry_after_may_be_a_date);
    tcase_add_test(one, informational_answers_and_trailers_do_not_count);
    tcase_add_test(one, a_broken_frame_is_no_answer);
    tcase_add_test(one, a_body_may_end_with_the_connection);
    tcase_add_test(one, a_bare_body_is_kept_on_a_new_connection);
    tcase_add_test(one, the_bytes_of_a_broken_chunk_are_kept);
    tcase_add_test(one, a_huge_header_is_an_answer_that_is_too_large);
    tcase_add_test(one, a_body_has_a_ceiling);
    tcase_add_test(one, a_body_is_kept_whatever_its_announced_length);
    tcase_add_test(one, a_packed_body_has_a_ceiling_when_it_is_unpacked);
    tcase_add_test(one, a_packed_body_is_kept_packed);
    suite_add_tcase(suite, one);
    TCase *money = tcase_create("money and key");
    tcase_add_test(money, a_dead_connection_sends_nothing_twice);
    tcase_add_test(money, a_connection_reset_while_idle_takes_no_request);
    tcase_add_test(money, a_proxy_is_not_the_api);
    tcase_add_test(money, a_malformed_proxy_is_refused_unseen);
    tcase_add_test(money, a_connection_is_used_again);
    tcase_add_test(money, a_redirect_is_not_followed);
    tcase_add_test(money, an_echoed_key_leaves_no_trace);
    tcase_add_test(money, a_short_key_is_replaced_in_errors_alone);
    tcase_add_test(money, no_proxy_of_the_environment_is_asked_on_loopback);
    tcase_add_test(money, what_never_left_is_not_sent);
    tcase_add_test(money, without_tls_nothing_is_sent);
    suite_add_tcase(suite, money);
    TCase *pool = tcase_create("pool");
    tcase_add_test(pool, many_at_once);
    tcase_add_test(pool, a_silent_transfer_can_be_dropped);
    tcase_add_test(pool, what_was_not_moved_was_not_sent);
    tcase_add_test(pool, another_thread_ends_a_wait);
    tcase_add_test(pool, a_wait_has_an_end);
    suite_add_tcase(suite, pool);
    TCase *silence = tcase_create("silence");
    tcase_set_timeout(silence, 30); /* these take as long as the times they test */
    tcase_add_test(silence, silence_ends_a_transfer);
    tcase_add_test(silence, a_trickle_is_no_silence);
    tcase_add_test(silence, an_answer_that_came_during_a_stop_is_read);
    tcase_add_test(silence, the_time_of_a_stop_is_no_silence);
    suite_add_tcase(suite, silence);
    return run_suite(suite);
}
