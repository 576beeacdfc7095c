/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be offered, at which price, and why nothing can be. */
#include "session/requests.h"

#include "api/client.h"

enum { LIMIT_TEXT_MAX = 512 };

void requests_fit_window(struct session *session, int rows) {
    bool is_quoted = session->message || session->question.about;
    bool may_grow = !session->window_rows || !is_quoted;
    if (rows > 0 && (may_grow || rows < session->window_rows))
        session->window_rows = rows;
}

int64_t requests_page_size(const struct session *session) {
    int rows = session->window_rows;
    if (session->config.page_size)
        return session->config.page_size;
    return rows < API_LIMIT_DEFAULT ? API_LIMIT_DEFAULT
           : rows > API_LIMIT_MAX   ? API_LIMIT_MAX
                                    : rows;
}

struct quote requests_quote(const struct session *session, int64_t reported, int64_t held) {
    return quote_rest(reported, held, requests_page_size(session));
}

int64_t requests_offer(const struct session *session, int64_t price) {
    struct purse_limit limit;
    return purse_offer(&session->purse, price, &limit);
}

bool requests_has_limit(const struct session *session, struct purse_limit *limit) {
    return session->worker && !purse_offer(&session->purse, 1, limit);
}

const char *requests_limit_step(const struct purse_limit *limit) {
    return limit->is_balance               ? "Add credits to the workspace, then press m."
           : limit->scope == PURSE_SESSION ? ":cap N raises it."
           : limit->scope == PURSE_DAY     ? "The setting day-cap raises it."
                                           : "The setting store-cap raises it.";
}

bool requests_put_limit(const struct session *session, struct buf *out) {
    struct purse_limit limit;
    if (!requests_has_limit(session, &limit))
        return false;
    purse_put_limit(&session->purse, &limit, out);
    buf_format(out, ". Nothing sent or charged. %s", requests_limit_step(&limit));
    return true;
}

bool requests_say_limit(struct session *session) {
    struct buf words;
    buf_init(&words, LIMIT_TEXT_MAX);
    bool is_limited = requests_put_limit(session, &words);
    if (is_limited)
        session_say(session, TONE_WARNING, "%s", buf_text(&words));
    buf_fini(&words);
    return is_limited;
}

int64_t requests_first_price(const struct session *session, int64_t reported) {
    return requests_offer(session, quote_page(reported, 0, requests_page_size(session)));
}

struct requests_opening requests_price_opening(const struct session *session) {
    struct requests_opening opening = {.profile = session->config.wants_profile,
                                       .page = requests_page_size(session)};
    opening.most = requests_offer(session, opening.profile + opening.page);
    opening.is_limited = opening.most < opening.profile + opening.page;
    return opening;
}

int64_t requests_next_records(const struct session *session, const struct list *list) {
    int64_t size = requests_page_size(session), said = list->failure.records;
    /* The profile may report another count than the known one. */
    int64_t length = list->wants_profile ? ACCOUNT_UNKNOWN : list_length(list);
    return quote_page(length, (int64_t)list->count, said && said < size ? said : size);
}

int64_t requests_price(const struct session *session, const struct list *list) {
    if (list_is_local(list))
        return 0;
    return requests_offer(session,
                          (list->wants_profile ? 1 : 0) + requests_next_records(session, list));
}

int64_t requests_refetch_length(const struct list *list) {
    int64_t length = list_length(list);
    return length >= 0 && length < (int64_t)list->count ? (int64_t)list->count : length;
}

int64_t requests_refetch_price(const struct session *session, const struct list *list) {
    if (list_is_local(list))
        return 0;
    /* The profile may report another count than the known one. */
    return session->config.wants_profile
               ? requests_price_opening(session).most
               : requests_first_price(session, requests_refetch_length(list));
}
