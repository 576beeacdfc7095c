/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The proxy that the environment names for https, as libcurl looks for it: https_proxy,
 * HTTPS_PROXY, all_proxy, ALL_PROXY, the first that is not empty; no_proxy, else NO_PROXY, names
 * the hosts that go without. It may hold a password, so the value itself is shown nowhere. A value
 * that two readers could take apart in two ways is malformed: libcurl's message would name a part
 * of the password.
 */
#ifndef FOLLOWTRAIL_API_PROXY_H
#define FOLLOWTRAIL_API_PROXY_H

#include "base/err.h"

#include <stdbool.h>

enum { PROXY_SHOWN_MAX = 320, PROXY_SECRET_MAX = 512 };

struct proxy {
    const char *variable;            /* that names it; NULL: there is none */
    bool is_bypassed;                /* no_proxy says that the host goes without */
    bool has_user;                   /* a user name, with a password or not */
    char shown[PROXY_SHOWN_MAX];     /* scheme and host with its port, nothing else */
    char password[PROXY_SECRET_MAX]; /* as it is in the variable; "" for none. Wipe it: proxy_fini()
                                      */
    char credentials[PROXY_SECRET_MAX]; /* "user:password", decoded */
};

/* Reads the environment for `host`. ERR_CONFIG, which names the variable alone, when the value that
 * would be used is malformed; *proxy has its variable then. proxy_fini() in any case. */
bool proxy_read(const char *host, struct proxy *proxy, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));
void proxy_fini(struct proxy *proxy) __attribute__((nonnull));

#endif
