/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox/sandbox.h"

#include "base/mem.h"
#include "sandbox/server.h"
#include "sandbox/service.h"

#include <stdio.h>
#include <stdlib.h>

enum { URL_SIZE = sizeof "http://127.0.0.1:65535" };

struct sandbox {
    struct service *service;
    struct server *server;
    char url[URL_SIZE];
};

void sandbox_config_init(struct sandbox_config *config) {
    *config = (struct sandbox_config){
        .balance = SANDBOX_DEFAULT_BALANCE, .rate = SANDBOX_DEFAULT_RATE, .seed = 1};
}

struct sandbox *sandbox_open(const struct sandbox_config *config, struct err *err) {
    if (config->latency_ms < 0) {
        err_set(err, ERR_USAGE, "the latency cannot be below 0");
        return NULL;
    }
    struct sandbox *sandbox = mem_zalloc(sizeof *sandbox);
    sandbox->service = service_open(config, err);
    if (sandbox->service)
        sandbox->server = server_open(sandbox->service, config->port, config->latency_ms, err);
    if (!sandbox->server) {
        sandbox_close(sandbox);
        return NULL;
    }
    snprintf(sandbox->url, sizeof sandbox->url, "http://127.0.0.1:%u",
             (unsigned)server_port(sandbox->server));
    return sandbox;
}

void sandbox_close(struct sandbox *sandbox) {
    if (!sandbox)
        return;
    server_close(sandbox->server);
    service_close(sandbox->service);
    free(sandbox);
}

const char *sandbox_url(const struct sandbox *sandbox) {
    return sandbox->url;
}

struct sandbox_bill sandbox_read_bill(struct sandbox *sandbox) {
    return service_read_bill(sandbox->service);
}

const char *sandbox_showcase(const struct sandbox *sandbox) {
    return service_showcase(sandbox->service);
}
