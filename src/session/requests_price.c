/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be offered, at which price, and why nothing can be. */
#include "session/requests.h"

#include "money/quote.h"

enum { LIMIT_TEXT_MAX = 512 };

int64_t requests_offer(const struct session *session, int64_t price) {
    struct purse_limit limit;
    return purse_offer(&session->purse, price, &limit);
}

bool requests_has_limit(const struct session *session, struct purse_limit *limit) {
    return session->worker && !purse_offer(&session->purse, 1, limit);
}

bool requests_put_limit(const struct session *session, struct buf *out) {
    struct purse_limit limit;
    if (!requests_has_limit(session, &limit))
        return false;
    purse_put_limit(&session->purse, &limit, out);
    buf_format(out, ". Nothing sent or charged. %s",
               limit.is_balance               ? "Add credits to the workspace, then press m."
               : limit.scope == PURSE_SESSION ? ":cap N raises it."
               : limit.scope == PURSE_DAY     ? "The setting day-cap raises it."
                                              : "The setting store-cap raises it.");
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

/* Records in the list's next page. */
int64_t requests_next_records(const struct session *session, const struct list *list) {
    return quote_page(list_length(list), (int64_t)list->count, session->config.page_size);
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
    int64_t price = session->config.wants_profile
                        ? 1 + session->config.page_size
                        : quote_page(requests_refetch_length(list), 0, session->config.page_size);
    return requests_offer(session, price);
}
