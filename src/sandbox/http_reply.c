/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox/http_reply.h"

#include <stdlib.h>

void http_reply_fini(struct http_reply *reply) {
    free(reply->body);
    free(reply->location);
}
