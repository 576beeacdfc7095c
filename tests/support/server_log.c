/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/server_log.h"

#include <check.h>
#include <fcntl.h>
#include <json-c/json.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

enum {
    LINE_BYTES = 4096,
    READ_BYTES = 65536,
    LINES_MAX = 4096,
    TCP_ESTABLISHED = 1, /* the kernel's numbers, include/net/tcp_states.h */
    TCP_SYN_RECV = 3,
    TCP_CLOSE_WAIT = 8,
    LOOK_MS = 1
};

static const char *text_of(struct arena *arena, struct json_object *object, const char *key) {
    struct json_object *value = NULL;
    ck_assert_msg(json_object_object_get_ex(object, key, &value), "the log lacks %s", key);
    return arena_dup(arena, json_object_get_string(value));
}

static int64_t number_of(struct json_object *object, const char *key) {
    struct json_object *value = NULL;
    ck_assert_msg(json_object_object_get_ex(object, key, &value), "the log lacks %s", key);
    return json_object_get_int64(value);
}

/* The value of one parameter; NULL where it is not there. */
static char *parameter_of(struct arena *arena, const char *query, const char *name) {
    size_t len = strlen(name);
    for (const char *at = query; *at; at += strcspn(at, "&"), at += *at == '&')
        if (!strncmp(at, name, len) && at[len] == '=')
            return arena_dup_n(arena, at + len + 1, strcspn(at + len + 1, "&"));
    return NULL;
}

static struct server_line read_line(struct arena *arena, const char *text) {
    struct json_object *object = json_tokener_parse(text);
    ck_assert_msg(object != NULL, "no line of a log: %s", text);
    const char *query = text_of(arena, object, "query");
    const char *cursor = parameter_of(arena, query, "cursor");
    const char *limit = parameter_of(arena, query, "limit");
    struct server_line line = {.path = text_of(arena, object, "path"),
                               .cursor = cursor ? cursor : "",
                               .request_id = text_of(arena, object, "request_id"),
                               .is_profile = !limit,
                               .limit = limit ? strtoll(limit, NULL, 10) : 1,
                               .status = number_of(object, "status"),
                               .records = number_of(object, "records"),
                               .credits = number_of(object, "credits"),
                               .balance = number_of(object, "balance")};
    json_object_put(object);
    return line;
}

void server_log_read(const struct sandbox_child *sandbox, struct server_log *log) {
    char text[LINE_BYTES];
    FILE *file = fopen(sandbox->log, "re");
    ck_assert_ptr_nonnull(file);
    *log = (struct server_log){.count = 0};
    arena_init(&log->arena);
    log->lines = arena_alloc(&log->arena, LINES_MAX * sizeof *log->lines);
    while (fgets(text, sizeof text, file)) {
        ck_assert_uint_lt(log->count, LINES_MAX);
        log->lines[log->count++] = read_line(&log->arena, text);
    }
    fclose(file);
}

void server_log_free(struct server_log *log) {
    arena_fini(&log->arena);
}

int64_t server_log_bill(const struct server_log *log) {
    int64_t credits = 0;
    for (size_t i = 0; i < log->count; i++)
        credits += log->lines[i].credits;
    return credits;
}

void server_log_check_once(const struct server_log *log) {
    for (size_t i = 0; i < log->count; i++) {
        const struct server_line *line = &log->lines[i];
        ck_assert_msg(line->status == 200, "line %zu: status %lld", i, (long long)line->status);
        for (size_t j = 0; j < i; j++)
            ck_assert_msg(strcmp(line->path, log->lines[j].path) != 0 ||
                              strcmp(line->cursor, log->lines[j].cursor) != 0,
                          "%s was asked for twice at cursor “%s”: lines %zu and %zu", line->path,
                          line->cursor, j, i);
    }
}

size_t server_log_count(const struct sandbox_child *sandbox) {
    char bytes[READ_BYTES];
    size_t lines = 0;
    ssize_t len;
    int fd = open(sandbox->log, O_RDONLY | O_CLOEXEC);
    ck_assert_int_ge(fd, 0);
    while ((len = read(fd, bytes, sizeof bytes)) > 0)
        for (ssize_t i = 0; i < len; i++)
            lines += bytes[i] == '\n';
    close(fd);
    return lines;
}

static int64_t deadline_us(void) {
    return pty_now_us() + (int64_t)(PTY_DEADLINE_MS * 1000 * pty_patience());
}

static void forget_news(int fd) {
    char bytes[LINE_BYTES];
    while (read(fd, bytes, sizeof bytes) > 0)
        ;
}

bool server_log_wait(const struct sandbox_child *sandbox, size_t count, int pidfd) {
    int64_t until = deadline_us();
    int news = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    bool has_ended = false;
    ck_assert_int_ge(inotify_add_watch(news, sandbox->log, IN_MODIFY), 0);
    while (server_log_count(sandbox) < count && !has_ended) {
        struct pollfd fds[] = {{.fd = news, .events = POLLIN}, {.fd = pidfd, .events = POLLIN}};
        int left_ms = (int)((until - pty_now_us()) / 1000);
        ck_assert_msg(left_ms > 0 && poll(fds, 2, left_ms) > 0,
                      "the log has %zu lines, %zu are awaited", server_log_count(sandbox), count);
        forget_news(news);
        has_ended = fds[1].revents != 0;
    }
    close(news);
    return server_log_count(sandbox) >= count;
}

/* Of the server's side. One that the server has closed does not count. */
static size_t count_connections(unsigned port) {
    char line[LINE_BYTES];
    size_t count = 0;
    FILE *table = fopen("/proc/net/tcp", "re");
    ck_assert_ptr_nonnull(table);
    while (fgets(line, sizeof line, table)) {
        const char *local = strchr(line, ':'), *at = local ? strchr(local + 1, ':') : NULL;
        char *end = NULL;
        if (!at || strtoul(at + 1, &end, 16) != port)
            continue;
        const char *remote = strchr(end, ':');
        const char *state = remote ? strchr(remote, ' ') : NULL;
        unsigned long number = state ? strtoul(state, NULL, 16) : 0;
        count += number == TCP_ESTABLISHED || number == TCP_SYN_RECV || number == TCP_CLOSE_WAIT;
    }
    fclose(table);
    return count;
}

void server_log_wait_idle(const struct sandbox_child *sandbox) {
    int64_t until = deadline_us();
    const char *colon = strrchr(sandbox->url, ':');
    ck_assert_ptr_nonnull(colon);
    unsigned port = (unsigned)strtoul(colon + 1, NULL, 10);
    while (count_connections(port)) {
        ck_assert_msg(pty_now_us() < until, "the sandbox has a connection for ever");
        poll(NULL, 0, LOOK_MS);
    }
}
