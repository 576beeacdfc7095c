/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/plain_get.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { HEADERS_MAX = 65536, URL_MAX = 8192, KEY_MAX = 1024 };

static size_t take_body(char *bytes, size_t size, size_t count, void *context) {
    struct http_answer *answer = context;
    bool fits = buf_put(&answer->body, bytes, size * count);
    atomic_fetch_add(&answer->received, size * count);
    return fits ? size * count : 0;
}

static size_t take_header(char *bytes, size_t size, size_t count, void *context) {
    struct http_answer *answer = context;
    return buf_put(&answer->headers, bytes, size * count) ? size * count : 0;
}

void plain_get(CURL *handle, struct http_answer *answer, const char *url, const char *path,
               const char *key) {
    char whole[URL_MAX], authorization[KEY_MAX];
    answer->json = NULL;
    answer->status = 0;
    atomic_store(&answer->received, 0);
    buf_init(&answer->body, HTTP_BODY_MAX);
    buf_init(&answer->headers, HEADERS_MAX);
    snprintf(whole, sizeof whole, "%s%s", url, path);
    snprintf(authorization, sizeof authorization, "Authorization: Bearer %s", key ? key : "");
    struct curl_slist *headers = key ? curl_slist_append(NULL, authorization) : NULL;
    curl_easy_setopt(handle, CURLOPT_URL, whole);
    curl_easy_setopt(handle, CURLOPT_NOPROXY, "*");
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(handle, CURLOPT_ACCEPT_ENCODING, "gzip");
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, answer);
    curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, take_header);
    curl_easy_setopt(handle, CURLOPT_HEADERDATA, answer);
    answer->code = curl_easy_perform(handle);
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &answer->status);
    curl_easy_setopt(handle, CURLOPT_HTTPHEADER, NULL);
    curl_slist_free_all(headers);
    if (answer->code == CURLE_OK)
        answer->json = json_tokener_parse(buf_text(&answer->body));
}

void http_answer_fini(struct http_answer *answer) {
    json_object_put(answer->json);
    buf_fini(&answer->body);
    buf_fini(&answer->headers);
}

const char *http_header(const struct http_answer *answer, const char *name) {
    static _Thread_local char value[1024];
    size_t len = strlen(name), found = 0;
    value[0] = '\0';
    for (const char *line = buf_text(&answer->headers); *line; line += strcspn(line, "\n") + 1) {
        if (strncasecmp(line, name, len) != 0 || line[len] != ':')
            continue;
        const char *start = line + len + 1 + strspn(line + len + 1, " ");
        snprintf(value, sizeof value, "%.*s", (int)strcspn(start, "\r\n"), start);
        found++;
    }
    return found == 1 ? value : "";
}

struct json_object *http_at(const struct http_answer *answer, const char *path) {
    struct json_object *at = answer->json;
    while (*path && at) {
        char name[64];
        size_t len = strcspn(path, ".");
        snprintf(name, sizeof name, "%.*s", (int)len, path);
        if (json_object_is_type(at, json_type_array))
            at = json_object_array_get_idx(at, strtoul(name, NULL, 10));
        else if (!json_object_object_get_ex(at, name, &at))
            at = NULL;
        path += len + (path[len] == '.');
    }
    return at;
}

int64_t http_number(const struct http_answer *answer, const char *path) {
    struct json_object *value = http_at(answer, path);
    return value && json_object_is_type(value, json_type_int) ? json_object_get_int64(value)
                                                              : INT64_MIN;
}

const char *http_text(const struct http_answer *answer, const char *path) {
    struct json_object *value = http_at(answer, path);
    return value && json_object_is_type(value, json_type_string) ? json_object_get_string(value)
                                                                 : "";
}
