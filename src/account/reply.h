/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What came over the line for one request, as it came, before anybody has read a meaning into it:
 * status, the headers that matter, and the bytes. It is what is kept of a paid answer.
 */
#ifndef FOLLOWTRAIL_ACCOUNT_REPLY_H
#define FOLLOWTRAIL_ACCOUNT_REPLY_H

#include "base/arena.h"
#include "base/buf.h"

#include <stdbool.h>
#include <stdint.h>

enum reply_end {
    REPLY_WHOLE,     /* headers and body came whole */
    REPLY_NOT_SENT,  /* no request left */
    REPLY_BROKEN,    /* sent, and no whole answer */
    REPLY_TOO_LARGE, /* sent, and the body passed the ceiling */
};

/* Why a REPLY_NOT_SENT would end the same way again; the numbers are those in the store. */
enum reply_bar {
    REPLY_BAR_NONE,
    REPLY_BAR_REFUSED,     /* by this program: it was never to be sent */
    REPLY_BAR_CERTIFICATE, /* the server's certificate, or the file to check it with */
    REPLY_BAR_PROXY,       /* the proxy lets nothing through */
};

enum { REPLY_UNKNOWN = -1 };

/* Owns its body and its arena. */
struct reply {
    enum reply_end end;
    long status;              /* 0 unless all headers came */
    const char *content_type; /* headers: NULL when absent or given more than once; may hold any */
    const char *location;     /* byte but NUL */
    const char *encoding;     /* Content-Encoding, all of them; NULL when absent: api/unpack.h */
    int64_t retry_after_s;    /* as api/retry_after reads it; REPLY_UNKNOWN when it says nothing */
    /* these: REPLY_UNKNOWN when absent, doubled or no number */
    int64_t rate_limit, rate_remaining, rate_reset_s;
    int64_t rate_wait_s; /* from the answer's own Date to rate_reset_s; 0 where that tells nothing.
                            For the moment: not kept */
    struct buf body;     /* as it came over the line, packed or not */
    int64_t hidden;      /* secrets in it that were replaced by '*'; above 0 it is unpacked */
    const char *reason;  /* why not REPLY_WHOLE; "" otherwise */
    enum reply_bar bar;  /* REPLY_NOT_SENT: to repeat it is no use */
    struct arena arena;  /* of the texts */
};

/* Empty, REPLY_NOT_SENT, everything unknown; body_max is the body's ceiling. */
struct reply *reply_new(size_t body_max) __attribute__((returns_nonnull, warn_unused_result));
void reply_free(struct reply *reply);

/* The bar of a stored number; REPLY_BAR_REFUSED for one that is not known. */
enum reply_bar reply_bar_of(int64_t stored);

#endif
