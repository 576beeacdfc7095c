/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "api/client.h"

#include "api/http.h"
#include "api/url.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>
#include <sys/queue.h>

enum { CLIENT_KEY_MAX = 512 };

struct api_call {
    TAILQ_ENTRY(api_call) entry;
    struct http_transfer *transfer; /* NULL if it was refused here */
    const char *refusal;            /* the reason in that case */
    void *tag;
};

TAILQ_HEAD(call_list, api_call);

struct api {
    struct http *http;
    char *base; /* without trailing slashes */
    struct call_list under_way, refused;
};

bool api_check_url(const char *url, struct err *err) {
    struct url_base base;
    return url_read_base(url, &base, err);
}

bool api_check_key(const char *key, struct err *err) {
    static const char characters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                     "0123456789-._~+/";
    size_t len = strnlen(key, CLIENT_KEY_MAX + 1), body = strspn(key, characters);
    if (!len)
        return err_set(err, ERR_CONFIG, "the API key is empty");
    if (len > CLIENT_KEY_MAX)
        return err_set(err, ERR_CONFIG, "the API key is longer than %d characters", CLIENT_KEY_MAX);
    if (!body || key[body + strspn(key + body, "=")])
        return err_set(err, ERR_CONFIG,
                       "the API key contains an invalid character (a space or a line break?)");
    return true;
}

struct api *api_open(const struct api_config *config, struct err *err) {
    const char *url = config->url ? config->url : API_DEFAULT_URL;
    struct url_base base;
    if (!config->key) {
        err_set(err, ERR_CONFIG, "there is no API key");
        return NULL;
    }
    if (!url_read_base(url, &base, err) || !api_check_key(config->key, err))
        return NULL;
    char *host = mem_dup_n(base.host, base.host_len);
    const struct http_config http = {
        .key = config->key,
        .is_https = base.is_https,
        .is_loopback = base.is_loopback,
        .silence_s = config->silence_s > 0 ? config->silence_s : API_SILENCE_DEFAULT,
        .body_max = config->body_max ? config->body_max : API_BODY_MAX,
        .host = base.is_loopback ? NULL : host,
        .ca_file = config->ca_file,
        .ca_folder = config->ca_folder,
    };
    struct api *api = mem_zalloc(sizeof *api);
    TAILQ_INIT(&api->under_way);
    TAILQ_INIT(&api->refused);
    api->base = mem_dup_n(url, base.len);
    api->http = http_open(&http, err);
    free(host);
    if (api->http)
        return api;
    api_close(api);
    return NULL;
}

static void drop_all(struct api *api, const struct call_list *list) {
    struct api_call *call = TAILQ_FIRST(list), *next;
    for (; call; call = next) {
        next = TAILQ_NEXT(call, entry);
        api_drop(api, call);
    }
}

void api_close(struct api *api) {
    if (!api)
        return;
    drop_all(api, &api->under_way);
    drop_all(api, &api->refused);
    http_close(api->http);
    free(api->base);
    free(api);
}

/* Starts the call, or ends it here if it is refused. */
static struct api_call *start(struct api *api, const struct api_call *wanted, const char *url) {
    struct api_call *call = mem_alloc(sizeof *call);
    *call = *wanted;
    if (!call->refusal)
        call->transfer = http_get(api->http, url, call);
    TAILQ_INSERT_TAIL(call->refusal ? &api->refused : &api->under_way, call, entry);
    return call;
}

/* Begins an address. An empty id must not be sent: without that segment the path names another
 * operation. */
static void put_user(struct buf *url, const struct api *api, const char *id,
                     struct api_call *wanted) {
    buf_init(url, URL_MAX);
    if (!*id)
        wanted->refusal = "the account's name is empty";
    else if (!buf_format(url, "%s/tiktok/users/", api->base) || !url_put(url, id))
        wanted->refusal = "the account's name is too long";
}

struct api_call *api_get_following(struct api *api, const char *id, const char *cursor, int limit,
                                   void *tag) {
    struct buf url;
    struct api_call wanted = {.tag = tag};
    put_user(&url, api, id, &wanted);
    bool fits = buf_format(&url, "/following?limit=%d", limit);
    if (fits && cursor)
        fits = buf_text_put(&url, "&cursor=") && url_put(&url, cursor);
    if (!fits && !wanted.refusal)
        wanted.refusal = "the cursor is too long to send";
    struct api_call *call = start(api, &wanted, buf_text(&url));
    buf_fini(&url);
    return call;
}

struct api_call *api_get_profile(struct api *api, const char *id, void *tag) {
    struct buf url;
    struct api_call wanted = {.tag = tag};
    put_user(&url, api, id, &wanted);
    struct api_call *call = start(api, &wanted, buf_text(&url));
    buf_fini(&url);
    return call;
}

bool api_call_is_sent(const struct api_call *call) {
    return call->transfer && http_is_sent(call->transfer);
}

void api_drop(struct api *api, struct api_call *call) {
    TAILQ_REMOVE(call->transfer ? &api->under_way : &api->refused, call, entry);
    if (call->transfer)
        http_drop(api->http, call->transfer);
    free(call);
}

void api_wait(struct api *api, int timeout_ms) {
    http_wait(api->http, TAILQ_EMPTY(&api->refused) ? timeout_ms : 0);
}

void api_wake(struct api *api) {
    http_wake(api->http);
}

static struct reply *refuse(const struct api_call *call) {
    struct reply *reply = reply_new(0);
    reply->bar = REPLY_BAR_REFUSED;
    reply->reason = call->refusal;
    return reply;
}

struct reply *api_next(struct api *api, void **tag) {
    struct api_call *call = TAILQ_FIRST(&api->refused);
    struct http_transfer *ended = call ? NULL : http_next(api->http);
    if (ended)
        call = http_owner(ended);
    if (!call)
        return NULL;
    struct reply *reply = ended ? http_take_reply(ended) : refuse(call);
    *tag = call->tag;
    api_drop(api, call);
    return reply;
}
