/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/load.h"

#include "base/clock.h"
#include "base/figure.h"
#include "base/mem.h"
#include "session/requests.h"

#include <string.h>

enum { AMOUNT_DIGITS = 15, WORDS_MAX = 2048 };

struct load_limit load_limit(const struct session *session, int64_t worst) {
    struct load_limit limit = {.worst = worst, .budget = worst};
    for (int i = 0; i < PURSE_SCOPE_COUNT; i++) {
        int64_t left = purse_left(&session->purse, (enum purse_scope)i);
        if (left >= limit.budget)
            continue;
        limit.budget = left;
        limit.is_capped = true;
        limit.scope = (enum purse_scope)i;
    }
    return limit;
}

void load_put_limit(const struct session *session, const struct load_limit *limit,
                    struct buf *text) {
    const struct purse *purse = &session->purse;
    char figure[FIGURE_MAX];
    if (limit->is_capped)
        buf_format(text, " The cap of the %s leaves %s; it stops there.",
                   purse_scope_name(limit->scope), figure_grouped(limit->budget, figure));
    if (purse->is_balance_current && purse->balance < limit->budget)
        buf_format(text, " The balance has %s: it stops where that is used up.",
                   figure_credits(purse->balance, figure));
}

struct load_offer load_offer(const struct session *session, const struct list *list) {
    struct load_offer offer = {.quote = quote_rest(list_reported(list), (int64_t)list->count,
                                                   session->config.load_page_size)};
    offer.limit = load_limit(session, offer.quote.worst);
    return offer;
}

static struct list *current_list(const struct session *session) {
    return session->trail.current ? session->trail.current->list : NULL;
}

static void end(struct session *session, struct session_load *load) {
    const struct list *list = load->list;
    enum list_state state = list_state(list);
    bool is_explained = list == current_list(session) && state != LIST_COMPLETE;
    char spent[FIGURE_MAX];
    struct buf words;
    buf_init(&words, WORDS_MAX);
    list_describe(list, &words);
    if (load->budget < 1 && state == LIST_PARTIAL && !load->is_stopping)
        session_say(session, TONE_WARNING,
                    "%s: what it might take, %s, is used, and the list goes on (%s). L tells the "
                    "price of the rest.",
                    list->label, figure_credits(load->spent, spent), buf_text(&words));
    else if (!is_explained || load->is_stopping)
        session_say(session, state == LIST_FAILED ? TONE_ERROR : TONE_INFO,
                    "%s: %s. %s for %zu page%s.%s", list->label, buf_text(&words),
                    figure_credits(load->spent, spent), load->pages, load->pages == 1 ? "" : "s",
                    list_can_go_on(list) ? " L goes on with it." : "");
    buf_fini(&words);
    size_t behind = (size_t)(session->loads + session->load_count - load) - 1;
    memmove(load, load + 1, behind * sizeof *load);
    session->load_count--;
    session->changes++;
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

/* Asks for the next page of the first loads that have none under way; a load that cannot go on, or
 * shall not, ends. */
static void advance(struct session *session) {
    struct session_load *load;
    for (size_t i = 0; (load = next_idle(session, &i));) {
        struct list *list = load->list;
        int64_t records =
            quote_page(list_reported(list), (int64_t)list->count, session->config.load_page_size);
        bool goes_on = !load->is_stopping && load->budget > 0 && list_can_go_on(list) &&
                       !list->failure.brief && !(list->is_cut && load->pages);
        load->asked = records < load->budget ? records : load->budget;
        bool waits = goes_on && count_active(session) >= LOAD_AT_ONCE;
        if (goes_on && !waits)
            requests_ask_for(session, list, load->asked);
        if (!list->job && !waits)
            end(session, load);
        else
            i++;
    }
}

void load_begin(struct session *session, struct list *list, int64_t budget) {
    void *loads = session->loads;
    mem_grow(&loads, &session->load_capacity, session->load_count + 1, sizeof *session->loads);
    session->loads = loads;
    session->loads[session->load_count++] =
        (struct session_load){.list = list,
                              .budget = budget,
                              .started_ms = clock_monotonic_ms(),
                              .rows_before = list->count};
    session_hush(session);
    session->changes++;
    /* What failed before does not stop it now. */
    list->is_told = list->failure.is_maybe;
    if (!list->job)
        list_clear_failure(list);
    advance(session);
    list->is_told = false;
}

static void put_offer(const struct session *session, const struct list *list,
                      const struct load_offer *offer, struct buf *text) {
    char about[FIGURE_MAX], most[FIGURE_MAX], dollars[FIGURE_MAX];
    buf_format(text, " the rest of %s's list: about %s in %lld %s, at most %s (%s).", list->label,
               figure_credits(offer->quote.credits, about), (long long)offer->quote.calls,
               offer->quote.calls == 1 ? "call" : "calls", figure_grouped(offer->quote.worst, most),
               figure_dollars(offer->quote.worst, dollars));
    if (list->failure.is_maybe)
        buf_text_put(text, " Its next page may be paid for already.");
    load_put_limit(session, &offer->limit, text);
}

/* A list of which nobody has said how long it is. */
static bool ask_unknown(struct session *session, struct list *list) {
    if (list->owner) {
        session_say(session, TONE_WARNING,
                    "How many accounts %s follows is not known, so the rest has no price. Type how "
                    "many credits it may take at most.",
                    list->label);
        return true;
    }
    if (session_has_announced(session, ANNOUNCED_LOAD, list, 1)) {
        session_hush(session); /* that was the profile's price, not the list's */
        requests_ask_profile(session, list);
        return false;
    }
    session_say(session, TONE_WARNING,
                "1 credit: L again asks for %s's profile, which says how many accounts it follows; "
                "until then the rest has no price.",
                list->label);
    session_announce(session, ANNOUNCED_LOAD, list, 1);
    return false;
}

static bool ask_known(struct session *session, struct list *list) {
    struct load_offer offer = load_offer(session, list);
    char budget[FIGURE_MAX];
    struct buf text;
    bool is_above = offer.limit.budget > session->config.threshold;
    if (session_has_announced(session, ANNOUNCED_LOAD, list, offer.limit.budget) && !is_above) {
        load_begin(session, list, offer.limit.budget);
        return false;
    }
    buf_init(&text, WORDS_MAX);
    put_offer(session, list, &offer, &text);
    /* The amount first: where there is no room for all, the end is cut. */
    if (!offer.limit.budget)
        session_say(session, TONE_WARNING, "Nothing can be loaded of%s", buf_text(&text));
    else if (is_above)
        session_say(session, TONE_WARNING, "Type %lld to load%s", (long long)offer.limit.budget,
                    buf_text(&text));
    else
        session_say(session, TONE_WARNING, "Up to %s: L again loads%s",
                    figure_credits(offer.limit.budget, budget), buf_text(&text));
    buf_fini(&text);
    if (offer.limit.budget && !is_above)
        session_announce(session, ANNOUNCED_LOAD, list, offer.limit.budget);
    return offer.limit.budget && is_above;
}

bool load_ask(struct session *session) {
    struct list *list = current_list(session);
    if (!list || requests_refuse(session, list))
        return false;
    if (!session->worker) {
        requests_say_offline(session);
    } else if (session_load_of(session, list)) {
        session_say(session, TONE_INFO, "This list is being loaded. Esc stops it.");
    } else if (list->job) {
        session_say(session, TONE_INFO, "A request for this list is under way; L works after it.");
    } else if (!list_can_go_on(list)) {
        session_say(session, TONE_INFO, "There is no further page of this list to ask for.");
    } else {
        return list_reported(list) < 0 ? ask_unknown(session, list) : ask_known(session, list);
    }
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

bool load_confirm(struct session *session, const char *typed) {
    struct list *list = current_list(session);
    int64_t amount = load_read_amount(typed);
    if (!list || !session->worker || list->job || !list_can_go_on(list))
        return true;
    if (list_reported(list) < 0 && amount > 0) {
        load_begin(session, list, amount);
        return true;
    }
    struct load_offer offer = load_offer(session, list);
    if (offer.quote.is_known && amount == offer.limit.budget) {
        load_begin(session, list, amount);
        return true;
    }
    if (offer.quote.is_known)
        session_say(session, TONE_WARNING,
                    "That is not the amount: type %lld to load the rest, or Esc to leave it.",
                    (long long)offer.limit.budget);
    else
        session_say(session, TONE_WARNING,
                    "Type a number of credits, 1 or more, or Esc to leave it.");
    return false;
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
    advance(session); /* what only waited for its turn is over */
    return is_any;
}

/* What is not known to be free counts as spent. */
static int64_t cost(const struct answer *answer, const struct session_load *load) {
    if (answer->charge == CHARGE_NONE)
        return 0;
    return answer->charge == CHARGE_KNOWN ? answer->billing.credits_charged : load->asked;
}

static void count_answer(struct session *session, const struct event *event) {
    const struct session_request *request = session_find_request(session, event->job);
    struct session_load *load = request ? session_load_of(session, request->list) : NULL;
    if (!load || event->kind != EVENT_ANSWER)
        return;
    int64_t credits = cost(event->answer, load);
    load->spent += credits;
    load->budget -= credits < load->budget ? credits : load->budget;
    load->pages += event->answer->page != NULL;
}

void load_apply(struct session *session, struct event *event) {
    count_answer(session, event);
    requests_apply(session, event);
    advance(session);
}

int64_t load_left_ms(const struct session_load *load, int64_t now_ms) {
    int64_t done = (int64_t)(load->list->count - load->rows_before);
    int64_t left = list_reported(load->list) - (int64_t)load->list->count;
    if (done <= 0 || list_reported(load->list) < 0 || left < 0)
        return -1;
    return (now_ms - load->started_ms) * left / done;
}
