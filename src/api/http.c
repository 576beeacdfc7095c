/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "api/http.h"

#include "api/chunks.h"
#include "api/proxy.h"
#include "api/retry_after.h"
#include "api/unpack.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/secrets.h"

#include <curl/curl.h>
#include <limits.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/queue.h>

#ifndef PACKAGE_VERSION /* defined in config.h, which the compiler includes */
#define PACKAGE_VERSION "0"
#endif

enum {
    HTTP_CONNECT_MS = 10000, /* name, connection and TLS together */
    HTTP_IDLE_MAX_S = 30,    /* an older connection is not reused: it may be dead */
    HTTP_TICK_MS = 1000,     /* silence is counted in steps of at most this */
    HTTP_NUMBER_DIGITS = 15,
    HTTP_WORDS_MAX = 128,
    WAKE_TRIES = 10,
};

struct http_transfer {
    TAILQ_ENTRY(http_transfer) entry;
    struct http *http;
    void *owner;
    CURL *easy;           /* NULL once it has ended */
    int sends;            /* sends that libcurl began, on this connection or another */
    bool is_sent;         /* a byte of the request was sent */
    bool is_refused;      /* the server took nothing of it */
    int port;             /* of the connection that it was sent on, ours */
    unsigned long stream; /* its number there; 0: not HTTP/2, or not known */
    bool is_doubtful;     /* a request beside it got no answer */
    bool has_headers;     /* the empty line after them has arrived */
    size_t header_bytes;
    curl_off_t heard_bytes;      /* headers and body at the last check */
    int64_t heard_ms;            /* http->awake_ms when they last grew */
    char error[CURL_ERROR_SIZE]; /* libcurl's message */
    struct reply *reply;
};

TAILQ_HEAD(http_list, http_transfer);

struct http {
    CURLM *multi;
    struct curl_slist *headers;
    struct secrets secrets; /* removed from every reply before it leaves this file */
    struct http_list active, ended;
    atomic_bool woken;
    bool is_started, is_https, is_loopback;
    char *ca_file, *ca_folder;
    size_t body_max;
    int64_t silence_ms, tick_ms;
    int64_t looked_ms; /* the monotonic clock at the last turn */
    int64_t awake_ms;  /* the sum of the ticks */
};

static size_t on_header(char *line, size_t size, size_t count, void *data) {
    struct http_transfer *transfer = data;
    size_t len = size * count;
    bool is_empty = (len == 2 && line[0] == '\r') || (len == 1 && line[0] == '\n');
    bool is_status = len >= 5 && memcmp(line, "HTTP/", 5) == 0;
    /* An informational answer (1xx) may precede: the last headers count. */
    transfer->has_headers = is_empty || (transfer->has_headers && !is_status);
    transfer->header_bytes += len;
    return len;
}

static size_t on_body(char *bytes, size_t size, size_t count, void *data) {
    struct http_transfer *transfer = data;
    return buf_put(&transfer->reply->body, bytes, size * count) ? size * count : 0;
}

/* libcurl silently resends a GET if a reused connection dies before the first byte of the answer
 * (RFC 9110 9.2.2 allows it). Here the second send would be billed again. Over TLS several requests
 * may share a connection (HTTP/2), and libcurl does not tell whose bytes have left. */
static int before_send(void *data, char *to, char *from, int to_port, int from_port) {
    struct http_transfer *transfer = data;
    (void)to, (void)from, (void)to_port;
    transfer->port = from_port;
    transfer->heard_ms = transfer->http->awake_ms;
    transfer->is_sent = transfer->is_sent || transfer->http->is_https;
    return transfer->sends++ ? CURL_PREREQFUNC_ABORT : CURL_PREREQFUNC_OK;
}

/* The number after `before` in one of libcurl's lines; false if the line does not begin so. */
static bool read_words(const char *words, size_t len, const char *before, unsigned long *number) {
    char line[HTTP_WORDS_MAX] = "";
    size_t begin = strlen(before);
    if (len < begin || memcmp(words, before, begin) != 0)
        return false;
    len -= begin;
    memcpy(line, words + begin, len < sizeof line ? len : sizeof line - 1);
    const char *last = strstr(line, "last_stream=");
    *number = strtoul(last ? last + strlen("last_stream=") : line, NULL, 10);
    return true;
}

/* The server closes the connection and names the last stream that it took anything of. */
static void refuse_later(struct http_transfer *transfer, unsigned long last) {
    struct http_transfer *other;
    TAILQ_FOREACH(other, &transfer->http->active, entry) {
        bool is_later = other->port == transfer->port && other->stream > last;
        other->is_refused = other->is_refused || (is_later && !other->header_bytes);
    }
}

/* What libcurl tells only in words: that the server did nothing with a request (RFC 9113, 6.8 and
 * 8.7), and that it is about to send one again. If another libcurl words it otherwise, the request
 * counts as sent, and before_send() refuses the second send. */
static void read_text(struct http_transfer *transfer, const char *words, size_t len) {
    unsigned long number;
    if (read_words(words, len, "Using Stream ID: ", &number) ||
        read_words(words, len, "[HTTP/2] [", &number))
        transfer->stream = number;
    else if (read_words(words, len, "recveived GOAWAY, error=", &number) ||
             read_words(words, len, "received GOAWAY, error=", &number))
        refuse_later(transfer, number);
    else if (read_words(words, len, "REFUSED_STREAM, retrying a fresh connect", &number))
        transfer->is_refused = true;
    else if (transfer->sends && read_words(words, len, "Issue another request", &number))
        transfer->sends++;
}

/* Called after each write() that sent something. A proxy's CONNECT comes before before_send(). */
static int on_debug(CURL *easy, curl_infotype type, char *bytes, size_t len, void *data) {
    struct http_transfer *transfer = data;
    (void)easy;
    if (type == CURLINFO_HEADER_OUT && len && transfer->sends)
        transfer->is_sent = true;
    if (type == CURLINFO_TEXT)
        read_text(transfer, bytes, len);
    return 0;
}

static bool set_address(struct http_transfer *transfer, const char *url) {
    const struct http *http = transfer->http;
    const char *scheme = http->is_https ? "https" : "http";
    CURL *easy = transfer->easy;
    return curl_easy_setopt(easy, CURLOPT_URL, url) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_PATH_AS_IS, 1L) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, scheme) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_REDIR_PROTOCOLS_STR, scheme) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED) == CURLE_OK &&
           (!http->is_loopback || curl_easy_setopt(easy, CURLOPT_NOPROXY, "*") == CURLE_OK);
}

static bool set_request(struct http_transfer *transfer) {
    CURL *easy = transfer->easy;
    long version = transfer->http->is_https ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1;
    return curl_easy_setopt(easy, CURLOPT_HTTPGET, 1L) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, version) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_HTTP09_ALLOWED, 1L) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_HTTPHEADER, transfer->http->headers) == CURLE_OK &&
           /* The proxy gets none of our headers when it opens a tunnel. */
           curl_easy_setopt(easy, CURLOPT_HEADEROPT, (long)CURLHEADER_SEPARATE) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_USERAGENT, "followtrail/" PACKAGE_VERSION) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, before_send) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_PREREQDATA, transfer) == CURLE_OK &&
           /* on_debug() takes the output, so nothing is printed. */
           curl_easy_setopt(easy, CURLOPT_VERBOSE, 1L) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_DEBUGFUNCTION, on_debug) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_DEBUGDATA, transfer) == CURLE_OK;
}

/* A connection may be dead that several requests share. Those under way may still get their
 * answers, but nothing else is sent on it (is_doubted()), and the last of them closes it. */
static void doubt_connections(struct http *http) {
    struct http_transfer *transfer;
    TAILQ_FOREACH(transfer, &http->active, entry) {
        transfer->is_doubtful = true;
        curl_easy_setopt(transfer->easy, CURLOPT_FORBID_REUSE, 1L);
    }
}

static bool is_doubted(const struct http *http) {
    const struct http_transfer *transfer = TAILQ_FIRST(&http->active);
    while (transfer && !transfer->is_doubtful)
        transfer = TAILQ_NEXT(transfer, entry);
    return transfer;
}

static bool set_connection(struct http_transfer *transfer) {
    CURL *easy = transfer->easy;
    return curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, (long)HTTP_CONNECT_MS) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_MAXAGE_CONN, (long)HTTP_IDLE_MAX_S) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, (long)is_doubted(transfer->http)) ==
               CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L) == CURLE_OK;
}

/* A named file replaces the system's file and folder; a named folder replaces the system's
 * folder. */
static bool set_trust(struct http_transfer *transfer) {
    const struct http *http = transfer->http;
    CURL *easy = transfer->easy;
    if (http->ca_file && (curl_easy_setopt(easy, CURLOPT_CAINFO, http->ca_file) != CURLE_OK ||
                          curl_easy_setopt(easy, CURLOPT_PROXY_CAINFO, http->ca_file) != CURLE_OK))
        return false;
    return (!http->ca_file && !http->ca_folder) ||
           (curl_easy_setopt(easy, CURLOPT_CAPATH, http->ca_folder) == CURLE_OK &&
            curl_easy_setopt(easy, CURLOPT_PROXY_CAPATH, http->ca_folder) == CURLE_OK);
}

static bool set_answer(struct http_transfer *transfer) {
    CURL *easy = transfer->easy;
    return curl_easy_setopt(easy, CURLOPT_PRIVATE, transfer) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, transfer->error) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_HEADERDATA, transfer) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body) == CURLE_OK &&
           /* libcurl drops a chunk whose framing is broken, so chunks_join() decodes them. */
           curl_easy_setopt(easy, CURLOPT_HTTP_TRANSFER_DECODING, 0L) == CURLE_OK &&
           /* An announced length proves nothing: on_body() stops a body that is too long. */
           curl_easy_setopt(easy, CURLOPT_WRITEDATA, transfer) == CURLE_OK;
}

/* The value of a header that appears exactly once. */
static const char *read_header(CURL *easy, const char *name) {
    struct curl_header *header;
    if (curl_easy_header(easy, name, 0, CURLH_HEADER, -1, &header) != CURLHE_OK)
        return NULL;
    return header->amount == 1 ? header->value : NULL;
}

/* All values of a header that may be repeated, in order; NULL if there are none. */
static const char *read_all(struct arena *arena, CURL *easy, const char *name) {
    struct curl_header *header;
    const char *all = NULL;
    for (size_t i = 0; curl_easy_header(easy, name, i, CURLH_HEADER, -1, &header) == CURLHE_OK; i++)
        all = all ? arena_format(arena, "%s, %s", all, header->value)
                  : arena_dup(arena, header->value);
    return all;
}

static int64_t read_number(CURL *easy, const char *name) {
    const char *text = read_header(easy, name);
    size_t digits = text ? strspn(text, "0123456789") : 0;
    if (!digits || text[digits] || digits > HTTP_NUMBER_DIGITS)
        return REPLY_UNKNOWN;
    return strtoll(text, NULL, 10);
}

/* The longest of the waits given. */
static int64_t read_retry_after(CURL *easy, const char *own_date, int64_t now_ms) {
    struct curl_header *header;
    int64_t longest = REPLY_UNKNOWN;
    for (size_t i = 0;
         curl_easy_header(easy, "Retry-After", i, CURLH_HEADER, -1, &header) == CURLHE_OK; i++) {
        int64_t seconds = retry_after_read(header->value, own_date, now_ms);
        longest = seconds > longest ? seconds : longest;
    }
    return longest;
}

static void read_waits(CURL *easy, struct reply *reply) {
    struct curl_header *date;
    int64_t now_ms = clock_wall_ms();
    bool has_date = curl_easy_header(easy, "Date", 0, CURLH_HEADER, -1, &date) == CURLHE_OK;
    char *own_date = has_date ? mem_dup(date->value) : NULL;
    reply->retry_after_s = read_retry_after(easy, own_date, now_ms);
    reply->rate_reset_s = read_number(easy, "X-RateLimit-Reset");
    reply->rate_wait_s = retry_after_reset(reply->rate_reset_s, own_date, now_ms);
    free(own_date);
}

static void read_headers(struct http_transfer *transfer) {
    struct reply *reply = transfer->reply;
    CURL *easy = transfer->easy;
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &reply->status);
    reply->content_type = arena_dup(&reply->arena, read_header(easy, "Content-Type"));
    reply->location = arena_dup(&reply->arena, read_header(easy, "Location"));
    reply->encoding = read_all(&reply->arena, easy, "Content-Encoding");
    const char *transfer_encoding = read_all(&reply->arena, easy, "Transfer-Encoding");
    if (transfer_encoding && strcasestr(transfer_encoding, "chunked"))
        chunks_join(&reply->body);
    reply->rate_limit = read_number(easy, "X-RateLimit-Limit");
    reply->rate_remaining = read_number(easy, "X-RateLimit-Remaining");
    read_waits(easy, reply);
}

/* A body without headers (HTTP/0.9), or with something before them. On a reused connection it may
 * be the rest of another answer. */
static bool is_bare(const struct http_transfer *transfer) {
    long connections = 0;
    if (transfer->easy)
        curl_easy_getinfo(transfer->easy, CURLINFO_NUM_CONNECTS, &connections);
    return connections && !transfer->header_bytes && transfer->reply->body.len;
}

/* libcurl refuses a header line above 100 KB, or headers above 300 KB. */
static bool has_huge_header(const struct http_transfer *transfer, CURLcode code) {
    return transfer->is_sent && !transfer->has_headers &&
           (code == CURLE_OUT_OF_MEMORY || strstr(transfer->error, "Too large response headers") ||
            !strcmp(curl_easy_strerror(code), "A value or data field grew larger than allowed"));
}

static enum reply_end judge(const struct http_transfer *transfer, CURLcode code) {
    const struct reply *reply = transfer->reply;
    if (!transfer->is_sent)
        return REPLY_NOT_SENT;
    if (reply->body.overflowed || has_huge_header(transfer, code))
        return REPLY_TOO_LARGE;
    /* libcurl reports success if the connection ends inside the headers. */
    bool is_answer = reply->status >= 200 || is_bare(transfer);
    return code == CURLE_OK && is_answer ? REPLY_WHOLE : REPLY_BROKEN;
}

/* For a transfer that was not sent. */
static enum reply_bar find_bar(const struct http_transfer *transfer, CURLcode code) {
    long connect = 0;
    switch (code) {
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
    case CURLE_SSL_CERTPROBLEM:
        return REPLY_BAR_CERTIFICATE;
    default:
        if (transfer->easy)
            curl_easy_getinfo(transfer->easy, CURLINFO_HTTP_CONNECTCODE, &connect);
        return connect >= 400 && connect < 500 ? REPLY_BAR_PROXY : REPLY_BAR_NONE;
    }
}

static void give_reason(struct http_transfer *transfer, CURLcode code, const char *reason) {
    struct reply *reply = transfer->reply;
    if (reply->end == REPLY_WHOLE)
        reason = "";
    else if (transfer->is_refused)
        reason = "the server closed the connection without taking the request";
    else if (transfer->sends > 1)
        reason = transfer->is_sent ? "the connection broke after the request was sent"
                                   : "the connection was closed before the request was sent";
    else if (has_huge_header(transfer, code))
        reason = "its headers exceed the limit";
    else if (reply->end == REPLY_TOO_LARGE)
        reason = "the body exceeds the limit";
    else if (code == CURLE_OK)
        reason = transfer->reply->body.len ? "its headers are missing"
                                           : "the connection ended inside the headers";
    else if (!reason)
        reason = *transfer->error ? transfer->error : curl_easy_strerror(code);
    reply->reason = arena_dup(&reply->arena, reason);
}

static char *hide_words(const struct secrets *secrets, struct arena *arena, const char *words) {
    char *copy = arena_dup(arena, words);
    if (copy)
        secrets_hide(secrets, copy, strlen(copy), SECRETS_IN_WORDS);
    return copy;
}

/* If a packed body contains a secret, its unpacked bytes replace it. */
static void hide_in_body(const struct secrets *secrets, struct reply *reply) {
    struct buf room;
    const struct buf *plain;
    buf_init(&room, UNPACK_MAX);
    enum unpack_result result = unpack_body(reply, &room, &plain);
    (void)result;
    struct buf *body = plain == &room ? &room : &reply->body;
    bool is_data = reply->status >= 200 && reply->status < 300;
    if (body->len)
        reply->hidden = (int64_t)secrets_hide(secrets, body->data, body->len,
                                              is_data ? SECRETS_IN_ANSWERS : SECRETS_IN_WORDS);
    if (reply->hidden && plain == &room) {
        buf_fini(&reply->body);
        reply->body = room;
        reply->encoding = NULL;
        return;
    }
    buf_fini(&room);
}

/* A server may echo the key. Called before the reply is shown, stored or read. */
static void hide_secrets(const struct secrets *secrets, struct reply *reply) {
    reply->content_type = hide_words(secrets, &reply->arena, reply->content_type);
    reply->location = hide_words(secrets, &reply->arena, reply->location);
    reply->reason = hide_words(secrets, &reply->arena, reply->reason);
    reply->encoding = hide_words(secrets, &reply->arena, reply->encoding);
    hide_in_body(secrets, reply);
}

static void close_easy(struct http_transfer *transfer) {
    if (!transfer->easy)
        return;
    curl_multi_remove_handle(transfer->http->multi, transfer->easy);
    curl_easy_cleanup(transfer->easy);
    transfer->easy = NULL;
}

/* A `reason` of NULL means libcurl's own. */
static void finish(struct http_transfer *transfer, CURLcode code, const char *reason) {
    transfer->is_sent = transfer->is_sent && !transfer->is_refused;
    if (transfer->has_headers && transfer->is_sent)
        read_headers(transfer);
    transfer->reply->end = judge(transfer, code);
    if (transfer->reply->end == REPLY_NOT_SENT)
        transfer->reply->bar = find_bar(transfer, code);
    give_reason(transfer, code, reason);
    hide_secrets(&transfer->http->secrets, transfer->reply);
    close_easy(transfer);
    TAILQ_REMOVE(&transfer->http->active, transfer, entry);
    TAILQ_INSERT_TAIL(&transfer->http->ended, transfer, entry);
}

/* The key exists in this line and, during a request, in libcurl's buffers. gzip is offered by our
 * own header instead of libcurl's option, because libcurl would unpack by the label; the bytes are
 * kept as they arrive, and api/unpack reads them. */
static struct curl_slist *make_headers(const char *key) {
    struct buf line;
    buf_init(&line, SIZE_MAX);
    buf_format(&line, "Authorization: Bearer %s", key);
    const char *const lines[] = {"Accept: application/json", "Accept-Encoding: gzip",
                                 buf_text(&line)};
    struct curl_slist *headers = NULL, *longer;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++, headers = longer) {
        longer = curl_slist_append(headers, lines[i]);
        if (longer)
            continue;
        curl_slist_free_all(headers);
        headers = NULL;
        break;
    }
    explicit_bzero(line.data, line.capacity);
    buf_fini(&line);
    return headers;
}

static void wipe_headers(struct curl_slist *headers) {
    for (struct curl_slist *line = headers; line; line = line->next)
        explicit_bzero(line->data, strlen(line->data));
    curl_slist_free_all(headers);
}

static bool start_library(struct http *http, struct err *err) {
    /* Reference-counted by libcurl, and thread-safe since 7.84. */
    http->is_started = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    http->multi = http->is_started ? curl_multi_init() : NULL;
    /* It also starts without its wakeup descriptor, and would then sleep through every request. */
    return (http->multi && http->headers && curl_multi_wakeup(http->multi) == CURLM_OK) ||
           err_set(err, ERR_NET, "the HTTP library could not start");
}

/* The password verbatim and decoded, and with the user name for its base64. */
static bool use_proxy(struct http *http, const struct http_config *config, struct err *err) {
    struct proxy proxy;
    if (config->is_loopback || !config->host)
        return true;
    bool is_fine = proxy_read(config->host, &proxy, err);
    const char *decoded = strchr(proxy.credentials, ':');
    if (*proxy.password && decoded) {
        secrets_add(&http->secrets, proxy.password);
        secrets_add(&http->secrets, decoded + 1);
        secrets_add(&http->secrets, proxy.credentials);
    }
    proxy_fini(&proxy);
    return is_fine;
}

struct http *http_open(const struct http_config *config, struct err *err) {
    struct http *http = mem_zalloc(sizeof *http);
    unsetenv("SSLKEYLOGFILE");
    TAILQ_INIT(&http->active);
    TAILQ_INIT(&http->ended);
    secrets_init(&http->secrets);
    secrets_add(&http->secrets, config->key);
    atomic_init(&http->woken, false);
    http->is_https = config->is_https;
    http->is_loopback = config->is_loopback;
    http->body_max = config->body_max;
    http->silence_ms = (int64_t)config->silence_s * 1000;
    http->tick_ms = http->silence_ms / 4 < HTTP_TICK_MS ? http->silence_ms / 4 : HTTP_TICK_MS;
    http->looked_ms = clock_monotonic_ms();
    http->ca_file = config->ca_file ? mem_dup(config->ca_file) : NULL;
    http->ca_folder = config->ca_folder ? mem_dup(config->ca_folder) : NULL;
    http->headers = make_headers(config->key);
    if (use_proxy(http, config, err) && start_library(http, err))
        return http;
    http_close(http);
    return NULL;
}

static void drop_all(struct http *http, const struct http_list *list) {
    struct http_transfer *transfer = TAILQ_FIRST(list), *next;
    for (; transfer; transfer = next) {
        next = TAILQ_NEXT(transfer, entry);
        http_drop(http, transfer);
    }
}

void http_close(struct http *http) {
    if (!http)
        return;
    drop_all(http, &http->active);
    drop_all(http, &http->ended);
    curl_multi_cleanup(http->multi);
    wipe_headers(http->headers);
    secrets_fini(&http->secrets);
    if (http->is_started)
        curl_global_cleanup();
    free(http->ca_file);
    free(http->ca_folder);
    free(http);
}

struct http_transfer *http_get(struct http *http, const char *url, void *owner) {
    struct http_transfer *transfer = mem_zalloc(sizeof *transfer);
    transfer->http = http;
    transfer->owner = owner;
    transfer->reply = reply_new(http->body_max);
    TAILQ_INSERT_TAIL(&http->active, transfer, entry);
    transfer->easy = curl_easy_init();
    if (!transfer->easy || !set_address(transfer, url) || !set_request(transfer) ||
        !set_connection(transfer) || !set_trust(transfer) || !set_answer(transfer) ||
        curl_multi_add_handle(http->multi, transfer->easy) != CURLM_OK)
        finish(transfer, CURLE_FAILED_INIT, "the HTTP library refused the request");
    return transfer;
}

void *http_owner(const struct http_transfer *transfer) {
    return transfer->owner;
}

bool http_is_sent(const struct http_transfer *transfer) {
    return transfer->is_sent;
}

void http_drop(struct http *http, struct http_transfer *transfer) {
    TAILQ_REMOVE(transfer->easy ? &http->active : &http->ended, transfer, entry);
    close_easy(transfer);
    reply_free(transfer->reply);
    free(transfer);
}

/* Whether a byte has arrived since the last check. */
static bool has_news(struct http_transfer *transfer) {
    curl_off_t bytes = 0;
    curl_easy_getinfo(transfer->easy, CURLINFO_SIZE_DOWNLOAD_T, &bytes);
    bytes += (curl_off_t)transfer->header_bytes;
    bool grew = bytes != transfer->heard_bytes;
    transfer->heard_bytes = bytes;
    return grew;
}

/* Counts silence. A turn adds at most one tick, however long ago the last one was: while the
 * process was stopped or its thread busy, nobody was reading. */
static void end_silent(struct http *http) {
    int64_t now = clock_monotonic_ms(), passed = now - http->looked_ms;
    http->looked_ms = now;
    http->awake_ms += passed < http->tick_ms ? passed : http->tick_ms;
    struct http_transfer *transfer = TAILQ_FIRST(&http->active), *next;
    for (; transfer; transfer = next) {
        next = TAILQ_NEXT(transfer, entry);
        if (!transfer->sends || has_news(transfer)) {
            transfer->heard_ms = http->awake_ms;
        } else if (http->awake_ms - transfer->heard_ms >= http->silence_ms) {
            doubt_connections(http);
            finish(transfer, CURLE_OPERATION_TIMEDOUT, "no data came for too long");
        }
    }
}

/* Before libcurl connects again for nothing. */
static void end_resent(struct http *http) {
    struct http_transfer *transfer = TAILQ_FIRST(&http->active), *next;
    for (; transfer; transfer = next) {
        next = TAILQ_NEXT(transfer, entry);
        if (transfer->is_refused || transfer->sends > 1)
            finish(transfer, CURLE_SEND_ERROR, NULL);
    }
}

static void end_all(struct http *http, CURLMcode code) {
    struct http_transfer *transfer;
    while ((transfer = TAILQ_FIRST(&http->active)))
        finish(transfer, CURLE_FAILED_INIT, curl_multi_strerror(code));
}

/* Transfers what can be transferred without waiting. */
static void turn(struct http *http) {
    int left;
    CURLMcode code = curl_multi_perform(http->multi, &left);
    CURLMsg *message;
    while ((message = curl_multi_info_read(http->multi, &left))) {
        char *transfer;
        CURLcode result = message->data.result;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &transfer);
        finish((void *)transfer, result, NULL);
    }
    end_resent(http);
    if (code == CURLM_OK)
        end_silent(http);
    else
        end_all(http, code);
}

void http_wait(struct http *http, int timeout_ms) {
    int64_t start = clock_monotonic_ms();
    for (;;) {
        turn(http);
        if (!TAILQ_EMPTY(&http->ended) || atomic_exchange(&http->woken, false))
            return;
        int64_t left = INT_MAX;
        if (timeout_ms >= 0)
            left = start + timeout_ms - clock_monotonic_ms();
        if (left <= 0)
            return;
        if (!TAILQ_EMPTY(&http->active) && left > http->tick_ms)
            left = http->tick_ms;
        CURLMcode code = curl_multi_poll(http->multi, NULL, 0, (int)left, NULL);
        if (code != CURLM_OK) {
            end_all(http, code);
            return;
        }
    }
}

void http_wake(struct http *http) {
    atomic_store(&http->woken, true);
    for (int tries = 0; tries < WAKE_TRIES; tries++)
        if (curl_multi_wakeup(http->multi) == CURLM_OK)
            return;
}

struct http_transfer *http_next(struct http *http) {
    return TAILQ_FIRST(&http->ended);
}

struct reply *http_take_reply(struct http_transfer *transfer) {
    struct reply *reply = transfer->reply;
    transfer->reply = NULL;
    return reply;
}

const char *http_library(char out[static HTTP_LIBRARY_MAX]) {
    const curl_version_info_data *library = curl_version_info(CURLVERSION_NOW);
    snprintf(out, HTTP_LIBRARY_MAX, "libcurl %s (%s)", library->version,
             library->ssl_version ? library->ssl_version : "without TLS");
    return out;
}
