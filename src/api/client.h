/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The API's two operations over libcurl, many at a time, for one thread (only api_wake() may be
 * called from another one). Order of calls: api_open, api_get_*, then api_wait and api_next in
 * turn, api_close.
 *
 * Rules about money that live here: the key is sent in a header to the configured host and nowhere
 * else. No redirect is followed. https only, except http to a loopback address. One call is sent at
 * most once: libcurl's silent second send on a dead reused connection is made to fail. A sent
 * request has no total time-out, only one for silence, so that a paid answer is not thrown away
 * after the program was suspended. */
#ifndef FOLLOWTRAIL_API_CLIENT_H
#define FOLLOWTRAIL_API_CLIENT_H

#include "account/reply.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

#define API_DEFAULT_URL "https://api.unifapi.com"

enum {
    API_LIMIT_MAX = 50,            /* records per page, maximum (contract) */
    API_LIMIT_DEFAULT = 20,        /* the API's default (contract) */
    API_SILENCE_DEFAULT = 30,      /* seconds without a byte until a call is given up */
    API_BODY_MAX = 4 * 1024 * 1024 /* default limit of a body in bytes */
};

struct api;
struct api_call;

struct api_config {
    const char *url; /* scheme://host[:port][/path]; NULL for API_DEFAULT_URL */
    const char *key; /* copied, wiped in api_close() */
    long silence_s;  /* seconds of silence until a call is given up; 0 for API_SILENCE_DEFAULT */
    size_t body_max; /* maximum bytes of a body, as sent and unpacked; 0 for API_BODY_MAX */
    const char *ca_file, *ca_folder; /* as in struct http_config */
};

/* Whether `url` can be a base address: https, or http to a loopback address. ERR_USAGE with the
 * reason if not. No I/O. */
bool api_check_url(const char *url, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

/* Whether `key` can be a bearer key: 1 to 512 characters of RFC 6750's b68token, so that it cannot
 * break out of its header. ERR_CONFIG if not; the message never contains the key. */
bool api_check_key(const char *key, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

/* NULL with ERR_USAGE, ERR_CONFIG or ERR_NET on failure. */
struct api *api_open(const struct api_config *config, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));
void api_close(struct api *api); /* drops calls under way; never waits for the network */

/* Starts GET /tiktok/users/{id}/following. `cursor` is NULL for the first page; `limit` is 1 to
 * API_LIMIT_MAX. api_next() returns `tag`. The call belongs to `api` and is gone once api_next()
 * has returned its tag, or after api_drop(). */
struct api_call *api_get_following(struct api *api, const char *id, const char *cursor, int limit,
                                   void *tag) __attribute__((returns_nonnull, nonnull(1, 2)));

/* Starts GET /tiktok/users/{id}. */
struct api_call *api_get_profile(struct api *api, const char *id, void *tag)
    __attribute__((returns_nonnull, nonnull(1, 2)));

/* Whether the request has, or may have, left for the server: from then on it may be billed. */
bool api_call_is_sent(const struct api_call *call) __attribute__((nonnull));

/* Forgets a call. If it was sent, its connection is closed and its charge stays unknown. */
void api_drop(struct api *api, struct api_call *call) __attribute__((nonnull));

/* Transfers data until a call ends, api_wake() is called or `timeout_ms` has passed (-1: no
 * limit). */
void api_wait(struct api *api, int timeout_ms) __attribute__((nonnull));

/* Ends the current or the next api_wait(). May be called from any thread. */
void api_wake(struct api *api) __attribute__((nonnull));

/* The next call that has ended: sets *tag and returns its reply for classify_reply(); the caller
 * frees it. NULL if there is none. */
struct reply *api_next(struct api *api, void **tag) __attribute__((nonnull, warn_unused_result));

#endif
