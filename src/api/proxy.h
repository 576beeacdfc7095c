/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The proxy for https in the environment, found as libcurl does: the first non-empty one of
 * https_proxy, HTTPS_PROXY, all_proxy, ALL_PROXY; no_proxy, else NO_PROXY, lists hosts that need
 * none. It may contain a password, so the value itself is never shown. An ambiguous value is
 * malformed: libcurl's message would show part of the password. */
#ifndef FOLLOWTRAIL_API_PROXY_H
#define FOLLOWTRAIL_API_PROXY_H

#include "base/err.h"

#include <stdbool.h>

enum { PROXY_SHOWN_MAX = 320, PROXY_SECRET_MAX = 512 };

struct proxy {
    const char *variable;               /* that sets it; NULL if there is none */
    bool is_bypassed;                   /* no_proxy excludes the host */
    bool has_user;                      /* a user name, with or without a password */
    char shown[PROXY_SHOWN_MAX];        /* scheme, host and port only */
    char password[PROXY_SECRET_MAX];    /* as in the variable; "" if none. proxy_fini() wipes it */
    char credentials[PROXY_SECRET_MAX]; /* "user:password", decoded */
};

/* Reads the environment for `host`. ERR_CONFIG, naming only the variable, if the value in use is
 * malformed; *proxy then has its variable. Call proxy_fini() in any case. */
bool proxy_read(const char *host, struct proxy *proxy, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));
void proxy_fini(struct proxy *proxy) __attribute__((nonnull));

#endif
