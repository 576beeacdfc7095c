/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plain HTTP client for tests of the sandbox: one GET, everything that came back. Not the
 * product's client, so that neither can hide the other's mistakes. */
#ifndef FOLLOWTRAIL_TESTS_SUPPORT_PLAIN_GET_H
#define FOLLOWTRAIL_TESTS_SUPPORT_PLAIN_GET_H

#include "base/buf.h"

#include <curl/curl.h>
#include <json-c/json.h>
#include <stdatomic.h>

enum { HTTP_BODY_MAX = 256 << 20 };

struct http_answer {
    CURLcode code;
    long status;
    struct buf headers, body;
    atomic_size_t received;   /* bytes of the body so far, for a thread that watches */
    struct json_object *json; /* the body; NULL when it is not JSON */
};

/* GET url+path with the key (NULL: no Authorization header); `handle` keeps the connection. */
void plain_get(CURL *handle, struct http_answer *answer, const char *url, const char *path,
               const char *key);
void http_answer_fini(struct http_answer *answer);

/* The value of a header that appears once, "" when it does not; in static storage. */
const char *http_header(const struct http_answer *answer, const char *name);

/* The value at `path` ("billing.credits_charged", "data.0.id"); NULL when it is not there. */
struct json_object *http_at(const struct http_answer *answer, const char *path);
int64_t http_number(const struct http_answer *answer, const char *path);
const char *http_text(const struct http_answer *answer, const char *path); /* "" when missing */

#endif
