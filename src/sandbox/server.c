/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox/server.h"

#include "base/mem.h"
#include "sandbox/delivery.h"
#include "sandbox/pause.h"

#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BACKLOG = 64 };

struct server {
    struct service *service;
    struct MHD_Daemon *daemon;
    struct pause pause;
    int64_t latency_ms;
    uint16_t port;
};

/* A request under way: libmicrohttpd calls several times for each. */
struct exchange {
    char *uri;
    bool is_begun;
};

static void *begin_exchange(void *context, const char *uri, struct MHD_Connection *connection) {
    (void)context;
    (void)connection;
    struct exchange *exchange = mem_zalloc(sizeof *exchange);
    exchange->uri = mem_dup(uri);
    return exchange;
}

static void end_exchange(void *context, struct MHD_Connection *connection, void **state,
                         enum MHD_RequestTerminationCode code) {
    (void)context;
    (void)connection;
    (void)code;
    struct exchange *exchange = *state;
    if (exchange) {
        free(exchange->uri);
        free(exchange);
    }
    *state = NULL;
}

static enum MHD_Result send_reply(struct server *server, struct MHD_Connection *connection,
                                  struct http_reply *reply) {
    if (reply->fault == FAULT_TIMEOUT) {
        pause_wait(&server->pause, -1);
        return MHD_NO;
    }
    struct MHD_Response *response = delivery_make(reply, &server->pause);
    if (!response)
        return MHD_NO;
    enum MHD_Result result = MHD_queue_response(connection, (unsigned)reply->status, response);
    MHD_destroy_response(response);
    return result;
}

static enum MHD_Result answer(void *context, struct MHD_Connection *connection, const char *path,
                              const char *method, const char *version, const char *upload,
                              size_t *upload_len, void **state) {
    struct server *server = context;
    struct exchange *exchange = *state;
    (void)path;
    (void)version;
    (void)upload;
    /* The connection can be reused only if the request was read to its end. */
    if (!exchange->is_begun || *upload_len) {
        exchange->is_begun = true;
        *upload_len = 0;
        return MHD_YES;
    }
    if (!pause_wait(&server->pause, server->latency_ms))
        return MHD_NO;
    struct service_request request = {
        .method = method,
        .uri = exchange->uri,
        .authorization = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Authorization"),
        .port = server->port,
    };
    struct http_reply reply;
    service_answer(server->service, &request, &reply);
    enum MHD_Result result = send_reply(server, connection, &reply);
    http_reply_fini(&reply);
    return result;
}

static int bind_loopback(uint16_t port) {
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons(port), .sin_addr = {htonl(INADDR_LOOPBACK)}};
    int yes = 1;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0)
        return -1;
    /* a port that a previous run has just released can be used immediately */
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (bind(fd, (const struct sockaddr *)&address, sizeof address) == 0 &&
        listen(fd, BACKLOG) == 0)
        return fd;
    int reason = errno;
    close(fd);
    errno = reason;
    return -1;
}

static uint16_t read_port(int fd) {
    struct sockaddr_in address = {0};
    socklen_t len = sizeof address;
    getsockname(fd, (struct sockaddr *)&address, &len);
    return ntohs(address.sin_port);
}

/* Threads inherit the signal mask of the thread that starts them. */
static struct MHD_Daemon *start_daemon(struct server *server, int fd) {
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    struct MHD_Daemon *daemon = MHD_start_daemon(
        MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_THREAD_PER_CONNECTION | MHD_USE_POLL, 0, NULL,
        NULL, answer, server, MHD_OPTION_LISTEN_SOCKET, fd, MHD_OPTION_URI_LOG_CALLBACK,
        begin_exchange, NULL, MHD_OPTION_NOTIFY_COMPLETED, end_exchange, NULL, MHD_OPTION_END);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return daemon;
}

struct server *server_open(struct service *service, uint16_t port, int64_t latency_ms,
                           struct err *err) {
    int fd = bind_loopback(port);
    if (fd < 0) {
        if (errno == EADDRINUSE)
            err_set(err, ERR_IO, "port %u of 127.0.0.1 is in use", (unsigned)port);
        else
            err_set(err, ERR_IO, "cannot listen on port %u of 127.0.0.1: %s", (unsigned)port,
                    strerror(errno));
        return NULL;
    }
    struct server *server = mem_zalloc(sizeof *server);
    server->service = service;
    server->latency_ms = latency_ms;
    server->port = read_port(fd);
    pause_init(&server->pause);
    server->daemon = start_daemon(server, fd);
    if (!server->daemon) {
        err_set(err, ERR_IO, "cannot start the HTTP server");
        close(fd);
        server_close(server);
        return NULL;
    }
    return server;
}

void server_close(struct server *server) {
    if (!server)
        return;
    pause_end(&server->pause);
    if (server->daemon)
        MHD_stop_daemon(server->daemon);
    pause_fini(&server->pause);
    free(server);
}

uint16_t server_port(const struct server *server) {
    return server->port;
}
