/* SPDX-License-Identifier: GPL-3.0-or-later */
/* HTTP/2 against a server whose every frame is written here, through openssl's TLS: several
 * requests on one connection, and what each may have cost when the connection or its server says
 * no. A request must never be sent a second time. */
#include "api/http.h"
#include "tests/support/run.h"
#include "tests/support/scratch.h"

#include <check.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define PREFACE "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"

enum {
    BODY_MAX = 1 << 20,
    PATH_BYTES = 2 * SCRATCH_PATH_MAX,
    HEARD_MAX = 1 << 20,
    STREAMS_MAX = 16,
    FRAME_HEAD = 9,
    TURN_MS = 5,
};

enum { DATA = 0, HEADERS = 1, RST_STREAM = 3, SETTINGS = 4, GOAWAY = 7 };
enum { END_STREAM = 1, ACK = 1, END_HEADERS = 4 };
enum { INTERNAL_ERROR = 2, REFUSED_STREAM = 7 };

/* The port is on its standard output, as is what a client sends; its standard input goes to the
 * client. */
static const char *const serving =
    "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout key.pem"
    " -subj /CN=server -addext subjectAltName=IP:127.0.0.1 -days 9 -out good.pem &&"
    " exec openssl s_server -accept 127.0.0.1:0 -cert good.pem -key key.pem -alpn h2";

struct server {
    struct scratch scratch;
    pid_t pid;
    int in, out;
    unsigned port;
    size_t connections;
    unsigned char heard[HEARD_MAX];
    size_t len;
    uint32_t streams[STREAMS_MAX]; /* of all connections, in order */
    size_t requests;
};

static _Noreturn void serve(const struct server *server, int in, int out) {
    int nothing = open("/dev/null", O_RDWR);
    dup2(in, STDIN_FILENO);
    dup2(out, STDOUT_FILENO);
    dup2(nothing, STDERR_FILENO);
    prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    if (chdir(server->scratch.folder) == 0)
        execl("/bin/sh", "sh", "-c", serving, (char *)NULL);
    _exit(1);
}

static void hear(struct server *server) {
    struct pollfd fd = {.fd = server->out, .events = POLLIN};
    while (poll(&fd, 1, 0) > 0 && server->len < HEARD_MAX) {
        ssize_t got = read(server->out, server->heard + server->len, HEARD_MAX - server->len);
        if (got <= 0)
            return;
        server->len += (size_t)got;
    }
}

static void drop_heard(struct server *server, size_t count) {
    server->len -= count;
    memmove(server->heard, server->heard + count, server->len);
}

static void server_open(struct server *server) {
    int in[2], out[2];
    const unsigned char *port;
    *server = (struct server){.port = 0};
    scratch_init(&server->scratch);
    signal(SIGPIPE, SIG_IGN);
    ck_assert(pipe2(in, O_CLOEXEC) == 0 && pipe2(out, O_CLOEXEC) == 0);
    server->pid = fork();
    if (server->pid == 0)
        serve(server, in[0], out[1]);
    close(in[0]);
    close(out[1]);
    server->in = in[1];
    server->out = out[0];
    while (!server->len || server->heard[server->len - 1] != '\n' ||
           !(port = memmem(server->heard, server->len, "ACCEPT 127.0.0.1:", 17))) {
        struct pollfd fd = {.fd = server->out, .events = POLLIN};
        ck_assert_int_eq(poll(&fd, 1, -1), 1);
        ck_assert_int_eq(fd.revents & POLLIN, POLLIN);
        hear(server);
    }
    server->port = (unsigned)strtoul((const char *)port + 17, NULL, 10);
    server->len = 0;
}

static void server_kill(struct server *server) {
    kill(server->pid, SIGKILL);
    waitpid(server->pid, NULL, 0);
}

static void server_close(struct server *server) {
    char path[PATH_BYTES];
    static const char *const names[] = {"key.pem", "good.pem"};
    server_kill(server);
    close(server->in);
    close(server->out);
    for (size_t i = 0; i < 2; i++) {
        snprintf(path, sizeof path, "%s/%s", server->scratch.folder, names[i]);
        unlink(path);
    }
    scratch_fini(&server->scratch);
}

static void put_frame(struct server *server, int type, int flags, uint32_t stream,
                      const char *bytes, size_t len) {
    unsigned char frame[256] = {
        (unsigned char)(len >> 16),    (unsigned char)(len >> 8),    (unsigned char)len,
        (unsigned char)type,           (unsigned char)flags,         (unsigned char)(stream >> 24),
        (unsigned char)(stream >> 16), (unsigned char)(stream >> 8), (unsigned char)stream};
    memcpy(frame + FRAME_HEAD, bytes, len);
    ck_assert_int_eq(write(server->in, frame, FRAME_HEAD + len), (ssize_t)(FRAME_HEAD + len));
}

/* Takes what came of whole frames; answers settings. What openssl says itself is before a
 * preface. */
static void take_frames(struct server *server) {
    const unsigned char *preface;
    while ((preface = memmem(server->heard, server->len, PREFACE, sizeof PREFACE - 1))) {
        drop_heard(server, (size_t)(preface - server->heard) + sizeof PREFACE - 1);
        server->connections++;
        put_frame(server, SETTINGS, 0, 0, "", 0);
    }
    while (server->connections && server->len >= FRAME_HEAD) {
        const unsigned char *frame = server->heard;
        size_t len = (size_t)frame[0] << 16 | (size_t)frame[1] << 8 | frame[2];
        if (server->len < FRAME_HEAD + len)
            return;
        if (frame[3] == SETTINGS && !(frame[4] & ACK))
            put_frame(server, SETTINGS, ACK, 0, "", 0);
        if (frame[3] == HEADERS && server->requests < STREAMS_MAX)
            server->streams[server->requests++] = (uint32_t)frame[7] << 8 | frame[8];
        drop_heard(server, FRAME_HEAD + len);
    }
}

/* Goes on until the server has `requests` in all. */
static void await_requests(struct server *server, struct http *http, size_t requests) {
    while (server->requests < requests) {
        http_wait(http, TURN_MS);
        hear(server);
        take_frames(server);
    }
}

static void reset(struct server *server, uint32_t stream, char code) {
    const char error[] = {0, 0, 0, code};
    put_frame(server, RST_STREAM, 0, stream, error, sizeof error);
}

static void go_away(struct server *server, char last_stream) {
    const char why[] = {0, 0, 0, last_stream, 0, 0, 0, 0};
    put_frame(server, GOAWAY, 0, 0, why, sizeof why);
}

/* ":status: 200" has the number 8 in HPACK's static table. */
static void begin_answer(struct server *server, uint32_t stream) {
    put_frame(server, HEADERS, END_HEADERS, stream, "\x88", 1);
}

static void answer(struct server *server, uint32_t stream, const char *body) {
    begin_answer(server, stream);
    put_frame(server, DATA, END_STREAM, stream, body, strlen(body));
}

static struct http *open_pool(struct server *server, long silence_s) {
    char path[PATH_BYTES];
    const struct http_config config = {.key = "key",
                                       .is_https = true,
                                       .is_loopback = true,
                                       .silence_s = silence_s,
                                       .body_max = BODY_MAX,
                                       .ca_file = path};
    struct err err;
    snprintf(path, sizeof path, "%s/good.pem", server->scratch.folder);
    struct http *http = http_open(&config, &err);
    ck_assert_ptr_nonnull(http);
    return http;
}

static struct http_transfer *begin(struct server *server, struct http *http) {
    char url[64];
    snprintf(url, sizeof url, "https://127.0.0.1:%u/page", server->port);
    return http_get(http, url, NULL);
}

/* The stream of each request. They are begun one after the other, on one connection if it can be.
 */
static void begin_all(struct server *server, struct http *http, struct http_transfer **transfers,
                      size_t count) {
    for (size_t i = 0; i < count; i++) {
        size_t before = server->requests;
        transfers[i] = begin(server, http);
        await_requests(server, http, before + 1);
    }
}

/* Every transfer must end so; then it is dropped. */
static void expect(struct http *http, struct http_transfer *transfer, enum reply_end end,
                   const char *body) {
    bool has_ended = false;
    while (!has_ended) {
        const struct http_transfer *first = http_next(http);
        http_wait(http, first ? 0 : -1);
        has_ended = first == transfer;
        ck_assert(has_ended || !first);
    }
    struct reply *reply = http_take_reply(transfer);
    ck_assert_msg(reply->end == end, "%d instead of %d: %s", (int)reply->end, (int)end,
                  reply->reason);
    ck_assert_int_eq(http_is_sent(transfer), end != REPLY_NOT_SENT);
    if (body)
        ck_assert_str_eq(buf_text(&reply->body), body);
    reply_free(reply);
    http_drop(http, transfer);
}

/* The next request is answered, and nothing came before it. `connections`: how many there were in
 * all; 0: any number. */
static void expect_no_more(struct server *server, struct http *http, size_t connections) {
    struct http_transfer *last;
    size_t requests = server->requests;
    begin_all(server, http, &last, 1);
    ck_assert_uint_eq(server->requests, requests + 1);
    ck_assert(!connections || server->connections == connections);
    answer(server, server->streams[requests], "last");
    expect(http, last, REPLY_WHOLE, "last");
}

START_TEST(requests_share_a_connection) {
    static struct server server;
    struct http_transfer *transfers[3];
    server_open(&server);
    struct http *http = open_pool(&server, 10);
    begin_all(&server, http, transfers, 3);
    ck_assert(http_is_sent(transfers[2]));
    answer(&server, server.streams[2], "c");
    expect(http, transfers[2], REPLY_WHOLE, "c");
    answer(&server, server.streams[0], "a");
    expect(http, transfers[0], REPLY_WHOLE, "a");
    answer(&server, server.streams[1], "b");
    expect(http, transfers[1], REPLY_WHOLE, "b");
    expect_no_more(&server, http, 1);
    http_close(http);
    server_close(&server);
}
END_TEST

START_TEST(what_is_refused_was_not_sent) {
    static struct server server;
    struct http_transfer *transfer;
    server_open(&server);
    struct http *http = open_pool(&server, 10);
    begin_all(&server, http, &transfer, 1);
    reset(&server, server.streams[0], REFUSED_STREAM);
    expect(http, transfer, REPLY_NOT_SENT, NULL);
    ck_assert_uint_eq(server.requests, 1);
    expect_no_more(&server, http, 2);
    http_close(http);
    server_close(&server);
}
END_TEST

/* On a connection that was used before, libcurl does not tell it from one that died. */
START_TEST(a_later_one_that_is_refused_is_in_doubt) {
    static struct server server;
    struct http_transfer *transfers[2];
    server_open(&server);
    struct http *http = open_pool(&server, 10);
    begin_all(&server, http, transfers, 2);
    answer(&server, server.streams[0], "a");
    expect(http, transfers[0], REPLY_WHOLE, "a");
    reset(&server, server.streams[1], REFUSED_STREAM);
    expect(http, transfers[1], REPLY_BROKEN, NULL);
    ck_assert_uint_eq(server.requests, 2);
    http_close(http);
    server_close(&server);
}
END_TEST

START_TEST(a_server_that_goes_away_took_what_it_names) {
    static struct server server;
    struct http_transfer *transfers[3];
    server_open(&server);
    struct http *http = open_pool(&server, 10);
    begin_all(&server, http, transfers, 3);
    go_away(&server, (char)server.streams[1]);
    expect(http, transfers[2], REPLY_NOT_SENT, NULL);
    answer(&server, server.streams[0], "a");
    expect(http, transfers[0], REPLY_WHOLE, "a");
    answer(&server, server.streams[1], "b");
    expect(http, transfers[1], REPLY_WHOLE, "b");
    expect_no_more(&server, http, 2);
    ck_assert_uint_eq(server.requests, 4);
    http_close(http);
    server_close(&server);
}
END_TEST

/* Both in the middle of an answer and before it. */
START_TEST(any_other_reset_may_be_charged) {
    static struct server server;
    struct http_transfer *transfers[3];
    server_open(&server);
    struct http *http = open_pool(&server, 10);
    begin_all(&server, http, transfers, 3);
    reset(&server, server.streams[0], INTERNAL_ERROR);
    expect(http, transfers[0], REPLY_BROKEN, NULL);
    begin_answer(&server, server.streams[1]);
    put_frame(&server, DATA, 0, server.streams[1], "half", 4);
    reset(&server, server.streams[1], REFUSED_STREAM);
    expect(http, transfers[1], REPLY_BROKEN, NULL);
    answer(&server, server.streams[2], "c");
    expect(http, transfers[2], REPLY_WHOLE, "c");
    expect_no_more(&server, http, 0);
    http_close(http);
    server_close(&server);
}
END_TEST

START_TEST(a_dead_connection_leaves_each_in_doubt) {
    static struct server server;
    struct http_transfer *transfers[3];
    server_open(&server);
    struct http *http = open_pool(&server, 10);
    begin_all(&server, http, transfers, 3);
    begin_answer(&server, server.streams[1]);
    put_frame(&server, DATA, 0, server.streams[1], "half", 4);
    server_kill(&server);
    size_t ended = 0;
    while (ended < 3) {
        struct http_transfer *transfer = http_next(http);
        if (!transfer) {
            http_wait(http, -1);
            continue;
        }
        ck_assert(http_is_sent(transfer));
        expect(http, transfer, REPLY_BROKEN, NULL);
        ended++;
    }
    http_close(http);
    server_close(&server);
}
END_TEST

START_TEST(nothing_is_sent_where_an_answer_failed_to_come) {
    static struct server server;
    struct http_transfer *transfers[2];
    server_open(&server);
    struct http *http = open_pool(&server, 1);
    begin_all(&server, http, transfers, 2);
    expect(http, http_next(http) ? http_next(http) : transfers[0], REPLY_BROKEN, NULL);
    expect(http, transfers[1], REPLY_BROKEN, NULL);
    expect_no_more(&server, http, 2);
    http_close(http);
    server_close(&server);
}
END_TEST

START_TEST(a_dropped_request_takes_no_other_with_it) {
    static struct server server;
    struct http_transfer *transfers[2];
    server_open(&server);
    struct http *http = open_pool(&server, 10);
    begin_all(&server, http, transfers, 2);
    http_drop(http, transfers[0]);
    answer(&server, server.streams[1], "b");
    expect(http, transfers[1], REPLY_WHOLE, "b");
    expect_no_more(&server, http, 1);
    http_close(http);
    server_close(&server);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("http2");
    TCase *tc = tcase_create("http2");
    tcase_set_timeout(tc, 60);
    tcase_add_test(tc, requests_share_a_connection);
    tcase_add_test(tc, what_is_refused_was_not_sent);
    tcase_add_test(tc, a_later_one_that_is_refused_is_in_doubt);
    tcase_add_test(tc, a_server_that_goes_away_took_what_it_names);
    tcase_add_test(tc, any_other_reset_may_be_charged);
    tcase_add_test(tc, a_dead_connection_leaves_each_in_doubt);
    tcase_add_test(tc, nothing_is_sent_where_an_answer_failed_to_come);
    tcase_add_test(tc, a_dropped_request_takes_no_other_with_it);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
