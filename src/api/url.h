/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Addresses: the check of a base address and the encoding of what is appended to it. A base is held
 * to a narrow form (plain host name or literal address, no user, query or fragment), so that no two
 * readers of it can disagree on the host that gets the key.
 */
#ifndef FOLLOWTRAIL_API_URL_H
#define FOLLOWTRAIL_API_URL_H

#include "base/buf.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

enum { URL_MAX = 32768 }; /* bytes of an address; servers refuse far shorter ones */

struct url_base {
    bool is_https;
    bool is_loopback; /* 127.0.0.0/8, [::1] or localhost */
    size_t len;       /* bytes of the address without the slashes at its end */
    const char *host; /* in the address that was read; an IPv6 address with its brackets */
    size_t host_len;
};

/* Takes `url` apart. ERR_USAGE with the reason when it is no base for the API: https to any host,
 * http to a loopback address alone. *base may be half filled then. */
bool url_read_base(const char *url, struct url_base *base, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

/* Whether `text` is a plain host name or literal address with a port or none, and slashes after it
 * or none. */
bool url_is_host(const char *text) __attribute__((nonnull));

/* Appends `text` so that it stays one path segment or one query value, whatever is in it: all but
 * letters, digits and "-._~" percent-encoded; the dots too where the text is "." or "..". False
 * when `out` is full. */
bool url_put(struct buf *out, const char *text) __attribute__((nonnull));

#endif
