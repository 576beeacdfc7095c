/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What to say if a list does not go on. Requests nothing. */
#include "session/requests.h"

#include "base/figure.h"
#include "session/source.h"

enum { WORDS_MAX = 4096 };

void requests_say_offline(struct session *session) {
    session_say(session, TONE_INFO,
                "You are offline: nothing is requested or spent. Start without --offline for "
                "more.");
}

bool requests_refuse(struct session *session, const struct list *list) {
    const char *again = source_of(list)->again_words;
    if (!list_is_local(list))
        return false;
    session_say(session, TONE_INFO,
                "Nothing to load: this list shows what the store has. R %s, free; "
                "Enter opens an account's own list.",
                again ? again : "reads it again");
    return true;
}

void requests_put_stop(const struct session *session, const struct list *list, struct buf *out) {
    char figure[FIGURE_MAX];
    int64_t price = requests_price(session, list);
    if (list->failure.is_cursor)
        buf_text_put(out, "The API refused the cursor of the next page. ");
    list_explain_stop(list, out);
    if (!session->worker)
        return;
    if (requests_put_limit(session, out))
        return;
    if (list_has_next(list))
        buf_format(out, "m requests one more page: up to %s.", figure_credits(price, figure));
    else
        buf_format(out, "R starts the list again in a new snapshot: up to %s for the first page.",
                   figure_credits(requests_refetch_price(session, list), figure));
}

void requests_say_stop(struct session *session, const struct list *list) {
    struct buf words;
    buf_init(&words, WORDS_MAX);
    requests_put_stop(session, list, &words);
    session_say(session, TONE_WARNING, "%s", buf_text(&words));
    buf_fini(&words);
}

void requests_explain(struct session *session, const struct list *list) {
    if (!list->count) {
        if (!session->worker && list_state(list) == LIST_NEW)
            session_say(session, TONE_INFO,
                        "This list is not in the store. Start without --offline to request it.");
        return;
    }
    if (list_state(list) == LIST_FAILED)
        session_say(session, TONE_ERROR, "%s", list->failure.text);
    else if (list_state(list) == LIST_CUT_BY_BALANCE)
        session_say(
            session, TONE_WARNING,
            "The credits ran out, and the page was cut short. Add credits to the workspace, "
            "then press m to go on.");
    else if (list_state(list) == LIST_STOPPED)
        requests_say_stop(session, list);
}
