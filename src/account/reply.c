/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/reply.h"

#include "base/mem.h"

#include <stdlib.h>

struct reply *reply_new(size_t body_max) {
    struct reply *reply = mem_zalloc(sizeof *reply);
    *reply = (struct reply){.end = REPLY_NOT_SENT,
                            .retry_after_s = REPLY_UNKNOWN,
                            .rate_limit = REPLY_UNKNOWN,
                            .rate_remaining = REPLY_UNKNOWN,
                            .rate_reset_s = REPLY_UNKNOWN,
                            .reason = ""};
    arena_init(&reply->arena);
    buf_init(&reply->body, body_max);
    return reply;
}

void reply_free(struct reply *reply) {
    if (!reply)
        return;
    buf_fini(&reply->body);
    arena_fini(&reply->arena);
    free(reply);
}

enum reply_bar reply_bar_of(int64_t stored) {
    return stored >= 0 && stored <= REPLY_BAR_PROXY ? (enum reply_bar)stored : REPLY_BAR_REFUSED;
}
