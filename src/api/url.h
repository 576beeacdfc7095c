/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checks a base address and encodes what is appended to it. A base must have a narrow form (plain
 * host name or literal address, no user, query or fragment), so that all readers agree on the host
 * that gets the key. */
#ifndef FOLLOWTRAIL_API_URL_H
#define FOLLOWTRAIL_API_URL_H

#include "base/buf.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

enum { URL_MAX = 32768 }; /* bytes of an address; servers accept far shorter ones only */

struct url_base {
    bool is_https;
    bool is_loopback; /* 127.0.0.0/8, [::1] or localhost */
    size_t len;       /* bytes of the address without trailing slashes */
    const char *host; /* points into the address; an IPv6 address includes its brackets */
    size_t host_len;
};

/* Parses `url`. ERR_USAGE with the reason if it cannot be a base for the API: https to any host,
 * http to a loopback address only. *base may then be partly filled. */
bool url_read_base(const char *url, struct url_base *base, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

/* Whether `text` is a plain host name or literal address, optionally with a port and slashes after
 * it. */
bool url_is_host(const char *text) __attribute__((nonnull));

/* Appends `text` as one path segment or query value, whatever it contains: everything except
 * letters, digits and "-._~" is percent-encoded, and the dots of "." and ".." too. False if `out`
 * is full. */
bool url_put(struct buf *out, const char *text) __attribute__((nonnull));

#endif
