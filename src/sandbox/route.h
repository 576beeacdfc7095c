/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a request line requests: operation, id and query, percent-decoded. */
#ifndef FOLLOWTRAIL_SANDBOX_ROUTE_H
#define FOLLOWTRAIL_SANDBOX_ROUTE_H

#include "base/arena.h"

#include <stdbool.h>

enum route_operation { ROUTE_UNKNOWN, ROUTE_FOLLOWING, ROUTE_PROFILE };

enum { ROUTE_ID_MAX = 256 };

/* All text lives in the given arena. */
struct route {
    enum route_operation operation;
    const char *path, *query;   /* as sent; query without its `?`, "" when there is none */
    const char *id;             /* NULL if invalid */
    const char *cursor, *limit; /* NULL if missing; "\x7f" if it cannot be decoded */
};

/* Whether this can be an id or a handle: 1 to ROUTE_ID_MAX of [A-Za-z0-9._~-]. */
bool route_is_id(const char *id) __attribute__((nonnull));

/* `uri` is the request's path and query as sent. */
void route_parse(const char *uri, struct arena *arena, struct route *route)
    __attribute__((nonnull));

#endif
