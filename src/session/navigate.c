/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/navigate.h"

#include "base/clock.h"
#include "base/figure.h"
#include "session/list_lookup.h"
#include "session/naming.h"
#include "session/question.h"
#include "session/reading.h"
#include "session/requests.h"
#include "session/source.h"
#include "session/unload.h"

#include <stdio.h>

enum { SENTENCES_MAX = 1024, QUESTION_MAX = REFERENCE_MAX + 64, AHEAD_MAX = 10 };

/* Opening a list that may already be stored buys nothing; only a key that names the purchase
 * does. */
static bool say_namesake(struct session *session, const struct list *list) {
    char price[FIGURE_MAX];
    struct buf text;
    buf_init(&text, SENTENCES_MAX);
    bool is_found = naming_put_namesake(session, list, &text);
    if (is_found)
        session_say(session, TONE_WARNING, "%s m loads this account's own list: up to %s.",
                    buf_text(&text), figure_credits(requests_price(session, list), price));
    buf_fini(&text);
    return is_found;
}

/* Buys nothing then: the handle may belong to another account than the one meant. */
static bool say_doubt(struct session *session, const struct reference *reference) {
    struct list *list = session->trail.current->list;
    char price[FIGURE_MAX];
    struct buf text;
    if (!session->worker || list_is_by_handle(list))
        return false;
    buf_init(&text, SENTENCES_MAX);
    bool is_in_doubt = naming_put_doubt(session, reference, clock_wall_ms(), &text);
    if (is_in_doubt) {
        buf_format(&text, " :whois %s asks who that is now: 1 credit.", reference->name);
        if (list_state(list) == LIST_NEW && list_reported(list) != 0)
            buf_format(&text, " m loads the list of %s: up to %s.", list->label,
                       figure_credits(requests_price(session, list), price));
        session_say(session, TONE_INFO, "%s", buf_text(&text));
    }
    buf_fini(&text);
    return is_in_doubt;
}

/* It needs no request then, but it was asked for. */
static void note_nobody(struct session *session, const struct list *list) {
    const struct account *owner = list->owner;
    bool is_nobodys = list_state(list) == LIST_NEW && list_reported(list) == 0;
    if (session->worker && is_nobodys && owner->id && !owner->is_private)
        worker_note_asked(session->worker, owner->id);
}

/* On arrival at a place: requests a list with no loaded rows, if its price was shown, and unless
 * its owner is said to follow nobody. */
static void arrive(struct session *session, bool may_spend) {
    struct list *list = source_resolve(session, session->trail.current->list);
    session_hush(session);
    session->changes++;
    reading_open(session, session->trail.current);
    naming_renew_trail(session);
    session_use_list(session, list);
    unload_spare(session);
    trail_refresh(&session->trail);
    note_nobody(session, list);
    bool is_wanted = may_spend && list_state(list) == LIST_NEW && list_reported(list) != 0;
    if (is_wanted && (requests_say_limit(session) || say_namesake(session, list)))
        return;
    if (is_wanted)
        requests_ask(session, list);
    else
        requests_explain(session, list);
}

bool navigate_open(struct session *session, const char *typed, struct err *err) {
    struct reference reference;
    if (!reference_parse(typed, &reference, err))
        return false;
    trail_open(&session->trail, list_lookup_reference(session, &reference));
    arrive(session, false);
    if (!say_doubt(session, &reference))
        arrive(session, true);
    return true;
}

/* False: it is agreed. */
static bool ask_whois(struct session *session, const char *label) {
    char what[QUESTION_MAX];
    if (question_agreed(session, ASKED_WHOIS, session, 1))
        return false;
    snprintf(what, sizeof what, "Ask which account is %s now", label);
    question_ask(
        session,
        &(struct question_draft){
            .about = ASKED_WHOIS, .target = session, .most = 1, .verb = "Ask", .what = what});
    return true;
}

bool navigate_whois(struct session *session, const char *typed, struct err *err) {
    struct reference reference;
    char label[REFERENCE_MAX + 1];
    if (!reference_parse(typed, &reference, err))
        return false;
    if (reference.kind != REFERENCE_HANDLE)
        return err_set(err, ERR_USAGE, "An id always means the same account. Type a handle.");
    if (!session->worker) {
        requests_say_offline(session);
        return true;
    }
    snprintf(label, sizeof label, "@%s", reference.name);
    if (requests_say_limit(session) || ask_whois(session, label))
        return true;
    struct list *list = list_lookup_holder(session, &reference);
    trail_open(&session->trail, list);
    session_hush(session);
    requests_ask_profile(session, list);
    return true;
}

void navigate_whois_owner(struct session *session) {
    const struct place *place = session->trail.current;
    struct err err;
    if (!place || place->list->name[0] != '@')
        session_say(session, TONE_INFO, "This list has no handle to look up.");
    else if (!navigate_whois(session, place->list->name, &err))
        session_say(session, TONE_ERROR, "%s", err.text);
}

bool navigate_visit(struct session *session, const char *typed, struct err *err) {
    struct reference reference;
    if (!reference_parse(typed, &reference, err))
        return false;
    trail_open(&session->trail, list_lookup_reference(session, &reference));
    arrive(session, false);
    return true;
}

bool navigate_look(struct session *session, const char *typed, struct err *err) {
    struct reference reference;
    if (!navigate_visit(session, typed, err) || !reference_parse(typed, &reference, err))
        return false;
    (void)say_doubt(session, &reference);
    return true;
}

bool navigate_queue(struct session *session, const char *typed, struct err *err) {
    struct reference reference;
    if (!reference_parse(typed, &reference, err))
        return false;
    trail_queue(&session->trail, list_lookup_reference(session, &reference));
    return true;
}

/* "Open @zoe.flores", for at most so many credits. */
static void ask_to_open(struct session *session, enum question_about about, const void *target,
                        const char *label, int64_t price) {
    char what[QUESTION_MAX];
    snprintf(what, sizeof what, "Open %s", label);
    question_ask(
        session,
        &(struct question_draft){
            .about = about, .target = target, .most = price, .verb = "Open", .what = what});
}

static void ask_to_drill_in(struct session *session, const struct account *account, int64_t price) {
    char label[REFERENCE_MAX + 1];
    snprintf(label, sizeof label, "%s%s", account->username ? "@" : "",
             account->username ? account->username : account->id);
    ask_to_open(session, ASKED_DRILL_IN, account, label, price);
}

/* A stored list that was requested by a handle, whose owner nothing proves: a row has no more. */
static bool drills_into_handle(struct session *session, const struct account *account) {
    struct reference reference;
    char typed[REFERENCE_MAX + 1];
    if (account->id || !account->is_bare || !account->username)
        return false;
    snprintf(typed, sizeof typed, "@%s", account->username);
    if (!reference_parse(typed, &reference, NULL))
        return false;
    trail_drill_in(&session->trail, list_lookup_reference(session, &reference));
    arrive(session, false);
    return true;
}

void navigate_drill_in(struct session *session, bool is_priced) {
    const struct account *account = session_selected(session);
    int64_t price = navigate_drill_price(session);
    if (!account)
        return;
    if (price && !is_priced && !question_agreed(session, ASKED_DRILL_IN, account, price)) {
        ask_to_drill_in(session, account, price);
        return;
    }
    if (drills_into_handle(session, account))
        return;
    if (!account->id) {
        session_say(session, TONE_WARNING,
                    "This record has no readable id, so its list cannot be requested.");
        return;
    }
    struct list *list = list_lookup_account(session, account);
    /* The price came from this record, so the request uses it. */
    if (!list->page_count && !list->is_unread && !list->job)
        list_set_owner(list, account);
    trail_drill_in(&session->trail, list);
    arrive(session, true);
}

int64_t navigate_drill_price(const struct session *session) {
    const struct account *account = session_selected(session);
    if (!account || !account->id)
        return 0;
    const struct list *list = session_find_list(session, account);
    int64_t reported = account_has_counts(account) ? account->following_count : ACCOUNT_UNKNOWN;
    if ((list && (list->page_count || list->is_unread || list->job || list->failure.brief)) ||
        list_lookup_stored(session, account).id != 0)
        return 0;
    if (reported == 0 || !session->worker)
        return 0;
    return requests_first_price(session, reported);
}

void navigate_back(struct session *session) {
    if (trail_leave(&session->trail))
        arrive(session, false);
    else
        session_say(session, TONE_INFO,
                    "The trail begins here. [ goes back through the lists visited, Q quits.");
}

void navigate_backward(struct session *session) {
    if (trail_backward(&session->trail))
        arrive(session, false);
    else
        session_say(session, TONE_INFO, "This is the first list you visited.");
}

/* The queued account that comes next, if its list has to be bought; with its price. */
static const struct list *next_to_buy(struct session *session, int64_t *price) {
    struct place *next = trail_next_queued(&session->trail);
    if (!next || !session->worker)
        return NULL;
    const struct list *list = source_resolve(session, next->list);
    *price = requests_price(session, list);
    bool is_new = !list->is_unread && list_state(list) == LIST_NEW && list_reported(list) != 0;
    return *price && is_new ? list : NULL;
}

void navigate_forward(struct session *session) {
    int64_t price;
    const struct list *list = next_to_buy(session, &price);
    if (list && !question_agreed(session, ASKED_FORWARD, list, price))
        ask_to_open(session, ASKED_FORWARD, list, list->label, price);
    else if (trail_forward(&session->trail))
        arrive(session, list != NULL);
    else
        session_say(session, TONE_INFO, "This is the last list you visited.");
}

void navigate_show_rows(struct session *session, size_t rows) {
    struct place *place = session->trail.current;
    if (!place || !rows)
        return;
    (void)excerpt_refresh(&place->excerpt);
    size_t selected = place->excerpt.selected, count = place->excerpt.count;
    /* After the window grew or rows were hidden, no row stays empty below the last one. */
    size_t last_top = count > rows ? count - rows : 0;
    if (place->top > last_top)
        place->top = last_top;
    if (selected < place->top)
        place->top = selected;
    else if (selected - place->top >= rows)
        place->top = selected - rows + 1;
}

/* Looks half a page ahead, at most AHEAD_MAX rows: enough to scroll on while the page loads. A
 * larger page is not bought earlier. */
static bool is_near_end(const struct session *session, const struct place *place) {
    size_t below = place->excerpt.count - place->excerpt.selected;
    size_t ahead = (size_t)requests_page_size(session) / 2;
    return below <= (ahead < AHEAD_MAX ? ahead : AHEAD_MAX) + 1;
}

/* What the end of a list says when scrolling does not load more. */
static void say_price(struct session *session, const struct list *list) {
    char figure[FIGURE_MAX], held[FIGURE_MAX], length[FIGURE_MAX] = "";
    if (!session->worker) {
        session_say(session, TONE_INFO, "Last stored account. You are offline.");
        return;
    }
    if (requests_say_limit(session))
        return;
    if (list_length(list) >= 0)
        figure_grouped(list_length(list), length);
    session_say(session, TONE_INFO,
                "Last loaded account (%s%s%s). m loads the next page: up to %s.",
                figure_grouped((int64_t)list->count, held), *length ? " of " : "", length,
                figure_credits(requests_price(session, list), figure));
}

/* The last row read so far is not the end of the list. */
static void read_up_to(struct session *session, struct place *place, size_t position, size_t rows) {
    size_t count = place->excerpt.count, margin = rows + AHEAD_MAX;
    if (!list_awaits_rows(place->list) || (position < count && count - position > margin))
        return;
    reading_finish(session, place->list);
    (void)excerpt_refresh(&place->excerpt);
}

/* After a move: the next page, or what it costs. The end of a filtered or sorted view is not where
 * the next page goes. */
static void go_on(struct session *session, const struct place *place, bool is_forward,
                  bool is_at_end) {
    if (list_state(place->list) != LIST_PARTIAL)
        return;
    if (is_forward && session->config.has_prefetch && session->pace != PACE_RUSHED &&
        excerpt_is_all(&place->excerpt) && is_near_end(session, place) &&
        requests_price(session, place->list))
        requests_ask(session, place->list);
    else if (is_at_end)
        say_price(session, place->list);
}

void navigate_settle_move(struct session *session) {
    const struct place *place = session->trail.current;
    if (session->has_doubtful_move && place && place->excerpt.count)
        go_on(session, place, true, place->excerpt.selected + 1 == place->excerpt.count);
    session->has_doubtful_move = false;
}

void navigate_move_to(struct session *session, size_t position, size_t rows) {
    struct place *place = session->trail.current;
    if (!place)
        return;
    (void)excerpt_refresh(&place->excerpt);
    read_up_to(session, place, position, rows);
    if (!place->excerpt.count)
        return;
    size_t last = place->excerpt.count - 1;
    size_t before = place->excerpt.selected;
    excerpt_select(&place->excerpt, position);
    /* Moving down at the end means go on; jumping to the end asks what comes next. */
    bool is_forward = position > before && position != SIZE_MAX;
    bool is_at_end = position > before && place->excerpt.selected == last;
    navigate_show_rows(session, rows);
    session->changes++;
    session->has_doubtful_move = is_forward && session->pace == PACE_DOUBTFUL;
    if (!session->has_doubtful_move)
        go_on(session, place, is_forward, is_at_end);
}

void navigate_go(struct session *session, size_t position) {
    if (!session->trail.current)
        return;
    read_up_to(session, session->trail.current, position, 0);
    excerpt_select(&session->trail.current->excerpt, position);
    session->changes++;
}

void navigate_move_by(struct session *session, int64_t delta, size_t rows) {
    const struct place *place = session->trail.current;
    if (!place)
        return;
    size_t back = delta < 0 ? (size_t)-delta : 0;
    size_t from = place->excerpt.selected;
    navigate_move_to(session, delta < 0 ? (back > from ? 0 : from - back) : from + (size_t)delta,
                     rows);
}
