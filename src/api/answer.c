/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "api/answer.h"

#include "base/figure.h"
#include "base/mem.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* An outcome in three lengths. */
struct outcome_words {
    const char *name;  /* the contract's, or ours */
    const char *brief; /* for a title */
    const char *what;  /* a sentence without its full stop */
};

static const struct outcome_words words[] = {
    [ANSWER_OK] = {"ok", "ok", "The API answered"},
    [ANSWER_VALIDATION_ERROR] = {"validation_error", "request refused",
                                 "The API does not accept the request"},
    [ANSWER_INVALID_ID] = {"invalid_id", "id not accepted",
                           "The API does not accept this id or handle"},
    [ANSWER_UNAUTHORIZED] = {"unauthorized", "key refused",
                             "The API refused the key: it is missing, mistyped or revoked"},
    [ANSWER_INSUFFICIENT_CREDITS] = {"insufficient_credits", "balance",
                                     "The balance does not cover this request"},
    [ANSWER_NOT_FOUND] = {"not_found", "not found",
                          "The API does not show this account: it is gone, or private by design"},
    [ANSWER_RATE_LIMITED] = {"rate_limited", "rate limit", "The API's rate limit is reached"},
    [ANSWER_INTERNAL_ERROR] = {"internal_error", "API error", "The API had an internal error"},
    [ANSWER_RESPONSE_SHAPE_ERROR] = {"response_shape_error", "source changed",
                                     "The API could not read what TikTok sent: its source has "
                                     "changed"},
    [ANSWER_UPSTREAM_ERROR] = {"upstream_error", "source failed", "The API's source failed"},
    [ANSWER_UPSTREAM_UNAVAILABLE] = {"upstream_unavailable", "source unavailable",
                                     "The API's source is temporarily unavailable"},
    [ANSWER_NOT_SENT] = {"not sent", "no connection", "The request could not be sent"},
    [ANSWER_UNTRUSTED] = {"untrusted", "certificate not trusted",
                          "The API's server could not be verified, so nothing was sent"},
    [ANSWER_PROXY_REFUSED] = {"proxy refused", "proxy refused",
                              "The proxy refused to connect to the API, so nothing was sent"},
    [ANSWER_NO_ANSWER] = {"no answer", "no answer: maybe charged",
                          "The request was sent, but no complete answer came back"},
    [ANSWER_TOO_LARGE] =
        {"too large", "answer too large",
         "The answer is larger than any page of the API, so it was not read to its end"},
    [ANSWER_UNREADABLE] = {"unreadable", "answer unreadable",
                           "The answer does not match the API's contract"},
    [ANSWER_OTHER_ERROR] = {"unknown error", "unknown error",
                            "The API reported an error that is not in its contract"},
    [ANSWER_FOREIGN] =
        {"foreign answer", "answer not from the API",
         "The answer is not one of the API's errors: a proxy or gateway may have sent it"},
    [ANSWER_REDIRECTED] = {"redirected", "redirect refused",
                           "The API sent a redirect; it was not followed, because the key is sent "
                           "to no other address"},
    [ANSWER_CANCELLED] = {"cancelled", "cancelled",
                          "The request was cancelled; there is no further attempt"},
    [ANSWER_CAPPED] = {"capped", "cap reached", "Nothing was sent: a cap is reached"},
    [ANSWER_LOST] = {"lost", "requested before: maybe charged", "The same request was sent before"},
    [ANSWER_ARRIVED] = {"arrived", "answer unreadable",
                        "Nothing was sent: this was paid for before, but no records could be read "
                        "from its answer"},
    [ANSWER_NOT_KEPT] = {"not kept", "store failed",
                         "Nothing was sent: its answer could not be stored"},
};

struct answer *answer_new(enum answer_outcome outcome) {
    struct answer *answer = mem_zalloc(sizeof *answer);
    arena_init(&answer->arena);
    answer->outcome = outcome;
    answer->billing = (struct billing){.credits_charged = ACCOUNT_UNKNOWN,
                                       .records_charged = ACCOUNT_UNKNOWN,
                                       .balance_remaining = ACCOUNT_UNKNOWN,
                                       .credits_required = ACCOUNT_UNKNOWN};
    answer->retry_after_ms = ACCOUNT_UNKNOWN;
    answer->rate_limit = ACCOUNT_UNKNOWN;
    answer->rate_remaining = ACCOUNT_UNKNOWN;
    answer->rate_reset_s = ACCOUNT_UNKNOWN;
    return answer;
}

void answer_free(struct answer *answer) {
    if (!answer)
        return;
    page_free(answer->page);
    arena_fini(&answer->arena);
    free(answer);
}

struct page *answer_take_page(struct answer *answer) {
    struct page *page = answer->page;
    answer->page = NULL;
    return page;
}

const char *answer_name(enum answer_outcome outcome) {
    return words[outcome].name;
}

const char *answer_brief(enum answer_outcome outcome) {
    return words[outcome].brief;
}

const char *answer_brief_of(const char *name) {
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (words[i].name && !strcmp(words[i].name, name))
            return words[i].brief;
    return name;
}

bool answer_can_retry(const struct answer *answer) {
    switch (answer->outcome) {
    case ANSWER_NOT_SENT:
    case ANSWER_RATE_LIMITED:
    case ANSWER_INTERNAL_ERROR:
    case ANSWER_UPSTREAM_UNAVAILABLE:
        /* A 5xx without a proper envelope may come from anywhere, so its charge is unknown. */
        return answer->charge == CHARGE_NONE;
    default:
        return false;
    }
}

/* " (HTTP 500; “the API's message”; request unif_…)." with whatever is known of it. */
static void put_details(const struct answer *answer, struct buf *out) {
    const struct {
        const char *before, *text, *after;
    } details[] = {
        {"“", answer->message, "”"},          {"issues: ", answer->issues, ""},
        {"to ", answer->location, ""},        {"", answer->glimpse, ""},
        {"request ", answer->request_id, ""},
    };
    const char *separator = " (";
    if (answer->status && answer->outcome != ANSWER_OK) {
        buf_format(out, " (HTTP %ld", answer->status);
        separator = "; ";
    }
    for (size_t i = 0; i < sizeof details / sizeof *details; i++) {
        if (!details[i].text || !*details[i].text)
            continue;
        buf_format(out, "%s%s%s%s", separator, details[i].before, details[i].text,
                   details[i].after);
        separator = "; ";
    }
    buf_text_put(out, *separator == ';' ? ")." : ".");
}

static void put_balance_advice(const struct billing *billing, struct buf *out) {
    bool is_needed_known = billing->credits_required != ACCOUNT_UNKNOWN;
    bool is_left_known = billing->balance_remaining != ACCOUNT_UNKNOWN;
    if (is_needed_known)
        buf_format(out, " Credits needed: %" PRId64, billing->credits_required);
    if (is_left_known)
        buf_format(out, "%s left: %" PRId64, is_needed_known ? "," : " Credits",
                   billing->balance_remaining);
    buf_text_put(out, is_needed_known || is_left_known ? "; add" : " Add");
    buf_text_put(out, " credits to the workspace, or ask for fewer records.");
}

static void put_wait_advice(const struct answer *answer, struct buf *out) {
    char wait[FIGURE_MAX];
    int64_t seconds = answer->retry_after_ms / 1000;
    if (answer->retry_after_ms == ACCOUNT_UNKNOWN && answer->rate_wait_ms)
        buf_format(out, " The limit resets in %s.",
                   figure_duration(answer->rate_wait_ms / 1000, wait));
    else if (answer->retry_after_ms == ACCOUNT_UNKNOWN)
        buf_text_put(out, " It did not say how long to wait: try again in a minute.");
    else
        buf_format(out, " It asks to wait %s before the next request%s.",
                   figure_duration(seconds, wait),
                   seconds > ANSWER_WAIT_MAX_S ? ", too long for an automatic retry" : "");
}

/* What an HTTP status that is not in the contract means (RFC 9110, RFC 6585; 520 to 530 are those
 * of a large content delivery network). */
static const char *status_advice(long status) {
    switch (status) {
    case 401:
        return " Check the key, and whether a gateway in front of the API needs its own login.";
    case 403:
        return " The key may lack permission, or a proxy or firewall may be blocking the request.";
    case 407:
        return " The proxy needs a user name and password: put them into https_proxy.";
    case 408:
    case 504:
    case 522:
    case 524:
        return " A gateway timed out; the API may still have done the work.";
    case 429:
        return " Wait a minute before the next request.";
    case 511:
        return " The network needs a login: open a web page first.";
    default:
        return "";
    }
}

/* What to do next; "" if that depends on the charge alone. */
static const char *advice(const struct answer *answer) {
    switch (answer->outcome) {
    case ANSWER_VALIDATION_ERROR:
        return " Sending the same request again would fail the same way: change it first.";
    case ANSWER_INVALID_ID:
        return " Check the spelling: use a handle, a numeric id or a sec_uid.";
    case ANSWER_UNAUTHORIZED:
        return " Set a valid key of your workspace (UNIFAPI_API_KEY, key-command or key-file).";
    case ANSWER_NOT_FOUND:
        return " Check the spelling. Handles can change; ids do not.";
    case ANSWER_INTERNAL_ERROR:
    case ANSWER_UPSTREAM_UNAVAILABLE:
        return answer_can_retry(answer) ? " It is safe to try again later." : "";
    case ANSWER_RESPONSE_SHAPE_ERROR:
        return " Only UnifAPI can fix this: report the request id to its support.";
    case ANSWER_UPSTREAM_ERROR:
        return " Try again later.";
    case ANSWER_NOT_SENT:
        return " Check the network, the API's address and any proxy, then try again.";
    case ANSWER_UNTRUSTED:
        return " Check this machine's clock and the API's address. If your network inspects TLS, "
               "name its CA certificates with --ca-file FILE or the setting ca-file.";
    case ANSWER_PROXY_REFUSED:
        return " Check https_proxy with its user name and password, or list the API's host in "
               "no_proxy.";
    case ANSWER_UNREADABLE:
        return answer->glimpse ? " If that is your network's login page, log in first." : "";
    case ANSWER_OTHER_ERROR:
    case ANSWER_FOREIGN:
        return status_advice(answer->status);
    case ANSWER_REDIRECTED:
        return " Check the API's address in your settings.";
    case ANSWER_ARRIVED:
        return " A later version may be able to read it at no cost (followtrail reindex).";
    default:
        return "";
    }
}

static void put_charge(const struct answer *answer, struct buf *out) {
    if (answer->outcome == ANSWER_LOST || answer->outcome == ANSWER_ARRIVED)
        return;
    switch (answer->charge) {
    case CHARGE_NONE:
        buf_text_put(out, " Nothing was charged.");
        break;
    case CHARGE_KNOWN:
        buf_format(out, " Credits charged: %" PRId64 ".", answer->billing.credits_charged);
        break;
    case CHARGE_UNKNOWN:
        buf_text_put(out, " It may have been charged, so it is not retried automatically. If you "
                          "try again, you may be charged again.");
        break;
    }
}

void answer_describe(const struct answer *answer, struct buf *out) {
    buf_text_put(out, words[answer->outcome].what);
    put_details(answer, out);
    if (answer->outcome == ANSWER_INSUFFICIENT_CREDITS)
        put_balance_advice(&answer->billing, out);
    else if (answer->outcome == ANSWER_RATE_LIMITED ||
             (answer->retry_after_ms > 0 && answer_can_retry(answer)))
        put_wait_advice(answer, out);
    else
        buf_text_put(out, advice(answer));
    put_charge(answer, out);
}
