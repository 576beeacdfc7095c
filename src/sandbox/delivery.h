/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Turns a reply into libmicrohttpd's response, spoiling its delivery as the reply's fault says. */
#ifndef FOLLOWTRAIL_SANDBOX_DELIVERY_H
#define FOLLOWTRAIL_SANDBOX_DELIVERY_H

#include "sandbox/http_reply.h"
#include "sandbox/pause.h"

#include <microhttpd.h>

enum { DELIVERY_HUGE_BYTES = 64 << 20 };

/* Takes the reply's body. The response may wait on `pause`, and ends with it. NULL if the library
 * is out of memory. */
struct MHD_Response *delivery_make(struct http_reply *reply, struct pause *pause)
    __attribute__((nonnull, warn_unused_result));

#endif
