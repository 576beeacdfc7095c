/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "api/classify.h"

#include <string.h>
#include <strings.h>

/* The contract's errors. Of those with one status, the first is what the status alone means. */
static const struct contract_error {
    long status;
    enum answer_outcome outcome;
    bool is_free; /* a proper envelope without a bill means that nothing was charged */
} errors[] = {
    {400, ANSWER_VALIDATION_ERROR, true}, {400, ANSWER_INVALID_ID, true},
    {401, ANSWER_UNAUTHORIZED, true},     {402, ANSWER_INSUFFICIENT_CREDITS, true},
    {404, ANSWER_NOT_FOUND, true},        {429, ANSWER_RATE_LIMITED, true},
    {500, ANSWER_INTERNAL_ERROR, true},   {500, ANSWER_RESPONSE_SHAPE_ERROR, false},
    {502, ANSWER_UPSTREAM_ERROR, false},  {503, ANSWER_UPSTREAM_UNAVAILABLE, true},
};

static bool is_json(const char *content_type) {
    static const char json[] = "application/json";
    size_t len = sizeof json - 1;
    return content_type && strncasecmp(content_type, json, len) == 0 &&
           (!content_type[len] || strchr("; \t", content_type[len]));
}

static void judge_body(struct answer *answer, const struct reply *reply, enum decode_kind kind) {
    bool is_whole = decode_body(answer, kind, reply->body.data, reply->body.len);
    answer->charge =
        answer->billing.credits_charged == ACCOUNT_UNKNOWN ? CHARGE_UNKNOWN : CHARGE_KNOWN;
    if (is_whole && is_json(reply->content_type)) {
        answer->outcome = ANSWER_OK;
        return;
    }
    answer->outcome = ANSWER_UNREADABLE;
    if (is_whole)
        answer->message = "it is not declared as application/json";
    page_free(answer_take_page(answer));
    answer->profile = NULL;
}

static void judge_status(struct answer *answer, long status) {
    answer->outcome = ANSWER_UNREADABLE;
    for (size_t i = sizeof errors / sizeof *errors; i-- > 0;)
        if (errors[i].status == status)
            answer->outcome = errors[i].outcome;
    answer->charge = status >= 400 && status < 500 ? CHARGE_NONE : CHARGE_UNKNOWN;
}

static const struct contract_error *find_error(long status, const char *type) {
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++)
        if (errors[i].status == status && strcmp(answer_name(errors[i].outcome), type) == 0)
            return &errors[i];
    return NULL;
}

static void judge_charge(struct answer *answer, bool is_doubtful) {
    const struct billing *billing = &answer->billing;
    if (billing->credits_charged > 0)
        answer->charge = CHARGE_KNOWN;
    else if (is_doubtful || (billing->credits_charged != 0 && billing->records_charged > 0))
        answer->charge = CHARGE_UNKNOWN;
    else if (billing->credits_charged == 0)
        answer->charge = CHARGE_NONE;
}

static void judge_error(struct answer *answer, const struct reply *reply) {
    const char *type;
    bool is_doubtful;
    judge_status(answer, reply->status);
    if (!is_json(reply->content_type) ||
        !decode_error(answer, reply->body.data, reply->body.len, &type, &is_doubtful))
        return;
    const struct contract_error *error = find_error(reply->status, type);
    if (error) {
        answer->outcome = error->outcome;
        answer->charge = error->is_free ? CHARGE_NONE : CHARGE_UNKNOWN;
    } else if (reply->status >= 500) {
        /* Not the contract's 500 or 503: nothing says that it is safe to repeat. */
        answer->outcome = ANSWER_UNREADABLE;
    }
    judge_charge(answer, is_doubtful);
}

static void judge_end(struct answer *answer, const struct reply *reply) {
    static const enum answer_outcome outcomes[] = {
        [REPLY_WHOLE] = ANSWER_UNREADABLE,
        [REPLY_NOT_SENT] = ANSWER_NOT_SENT,
        [REPLY_BROKEN] = ANSWER_NO_ANSWER,
        [REPLY_TOO_LARGE] = ANSWER_TOO_LARGE,
    };
    static const enum answer_outcome barred[] = {
        [REPLY_BAR_NONE] = ANSWER_NOT_SENT,
        [REPLY_BAR_REFUSED] = ANSWER_VALIDATION_ERROR,
        [REPLY_BAR_CERTIFICATE] = ANSWER_UNTRUSTED,
        [REPLY_BAR_PROXY] = ANSWER_PROXY_REFUSED,
    };
    answer->outcome = reply->bar ? barred[reply->bar] : outcomes[reply->end];
    answer->charge = reply->end == REPLY_NOT_SENT ? CHARGE_NONE : CHARGE_UNKNOWN;
    answer->message = arena_dup(&answer->arena, reply->reason);
}

static struct answer *copy_headers(const struct reply *reply) {
    struct answer *answer = answer_new(ANSWER_UNREADABLE);
    answer->status = reply->status;
    answer->rate_limit = reply->rate_limit;
    answer->rate_remaining = reply->rate_remaining;
    answer->rate_reset_s = reply->rate_reset_s;
    if (reply->retry_after_s != REPLY_UNKNOWN)
        answer->retry_after_ms = reply->retry_after_s * 1000;
    return answer;
}

struct answer *classify_reply(const struct reply *reply, enum decode_kind kind) {
    struct answer *answer = copy_headers(reply);
    /* The status and the headers of a redirect say all, whatever became of its body. */
    if (reply->status >= 300 && reply->status < 400) {
        answer->outcome = ANSWER_REDIRECTED;
        answer->charge = CHARGE_NONE;
        answer->location = arena_dup(&answer->arena, reply->location);
    } else if (reply->end != REPLY_WHOLE) {
        judge_end(answer, reply);
    } else if (reply->status == 200) {
        judge_body(answer, reply, kind);
    } else {
        judge_error(answer, reply);
    }
    return answer;
}
