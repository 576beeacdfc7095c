/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The raw answer to one request, before anything is read from it: status, the headers that matter,
 * and the bytes. This is what the store keeps of a paid answer. */
#ifndef FOLLOWTRAIL_ACCOUNT_REPLY_H
#define FOLLOWTRAIL_ACCOUNT_REPLY_H

#include "base/arena.h"
#include "base/buf.h"

#include <stdbool.h>
#include <stdint.h>

enum reply_end {
    REPLY_WHOLE,     /* complete headers and body */
    REPLY_NOT_SENT,  /* no request left */
    REPLY_BROKEN,    /* sent, but without a complete answer */
    REPLY_TOO_LARGE, /* sent, and the body exceeds the limit */
};

/* Why a REPLY_NOT_SENT would fail the same way again. The numbers are stored. */
enum reply_bar {
    REPLY_BAR_NONE,
    REPLY_BAR_REFUSED,     /* by this program: it should never be sent */
    REPLY_BAR_CERTIFICATE, /* the server's certificate, or the file to check it with */
    REPLY_BAR_PROXY,       /* the proxy refuses */
};

enum { REPLY_UNKNOWN = -1 };

/* Owns its body and its arena. */
struct reply {
    enum reply_end end;
    long status;              /* 0 unless all headers arrived */
    const char *content_type; /* headers: NULL if missing or repeated; may contain any */
    const char *location;     /* byte but NUL */
    const char *encoding;     /* all Content-Encoding headers; NULL if missing (api/unpack.h) */
    int64_t retry_after_s;    /* as read by api/retry_after; REPLY_UNKNOWN if missing */
    /* REPLY_UNKNOWN if missing, repeated or not a number */
    int64_t rate_limit, rate_remaining, rate_reset_s;
    int64_t rate_wait_s; /* from the answer's own Date to rate_reset_s; 0 if unknown. Not stored */
    struct buf body;     /* as received, packed or not */
    int64_t hidden;      /* secrets replaced by '*' in it; above 0 it is unpacked */
    const char *reason;  /* why it is not REPLY_WHOLE; "" otherwise */
    enum reply_bar bar;  /* REPLY_NOT_SENT: why a retry is useless */
    struct arena arena;  /* of the texts */
};

/* An empty reply, REPLY_NOT_SENT, everything unknown; body_max is the limit of the body. */
struct reply *reply_new(size_t body_max) __attribute__((returns_nonnull, warn_unused_result));
void reply_free(struct reply *reply);

/* The bar for a stored number; REPLY_BAR_REFUSED for an unknown one. */
enum reply_bar reply_bar_of(int64_t stored);

#endif
