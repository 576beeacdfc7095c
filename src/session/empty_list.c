/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/empty_list.h"

#include "base/figure.h"
#include "session/naming.h"
#include "session/requests.h"

#include <string.h>

enum { SENTENCES_MAX = 1024 };

static const char *loading_words(const struct session *session, const struct list *list) {
    const struct session_request *request = session_request_of(session, list);
    if (request && request->retry_at_ms)
        return "Waiting before the next attempt; the status line says how long. Esc stops.";
    if (request && request->is_elsewhere)
        return "Another program is requesting it. Its answer is shown here and paid for once.";
    if (request && request->kind == JOB_PROFILE && request->is_last)
        return "Asking for the profile (1 credit): it says how many accounts are followed. No page "
               "follows.";
    if (request && request->kind == JOB_PROFILE)
        return "Asking for the profile (1 credit): it says how many accounts are followed. The "
               "first page follows; Esc prevents that.";
    return "Asking for the first page …";
}

static void put_price(const struct session *session, const struct list *list, const char *why,
                      struct buf *out) {
    char figure[FIGURE_MAX];
    buf_format(out, "%s ", why);
    if (!session->worker)
        buf_text_put(out, "You are offline.");
    else if (!requests_put_limit(session, out))
        buf_format(out, "m requests it: up to %s.",
                   figure_credits(requests_price(session, list), figure));
}

/* What may be this list and is held already, unless the message says it. */
static void put_namesake(const struct session *session, const struct list *list, struct buf *out) {
    struct buf text;
    buf_init(&text, SENTENCES_MAX);
    if (naming_put_namesake(session, list, &text) &&
        !(session->message && strstr(session->message, buf_text(&text))))
        buf_format(out, "%s ", buf_text(&text));
    buf_fini(&text);
}

static void put_new(const struct session *session, const struct list *list, struct buf *out) {
    put_namesake(session, list, out);
    put_price(session, list, "Nothing of this list is loaded yet.", out);
}

static void put_nobody(const struct session *session, const struct list *list, struct buf *out) {
    if (list->page_count)
        buf_text_put(out, "This account follows nobody.");
    else
        put_price(
            session, list,
            "According to its record, this account follows nobody, so its list was not requested.",
            out);
}

static void put_empty(const struct list *list, struct buf *out) {
    char figure[FIGURE_MAX];
    if (list_is_hidden(list))
        buf_format(out,
                   "This account hides its following list: the API returned none of the %s "
                   "accounts that it follows. "
                   "Backspace goes back.",
                   figure_grouped(list_reported(list), figure));
    else
        buf_text_put(out, "The API returned no account. The list is hidden, or its owner "
                          "follows nobody; without the "
                          "owner's profile the two cannot be told apart. Backspace goes back.");
}

void empty_list_describe(const struct session *session, const struct list *list, struct buf *out) {
    enum list_state state = list_state(list);
    if (list->kind != LIST_FOLLOWING) {
        list_explain_none(list, out);
        return;
    }
    switch (state) {
    case LIST_LOADING:
        buf_text_put(out, loading_words(session, list));
        break;
    case LIST_FAILED:
        buf_text_put(out, list->failure.text);
        break;
    case LIST_NEW:
    case LIST_EMPTY:
        if (list_reported(list) == 0)
            put_nobody(session, list, out);
        else if (state == LIST_EMPTY)
            put_empty(list, out);
        else
            put_new(session, list, out);
        break;
    case LIST_CUT_BY_BALANCE:
        buf_text_put(out, "The credits ran out before the first account. Add credits to the "
                          "workspace, then press m.");
        break;
    case LIST_PARTIAL:
        put_price(session, list, "The first page was empty, but the API announces more.", out);
        break;
    case LIST_COMPLETE:
    case LIST_STOPPED:
        requests_put_stop(session, list, out);
        break;
    }
}
