/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox/service.h"

#include "base/buf.h"
#include "base/mem.h"
#include "sandbox/body.h"
#include "sandbox/invented.h"
#include "sandbox/loaded.h"
#include "sandbox/plan.h"
#include "sandbox/prng.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { PURPOSE_CURSOR_KEY = 97, LOCATION_CEILING = 65536 };

struct service {
    struct network *network;
    struct meter *meter;
    struct cursor_key cursor_key;
    char *key, *showcase;
};

/* A request being processed. */
struct visit {
    struct arena arena;
    struct route route;
    struct plan plan;
    struct meter_receipt receipt;
};

static char *find_showcase(const struct network *network) {
    struct arena arena;
    struct account account;
    arena_init(&arena);
    network_describe(network, network_showcase(network), &arena, &account);
    char *name = mem_dup(account.username ? account.username : account.id);
    arena_fini(&arena);
    return name;
}

struct service *service_open(const struct sandbox_config *config, struct err *err) {
    struct service *service = mem_zalloc(sizeof *service);
    service->meter = meter_open(config, err);
    if (service->meter)
        service->network = config->network_dir ? loaded_open(config->network_dir, err)
                                               : invented_open(config->seed);
    if (!service->network) {
        service_close(service);
        return NULL;
    }
    /* From the seed, so that cursors stay valid when the sandbox restarts. */
    struct prng prng;
    prng_init(&prng, config->seed, PURPOSE_CURSOR_KEY, 0);
    service->cursor_key.words[0] = prng_next(&prng);
    service->cursor_key.words[1] = prng_next(&prng);
    service->key = mem_dup(config->key ? config->key : SANDBOX_DEFAULT_KEY);
    service->showcase = find_showcase(service->network);
    return service;
}

void service_close(struct service *service) {
    if (!service)
        return;
    network_close(service->network);
    meter_close(service->meter);
    free(service->key);
    free(service->showcase);
    free(service);
}

struct sandbox_bill service_read_bill(struct service *service) {
    return meter_read_bill(service->meter);
}

const char *service_showcase(const struct service *service) {
    return service->showcase;
}

static enum refusal check_key(const struct service *service, const char *authorization) {
    static const char scheme[] = "Bearer ";
    if (!authorization)
        return REFUSAL_KEY_MISSING;
    const char *key = authorization + sizeof scheme - 1;
    if (strncasecmp(authorization, scheme, sizeof scheme - 1) != 0 || !*key || strchr(key, ' '))
        return REFUSAL_KEY_MALFORMED;
    return strcmp(key, service->key) == 0 ? REFUSAL_NONE : REFUSAL_KEY_UNKNOWN;
}

static enum refusal check_request(const struct service *service,
                                  const struct service_request *request,
                                  const struct route *route) {
    if (route->operation == ROUTE_UNKNOWN)
        return REFUSAL_PATH;
    if (strcmp(request->method, "GET") != 0)
        return REFUSAL_METHOD;
    return check_key(service, request->authorization);
}

/* The part of the list on a page, and where its cursor leads. */
struct window {
    size_t start, count, next;
    uint32_t turn;
    bool has_more;
    const char *cursor; /* NULL: computed from `next` and `turn` */
};

static struct window frame_window(const struct visit *visit) {
    const struct plan *plan = &visit->plan;
    struct window window = {.start = plan->position, .count = (size_t)visit->receipt.records};
    window.next = window.start + window.count;
    window.has_more = window.next < plan->length || plan->is_open;
    switch (visit->receipt.fault) {
    case FAULT_REPEAT_PAGE:
        window.start -= plan->position ? plan_records_before(plan) : 0;
        window.turn = (uint32_t)visit->receipt.serial;
        break;
    case FAULT_EMPTY_MORE:
        window.turn = (uint32_t)visit->receipt.serial;
        break;
    case FAULT_REPEAT_CURSOR:
        window.cursor = visit->route.cursor;
        break;
    default:
        return window;
    }
    /* a page spoiled like this leads back to its own position */
    window.next = plan->position;
    window.has_more = true;
    return window;
}

static char *make_page(const struct service *service, struct visit *visit, size_t *len) {
    struct window window = frame_window(visit);
    struct account *records = arena_alloc(&visit->arena, window.count * sizeof *records);
    char cursor[CURSOR_LEN + 1];
    for (size_t i = 0; i < window.count; i++)
        network_describe(service->network, visit->plan.list[window.start + i], &visit->arena,
                         &records[i]);
    cursor_write(&service->cursor_key, visit->plan.owner.id, (uint32_t)window.next, window.turn,
                 cursor);
    const char *next = window.cursor ? window.cursor : cursor;
    return body_page(&visit->receipt, records, window.count, window.has_more ? next : NULL, len);
}

static char *make_location(const struct service_request *request) {
    struct buf location;
    buf_init(&location, LOCATION_CEILING);
    buf_format(&location, "http://127.0.0.2:%u%s", (unsigned)request->port, request->uri);
    return buf_steal(&location, NULL);
}

static char *make_body(const struct service *service, struct visit *visit, size_t *len) {
    enum refusal refusal = visit->receipt.refusal;
    *len = 0;
    if (refusal == REFUSAL_REDIRECT)
        return mem_dup("");
    if (refusal != REFUSAL_NONE)
        return body_error(&visit->receipt,
                          refusal == REFUSAL_VALIDATION ? visit->plan.issues : NULL, len);
    return visit->plan.list ? make_page(service, visit, len)
                            : body_profile(&visit->receipt, &visit->plan.owner, len);
}

static void settle(const struct service *service, const struct service_request *request,
                   struct visit *visit) {
    enum refusal refusal = check_request(service, request, &visit->route);
    struct meter_request asked = {
        .path = visit->route.path, .query = visit->route.query, .refusal = refusal};
    visit->plan = (struct plan){.refusal = refusal};
    if (refusal == REFUSAL_NONE) {
        plan_init(&visit->plan, service->network, &service->cursor_key, &visit->route,
                  &visit->arena);
        asked.is_counted = true;
        asked.is_list = visit->plan.list != NULL;
        asked.has_cursor = visit->route.operation == ROUTE_FOLLOWING && visit->route.cursor;
        asked.refusal = visit->plan.refusal;
        asked.records = plan_records(&visit->plan);
        asked.records_before = plan_records_before(&visit->plan);
    }
    meter_settle(service->meter, &asked, &visit->receipt);
    if (visit->receipt.fault == FAULT_CURSOR && !visit->plan.issues)
        plan_refuse_cursor(&visit->plan);
}

static int64_t choose_retry_after(const struct meter_receipt *receipt) {
    if (receipt->refusal != REFUSAL_RATE)
        return 0;
    return receipt->fault == FAULT_429 || receipt->rate.retry_after_s < 1
               ? 1
               : receipt->rate.retry_after_s;
}

void service_answer(struct service *service, const struct service_request *request,
                    struct http_reply *reply) {
    struct visit visit;
    arena_init(&visit.arena);
    route_parse(request->uri, &visit.arena, &visit.route);
    settle(service, request, &visit);
    const struct meter_receipt *receipt = &visit.receipt;
    *reply = (struct http_reply){
        .status = refusal_table[receipt->refusal].status,
        .rate_limit = receipt->rate.limit,
        .rate_remaining = receipt->rate.remaining,
        .rate_reset_s = receipt->rate_reset_s,
        .retry_after_s = choose_retry_after(receipt),
        .fault = receipt->fault,
    };
    reply->body = make_body(service, &visit, &reply->len);
    if (receipt->refusal == REFUSAL_REDIRECT)
        reply->location = make_location(request);
    plan_fini(&visit.plan);
    arena_fini(&visit.arena);
}
