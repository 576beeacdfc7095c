/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/requests.h"

#include "base/figure.h"
#include "base/mem.h"
#include "session/naming.h"
#include "session/source.h"
#include "store/lookup.h"

#include <stdlib.h>

enum { FAILURE_TEXT_MAX = 4096 };

static struct session_request *add_request(struct session *session) {
    session->requests = mem_grow(session->requests, &session->request_capacity,
                                 session->request_count + 1, sizeof *session->requests);
    struct session_request *request = &session->requests[session->request_count++];
    *request = (struct session_request){.job = ++session->last_job};
    return request;
}

/* A load with budget left goes on as soon as it can. */
static bool is_followed(const struct session *session, const struct list *list, int64_t records) {
    const struct session_load *load = session_load_of(session, list);
    return load && !load->is_stopping && load->budget > records;
}

static struct job *make_job(const struct session *session, const struct list *list,
                            const struct session_request *request, int64_t records) {
    const struct session_load *load = session_load_of(session, list);
    struct job *job = job_new(request->job, request->kind, list->target, list->name);
    job->is_fresh = list->is_fresh && !list->snapshot;
    job->is_told = list->is_told;
    job->crawl = load ? load->crawl : 0;
    job->step = load ? load->step : 0;
    if (request->kind == JOB_PROFILE) {
        job->is_fresh = job->is_fresh || list->is_doubted;
        return job;
    }
    job->cursor = list->next_cursor ? mem_dup(list->next_cursor) : NULL;
    job->snapshot = list->snapshot;
    job->seq = (int64_t)list->page_count;
    job->limit = (int)records;
    job->is_followed = is_followed(session, list, records);
    return job;
}

void requests_ask_for(struct session *session, struct list *list, int64_t records) {
    if (list_is_local(list) || list->job || !session->worker || session->is_finishing)
        return;
    /* The next page is known only when all stored pages are read. */
    if (list_awaits_rows(list))
        return;
    if (!list->wants_profile && naming_stop_moved(session, list)) {
        requests_explain(session, list);
        return;
    }
    struct session_request *request = add_request(session);
    request->list = list;
    request->records = records;
    request->kind = list->wants_profile ? JOB_PROFILE : JOB_FOLLOWING;
    list->job = request->job;
    list->is_told = list->is_told || list->failure.is_maybe;
    list_clear_failure(list);
    session->changes++;
    worker_submit(session->worker, make_job(session, list, request, records));
    list->is_told = false;
}

void requests_ask(struct session *session, struct list *list) {
    requests_ask_for(session, list, requests_next_records(session, list));
}

bool requests_take_back(struct session *session, const struct list *list) {
    struct session_request *request = list->job ? session_find_request(session, list->job) : NULL;
    if (!request)
        return false;
    worker_cancel(session->worker, request->job);
    request->is_last = true;
    if (!request->retry_at_ms && !request->is_elsewhere) {
        session_say(session, TONE_INFO,
                    "The request was sent and may be charged, so its answer will be kept.");
        session->is_awaiting = true;
    }
    return true;
}

bool requests_has_countdown(const struct session *session) {
    const struct place *place = session->trail.current;
    const struct session_request *request = place ? session_request_of(session, place->list) : NULL;
    return request && request->retry_at_ms;
}

bool requests_cancel(struct session *session) {
    return session->trail.current && requests_take_back(session, session->trail.current->list);
}

void requests_ask_profile(struct session *session, struct list *list) {
    if (list_is_local(list))
        return;
    list->wants_profile = true;
    requests_ask(session, list);
    struct session_request *request = list->job ? session_find_request(session, list->job) : NULL;
    if (request)
        request->is_last = true;
}

/* Earlier pages were requested by a handle that may have belonged to another account: the profile
 * shows how many there are, not whose they are. */
static void set_owner(struct list *list, const struct account *profile) {
    struct account owner = *profile;
    if (list->page_count && list_is_by_handle(list))
        owner.id = NULL;
    list_set_owner(list, &owner);
}

/* The account may be known, and its list stored, under its id. */
static void find_held(struct session *session, struct list *list) {
    struct snapshot snapshot;
    list->is_doubted = false;
    if (list->is_fresh || list->page_count || list->snapshot || list_is_by_handle(list) ||
        !lookup_newest(session->store, list->target, &snapshot, NULL))
        return;
    list->snapshot = snapshot.id;
    list->is_unread = snapshot.pages > 0;
}

/* The window may have grown since the price was shown. */
static void ask_at_most(struct session *session, struct list *list, int64_t records) {
    int64_t next = requests_next_records(session, list);
    requests_ask_for(session, list, next < records ? next : records);
}

/* The profile says whose a typed name is. If that account's list is already loaded under its id,
 * the two are one. */
static struct list *take_profile(struct session *session, const struct session_request *request,
                                 const struct account *profile) {
    struct list *list = request->list;
    struct list *known = session_find_list(session, profile);
    if (known && known != list && !list->page_count) {
        if (list->is_doubted)
            session_say(session, TONE_INFO, "%s is account %s.", list->name, profile->id);
        session_replace_list(session, list, known);
        return known;
    }
    if (list->is_doubted && profile->id)
        session_say(session, TONE_INFO, "%s is account %s.", list->name, profile->id);
    set_owner(list, profile);
    find_held(session, list);
    /* A user who has gone elsewhere does not need the page now; a load requests it within its
     * budget. */
    bool is_here = session->trail.current && session->trail.current->list == list &&
                   !session_load_of(session, list);
    if (list_reported(list) != 0 && is_here && !request->is_last && !list->is_unread &&
        !requests_say_limit(session))
        ask_at_most(session, list, request->records);
    return list;
}

/* What m would do, with its price; or what makes it possible. */
static void put_next_step(const struct session *session, const struct list *list,
                          const struct answer *answer, struct buf *text) {
    char figure[FIGURE_MAX];
    struct purse_limit limit;
    int64_t price = requests_price(session, list);
    if (answer->outcome == ANSWER_CAPPED && requests_has_limit(session, &limit)) {
        buf_format(text, " %s", requests_limit_step(&limit));
        return;
    }
    if (!price) {
        buf_text_put(text, " m tries again.");
        return;
    }
    buf_format(text, " m tries again: up to %s%s.", figure_credits(price, figure),
               answer->charge == CHARGE_KNOWN && answer->billing.credits_charged > 0 ? " more"
                                                                                     : "");
}

/* These outcomes are about the key, the credits or the rate, whatever the request. */
static bool is_about_access(const struct answer *answer) {
    static const long statuses[] = {401, 402, 403, 407, 408, 425, 429};
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++)
        if (answer->status == statuses[i])
            return true;
    return answer->outcome == ANSWER_UNAUTHORIZED ||
           answer->outcome == ANSWER_INSUFFICIENT_CREDITS || answer->outcome == ANSWER_RATE_LIMITED;
}

/* An old cursor may no longer be valid: the earlier pages worked, so a refusal is first of all
 * about the cursor. */
static bool is_cursor_refused(const struct list *list, const struct answer *answer) {
    bool is_refused = answer->outcome == ANSWER_VALIDATION_ERROR ||
                      answer->outcome == ANSWER_INVALID_ID || answer->outcome == ANSWER_NOT_FOUND ||
                      (answer->status >= 400 && answer->status < 500);
    return list->page_count && list->next_cursor && is_refused && !is_about_access(answer);
}

static void put_cursor_refused(const struct answer *answer, struct buf *text) {
    if (answer->charge != CHARGE_NONE) {
        answer_describe(answer, text);
        buf_text_put(text, " ");
    }
    buf_format(text,
               "The API refused the cursor of the next page (HTTP %ld): the saved position in "
               "this list may be too old.",
               answer->status);
    if (answer->message && answer->charge == CHARGE_NONE)
        buf_format(text, " It says: “%s”.", answer->message);
    buf_text_put(text, " Loaded accounts stay.");
}

static void put_new_start(const struct session *session, const struct list *list,
                          struct buf *text) {
    char first[FIGURE_MAX], all[FIGURE_MAX];
    struct quote quote = requests_quote(session, requests_refetch_length(list), 0);
    int64_t price = requests_refetch_price(session, list);
    buf_text_put(text, " R starts the list again in a new snapshot");
    if (price)
        buf_format(text, ": up to %s for the first page", figure_credits(price, first));
    if (price && quote.is_known)
        buf_format(text, ", about %s for all", figure_grouped(quote.credits, all));
    buf_text_put(text, ".");
}

static const char *brief_of(const struct answer *answer, bool is_cursor) {
    if (is_cursor)
        return "cursor refused";
    return answer->outcome == ANSWER_LOST && answer->is_charged ? "requested before: charged"
                                                                : answer_brief(answer->outcome);
}

static void mark_charge(struct list_failure *failure, const struct answer *answer) {
    failure->is_charged = answer->outcome == ANSWER_ARRIVED || answer->is_charged ||
                          (answer->charge == CHARGE_KNOWN && answer->billing.credits_charged > 0);
    failure->is_maybe =
        failure->is_charged || answer->charge == CHARGE_UNKNOWN || answer->outcome == ANSWER_LOST;
}

static void take_failure(struct session *session, struct list *list, const struct answer *answer,
                         bool is_profile) {
    struct buf text, keys;
    bool is_cursor = !is_profile && is_cursor_refused(list, answer);
    buf_init(&text, FAILURE_TEXT_MAX);
    buf_init(&keys, FAILURE_TEXT_MAX);
    if (is_cursor) {
        put_cursor_refused(answer, &text);
        put_new_start(session, list, &keys);
    } else {
        answer_describe(answer, &text);
        if (answer->outcome == ANSWER_LOST)
            buf_text_put(&keys, " Nothing was sent this time.");
        put_next_step(session, list, answer, &keys);
    }
    list_fail(list, brief_of(answer, is_cursor), buf_text(&text), buf_text(&keys));
    list->failure.is_cursor = is_cursor;
    list->failure.is_capped = answer->outcome == ANSWER_CAPPED;
    list->failure.is_profile = is_profile;
    list->failure.records = requests_next_records(session, list);
    mark_charge(&list->failure, answer);
    list->failure.is_before = answer->is_before;
    /* A profile that was wanted only for the length does not block the list. */
    list->wants_profile = list->wants_profile && session->config.wants_profile;
    session_use_list(session, list);
    buf_fini(&keys);
    buf_fini(&text);
}

/* Every list shows the latest record of an account, except dated lists. */
static void renew_others(struct session *session, const struct list *list,
                         const struct page *page) {
    for (size_t i = 0; i < session->used_count; i++) {
        struct list *other = session->used[i];
        if (other == list || source_of(other)->is_dated)
            continue;
        for (size_t row = 0; row < page->count; row++)
            list_renew(other, &page->records[row]);
        /* A row without a record may have one now. */
        if (other->tally.unknown)
            other->is_stale = true;
    }
}

static void take_page(struct session *session, struct list *list, struct page *page) {
    renew_others(session, list, page);
    list_add_page(list, page);
    session_use_list(session, list);
}

/* A page that adds no row has cost something, and would go unnoticed. */
static void tell_barren(struct session *session, const struct list *list, size_t before) {
    const struct page *page = list->pages[list->page_count - 1];
    if (list->count > before || !list->count || list_state(list) != LIST_PARTIAL)
        return;
    session_say(session, TONE_INFO, "Page %zu added no account: %s.", list->page_count,
                page->count ? "all were listed before" : "it was empty");
}

static void take_answer(struct session *session, const struct session_request *request,
                        struct answer *answer) {
    struct list *list = request->list;
    size_t before = list->count;
    bool is_page = answer->page && !answer->profile;
    if (answer->profile)
        list = take_profile(session, request, answer->profile);
    else if (answer->page)
        take_page(session, list, answer_take_page(answer));
    else
        take_failure(session, list, answer, request->kind == JOB_PROFILE);
    if (!session->trail.current || session->trail.current->list != list)
        return;
    /* The message about the expected answer is outdated. */
    if (session->is_awaiting)
        session_hush(session);
    requests_explain(session, list);
    if (is_page && !session_load_of(session, list))
        tell_barren(session, list, before);
}

bool requests_announce_named(struct session *session) {
    const struct list *list = session->trail.current->list;
    char price[FIGURE_MAX];
    if (!list->job)
        return true;
    session->named = list;
    session->named_credits = 0;
    session_say(session, TONE_INFO, "Requesting %s, named on the command line: up to %s.",
                list->label, figure_credits(requests_price(session, list), price));
    return true;
}

static void count_named(struct session *session, const struct list *list,
                        const struct answer *answer) {
    if (list == session->named && answer->charge == CHARGE_KNOWN)
        session->named_credits += answer->billing.credits_charged;
}

/* When nothing more of it is under way. If a failure is shown in the list's place, this is what
 * came before it. */
static void tell_named(struct session *session) {
    const struct list *list = session->named;
    char cost[FIGURE_MAX], dollars[FIGURE_MAX];
    if (!list || list->job)
        return;
    session->named = NULL;
    if (list->failure.text && (list->count || !session->named_credits))
        return;
    /* Keep a warning from the start before it. */
    bool has_warning = session->message && session->tone != TONE_INFO;
    char *before = has_warning ? mem_dup(session->message) : NULL;
    session_say(session, has_warning ? session->tone : TONE_INFO,
                "%s%s%s, named on the command line, cost %s (%s).", has_warning ? before : "",
                has_warning ? " " : "", list->label, figure_credits(session->named_credits, cost),
                figure_dollars(session->named_credits, dollars));
    free(before);
}

static void apply_answer(struct session *session, struct session_request *request,
                         struct event *event) {
    const struct session_request taken = *request;
    struct list *list = taken.list;
    list->job = 0;
    list->wait = NULL;
    list->is_elsewhere = false;
    if (event->snapshot)
        list->snapshot = event->snapshot;
    list->is_unkept = list->is_unkept || event->trouble;
    *request = session->requests[--session->request_count];
    count_named(session, list, event->answer);
    take_answer(session, &taken, event->answer);
    tell_named(session);
    if (event->answer->remark)
        session_say(session, TONE_WARNING, "%s: %s. The ledger records it.", list->label,
                    event->answer->remark);
    if (event->trouble)
        session_say(session, TONE_ERROR, "This answer is shown but could not be stored: %s",
                    event->trouble);
}

static void apply_retry(struct session_request *request, const struct event *event) {
    request->retry_at_ms = event->retry_at_ms;
    request->attempt = event->attempt;
    request->reason = event->reason;
    request->list->wait = answer_brief(event->reason);
}

/* A list keeps its sign until every paid answer is stored. */
static void take_waiting(struct session *session, struct waiting waiting) {
    bool was_waiting = session->waiting.count > 0;
    session->waiting = waiting;
    if (!was_waiting || waiting.count)
        return;
    for (size_t i = 0; i < session->list_count; i++)
        session->lists[i]->is_unkept = false;
    session_say(session, TONE_INFO, "All paid answers are now stored.");
}

void requests_apply(struct session *session, struct event *event) {
    struct session_request *request = session_find_request(session, event->job);
    session->purse = event->purse;
    take_waiting(session, event->waiting);
    session->changes++;
    if (request && event->kind == EVENT_ANSWER)
        apply_answer(session, request, event);
    else if (request && event->kind == EVENT_RETRY)
        apply_retry(request, event);
    else if (request) {
        request->retry_at_ms = 0;
        request->is_elsewhere = event->kind == EVENT_ELSEWHERE;
        request->list->is_elsewhere = request->is_elsewhere;
        request->list->wait = request->is_elsewhere ? "waiting for another program" : NULL;
    }
    trail_refresh(&session->trail);
    event_free(event);
}

bool requests_finish(struct session *session) {
    session->is_finishing = true;
    session->drive.is_over = true;
    for (size_t i = 0; i < session->load_count; i++)
        session->loads[i].is_stopping = true;
    for (size_t i = 0; i < session->request_count; i++) {
        session->requests[i].is_last = true;
        worker_cancel(session->worker, session->requests[i].job);
    }
    session->changes++;
    return session->request_count > 0;
}

void requests_resume(struct session *session) {
    session->is_finishing = false;
    session->changes++;
}

void requests_toggle_prefetch(struct session *session) {
    const struct place *place = session->trail.current;
    bool has_pages = !place || !list_is_local(place->list);
    session->config.has_prefetch = !session->config.has_prefetch;
    session_say(session, TONE_INFO, "%s%s",
                session->config.has_prefetch ? "Pages are fetched as you scroll near the end."
                                             : "Pages are fetched only when you press m.",
                has_pages ? "" : " Nothing to load in this list.");
}
