/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a request line asks for: operation, id and query, percent-decoded. */
#ifndef FOLLOWTRAIL_SANDBOX_TARGET_H
#define FOLLOWTRAIL_SANDBOX_TARGET_H

#include "base/arena.h"

#include <stdbool.h>

enum target_operation { TARGET_UNKNOWN, TARGET_FOLLOWING, TARGET_PROFILE };

enum { TARGET_ID_MAX = 256 };

/* All text lives in the arena given. */
struct target {
    enum target_operation operation;
    const char *path, *query;   /* as sent; query without its `?`, "" when there is none */
    const char *id;             /* NULL when it is not acceptable */
    const char *cursor, *limit; /* NULL when not given; "\x7f" stands for what cannot be decoded */
};

/* Whether this can be an id or a handle: 1 to TARGET_ID_MAX of [A-Za-z0-9._~-]. */
bool target_is_id(const char *id) __attribute__((nonnull));

/* `uri` is the request's path and query as sent. */
void target_parse(const char *uri, struct arena *arena, struct target *target)
    __attribute__((nonnull));

#endif
