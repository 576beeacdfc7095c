/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Requesting the next page by a key. */
#include "session/requests.h"

#include "base/figure.h"
#include "money/quote.h"
#include "session/question.h"

enum { WORDS_MAX = 4096 };

/* The page was cut, and there is no cursor to go on from. */
static void say_cut(struct session *session, const struct list *list) {
    char figure[FIGURE_MAX];
    int64_t price = requests_refetch_price(session, list);
    if (!price && requests_say_limit(session))
        return;
    session_say(session, TONE_WARNING,
                "The credits ran out, and the API gave no cursor to go on from. R starts the list "
                "again in a new snapshot: up to %s for the first page.",
                figure_credits(price, figure));
}

/* With a balance of 0, only a request shows whether credits were added since, and it may then cost
 * its price. */
static int64_t page_price(const struct session *session, const struct list *list) {
    int64_t price = quote_add(list->wants_profile, requests_next_records(session, list));
    int64_t left = purse_caps_left(&session->purse);
    return price < left ? price : left;
}

/* A refusal by a gateway may be over; the page is paid for if it comes. */
static void ask_next(struct session *session, const struct list *list, int64_t price,
                     bool is_empty) {
    struct buf note;
    buf_init(&note, WORDS_MAX);
    if (is_empty)
        buf_text_put(&note, "The API reported a balance of 0. The page comes, and costs its "
                            "price, only if credits were added since.");
    else if (list->failure.is_cursor)
        buf_format(&note, "%s%s", list->failure.text,
                   list->failure.is_maybe ? " It would be paid for once more." : "");
    question_ask(session,
                 &(struct question_draft){.about = ASKED_MORE,
                                          .target = list,
                                          .most = price,
                                          .verb = "Load",
                                          .what = list->failure.is_cursor ? "Request the page again"
                                                                          : "Load the next page",
                                          .note = note.len ? buf_text(&note) : NULL});
    buf_fini(&note);
}

/* The price of the next page is shown; m asks where that is not all. */
static void buy_next(struct session *session, struct list *list) {
    struct purse_limit limit;
    bool is_limited = requests_has_limit(session, &limit);
    int64_t price = is_limited ? page_price(session, list) : requests_price(session, list);
    bool must_ask = is_limited || list->failure.is_cursor;
    if (is_limited && !limit.is_balance)
        requests_say_limit(session);
    else if (must_ask && !question_agreed(session, ASKED_MORE, list, price))
        ask_next(session, list, price, is_limited);
    else
        requests_ask(session, list);
}

void requests_more(struct session *session) {
    struct place *place = session->trail.current;
    if (!place || requests_refuse(session, place->list))
        return;
    if (!session->worker)
        requests_say_offline(session);
    else if (place->list->job)
        session_say(session, TONE_INFO, "A request for this list is already under way.");
    else if (list_state(place->list) == LIST_STOPPED && !list_has_next(place->list))
        requests_say_stop(session, place->list);
    else if (list_state(place->list) == LIST_CUT_BY_BALANCE && !list_has_next(place->list))
        say_cut(session, place->list);
    else if (!list_has_next(place->list) && !place->list->failure.is_cursor)
        session_say(session, TONE_INFO, "%s: there is no further page.",
                    list_state(place->list) == LIST_EMPTY ? "The API returned no account"
                                                          : "All that the API lists is loaded");
    else
        buy_next(session, place->list);
}
