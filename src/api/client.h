/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The API's two operations over libcurl, many at a time, for one thread (only api_wake() may be
 * called from another). Order of calls: api_open, api_get_*, then api_wait and api_next in turn,
 * api_close.
 *
 * Money rules that live here: the key goes in a header to the configured host and nowhere else; no
 * redirect is followed; https only, plain http to a loopback address alone; one logical call is
 * sent at most once on the wire (libcurl's silent second send on a dead reused connection is made
 * to fail instead); a sent request has no total time-out, only one for silence, so that an answer
 * already paid for is not thrown away after the program was suspended.
 */
#ifndef FOLLOWTRAIL_API_CLIENT_H
#define FOLLOWTRAIL_API_CLIENT_H

#include "account/reply.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

#define API_DEFAULT_URL "https://api.unifapi.com"

enum {
    API_LIMIT_MAX = 50,            /* records a page at most (contract) */
    API_LIMIT_DEFAULT = 20,        /* the API's own default (contract) */
    API_SILENCE_DEFAULT = 30,      /* seconds without a byte until a call is given up */
    API_BODY_MAX = 4 * 1024 * 1024 /* bytes of a body, where nothing else is said */
};

struct api;
struct api_call;

struct api_config {
    const char *url; /* scheme://host[:port][/path]; NULL for API_DEFAULT_URL */
    const char *key; /* copied, wiped in api_close() */
    long silence_s;  /* seconds of silence after which a call is given up; 0 for API_SILENCE_DEFAULT
                      */
    size_t body_max; /* bytes of a body at most, also when unpacked; 0 for API_BODY_MAX */
    const char *ca_file, *ca_folder; /* as in struct http_config */
};

/* Whether `url` may be used as a base: https, or http to a loopback address. ERR_USAGE with the
 * reason otherwise. No I/O. */
bool api_check_url(const char *url, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

/* Whether `key` can be a bearer key: 1 to 512 characters of RFC 6750's b68token, so that it cannot
 * break out of its header. ERR_CONFIG otherwise; the message never holds the key. */
bool api_check_key(const char *key, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

/* NULL and ERR_USAGE, ERR_CONFIG or ERR_NET on failure. */
struct api *api_open(const struct api_config *config, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));
void api_close(struct api *api); /* drops what is under way; never waits for the network */

/* Starts GET /tiktok/users/{id}/following. `cursor` NULL for the first page; `limit` 1 to
 * API_LIMIT_MAX. `tag` comes back from api_next(). The call belongs to `api` and is gone once
 * api_next() returned its tag, or after api_drop(). */
struct api_call *api_get_following(struct api *api, const char *id, const char *cursor, int limit,
                                   void *tag) __attribute__((returns_nonnull, nonnull(1, 2)));

/* Starts GET /tiktok/users/{id}. */
struct api_call *api_get_profile(struct api *api, const char *id, void *tag)
    __attribute__((returns_nonnull, nonnull(1, 2)));

/* Whether the request has (or may have) left for the server: from then on it may be billed. */
bool api_call_is_sent(const struct api_call *call) __attribute__((nonnull));

/* Forgets a call. When it is sent the connection is closed, and whether it was charged stays
 * unknown. */
void api_drop(struct api *api, struct api_call *call) __attribute__((nonnull));

/* Moves bytes until a call ends, api_wake() is called or `timeout_ms` has passed (-1: no end). */
void api_wait(struct api *api, int timeout_ms) __attribute__((nonnull));

/* Ends the current or the next api_wait() immediately. From any thread. */
void api_wake(struct api *api) __attribute__((nonnull));

/* The next call that has ended: fills *tag and returns what came of it, which the caller frees (and
 * reads with classify_reply()). NULL when there is none. */
struct reply *api_next(struct api *api, void **tag) __attribute__((nonnull, warn_unused_result));

#endif
