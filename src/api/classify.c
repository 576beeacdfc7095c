/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "api/classify.h"

#include "api/glimpse.h"
#include "api/unpack.h"

#include <string.h>

/* The contract's errors. */
static const struct contract_error {
    long status;
    enum answer_outcome outcome;
    bool is_free; /* in a proper envelope without a bill, nothing was charged */
} errors[] = {
    {400, ANSWER_VALIDATION_ERROR, true}, {400, ANSWER_INVALID_ID, true},
    {401, ANSWER_UNAUTHORIZED, true},     {402, ANSWER_INSUFFICIENT_CREDITS, true},
    {404, ANSWER_NOT_FOUND, true},        {429, ANSWER_RATE_LIMITED, true},
    {500, ANSWER_INTERNAL_ERROR, true},   {500, ANSWER_RESPONSE_SHAPE_ERROR, false},
    {502, ANSWER_UPSTREAM_ERROR, false},  {503, ANSWER_UPSTREAM_UNAVAILABLE, true},
};

static bool is_success(long status) {
    return status >= 200 && status < 300;
}

/* RFC 9110, 15.4: those that name another place. */
static bool is_redirect(long status) {
    return (status >= 301 && status <= 303) || status == 307 || status == 308;
}

static void drop_records(struct answer *answer) {
    page_free(answer_take_page(answer));
    answer->profile = NULL;
}

/* Whether the body has the records that were requested. */
static bool judge_records(struct answer *answer, const struct buf *body, enum decode_kind kind) {
    bool is_read = decode_body(answer, kind, buf_text(body), body->len);
    bool is_billed = answer->billing.credits_charged != ACCOUNT_UNKNOWN;
    answer->charge = is_billed ? CHARGE_KNOWN : CHARGE_UNKNOWN;
    answer->outcome = ANSWER_OK;
    if (is_read && (is_billed || is_success(answer->status)))
        return true;
    drop_records(answer);
    return false;
}

static const struct contract_error *find_error(const char *type) {
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++)
        if (strcmp(answer_name(errors[i].outcome), type) == 0)
            return &errors[i];
    return NULL;
}

static void judge_charge(struct answer *answer, bool is_doubtful) {
    const struct billing *billing = &answer->billing;
    if (billing->credits_charged > 0)
        answer->charge = CHARGE_KNOWN;
    else if (is_doubtful || billing->records_charged > 0)
        answer->charge = CHARGE_UNKNOWN;
    else if (billing->credits_charged == 0)
        answer->charge = CHARGE_NONE;
}

static bool judge_envelope(struct answer *answer, const struct buf *body) {
    const char *type;
    bool is_doubtful;
    if (!decode_error(answer, buf_text(body), body->len, &type, &is_doubtful))
        return false;
    const struct contract_error *error = find_error(type);
    bool is_free = error && error->is_free && error->status == answer->status;
    answer->outcome = error ? error->outcome : ANSWER_OTHER_ERROR;
    answer->charge = is_free ? CHARGE_NONE : CHARGE_UNKNOWN;
    if (!error)
        answer->message = arena_format(&answer->arena, "%s: %s", type, answer->message);
    judge_charge(answer, is_doubtful);
    return true;
}

/* Neither records nor an error of the API. */
static void judge_rest(struct answer *answer, const struct reply *reply, const struct buf *body) {
    answer->outcome = is_success(reply->status) ? ANSWER_UNREADABLE : ANSWER_FOREIGN;
    if (is_redirect(reply->status)) {
        answer->outcome = ANSWER_REDIRECTED;
        answer->location = arena_dup(&answer->arena, reply->location);
    }
    if (!is_success(reply->status))
        answer->message = NULL; /* obviously not a page */
    /* For a JSON object the message is more precise than a glimpse. */
    const char *text = buf_text(body);
    if (answer->outcome == ANSWER_FOREIGN || text[strspn(text, " \t\r\n")] != '{')
        answer->glimpse = glimpse_of(&answer->arena, buf_text(body), body->len);
}

static void judge_body(struct answer *answer, const struct reply *reply, const struct buf *body,
                       enum decode_kind kind) {
    bool is_fine = is_success(reply->status);
    if (is_fine && judge_records(answer, body, kind))
        return;
    if (judge_envelope(answer, body))
        return;
    if (!is_fine && judge_records(answer, body, kind))
        return;
    judge_rest(answer, reply, body);
}

/* The bytes are meaningless, but what was unpacked of damaged ones may contain the bill. */
static void judge_packed(struct answer *answer, const struct reply *reply,
                         enum unpack_result result, const struct buf *room) {
    bool is_large = result == UNPACK_TOO_LARGE, is_unknown = result == UNPACK_UNKNOWN;
    answer->outcome = is_large                     ? ANSWER_TOO_LARGE
                      : is_success(answer->status) ? ANSWER_UNREADABLE
                                                   : ANSWER_FOREIGN;
    if (result == UNPACK_DAMAGED)
        decode_bill(answer, buf_text(room), room->len);
    answer->charge = answer->billing.credits_charged > 0 ? CHARGE_KNOWN : CHARGE_UNKNOWN;
    answer->message = arena_format(&answer->arena, "the body %s%s%s%s; what was received is stored",
                                   unpack_failure(result), is_unknown ? " (" : "",
                                   is_unknown ? reply->encoding : "", is_unknown ? ")" : "");
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
    answer->rate_wait_ms = reply->rate_wait_s * 1000;
    if (reply->retry_after_s != REPLY_UNKNOWN)
        answer->retry_after_ms = reply->retry_after_s * 1000;
    return answer;
}

/* Framing that broke after a complete object lost nothing. */
static bool is_whole(const struct reply *reply, const struct buf *body) {
    return reply->end == REPLY_WHOLE || (reply->end == REPLY_BROKEN && reply->status &&
                                         decode_is_whole(buf_text(body), body->len));
}

struct answer *classify_reply(const struct reply *reply, enum decode_kind kind) {
    struct answer *answer = copy_headers(reply);
    const struct buf *body;
    struct buf room;
    buf_init(&room, UNPACK_MAX);
    enum unpack_result result = unpack_body(reply, &room, &body);
    if (!is_whole(reply, body))
        judge_end(answer, reply);
    else if (unpack_failure(result))
        judge_packed(answer, reply, result, &room);
    else
        judge_body(answer, reply, body, kind);
    buf_fini(&room);
    return answer;
}
