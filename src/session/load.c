/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/load.h"

#include "base/figure.h"
#include "session/crawl.h"
#include "session/drive.h"
#include "session/lost.h"
#include "session/naming.h"
#include "session/question.h"
#include "session/reading.h"
#include "session/requests.h"
#include "session/unload.h"

#include <stdio.h>

#define LEFT_MS_MAX (INT64_C(1) << 52) /* longer than anyone waits */

enum { WORDS_MAX = 2048 };

struct load_limit load_limit(const struct session *session, int64_t worst) {
    struct load_limit limit = {.worst = worst};
    limit.budget = purse_offer(&session->purse, worst, &limit.by);
    return limit;
}

static void put_limit(const struct load_limit *limit, struct buf *text) {
    char figure[FIGURE_MAX];
    if (limit->by.is_short && limit->by.is_balance)
        buf_format(text, " The balance leaves %s: loading stops when that is used up.",
                   figure_credits(limit->budget, figure));
    else if (limit->by.is_short)
        buf_format(text, " The %s cap leaves %s: loading stops there.",
                   purse_scope_name(limit->by.scope), figure_credits(limit->budget, figure));
}

struct load_offer load_offer(const struct session *session, const struct list *list) {
    struct load_offer offer = {.quote = quote_rest(list_length(list), (int64_t)list->count,
                                                   session->config.load_page_size)};
    offer.limit = load_limit(session, offer.quote.is_known ? offer.quote.worst : INT64_MAX);
    return offer;
}

int64_t load_about(const struct load_offer *offer) {
    if (!offer->quote.is_known)
        return 0;
    return offer->quote.credits < offer->limit.budget ? offer->quote.credits : offer->limit.budget;
}

static struct list *current_list(const struct session *session) {
    return session->trail.current ? session->trail.current->list : NULL;
}

/* Why it ended before the list did, in a few words; NULL: the list itself says why. */
static const char *stop_of(const struct session *session, const struct session_load *load) {
    static const char *const caps[PURSE_SCOPE_COUNT] = {"at the session cap", "at the day cap",
                                                        "at the store cap"};
    struct purse_limit limit;
    if (load->is_stopping)
        return "";
    /* The title of a single list already names the cap that stopped it. */
    bool is_capped = load->order->is_pooled && load->list->failure.is_capped;
    if (!list_can_go_on(load->list) ||
        (!is_capped && (load->budget > 0 || load->list->failure.brief)))
        return NULL;
    if (!requests_has_limit(session, &limit))
        return is_capped ? "at the cap" : "at the amount given";
    return limit.is_balance ? "when the balance ran out" : caps[limit.scope];
}

/* "41 credits; up to 50 more may have been charged". What a later balance has settled is not
 * counted twice. */
static void put_cost(const struct session *session, int64_t spent, int64_t maybe, const char *what,
                     struct buf *words) {
    char figure[FIGURE_MAX];
    maybe = maybe < session->purse.maybe ? maybe : session->purse.maybe;
    buf_format(words, "%s%s", figure_credits(spent, figure), what);
    if (maybe)
        buf_format(words, "; up to %s more may have been charged", figure_grouped(maybe, figure));
}

static void tell_end(struct session *session, const struct session_load *load) {
    const struct list *list = load->list;
    enum list_state state = list_state(list);
    const char *stop = stop_of(session, load);
    bool is_explained = list == current_list(session) && state != LIST_COMPLETE;
    char pages[FIGURE_MAX + sizeof " for "];
    struct buf words;
    if (is_explained && !stop)
        return;
    buf_init(&words, WORDS_MAX);
    if (stop)
        buf_format(&words, "Stopped%s%s: ", *stop ? " " : "", stop);
    buf_format(&words, "%s%s ", list->label, stop ? "" : ":");
    list_describe(list, &words);
    buf_text_put(&words, ". ");
    snprintf(pages, sizeof pages, " for %zu page%s", load->pages, load->pages == 1 ? "" : "s");
    put_cost(session, load->spent, load->maybe, pages, &words);
    buf_format(&words, ".%s", list_can_go_on(list) ? " L continues." : "");
    session_say(session,
                state == LIST_FAILED         ? TONE_ERROR
                : stop && !load->is_stopping ? TONE_WARNING
                                             : TONE_INFO,
                "%s", buf_text(&words));
    buf_fini(&words);
}

static void tell_batch(struct session *session) {
    struct session_batch *batch = &session->batch;
    struct buf words;
    buf_init(&words, WORDS_MAX);
    bool is_whole = summary_is_whole(&batch->summary);
    if (!is_whole)
        buf_format(&words, "Stopped%s%s: ", batch->brief && *batch->brief ? " " : "",
                   batch->brief ? batch->brief : "");
    summary_put(&batch->summary, &words);
    buf_text_put(&words, ". ");
    put_cost(session, batch->spent, batch->maybe, "", &words);
    buf_format(&words, ".%s", is_whole ? "" : " L continues.");
    session_say(session, is_whole ? TONE_INFO : TONE_WARNING, "%s", buf_text(&words));
    buf_fini(&words);
    *batch = (struct session_batch){.brief = NULL};
}

/* A load that reports its own end. */
static void end_single(void *context, struct session *session, const struct session_load *load) {
    (void)context;
    tell_end(session, load);
}

static const struct drive_order single = {.ended = end_single};

static void end_of_batch(void *context, struct session *session, const struct session_load *load);

static const struct drive_order together = {.is_pooled = true, .ended = end_of_batch};

static bool has_batch_load(const struct session *session) {
    for (size_t i = 0; i < session->load_count; i++)
        if (session->loads[i].order == &together)
            return true;
    return false;
}

/* The last one reports all of them. */
static void end_of_batch(void *context, struct session *session, const struct session_load *load) {
    struct session_batch *batch = &session->batch;
    const char *stop = stop_of(session, load);
    (void)context;
    summary_add(&batch->summary, load->list);
    batch->spent = quote_add(batch->spent, load->spent);
    batch->maybe = quote_add(batch->maybe, load->maybe);
    batch->brief = stop ? stop : load->list->failure.brief ? "by an error" : batch->brief;
    if (!has_batch_load(session))
        tell_batch(session);
}

void load_begin(struct session *session, struct list *list, int64_t budget) {
    session_hush(session);
    drive_add(session, &(struct session_load){.order = &single, .list = list, .budget = budget});
    drive_go_on(session);
}

void load_begin_batch(struct session *session, struct list *const *lists, const int64_t *budgets,
                      size_t count) {
    session_hush(session);
    for (size_t i = 0; i < count; i++)
        drive_add(session, &(struct session_load){
                               .order = &together, .list = lists[i], .budget = budgets[i]});
    drive_go_on(session);
}

static void put_paid(const struct list_failure *failure, struct buf *text) {
    if (failure->is_maybe)
        buf_text_put(text, failure->is_charged
                               ? " Its next page was already paid for, but is missing."
                               : " Its next page may already be paid for.");
}

/* Part of it, if less can be spent than it is expected to cost. */
void load_put_question(struct session *session, const struct load_question *question) {
    const struct load_limit *limit = &question->limit;
    bool is_part = question->quote.is_known && limit->budget < question->quote.credits;
    char about[FIGURE_MAX];
    struct buf what, note;
    buf_init(&what, WORDS_MAX);
    buf_init(&note, WORDS_MAX);
    buf_format(&what, "Load %s%s", is_part ? "part of " : "", question->object);
    if (is_part)
        buf_format(&note, " All of it is about %s.",
                   figure_credits(question->quote.credits, about));
    put_limit(limit, &note);
    buf_text_put(&note, question->note);
    question_ask(session, &(struct question_draft){
                              .about = ASKED_LOAD,
                              .target = question->target,
                              .estimate = is_part ? 0 : question->quote.credits,
                              .most = limit->budget,
                              .verb = "Load",
                              .what = buf_text(&what),
                              .note = note.len ? buf_text(&note) + 1 : NULL,
                          });
    buf_fini(&what);
    buf_fini(&note);
}

/* Why the length, and so the price, is unknown: no record says it, or the count is too low. */
static void put_unknown(const struct list *list, struct buf *text) {
    char reported[FIGURE_MAX], held[FIGURE_MAX];
    if (list_reported(list) >= 0)
        buf_format(text, " %s is reported to follow %s, but %s %s loaded and there is more",
                   list->label, figure_grouped(list_reported(list), reported),
                   figure_grouped((int64_t)list->count, held), list->count == 1 ? "is" : "are");
    else
        buf_format(text, " The number of accounts that %s follows is unknown", list->label);
    buf_text_put(text, ", so the price of the rest is unknown.");
}

static void ask(struct session *session, const struct list *list, const struct load_offer *offer) {
    struct buf note;
    buf_init(&note, WORDS_MAX);
    if (!offer->quote.is_known)
        put_unknown(list, &note);
    put_paid(&list->failure, &note);
    load_put_question(session, &(struct load_question){list, offer->quote, offer->limit, "the rest",
                                                       buf_text(&note)});
    buf_fini(&note);
}

/* The profile shows the length. */
static void ask_profile(struct session *session, struct list *list) {
    char what[WORDS_MAX], note[WORDS_MAX];
    if (question_agreed(session, ASKED_LOAD, list, 1)) {
        requests_ask_profile(session, list);
        return;
    }
    snprintf(what, sizeof what, "Request %s's profile", list->label);
    snprintf(note, sizeof note,
             "How many accounts %s follows is unknown, and so is the price of the rest. The "
             "profile says it.",
             list->label);
    question_ask(session, &(struct question_draft){.about = ASKED_LOAD,
                                                   .target = list,
                                                   .most = 1,
                                                   .verb = "Profile",
                                                   .what = what,
                                                   .note = note});
}

static void ask_or_load(struct session *session, struct list *list) {
    struct load_offer offer = load_offer(session, list);
    int64_t agreed = question_agreed(session, ASKED_LOAD, list, offer.limit.budget);
    if (list_length(list) < 0 && !list->owner)
        ask_profile(session, list);
    else if (agreed)
        load_begin(session, list, agreed);
    else
        ask(session, list, &offer);
}

static void say_no_rest(struct session *session, const struct list *list) {
    if (list_state(list) == LIST_STOPPED || list->failure.is_cursor)
        requests_explain(session, list);
    else
        session_say(session, TONE_INFO, "%s: nothing to load.",
                    list_state(list) == LIST_EMPTY ? "The API returned no account"
                                                   : "All that the API lists is loaded");
}

void load_ask(struct session *session) {
    struct list *list = current_list(session);
    if (!list || requests_refuse(session, list))
        return;
    if (!session->worker)
        requests_say_offline(session);
    else if (session_load_of(session, list))
        session_say(session, TONE_INFO, "This list is loading. Esc stops it.");
    else if (list->job)
        session_say(session, TONE_INFO,
                    "A request for this list is under way. Press L again after it.");
    else if (!list_can_go_on(list))
        say_no_rest(session, list);
    else if (!requests_say_limit(session))
        ask_or_load(session, list);
}

bool load_stop(struct session *session) {
    const struct list *list = current_list(session);
    struct session_load *own = list ? session_load_of(session, list) : NULL;
    if (own)
        drive_stop_load(session, own);
    bool is_any = session->load_count > 0;
    for (size_t i = 0; !own && i < session->load_count; i++)
        drive_stop_load(session, &session->loads[i]);
    if (!own)
        session->drive.is_over = true;
    drive_go_on(session); /* loads that were only waiting end here */
    return is_any;
}

/* An answer may show that a list is in the store, or what its owner is called now. */
static void look_up(struct session *session) {
    const struct place *place = session->trail.current;
    naming_renew_trail(session);
    if (!place || !place->list->is_unread)
        return;
    reading_finish(session, place->list);
    trail_refresh(&session->trail);
}

void load_apply(struct session *session, struct event *event) {
    bool is_answer = event->kind == EVENT_ANSWER;
    crawl_apply(session, event);
    drive_count(session, event);
    session->purse = event->purse; /* prices depend on it */
    session->load_width = event->lists;
    lost_renew(session);
    requests_apply(session, event);
    if (is_answer)
        look_up(session);
    drive_go_on(session);
    unload_spare(session);
}

int64_t load_left_ms(const struct session_load *load, int64_t now_ms) {
    int64_t done = (int64_t)(load->list->count - load->rows_before);
    int64_t left = list_length(load->list) - (int64_t)load->list->count;
    if (done <= 0 || list_length(load->list) < 0 || left < 0)
        return -1;
    double left_ms = (double)(now_ms - load->started_ms) * (double)left / (double)done;
    return left_ms < (double)LEFT_MS_MAX ? (int64_t)left_ms : -1;
}
