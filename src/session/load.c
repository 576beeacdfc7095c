/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/load.h"

#include "base/clock.h"
#include "base/figure.h"
#include "base/mem.h"
#include "session/lost.h"
#include "session/naming.h"
#include "session/reading.h"
#include "session/requests.h"
#include "session/unload.h"

#include <stdio.h>
#include <string.h>

#define LEFT_MS_MAX (INT64_C(1) << 52) /* longer than anyone waits */

enum { AMOUNT_DIGITS = 18, WORDS_MAX = 2048 };

struct load_limit load_limit(const struct session *session, int64_t worst) {
    struct load_limit limit = {.worst = worst};
    limit.budget = purse_offer(&session->purse, worst, &limit.by);
    return limit;
}

void load_put_limit(const struct load_limit *limit, struct buf *text) {
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
    bool is_capped = load->is_of_batch && load->list->failure.is_capped;
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
    bool is_whole = batch->summary.complete == batch->summary.lists;
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

static bool has_batch_load(const struct session *session) {
    for (size_t i = 0; i < session->load_count; i++)
        if (session->loads[i].is_of_batch)
            return true;
    return false;
}

/* What one list of a batch did not use goes to the first lists that need it: together they cost at
 * most what was offered. */
static void hand_on(struct session *session, int64_t credits) {
    for (size_t i = 0; credits > 0 && i < session->load_count; i++) {
        struct session_load *load = &session->loads[i];
        struct quote quote = quote_rest(list_length(load->list), (int64_t)load->list->count,
                                        session->config.load_page_size);
        int64_t need = load->is_of_batch && !load->is_stopping ? quote.worst - load->budget : 0;
        int64_t given = need < credits ? need : credits;
        load->budget += given > 0 ? given : 0;
        credits -= given > 0 ? given : 0;
    }
}

/* A load without a budget waits while another list of its batch may leave it some. */
static bool may_be_given(const struct session *session, const struct session_load *load) {
    if (!load->is_of_batch || load->budget > 0 || load->is_stopping ||
        !list_can_go_on(load->list) || load->list->failure.brief)
        return false;
    for (size_t i = 0; i < session->load_count; i++)
        if (session->loads[i].is_of_batch && session->loads[i].budget > 0)
            return true;
    return false;
}

static void end(struct session *session, struct session_load *load) {
    const char *stop = stop_of(session, load);
    bool is_of_batch = load->is_of_batch;
    int64_t left = is_of_batch && !load->is_stopping ? load->budget : 0;
    if (is_of_batch) {
        summary_add(&session->batch.summary, load->list);
        session->batch.spent = quote_add(session->batch.spent, load->spent);
        session->batch.maybe = quote_add(session->batch.maybe, load->maybe);
        session->batch.brief = stop                        ? stop
                               : load->list->failure.brief ? "by an error"
                                                           : session->batch.brief;
    } else {
        tell_end(session, load);
    }
    size_t behind = (size_t)(session->loads + session->load_count - load) - 1;
    memmove(load, load + 1, behind * sizeof *load);
    session->load_count--;
    session->changes++;
    hand_on(session, left);
    if (is_of_batch && !has_batch_load(session))
        tell_batch(session);
}

static size_t count_active(const struct session *session) {
    size_t active = 0;
    for (size_t i = 0; i < session->load_count; i++)
        active += session->loads[i].list->job != 0;
    return active;
}

static struct session_load *next_idle(const struct session *session, size_t *i) {
    while (*i < session->load_count && session->loads[*i].list->job)
        ++*i;
    return *i < session->load_count ? &session->loads[*i] : NULL;
}

/* Requests the next page of the first idle loads. Ends loads that cannot or should not go on. */
static void advance(struct session *session) {
    struct session_load *load;
    for (size_t i = 0; (load = next_idle(session, &i));) {
        struct list *list = load->list;
        int64_t records =
            quote_page(list_length(list), (int64_t)list->count, session->config.load_page_size);
        bool goes_on = !load->is_stopping && load->budget > 0 && list_can_go_on(list) &&
                       !list->failure.brief && !(list->is_cut && load->pages);
        load->asked = records < load->budget ? records : load->budget;
        bool waits =
            (goes_on && count_active(session) >= LOAD_AT_ONCE) || may_be_given(session, load);
        if (goes_on && !waits)
            requests_ask_for(session, list, load->asked);
        if (list->job || waits) {
            i++;
            continue;
        }
        end(session, load);
        i = 0; /* an earlier one may have got its rest */
    }
}

/* An earlier failure does not stop it now. */
static void add_load(struct session *session, const struct session_load *load) {
    session->loads = mem_grow(session->loads, &session->load_capacity, session->load_count + 1,
                              sizeof *session->loads);
    session->loads[session->load_count] = *load;
    session->loads[session->load_count].started_ms = clock_monotonic_ms();
    session->loads[session->load_count++].rows_before = load->list->count;
    if (!load->list->job)
        list_clear_failure(load->list);
}

void load_begin(struct session *session, struct list *list, int64_t budget) {
    list->is_told = list->failure.is_maybe;
    session_hush(session);
    add_load(session, &(struct session_load){.list = list, .budget = budget});
    session->changes++;
    advance(session);
    list->is_told = false;
}

void load_begin_batch(struct session *session, struct list *const *lists, const int64_t *budgets,
                      size_t count) {
    session_hush(session);
    for (size_t i = 0; i < count; i++)
        add_load(session, &(struct session_load){
                              .list = lists[i], .budget = budgets[i], .is_of_batch = true});
    session->changes++;
    advance(session);
}

static void put_paid(const struct list_failure *failure, struct buf *text) {
    if (failure->is_maybe)
        buf_text_put(text, failure->is_charged
                               ? " Its next page was already paid for, but is missing."
                               : " Its next page may already be paid for.");
}

void load_put_quote(const struct quote *quote, struct buf *text) {
    char about[FIGURE_MAX], most[FIGURE_MAX], dollars[FIGURE_MAX], requests[FIGURE_MAX];
    buf_format(text, "about %s in %s, at most %s (%s).", figure_credits(quote->credits, about),
               figure_counted(quote->calls, "request", requests),
               figure_grouped(quote->worst, most), figure_dollars(quote->worst, dollars));
}

/* The range of the amount, if only caps and balance limit it. */
static void put_bound(const struct load_limit *limit, struct buf *text) {
    char figure[FIGURE_MAX];
    if (limit->by.is_short)
        buf_format(text, ", 1 to %s", figure_grouped(limit->budget, figure));
}

/* For a list whose length is unknown: no record says it, or the reported count is too low. */
static void ask_amount(struct session *session, const struct list *list) {
    struct load_offer offer = load_offer(session, list);
    char reported[FIGURE_MAX], held[FIGURE_MAX];
    struct buf text;
    buf_init(&text, WORDS_MAX);
    if (list_reported(list) >= 0)
        buf_format(&text, "%s is reported to follow %s, but %s %s loaded and there is more",
                   list->label, figure_grouped(list_reported(list), reported),
                   figure_grouped((int64_t)list->count, held), list->count == 1 ? "is" : "are");
    else
        buf_format(&text, "The number of accounts that %s follows is unknown", list->label);
    buf_text_put(&text, ", so the price of the rest is unknown. Type the most credits it may cost");
    put_bound(&offer.limit, &text);
    buf_text_put(&text, ".");
    put_paid(&list->failure, &text);
    session_say(session, TONE_WARNING, "%s", buf_text(&text));
    buf_fini(&text);
}

static bool ask_unknown(struct session *session, struct list *list) {
    if (list->owner) {
        ask_amount(session, list);
        return true;
    }
    if (session_has_announced(session, ANNOUNCED_LOAD, list, 1)) {
        session_hush(session); /* that was the profile's price, not the list's */
        requests_ask_profile(session, list);
        return false;
    }
    session_say(session, TONE_WARNING,
                "1 credit: L again requests %s's profile, which shows how many accounts it "
                "follows. Until then the price of the rest is unknown.",
                list->label);
    session_announce(session, ANNOUNCED_LOAD, list, 1);
    return false;
}

bool load_announce(struct session *session, const void *target, const struct load_limit *limit,
                   const char *what) {
    char budget[FIGURE_MAX];
    bool is_above = limit->budget > session->config.threshold;
    /* The amount first: where there is no room for all, the end is cut. */
    if (is_above)
        session_say(session, TONE_WARNING, "Type 1 to %s to load%s",
                    figure_grouped(limit->budget, budget), what);
    else
        session_say(session, TONE_WARNING, "Up to %s: L again loads%s",
                    figure_credits(limit->budget, budget), what);
    if (!is_above)
        session_announce(session, ANNOUNCED_LOAD, target, limit->budget);
    return is_above;
}

bool load_is_announced(const struct session *session, const void *target,
                       const struct load_limit *limit) {
    return limit->budget <= session->config.threshold &&
           session_has_announced(session, ANNOUNCED_LOAD, target, limit->budget);
}

static bool ask_known(struct session *session, struct list *list) {
    struct load_offer offer = load_offer(session, list);
    struct buf text;
    if (load_is_announced(session, list, &offer.limit)) {
        load_begin(session, list, offer.limit.budget);
        return false;
    }
    buf_init(&text, WORDS_MAX);
    buf_format(&text, " the rest of %s's list: ", list->label);
    load_put_quote(&offer.quote, &text);
    put_paid(&list->failure, &text);
    load_put_limit(&offer.limit, &text);
    bool is_above = load_announce(session, list, &offer.limit, buf_text(&text));
    buf_fini(&text);
    return is_above;
}

static void say_no_rest(struct session *session, const struct list *list) {
    if (list_state(list) == LIST_STOPPED || list->failure.is_cursor)
        requests_explain(session, list);
    else
        session_say(session, TONE_INFO, "%s: nothing to load.",
                    list_state(list) == LIST_EMPTY ? "The API returned no account"
                                                   : "This list is complete");
}

bool load_ask(struct session *session) {
    struct list *list = current_list(session);
    if (!list || requests_refuse(session, list))
        return false;
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
        return list_length(list) < 0 ? ask_unknown(session, list) : ask_known(session, list);
    return false;
}

int64_t load_read_amount(const char *typed) {
    int64_t amount = 0;
    size_t digits = 0;
    for (; *typed; typed++) {
        if (*typed == ',' || *typed == ' ')
            continue;
        if (*typed < '0' || *typed > '9' || ++digits > AMOUNT_DIGITS)
            return -1;
        amount = amount * 10 + (*typed - '0');
    }
    return digits ? amount : -1;
}

bool load_check_amount(struct session *session, const struct load_limit *limit, int64_t amount) {
    char most[FIGURE_MAX];
    if (amount >= 1 && amount <= limit->budget)
        return true;
    if (limit->budget == INT64_MAX)
        session_say(session, TONE_WARNING,
                    "Type a number of credits, 1 or more, or Esc to cancel.");
    else
        session_say(session, TONE_WARNING,
                    "Type a number of credits from 1 to %s, or Esc to cancel.",
                    figure_grouped(limit->budget, most));
    return false;
}

bool load_confirm(struct session *session, const char *typed) {
    struct list *list = current_list(session);
    int64_t amount = load_read_amount(typed);
    if (!list || !session->worker || list->job || !list_can_go_on(list))
        return true;
    struct load_offer offer = load_offer(session, list);
    if (requests_say_limit(session))
        return true;
    if (!load_check_amount(session, &offer.limit, amount))
        return false;
    load_begin(session, list, amount);
    return true;
}

static void stop(struct session *session, struct session_load *load) {
    load->is_stopping = true;
    requests_take_back(session, load->list);
    session->changes++;
}

bool load_stop(struct session *session) {
    const struct list *list = current_list(session);
    struct session_load *own = list ? session_load_of(session, list) : NULL;
    if (own)
        stop(session, own);
    bool is_any = session->load_count > 0;
    for (size_t i = 0; !own && i < session->load_count; i++)
        stop(session, &session->loads[i]);
    advance(session); /* loads that were only waiting end here */
    return is_any;
}

static void count_answer(struct session *session, const struct event *event) {
    const struct session_request *request = session_find_request(session, event->job);
    struct session_load *load = request ? session_load_of(session, request->list) : NULL;
    if (!load || event->kind != EVENT_ANSWER)
        return;
    const struct answer *answer = event->answer;
    int64_t spent = answer->charge == CHARGE_KNOWN ? answer->billing.credits_charged : 0;
    int64_t maybe = answer->charge == CHARGE_UNKNOWN ? load->asked : 0;
    int64_t credits = quote_add(spent, maybe);
    load->spent = quote_add(load->spent, spent);
    load->maybe = quote_add(load->maybe, maybe);
    load->budget -= credits < load->budget ? credits : load->budget;
    load->pages += event->answer->page != NULL;
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
    count_answer(session, event);
    session->purse = event->purse; /* prices depend on it */
    lost_renew(session);
    requests_apply(session, event);
    if (is_answer)
        look_up(session);
    advance(session);
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
