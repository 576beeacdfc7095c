/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Billed GET requests, many at a time, for one thread. The only file that uses libcurl. It knows
 * nothing of the API: it returns a status, a few headers and bytes.
 *
 * Over TLS it speaks HTTP/2 where the server does: then transfers share a connection. Otherwise
 * each has one while it is under way.
 *
 * A transfer is sent at most once: libcurl asks before each send, and the second is refused. Once
 * sent it has no time-out except one for silence, which counts only while this process is running
 * and reading: after a suspension, everything in the socket is read first.
 *
 * Order of calls: http_open, http_get, then http_wait and http_next in turn, http_drop for each
 * transfer, http_close. */
#ifndef FOLLOWTRAIL_API_HTTP_H
#define FOLLOWTRAIL_API_HTTP_H

#include "account/reply.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { HTTP_LIBRARY_MAX = 128 };

struct http;
struct http_transfer;

struct http_config {
    const char *key;  /* bearer key, checked; kept in one place, wiped in http_close() */
    bool is_https;    /* the only scheme allowed */
    bool is_loopback; /* then the environment's proxy is ignored */
    long silence_s;   /* a sent transfer is given up after that long without a byte */
    size_t body_max;  /* maximum bytes of a body, as sent and as unpacked */
    const char *host; /* the API's host, for the environment's no_proxy; NULL if loopback */
    /* Certificates to trust instead of the system's: a file (PEM), a folder of hashed names. NULL:
     * the system's. */
    const char *ca_file, *ca_folder;
};

/* Removes SSLKEYLOGFILE from the environment, because TLS libraries write session keys to that
 * file, so call it before other threads read the environment. ERR_CONFIG for a malformed proxy
 * (api/proxy.h), ERR_NET if the library cannot start. */
struct http *http_open(const struct http_config *config, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));
const char *http_library(char out[static HTTP_LIBRARY_MAX])
    __attribute__((returns_nonnull)); /* `libcurl 8.5.0 (OpenSSL/3.0.13)` */
void http_close(struct http *http);   /* drops all transfers; never waits for the network */

/* Starts a transfer; nothing is sent before http_wait(). http_owner() returns `owner`. The transfer
 * lives until http_drop(). */
struct http_transfer *http_get(struct http *http, const char *url, void *owner)
    __attribute__((returns_nonnull, nonnull(1, 2), warn_unused_result));
void *http_owner(const struct http_transfer *transfer) __attribute__((nonnull));

/* Whether a byte of the request was sent. A connection that was already dead takes none. Over TLS
 * it counts as sent from when libcurl begins to send it, unless the server says that it took
 * nothing of it (RFC 9113, 6.8 and 8.7). */
bool http_is_sent(const struct http_transfer *transfer) __attribute__((nonnull));

/* Forgets a transfer at any time. If it is under way, its connection, or its stream
 * of HTTP/2, is closed. */
void http_drop(struct http *http, struct http_transfer *transfer) __attribute__((nonnull));

/* Transfers data until a transfer ends, http_wake() is called or timeout_ms passes (-1: no
 * limit). */
void http_wait(struct http *http, int timeout_ms) __attribute__((nonnull));
void http_wake(struct http *http) __attribute__((nonnull)); /* from any thread */

/* The transfer that ended first and was not dropped; NULL if there is none. */
struct http_transfer *http_next(struct http *http) __attribute__((nonnull));

/* Moves the reply out of an ended transfer, once; the caller frees it. */
struct reply *http_take_reply(struct http_transfer *transfer)
    __attribute__((nonnull, returns_nonnull, warn_unused_result));

#endif
