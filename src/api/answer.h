/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What came of one call: one of the outcomes below, what it cost, and words for a person. Every
 * answer of the contract is told apart, and so is every way of not getting one.
 */
#ifndef FOLLOWTRAIL_API_ANSWER_H
#define FOLLOWTRAIL_API_ANSWER_H

#include "account/account.h"
#include "base/buf.h"

enum {
    ANSWER_WAIT_MAX_S = 3600
}; /* nobody sits through a longer wait than this: it is reported instead */

enum answer_outcome {
    ANSWER_OK,
    /* what the API says, by error.type (contract, table of statuses) */
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
    /* what the line says */
    ANSWER_NOT_SENT,      /* no name, no connection, no TLS: the request never left */
    ANSWER_UNTRUSTED,     /* no TLS, because of a certificate: the request never left */
    ANSWER_PROXY_REFUSED, /* the proxy opens no way to the API: the request never left */
    ANSWER_NO_ANSWER,  /* sent; then silence, a broken connection, or a broken HTTP frame before the
                          body was whole */
    ANSWER_TOO_LARGE,  /* the body passed the ceiling, as sent or unpacked */
    ANSWER_UNREADABLE, /* an answer came whole, but is not what the contract describes */
    ANSWER_OTHER_ERROR, /* an error envelope of a type that the contract does not name */
    ANSWER_FOREIGN,     /* an error without the contract's envelope: a gateway's, a proxy's, … */
    ANSWER_REDIRECTED,  /* 301, 302, 303, 307, 308: not followed, the key goes to no other host */
    ANSWER_CANCELLED,   /* taken back before it was sent */
    /* what this program says, before anything is sent */
    ANSWER_CAPPED,   /* a cap leaves nothing */
    ANSWER_LOST,     /* it was asked for before, and was or may have been charged */
    ANSWER_ARRIVED,  /* it was asked for before and charged: the answer came, and is unreadable */
    ANSWER_NOT_KEPT, /* the store cannot take the answer */
};

/* What a call may have cost. */
enum answer_charge {
    CHARGE_NONE,    /* certainly nothing */
    CHARGE_KNOWN,   /* billing.credits_charged, as the API said */
    CHARGE_UNKNOWN, /* it was sent and no bill came back: "maybe charged" */
};

/* Owns its page and its arena. */
struct answer {
    struct arena arena;
    enum answer_outcome outcome;
    enum answer_charge charge;
    long status;            /* HTTP status; 0 when there was none */
    bool is_before;         /* ANSWER_LOST: it was lost before this session began */
    bool is_charged;        /* ANSWER_LOST: it certainly was charged */
    const char *request_id; /* NULL when not reported */
    const char *message;    /* the API's or the library's own words, unrevealed; NULL when none */
    const char *issues;     /* validation_error: the issues in one line; NULL otherwise */
    const char *location;   /* ANSWER_REDIRECTED: where to; NULL otherwise */
    const char *glimpse; /* a few words of a body that is none of the API's: glimpse.h; or NULL */
    struct billing billing;
    const char *bill_note;  /* what of the bill cannot be read or believed; NULL when nothing */
    const char *remark;     /* what is odd about the charge, one line; NULL when nothing: keep.h */
    int64_t retry_after_ms; /* 429: exactly what Retry-After asks for; ACCOUNT_UNKNOWN when it did
                               not */
    int64_t rate_limit, rate_remaining,
        rate_reset_s;        /* X-RateLimit-*; ACCOUNT_UNKNOWN when absent or doubled */
    int64_t rate_wait_ms;    /* from then to rate_reset_s; 0 when not known */
    struct page *page;       /* ANSWER_OK of a following list; NULL otherwise */
    struct account *profile; /* ANSWER_OK of a profile, in the arena; NULL otherwise */
};

struct answer *answer_new(enum answer_outcome outcome)
    __attribute__((returns_nonnull, warn_unused_result));
void answer_free(struct answer *answer);

/* Moves the page out of the answer; the caller frees it. NULL when there is none. */
struct page *answer_take_page(struct answer *answer) __attribute__((nonnull));

/* The contract's name of the outcome ("rate_limited"), or ours for what never was an answer ("no
 * answer"). Static text. */
const char *answer_name(enum answer_outcome outcome) __attribute__((returns_nonnull));

/* True when the API's contract calls the repetition free and safe, and this answer gives no reason
 * to doubt it: not sent; 429; 503 and internal_error in a proper envelope; and none of them with a
 * charge. Nothing else is repeated by itself. */
bool answer_can_retry(const struct answer *answer) __attribute__((nonnull));

/* Appends what happened, in words (with the API's own message and the request id where there is
 * one), and what to do next. Two sentences or three, no newline. Holds outside text, unrevealed. */
void answer_describe(const struct answer *answer, struct buf *out) __attribute__((nonnull));

/* The same in at most a few words, for a title: "rate limit", "no answer: maybe charged". Static
 * text. */
const char *answer_brief(enum answer_outcome outcome) __attribute__((returns_nonnull));

/* The same for a name as answer_name() gives it; one that is not known is returned as it is. */
const char *answer_brief_of(const char *name) __attribute__((nonnull, returns_nonnull));

#endif
