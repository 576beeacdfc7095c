/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The HTTP side of the sandbox: libmicrohttpd on 127.0.0.1, a thread a connection, so that an
 * answer may wait. All threads block all signals: those belong to the program.
 */
#ifndef FOLLOWTRAIL_SANDBOX_SERVER_H
#define FOLLOWTRAIL_SANDBOX_SERVER_H

#include "base/err.h"
#include "sandbox/service.h"

#include <stdint.h>

struct server;

/* Serves from now on. `port` 0 picks a free one; `latency_ms` is waited before every answer. The
 * service stays the caller's and must outlive the server. NULL and ERR_IO on failure. */
struct server *server_open(struct service *service, uint16_t port, int64_t latency_ms,
                           struct err *err) __attribute__((nonnull(1), warn_unused_result));

/* Cuts off answers that wait or hang; when it returns no thread of the server is left. */
void server_close(struct server *server);

uint16_t server_port(const struct server *server) __attribute__((nonnull));

#endif
