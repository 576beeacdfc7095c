/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The result of one call: an outcome, what it cost, and a description for people. Every answer of
 * the contract has an outcome of its own, and so has every way of not getting one. */
#ifndef FOLLOWTRAIL_API_ANSWER_H
#define FOLLOWTRAIL_API_ANSWER_H

#include "account/account.h"
#include "base/buf.h"

enum { ANSWER_WAIT_MAX_S = 3600 }; /* longer waits are reported instead */

enum answer_outcome {
    ANSWER_OK,
    /* reported by the API in error.type (contract, table of statuses) */
    ANSWER_VALIDATION_ERROR,
    ANSWER_INVALID_ID,
    ANSWER_UNAUTHORIZED,
    ANSWER_INSUFFICIENT_CREDITS,
    ANSWER_NOT_FOUND,
    ANSWER_RATE_LIMITED,
    ANSWER_INTERNAL_ERROR,
    ANSWER_RESPONSE_SHAPE_ERROR,
    ANSWER_UPSTREAM_ERROR,
    ANSWER_UPSTREAM_UNAVAILABLE,
    /* reported by the connection */
    ANSWER_NOT_SENT,      /* no name, no connection, no TLS: nothing was sent */
    ANSWER_UNTRUSTED,     /* certificate not trusted: nothing was sent */
    ANSWER_PROXY_REFUSED, /* the proxy refused the connection: nothing was sent */
    ANSWER_NO_ANSWER,     /* sent; then silence, a broken connection or broken HTTP before the body
                             was complete */
    ANSWER_TOO_LARGE,     /* the body exceeds the limit, as sent or unpacked */
    ANSWER_UNREADABLE,    /* a complete answer that does not match the contract */
    ANSWER_OTHER_ERROR,   /* an error envelope with a type that is not in the contract */
    ANSWER_FOREIGN,    /* an error without the contract's envelope: from a gateway, a proxy, … */
    ANSWER_REDIRECTED, /* 301, 302, 303, 307, 308: not followed, because the key goes to no
                          other host */
    ANSWER_CANCELLED,  /* cancelled before it was sent */
    /* decided by this program, before anything is sent */
    ANSWER_CAPPED,   /* a cap leaves nothing */
    ANSWER_LOST,     /* requested before and charged, or maybe charged */
    ANSWER_ARRIVED,  /* requested before and charged; the answer arrived but is unreadable */
    ANSWER_NOT_KEPT, /* the store cannot take the answer */
};

/* What a call may have cost. */
enum answer_charge {
    CHARGE_NONE,    /* certainly nothing */
    CHARGE_KNOWN,   /* billing.credits_charged, as reported */
    CHARGE_UNKNOWN, /* sent, without a bill: "maybe charged" */
};

/* Owns its page and its arena. */
struct answer {
    struct arena arena;
    enum answer_outcome outcome;
    enum answer_charge charge;
    long status;            /* HTTP status; 0 if there was none */
    bool is_before;         /* ANSWER_LOST: lost before this session began */
    bool is_charged;        /* ANSWER_LOST: certainly charged */
    bool is_budget;         /* ANSWER_CAPPED: the budget of its crawl, not a cap */
    const char *request_id; /* NULL if not reported */
    const char *message;    /* the API's or the library's message, unrevealed; NULL if none */
    const char *issues;     /* validation_error: the issues in one line; NULL otherwise */
    const char *location;   /* ANSWER_REDIRECTED: where to; NULL otherwise */
    const char *glimpse; /* a few words of a body that is not the API's (glimpse.h); NULL if none */
    struct billing billing;
    const char *bill_note;  /* what is unreadable or implausible in the bill; NULL if nothing */
    const char *remark;     /* what is odd about the charge, one line (keep.h); NULL if nothing */
    int64_t retry_after_ms; /* 429: the exact Retry-After; ACCOUNT_UNKNOWN if missing */
    int64_t rate_limit, rate_remaining,
        rate_reset_s;        /* X-RateLimit-*; ACCOUNT_UNKNOWN if missing or repeated */
    int64_t rate_wait_ms;    /* from the answer's date to rate_reset_s; 0 if unknown */
    struct page *page;       /* ANSWER_OK of a following list; NULL otherwise */
    struct account *profile; /* ANSWER_OK of a profile, in the arena; NULL otherwise */
};

struct answer *answer_new(enum answer_outcome outcome)
    __attribute__((returns_nonnull, warn_unused_result));
void answer_free(struct answer *answer);

/* Moves the page out of the answer; the caller frees it. NULL if there is none. */
struct page *answer_take_page(struct answer *answer) __attribute__((nonnull));

/* The contract's name of the outcome ("rate_limited"), or ours where no answer came ("no answer").
 * Static text. */
const char *answer_name(enum answer_outcome outcome) __attribute__((returns_nonnull));

/* Whether the contract calls a retry free and safe and nothing in this answer casts doubt on that:
 * not sent; 429; 503 and internal_error in a proper envelope; and no charge. Nothing else is
 * retried automatically. */
bool answer_can_retry(const struct answer *answer) __attribute__((nonnull));

/* Appends what happened, with the API's message and the request id if known, and what to do next:
 * two or three sentences without a newline. Contains outside text, unrevealed. */
void answer_describe(const struct answer *answer, struct buf *out) __attribute__((nonnull));

/* The same in a few words, for a title: "rate limit", "no answer: maybe charged". Static text. */
const char *answer_brief(enum answer_outcome outcome) __attribute__((returns_nonnull));

/* The same for a name from answer_name(); an unknown name is returned unchanged. */
const char *answer_brief_of(const char *name) __attribute__((nonnull, returns_nonnull));

#endif
