/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/raw_server.h"

#include "base/buf.h"
#include "base/mem.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { RAW_HEAD_MAX = 65536, RAW_BACKLOG = 256 };

struct peer {
    struct raw_server *server;
    int socket;
    pthread_t thread;
    struct peer *next;
};

struct raw_server {
    const struct raw_step *steps;
    size_t step_count;
    int listener;
    int stop_pipe[2]; /* readable for ever once the server closes */
    uint16_t port;
    char url[64];
    pthread_t thread;
    pthread_mutex_t lock; /* over all below */
    pthread_cond_t changed;
    struct peer *peers;
    size_t connections;
    char **heads;
    size_t hits, heads_capacity;
    bool is_released, is_closing;
};

static void die(const char *what) {
    perror(what);
    exit(EXIT_FAILURE);
}

/* Waits until the socket can be read or written; false when the server closes. */
static bool wait_socket(const struct raw_server *server, int socket, short events) {
    struct pollfd fds[2] = {{.fd = socket, .events = events},
                            {.fd = server->stop_pipe[0], .events = POLLIN}};
    while (poll(fds, 2, -1) < 0)
        if (errno != EINTR)
            return false;
    return !fds[1].revents;
}

static bool send_all(const struct peer *peer, const char *bytes, size_t len) {
    while (len) {
        if (!wait_socket(peer->server, peer->socket, POLLOUT))
            return false;
        ssize_t sent = send(peer->socket, bytes, len, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent < 0 && errno != EAGAIN && errno != EINTR)
            return false;
        if (sent > 0) {
            bytes += sent;
            len -= (size_t)sent;
        }
    }
    return true;
}

static bool pause_for(const struct peer *peer, int ms) {
    struct pollfd stop = {.fd = peer->server->stop_pipe[0], .events = POLLIN};
    return poll(&stop, 1, ms) == 0;
}

static bool send_answer(const struct peer *peer, const struct raw_step *step) {
    size_t len = step->len || !step->bytes ? step->len : strlen(step->bytes);
    size_t piece = step->trickle_ms ? 1 : len;
    for (size_t at = 0; at < len; at += piece) {
        if (!send_all(peer, step->bytes + at, piece))
            return false;
        if (step->trickle_ms && !pause_for(peer, step->trickle_ms))
            return false;
    }
    while (step->endless)
        if (!send_all(peer, step->endless, strlen(step->endless)))
            return false;
    return true;
}

/* The next request's head. Nothing is read beyond it: the client sends no body and never two
 * requests at the same time. */
static bool read_head(const struct peer *peer, struct buf *head) {
    char bytes[4096];
    buf_clear(head);
    while (!strstr(buf_text(head), "\r\n\r\n")) {
        if (!wait_socket(peer->server, peer->socket, POLLIN))
            return false;
        ssize_t got = recv(peer->socket, bytes, sizeof bytes, 0);
        if (got <= 0 || !buf_put(head, bytes, (size_t)got))
            return false;
    }
    return true;
}

/* Books the request; gives its step, once it may be answered. */
static const struct raw_step *book(struct raw_server *server, const struct buf *head) {
    pthread_mutex_lock(&server->lock);
    size_t n = server->hits++;
    server->heads =
        mem_grow(server->heads, &server->heads_capacity, server->hits, sizeof *server->heads);
    server->heads[n] = mem_dup(buf_text(head));
    pthread_cond_broadcast(&server->changed);
    const struct raw_step *step =
        &server->steps[n < server->step_count ? n : server->step_count - 1];
    while (step->is_held && !server->is_released && !server->is_closing)
        pthread_cond_wait(&server->changed, &server->lock);
    pthread_mutex_unlock(&server->lock);
    return step;
}

static void wait_for_leaving(const struct peer *peer) {
    char byte;
    while (wait_socket(peer->server, peer->socket, POLLIN))
        if (recv(peer->socket, &byte, 1, 0) <= 0)
            return;
}

static void reset(const struct peer *peer) {
    struct linger at_once = {.l_onoff = 1};
    setsockopt(peer->socket, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

static void *serve(void *data) {
    struct peer *peer = data;
    struct buf head;
    buf_init(&head, RAW_HEAD_MAX);
    while (read_head(peer, &head)) {
        const struct raw_step *step = book(peer->server, &head);
        bool is_sent = send_answer(peer, step);
        if (step->end == RAW_RESET)
            reset(peer);
        if (step->end == RAW_HANG)
            wait_for_leaving(peer);
        if (!is_sent || step->end != RAW_KEEP)
            break;
    }
    buf_fini(&head);
    close(peer->socket);
    return NULL;
}

static void add_peer(struct raw_server *server, int socket) {
    struct peer *peer = mem_zalloc(sizeof *peer);
    int on = 1;
    setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    peer->server = server;
    peer->socket = socket;
    pthread_mutex_lock(&server->lock);
    peer->next = server->peers;
    server->peers = peer;
    server->connections++;
    pthread_mutex_unlock(&server->lock);
    if (pthread_create(&peer->thread, NULL, serve, peer) != 0)
        die("pthread_create");
}

static void *accept_all(void *data) {
    struct raw_server *server = data;
    while (wait_socket(server, server->listener, POLLIN)) {
        int socket = accept(server->listener, NULL, NULL);
        if (socket >= 0)
            add_peer(server, socket);
    }
    return NULL;
}

static void listen_on_loopback(struct raw_server *server) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t len = sizeof address;
    server->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (server->listener < 0 ||
        bind(server->listener, (struct sockaddr *)&address, sizeof address) != 0 ||
        listen(server->listener, RAW_BACKLOG) != 0 ||
        getsockname(server->listener, (struct sockaddr *)&address, &len) != 0)
        die("raw_server_open");
    server->port = ntohs(address.sin_port);
    snprintf(server->url, sizeof server->url, "http://127.0.0.1:%u", (unsigned)server->port);
}

struct raw_server *raw_server_open(const struct raw_step *steps, size_t count) {
    struct raw_server *server = mem_zalloc(sizeof *server);
    server->steps = steps;
    server->step_count = count;
    pthread_mutex_init(&server->lock, NULL);
    pthread_cond_init(&server->changed, NULL);
    if (pipe(server->stop_pipe) != 0)
        die("pipe");
    listen_on_loopback(server);
    if (pthread_create(&server->thread, NULL, accept_all, server) != 0)
        die("pthread_create");
    return server;
}

static void stop_threads(struct raw_server *server) {
    pthread_mutex_lock(&server->lock);
    server->is_closing = true;
    pthread_cond_broadcast(&server->changed);
    pthread_mutex_unlock(&server->lock);
    close(server->stop_pipe[1]);
    pthread_join(server->thread, NULL);
    while (server->peers) {
        struct peer *peer = server->peers;
        pthread_join(peer->thread, NULL);
        server->peers = peer->next;
        free(peer);
    }
}

void raw_server_close(struct raw_server *server) {
    if (!server)
        return;
    stop_threads(server);
    close(server->listener);
    close(server->stop_pipe[0]);
    for (size_t i = 0; i < server->hits; i++)
        free(server->heads[i]);
    free(server->heads);
    pthread_cond_destroy(&server->changed);
    pthread_mutex_destroy(&server->lock);
    free(server);
}

uint16_t raw_server_port(const struct raw_server *server) {
    return server->port;
}

const char *raw_server_url(const struct raw_server *server) {
    return server->url;
}

size_t raw_server_hits(struct raw_server *server) {
    pthread_mutex_lock(&server->lock);
    size_t hits = server->hits;
    pthread_mutex_unlock(&server->lock);
    return hits;
}

size_t raw_server_connections(struct raw_server *server) {
    pthread_mutex_lock(&server->lock);
    size_t connections = server->connections;
    pthread_mutex_unlock(&server->lock);
    return connections;
}

/* Whether the head's first line is "GET target HTTP/1.1". */
static bool is_for(const char *head, const char *target) {
    size_t len = strlen(target);
    return strncmp(head, "GET ", 4) == 0 && strncmp(head + 4, target, len) == 0 &&
           head[4 + len] == ' ';
}

size_t raw_server_hits_of(struct raw_server *server, const char *target) {
    size_t hits = 0;
    pthread_mutex_lock(&server->lock);
    for (size_t i = 0; i < server->hits; i++)
        hits += is_for(server->heads[i], target);
    pthread_mutex_unlock(&server->lock);
    return hits;
}

void raw_server_await(struct raw_server *server, size_t hits) {
    pthread_mutex_lock(&server->lock);
    while (server->hits < hits)
        pthread_cond_wait(&server->changed, &server->lock);
    pthread_mutex_unlock(&server->lock);
}

void raw_server_release(struct raw_server *server) {
    pthread_mutex_lock(&server->lock);
    server->is_released = true;
    pthread_cond_broadcast(&server->changed);
    pthread_mutex_unlock(&server->lock);
}

const char *raw_server_head(struct raw_server *server, size_t n) {
    pthread_mutex_lock(&server->lock);
    const char *head = n < server->hits ? server->heads[n] : "";
    pthread_mutex_unlock(&server->lock);
    return head;
}
