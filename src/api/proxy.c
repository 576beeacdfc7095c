/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "api/proxy.h"

#include "api/url.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char *find_variable(const char *const names[], size_t count, const char **value) {
    for (size_t i = 0; i < count; i++) {
        *value = getenv(names[i]);
        if (*value && **value)
            return names[i];
    }
    *value = NULL;
    return NULL;
}

/* An entry of no_proxy is a host, including its subdomains, or "*". */
static bool covers(const char *entry, size_t len, const char *host) {
    size_t host_len = strlen(host);
    if (len == 1 && *entry == '*')
        return true;
    if (len && *entry == '.') {
        entry++;
        len--;
    }
    if (!len || len > host_len || strncasecmp(host + host_len - len, entry, len) != 0)
        return false;
    return len == host_len || host[host_len - len - 1] == '.';
}

static bool is_bypassed(const char *host) {
    static const char *const names[] = {"no_proxy", "NO_PROXY"};
    static const char separators[] = ", \t";
    const char *list;
    if (!find_variable(names, 2, &list))
        return false;
    for (list += strspn(list, separators); *list; list += strspn(list, separators)) {
        size_t len = strcspn(list, separators);
        if (covers(list, len, host))
            return true;
        list += len;
    }
    return false;
}

/* The length of "scheme://" at the beginning; 0 if there is none; SIZE_MAX if it is unknown. */
static size_t scheme_length(const char *value) {
    static const char *const schemes[] = {"http://",    "https://",  "socks4://",
                                          "socks4a://", "socks5://", "socks5h://"};
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (!strncasecmp(value, schemes[i], strlen(schemes[i])))
            return strlen(schemes[i]);
    return strstr(value, "://") ? SIZE_MAX : 0;
}

static bool decode(const char *text, size_t len, char out[static PROXY_SECRET_MAX]) {
    size_t put = 0;
    for (size_t i = 0; i < len && put + 1 < PROXY_SECRET_MAX; i++, put++) {
        char hex[3] = "", *end = hex;
        if (text[i] != '%') {
            out[put] = text[i];
            continue;
        }
        if (i + 2 < len)
            memcpy(hex, text + i + 1, 2);
        out[put] = (char)strtoul(hex, &end, 16);
        if (end != hex + 2 || strspn(hex, "+- "))
            return false;
        i += 2;
    }
    out[put] = '\0';
    return true;
}

/* user[:password], whose special characters must be percent-encoded. */
static bool read_user(const char *user, size_t len, struct proxy *proxy) {
    const char *colon = memchr(user, ':', len);
    size_t password_len = colon ? len - (size_t)(colon - user) - 1 : 0;
    proxy->has_user = true;
    if (len >= PROXY_SECRET_MAX || !decode(user, len, proxy->credentials))
        return false;
    if (password_len)
        memcpy(proxy->password, colon + 1, password_len);
    return !colon || !memchr(colon + 1, ':', password_len);
}

static bool read_value(const char *value, struct proxy *proxy) {
    size_t scheme_len = scheme_length(value);
    if (scheme_len == SIZE_MAX || value[strcspn(value, " \t\r\n\"<>\\^`{|}?#")])
        return false;
    const char *host = value + scheme_len, *at = strchr(host, '@');
    if (at && (memchr(host, '/', (size_t)(at - host)) || strchr(at + 1, '@')))
        return false;
    if (at && !read_user(host, (size_t)(at - host), proxy))
        return false;
    host = at ? at + 1 : host;
    int shown = snprintf(proxy->shown, sizeof proxy->shown, "%s%.*s%s", scheme_len ? "" : "http://",
                         (int)scheme_len, value, host);
    return shown > 0 && shown < PROXY_SHOWN_MAX && url_is_host(host);
}

bool proxy_read(const char *host, struct proxy *proxy, struct err *err) {
    static const char *const names[] = {"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"};
    const char *value;
    *proxy = (struct proxy){.variable = find_variable(names, 4, &value)};
    if (!proxy->variable)
        return true;
    proxy->is_bypassed = is_bypassed(host);
    if (read_value(value, proxy))
        return true;
    *proxy->shown = '\0';
    return proxy->is_bypassed ||
           err_set(err, ERR_CONFIG,
                   "the proxy in %s is not of the form http://USER:PASSWORD@HOST:PORT (its value "
                   "is not shown: it may contain a password). In the name and the password, write "
                   "special characters as %%XX, “@” as %%40, “:” as %%3A, “/” as %%2F",
                   proxy->variable);
}

void proxy_fini(struct proxy *proxy) {
    explicit_bzero(proxy->password, sizeof proxy->password);
    explicit_bzero(proxy->credentials, sizeof proxy->credentials);
}
