/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an account follows, from the API: the only list that costs anything. */
#include "session/source.h"

#include "base/figure.h"
#include "base/percent.h"
#include "session/list_lookup.h"
#include "session/naming.h"
#include "session/question.h"
#include "session/reading.h"
#include "session/requests.h"
#include "session/snapshots.h"

#include <stdlib.h>
#include <string.h>

enum { SENTENCES_MAX = 1024 };

static const char *loading_words(const struct session *session, const struct list *list) {
    const struct session_request *request = session_request_of(session, list);
    if (request && request->retry_at_ms)
        return "Waiting before the next attempt; the status line says how long. Esc stops.";
    if (request && request->is_elsewhere)
        return "Another program is requesting this page. Its answer will appear here and is paid "
               "for once.";
    if (request && request->kind == JOB_PROFILE && request->is_last)
        return "Requesting the profile (1 credit) to learn the length of the list. No page is "
               "requested after it.";
    if (request && request->kind == JOB_PROFILE)
        return "Requesting the profile (1 credit) to learn the length of the list. The first page "
               "comes next; Esc prevents that.";
    return "Requesting the first page …";
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

/* A stored list that may be this one, unless the message already says so. */
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
    put_price(session, list, "This list is not loaded yet.", out);
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
                   "accounts it follows. Backspace goes back.",
                   figure_grouped(list_reported(list), figure));
    else
        buf_text_put(out, "The API returned no account. Either the list is hidden or its owner "
                          "follows nobody; only the owner's profile would show which. Backspace "
                          "goes back.");
}

static void explain_none(const struct session *session, const struct list *list, struct buf *out) {
    enum list_state state = list_state(list);
    switch (state) {
    case LIST_LOADING:
        buf_text_put(out, loading_words(session, list));
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
        put_price(session, list, "The first page was empty, but the API reports more.", out);
        break;
    case LIST_COMPLETE:
    case LIST_STOPPED:
        requests_put_stop(session, list, out);
        break;
    case LIST_FAILED: /* every list shows its failure */
        break;
    }
}

static void ask_again(struct session *session, const struct list *list, int64_t price) {
    char all[FIGURE_MAX];
    int64_t length = requests_refetch_length(list);
    struct buf note;
    buf_init(&note, SENTENCES_MAX);
    buf_text_put(&note, "Starts a new snapshot and keeps this one.");
    if (length >= 0)
        buf_format(&note, " All: about %s.", figure_credits(length, all));
    question_ask(session, &(struct question_draft){.about = ASKED_REFETCH,
                                                   .target = list,
                                                   .most = price,
                                                   .verb = "Fetch",
                                                   .what = "Fetch page 1 again",
                                                   .note = buf_text(&note)});
    buf_fini(&note);
}

static void fetch_again(struct session *session, struct list *list) {
    int64_t price = requests_refetch_price(session, list);
    if (question_agreed(session, ASKED_REFETCH, list, price))
        requests_ask(session, snapshots_begin(session, list));
    else
        ask_again(session, list, price);
}

static void again(struct session *session, struct list *list) {
    if (!session->worker)
        requests_say_offline(session);
    else if (list->job)
        session_say(session, TONE_INFO, "A request for this list is already under way.");
    else if (!list->page_count)
        session_say(session, TONE_INFO, "This list is not loaded yet. m requests it.");
    else if (!requests_say_limit(session))
        fetch_again(session, list);
}

static void save(const struct list *list, struct buf *out) {
    buf_format(out, " %lld ",
               list->page_count || list->is_unread ? (long long)list->snapshot : 0LL);
    percent_put(out, list->target);
    buf_text_put(out, " ");
    percent_put(out, list->name);
}

static struct list *bring(struct session *session, int64_t snapshot, const char *target,
                          const char *name) {
    struct list *list = snapshot ? list_lookup_snapshot(session, snapshot) : NULL;
    return list ? list : list_lookup_names(session, target, name);
}

static struct list *restore(struct session *session, char *const *fields) {
    int64_t snapshot;
    if (!percent_read_number(fields[0], &snapshot))
        return NULL;
    char *target = percent_read(fields[1]), *name = percent_read(fields[2]);
    struct list *list = target && name ? bring(session, snapshot, target, name) : NULL;
    free(target);
    free(name);
    return list;
}

const struct list_source source_following = {.name = "list",
                                             .prefix = "Following of ",
                                             .title = "Following",
                                             .read = reading_pages,
                                             .read_first = reading_first_pages,
                                             .resolve = list_lookup_resolve,
                                             .again = again,
                                             .describe = list_describe,
                                             .explain_none = explain_none,
                                             .fields = 3,
                                             .save = save,
                                             .restore = restore};
