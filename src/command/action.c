/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command/action.h"

#include "base/figure.h"
#include "base/mem.h"
#include "command/choice.h"
#include "command/web_browser.h"
#include "session/cap.h"
#include "session/load.h"
#include "session/marking.h"
#include "session/navigate.h"
#include "session/refine.h"
#include "session/requests.h"
#include "session/source_found.h"

#include <stdlib.h>

bool action_has_countdown(const struct session *session) {
    const struct place *place = session->trail.current;
    const struct session_request *request = place ? session_request_of(session, place->list) : NULL;
    return request && request->retry_at_ms;
}

/* The search, then the filter. */
static bool escape_sieve(struct session *session) {
    struct err err;
    if (session->search_text)
        refine_end_search(session);
    else if (*refine_filter_text(session))
        (void)refine_filter(session, "", &err);
    else
        return false;
    return true;
}

/* One step a press: what is nearest to the eye first. Another list's load goes on. */
void action_escape(struct session *session) {
    const struct place *place = session->trail.current;
    const struct session_load *load = place ? session_load_of(session, place->list) : NULL;
    if (action_has_countdown(session))
        requests_cancel(session);
    else if (session->message)
        session_hush(session);
    else if (session->is_finishing)
        requests_resume(session);
    else if (load && !load->is_stopping)
        load_stop(session);
    else if (!requests_cancel(session) && !escape_sieve(session))
        session_say(session, TONE_INFO, "Nothing to cancel. %sQ quits.",
                    session->load_count ? "s stops the loading of other lists, " : "");
}

void action_browse(struct session *session) {
    size_t count;
    const struct account **accounts = marking_take(session, &count);
    if (accounts)
        web_browser_open(session, accounts, count);
    else
        marking_say_none(session);
    free(accounts);
}

void action_leave(struct session *session) {
    const struct place *place = session->trail.current;
    if (place && place->parent)
        navigate_back(session);
    else
        session_say(
            session, TONE_INFO,
            "This is the first list of the trail. [ goes back over where you have been, Q quits.");
}

/* The first Q names paid answers that are not stored; the second quits. */
static bool must_ask(struct session *session) {
    const struct waiting *waiting = &session->waiting;
    const char *answers = waiting->count == 1 ? "answer is" : "answers are";
    char cost[FIGURE_MAX];
    if (!waiting->count ||
        session_has_announced(session, ANNOUNCED_QUIT, session, (int64_t)waiting->count))
        return false;
    if (waiting->unsafe)
        session_say(
            session, TONE_ERROR,
            "Q again quits and loses %zu of %zu paid answers that are only in memory, up to "
            "%s. Make room on the disk: storing them is retried every few seconds.",
            waiting->unsafe, waiting->count, figure_credits(waiting->unsafe_credits, cost));
    else
        session_say(
            session, TONE_WARNING,
            "Q again quits. %zu paid %s not stored yet, but safe in the spill file: the next "
            "start stores them.",
            waiting->count, answers);
    session_announce(session, ANNOUNCED_QUIT, session, (int64_t)waiting->count);
    return true;
}

bool action_can_end(struct session *session) {
    if (!session->is_finishing || !session_is_idle(session))
        return false;
    if (!must_ask(session))
        return true;
    requests_resume(session);
    return false;
}

bool action_quit(struct session *session) {
    if (must_ask(session))
        return false;
    if (session->is_finishing || !requests_finish(session))
        return true;
    session_hush(session);
    return false;
}

static bool search(struct session *session, const char *text, struct err *err) {
    (void)err;
    if (!refine_look(session, text, session->trail.current->excerpt.selected + 1))
        refine_next(session, false);
    return true;
}

/* Unlike one that is being typed, it has to be finished. */
static bool filter(struct session *session, const char *text, struct err *err) {
    struct err none;
    char *before = mem_dup(refine_filter_text(session));
    bool is_read = refine_filter(session, text, err);
    const char *wanted = is_read ? session->trail.current->excerpt.filter.wanted : NULL;
    if (wanted) {
        is_read = err_set(err, ERR_USAGE, "Incomplete: %s is missing at the end.", wanted);
        (void)refine_filter(session, before, &none);
    }
    free(before);
    return is_read;
}

static bool find(struct session *session, const char *text, struct err *err) {
    return source_found_open(session, text, err);
}

static bool order(struct session *session, const char *text, struct err *err) {
    const struct choice *choice = choice_of_typed(&choice_orders, text);
    if (!choice)
        return err_set(err, ERR_USAGE,
                       "There is no column “%.40s”: listed, handle, name, followers, following, "
                       "likes, videos, region, bio, id, sign, seen.",
                       text);
    refine_order(session, (enum order_key)choice->value);
    return true;
}

static bool mark(struct session *session, const char *text, struct err *err) {
    return marking_by_filter(session, text, err);
}

static bool cap(struct session *session, const char *text, struct err *err) {
    return cap_set(session, text, err);
}

static bool open_account(struct session *session, const char *text, struct err *err) {
    return navigate_open(session, text, err);
}

static bool ask_who(struct session *session, const char *text, struct err *err) {
    return navigate_whois(session, text, err);
}

/* What commands do with an argument. */
static const struct {
    enum command command;
    bool (*run)(struct session *session, const char *argument, struct err *err);
} with_argument[] = {
    {COMMAND_OPEN, open_account}, {COMMAND_WHOIS, ask_who}, {COMMAND_SEARCH, search},
    {COMMAND_FILTER, filter},     {COMMAND_FIND, find},     {COMMAND_ORDER, order},
    {COMMAND_MARK, mark},         {COMMAND_CAP, cap},
};

bool action_with_argument(struct session *session, enum command command, const char *argument) {
    struct err err;
    for (size_t i = 0; i < sizeof with_argument / sizeof *with_argument; i++) {
        if (with_argument[i].command != command)
            continue;
        if (!with_argument[i].run(session, argument, &err))
            session_say(session, TONE_ERROR, "%s", err.text);
        return true;
    }
    return false;
}
