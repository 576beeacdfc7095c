/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Turns a reply into what libmicrohttpd sends, spoiled on its way where the reply's fault says so.
 */
#ifndef FOLLOWTRAIL_SANDBOX_DELIVERY_H
#define FOLLOWTRAIL_SANDBOX_DELIVERY_H

#include "sandbox/http_reply.h"
#include "sandbox/pause.h"

#include <microhttpd.h>

enum { DELIVERY_HUGE_BYTES = 64 << 20 };

/* Takes the reply's body. The response may wait on `pause`, and ends when that does. NULL when the
 * library has no memory left. */
struct MHD_Response *delivery_make(struct http_reply *reply, struct pause *pause)
    __attribute__((nonnull, warn_unused_result));

#endif
