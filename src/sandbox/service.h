/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The API without HTTP: a request in, a reply out. Thread-safe. */
#ifndef FOLLOWTRAIL_SANDBOX_SERVICE_H
#define FOLLOWTRAIL_SANDBOX_SERVICE_H

#include "base/err.h"
#include "sandbox/http_reply.h"
#include "sandbox/sandbox_config.h"

#include <stdint.h>

struct service;

struct service_request {
    const char *method, *uri;  /* uri: path and query as sent */
    const char *authorization; /* the header's value; NULL if missing */
    uint16_t port;             /* of the server, for the redirect */
};

/* Opens network and meter. NULL with ERR_USAGE, ERR_IO or ERR_DATA on failure. */
struct service *service_open(const struct sandbox_config *config, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));
void service_close(struct service *service);

/* Fills *reply; the caller calls reply_fini(). */
void service_answer(struct service *service, const struct service_request *request,
                    struct http_reply *reply) __attribute__((nonnull));

struct sandbox_bill service_read_bill(struct service *service) __attribute__((nonnull));

/* The handle, or else the id, of an account that suits the start of a demo; lives as long as the
 * service. */
const char *service_showcase(const struct service *service)
    __attribute__((nonnull, returns_nonnull));

#endif
