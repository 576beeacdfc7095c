/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sandbox's HTTP side: libmicrohttpd on 127.0.0.1, one thread per connection, so that an answer
 * may wait. All threads block all signals, which belong to the program. */
#ifndef FOLLOWTRAIL_SANDBOX_SERVER_H
#define FOLLOWTRAIL_SANDBOX_SERVER_H

#include "base/err.h"
#include "sandbox/service.h"

#include <stdint.h>

struct server;

/* Starts serving. `port` 0 picks a free one; each answer waits `latency_ms`. The service stays the
 * caller's and must outlive the server. NULL with ERR_IO on failure. */
struct server *server_open(struct service *service, uint16_t port, int64_t latency_ms,
                           struct err *err) __attribute__((nonnull(1), warn_unused_result));

/* Interrupts answers that wait or hang. When it returns, no thread of the server is left. */
void server_close(struct server *server);

uint16_t server_port(const struct server *server) __attribute__((nonnull));

#endif
