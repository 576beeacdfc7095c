/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "api/url.h"

#include "base/percent.h"

#include <arpa/inet.h>
#include <string.h>
#include <strings.h>

enum { URL_HOST_MAX = 253, URL_PORT_DIGITS_MAX = 5, URL_PORT_MAX = 65535 };

static bool is_loopback_v4(const char *host) {
    struct in_addr address;
    return inet_pton(AF_INET, host, &address) == 1 && ntohl(address.s_addr) >> 24 == 127;
}

/* Reads "[address]"; *end is after the bracket. */
static bool read_v6(const char *text, const char **end, bool *is_loopback, struct err *err) {
    char host[INET6_ADDRSTRLEN];
    size_t len = strcspn(text + 1, "]");
    struct in6_addr address;
    if (text[1 + len] != ']' || len >= sizeof host)
        return err_set(err, ERR_USAGE,
                       "the address has an incomplete IPv6 address in its brackets");
    memcpy(host, text + 1, len);
    host[len] = '\0';
    if (inet_pton(AF_INET6, host, &address) != 1)
        return err_set(err, ERR_USAGE,
                       "the address has an incomplete IPv6 address in its brackets");
    *is_loopback = IN6_IS_ADDR_LOOPBACK(&address);
    *end = text + len + 2;
    return true;
}

static bool read_name(const char *text, const char **end, bool *is_loopback, struct err *err) {
    char host[URL_HOST_MAX + 1];
    size_t len = strspn(text, PERCENT_LETTERS PERCENT_DIGITS "-._");
    if (!len || len > URL_HOST_MAX)
        return err_set(err, ERR_USAGE, "the address has no valid host name");
    memcpy(host, text, len);
    host[len] = '\0';
    /* libcurl never asks a resolver for "localhost". */
    *is_loopback = is_loopback_v4(host) || strcasecmp(host, "localhost") == 0;
    *end = text + len;
    return true;
}

static bool read_port(const char *text, const char **end, struct err *err) {
    *end = text;
    if (*text != ':')
        return true;
    size_t len = strspn(text + 1, PERCENT_DIGITS);
    long port = 0;
    for (size_t i = 0; i < len && i < URL_PORT_DIGITS_MAX; i++)
        port = port * 10 + (text[1 + i] - '0');
    if (len > URL_PORT_DIGITS_MAX || port < 1 || port > URL_PORT_MAX)
        return err_set(err, ERR_USAGE, "the port in the address is not a number from 1 to 65535");
    *end = text + 1 + len;
    return true;
}

static bool read_host(const char *text, const char **end, bool *is_loopback, struct err *err) {
    return *text == '[' ? read_v6(text, end, is_loopback, err)
                        : read_name(text, end, is_loopback, err);
}

bool url_is_host(const char *text) {
    bool is_loopback;
    const char *at = text;
    return read_host(at, &at, &is_loopback, NULL) && read_port(at, &at, NULL) &&
           !at[strspn(at, "/")];
}

static bool is_hex(char c) {
    return c && strchr(PERCENT_DIGITS "abcdefABCDEF", c);
}

static bool check_path(const char *path, struct err *err) {
    if (*path && *path != '/')
        return err_set(err, ERR_USAGE, "the address has no valid host name");
    for (const char *at = path; *at; at++) {
        bool escaped = at[0] == '%' && is_hex(at[1]) && is_hex(at[2]);
        if (!escaped && !strchr(PERCENT_UNRESERVED "!$&'()*+,;=:/", *at))
            return err_set(err, ERR_USAGE,
                           "the path in the address has a character that must be percent-encoded");
    }
    return true;
}

static bool read_scheme(const char *url, struct url_base *base, const char **rest,
                        struct err *err) {
    base->is_https = strncasecmp(url, "https://", 8) == 0;
    if (!base->is_https && strncasecmp(url, "http://", 7) != 0)
        return err_set(err, ERR_USAGE, "the address must begin with https://");
    *rest = url + (base->is_https ? 8 : 7);
    return true;
}

bool url_read_base(const char *url, struct url_base *base, struct err *err) {
    const char *host = url, *port = url, *path = url;
    *base = (struct url_base){0};
    if (strlen(url) > URL_MAX / 4)
        return err_set(err, ERR_USAGE, "the address is too long");
    if (!read_scheme(url, base, &host, err))
        return false;
    if (strpbrk(host, "?#"))
        return err_set(err, ERR_USAGE, "the address must not have a query or fragment");
    /* After a slash too: an unencoded slash in a password would turn the user name into a host. */
    if (strchr(host, '@'))
        return err_set(err, ERR_USAGE, "the address must not contain a user name or password");
    if (!read_host(host, &port, &base->is_loopback, err) || !read_port(port, &path, err) ||
        !check_path(path, err))
        return false;
    base->host = host;
    base->host_len = (size_t)(port - host);
    if (!base->is_https && !base->is_loopback)
        return err_set(err, ERR_USAGE,
                       "plain http:// is allowed to this machine only (127.0.0.1, [::1], "
                       "localhost): anyone on the network could read the key");
    base->len = strlen(url);
    while (url[base->len - 1] == '/')
        base->len--;
    return true;
}

bool url_put(struct buf *out, const char *text) {
    bool is_dots = strcmp(text, ".") == 0 || strcmp(text, "..") == 0;
    return percent_encode(out, text, is_dots ? PERCENT_LETTERS PERCENT_DIGITS : PERCENT_UNRESERVED);
}
