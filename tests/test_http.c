/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "api/http.h"
#include "tests/raw_server.h"

#include <check.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
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

/* Asks once; the transfer must be dropped. */
static const struct http_reply *ask(struct http *http, struct raw_server *server,
                                    struct http_transfer **transfer) {
    *transfer = start(http, server, "/x");
    ck_assert(!http_is_sent(*transfer));
    ck_assert_ptr_eq(finish(http), *transfer);
    return http_reply(*transfer);
}

START_TEST(a_request_is_what_it_should_be) {
    static const struct raw_step steps[] = {{.bytes = OK}};
    struct raw_server *server = raw_server_open(steps, 1);
    struct http *http = open_pool(10);
    struct http_transfer *transfer;
    const struct http_reply *reply = ask(http, server, &transfer);
    ck_assert_int_eq(reply->end, HTTP_WHOLE);
    ck_assert_int_eq(reply->status, 200);
    ck_assert_str_eq(reply->content_type, "application/json");
    ck_assert_str_eq(buf_text(&reply->body), "{}");
    ck_assert_str_eq(reply->reason, "");
    ck_assert_ptr_eq(http_owner(transfer), server);
    ck_assert(http_is_sent(transfer));
    http_drop(http, transfer);
    const char *head = raw_server_head(server, 0);
    ck_assert_int_eq(strncmp(head, "GET /x HTTP/1.1\r\nHost: 127.0.0.1:", 34), 0);
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
        {"Retry-After: 1\r\nRetry-After: 9\r\nX-RateLimit-Limit: 1\r\nX-RateLimit-Limit: 1\r\n", -1,
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
        const struct http_reply *reply = ask(http, server, &transfer);
        ck_assert_int_eq(reply->end, HTTP_WHOLE);
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
        const struct http_reply *reply = ask(http, server, &transfer);
        ck_assert_int_eq(reply->end, HTTP_WHOLE);
        ck_assert_int_eq(reply->status, 200);
        ck_assert_str_eq(reply->content_type, "application/json");
        ck_assert_int_eq(reply->retry_after_s, HTTP_UNKNOWN);
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
        {.bytes = OK_HEAD "Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}",
         .end = RAW_CLOSE},
        {.bytes = "{\"data\":[]}", .end = RAW_CLOSE},
        {.bytes = "HTTP/1.1 200 OK\r\n", .endless = "X-Endless: header after header\r\n"},
        {.bytes = "HTTP/1.1 200 OK\r\nX-Endless: ", .endless = "xxxxxxxxxxxxxxxxxxxxxxxx"},
    };
    const size_t count = sizeof steps / sizeof *steps;
    struct raw_server *server = raw_server_open(steps, count);
    struct http *http = open_pool(10);
    for (size_t i = 0; i < count; i++) {
        struct http_transfer *transfer;
        const struct http_reply *reply = ask(http, server, &transfer);
        ck_assert_msg(reply->end == HTTP_BROKEN, "step %zu: %d", i, (int)reply->end);
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
    ck_assert_int_eq(ask(http, server, &transfer)->end, HTTP_WHOLE);
    http_drop(http, transfer);
    http_close(http);
    raw_server_close(server);
}
END_TEST

/* Asks for /1 on a new connection, then for /2 on the same, which dies there. */
static void die_on_reuse(enum raw_end end) {
    const struct raw_step steps[] = {{.bytes = OK}, {.end = end}, {.bytes = OK}};
    struct raw_server *server = raw_server_open(steps, 3);
    struct http *http = open_pool(10);
    static const char *const targets[] = {"/1", "/2", "/3"};
    for (int i = 0; i < 3; i++) {
        struct http_transfer *transfer = start(http, server, targets[i]);
        const struct http_reply *reply = http_reply(finish(http));
        ck_assert_int_eq(reply->end, i == 1 ? HTTP_BROKEN : HTTP_WHOLE);
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
        ck_assert_int_eq(ask(http, server, &transfer)->end, HTTP_WHOLE);
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
    const struct http_reply *reply = ask(http, server, &transfer);
    ck_assert_int_eq(reply->end, HTTP_TOO_LARGE);
    ck_assert_int_eq(reply->status, 200);
    ck_assert_uint_le(reply->body.len, BODY_MAX);
    http_drop(http, transfer);
    http_close(http);
    raw_server_close(server);
}

START_TEST(a_body_has_a_ceiling) {
    static const struct raw_step announced = {.bytes = OK_HEAD "Content-Length: 999999999\r\n\r\n",
                                              .end = RAW_HANG};
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

START_TEST(a_packed_body_has_the_same_ceiling) {
    const size_t matches = 600000; /* 155 MB in 975 KB: below the ceiling as sent */
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
    assert_too_large(&step);
    getrusage(RUSAGE_SELF, &after);
    ck_assert_int_lt(after.ru_maxrss - before.ru_maxrss, 32 * 1024);
    free(bomb);
}
END_TEST

START_TEST(a_packed_body_is_unpacked) {
    unsigned char bomb[256 + 64] = {0};
    char head[256];
    /* 1 + 3 * 258 zero bytes; the trailer: CRC-32 and length, lowest byte first */
    size_t len = make_bomb(bomb + sizeof head, 3);
    static const unsigned char trailer[8] = {0x85, 0x33, 0x21, 0x7b, 0x07, 0x03, 0, 0};
    memcpy(bomb + sizeof head + len - sizeof trailer, trailer, sizeof trailer);
    int head_len = snprintf(head, sizeof head,
                            OK_HEAD "Content-Encoding: gzip\r\nContent-Length: %zu\r\n\r\n", len);
    unsigned char *answer = bomb + sizeof head - (size_t)head_len;
    memcpy(answer, head, (size_t)head_len);
    const struct raw_step step = {.bytes = (const char *)answer, .len = (size_t)head_len + len};
    struct raw_server *server = raw_server_open(&step, 1);
    struct http *http = open_pool(10);
    struct http_transfer *transfer;
    const struct http_reply *reply = ask(http, server, &transfer);
    ck_assert_msg(reply->end == HTTP_WHOLE, "%s", reply->reason);
    ck_assert_uint_eq(reply->body.len, 775);
    http_drop(http, transfer);
    http_close(http);
    raw_server_close(server);
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
    const struct http_reply *reply = ask(http, server, &transfer);
    ck_assert_int_eq(reply->end, HTTP_WHOLE);
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
    ck_assert_int_eq(ask(http, server, &transfer)->end, HTTP_WHOLE);
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
    const struct http_reply *reply = http_reply(finish(http));
    ck_assert_int_eq(reply->end, HTTP_NOT_SENT);
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
    /* the other scheme than the one that was settled */
    snprintf(url, sizeof url, "https://127.0.0.1:%u/", (unsigned)raw_server_port(server));
    assert_not_sent(&config, url);
    config.is_https = true;
    assert_not_sent(&config, raw_server_url(server));
    ck_assert_uint_eq(raw_server_connections(server), 0);
    /* nobody there, then a name that cannot be */
    config.is_https = false;
    snprintf(url, sizeof url, "%s", raw_server_url(server));
    raw_server_close(server);
    assert_not_sent(&config, url);
    assert_not_sent(&config, "http://name.invalid/");
    assert_not_sent(&config, "http://127.0.0.1:1/\r\nX-Injected: 1");
}
END_TEST

/* Speaks no TLS: takes what comes and closes. */
static void *greet_and_close(void *data) {
    char bytes[16];
    int client = accept(*(int *)data, NULL, NULL);
    ssize_t got = read(client, bytes, sizeof bytes);
    (void)got;
    close(client);
    return NULL;
}
