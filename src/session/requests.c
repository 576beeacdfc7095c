/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/requests.h"

#include "base/figure.h"
#include "base/mem.h"
#include "money/quote.h"

enum { FAILURE_TEXT_MAX = 4096 };

static struct session_request *add_request(struct session *session) {
    void *requests = session->requests;
    mem_grow(&requests, &session->request_capacity, session->request_count + 1,
             sizeof *session->requests);
    session->requests = requests;
    struct session_request *request = &session->requests[session->request_count++];
    *request = (struct session_request){.job = ++session->last_job};
    return request;
}

int64_t requests_price(const struct session *session, const struct list *list) {
    return (list->wants_profile ? 1 : 0) +
           quote_page(list_reported(list), (int64_t)list->count, session->config.page_size);
}

void requests_ask(struct session *session, struct list *list) {
    if (list->job)
        return;
    struct session_request *request = add_request(session);
    request->list = list;
    request->kind = list->wants_profile ? JOB_PROFILE : JOB_FOLLOWING;
    list->job = request->job;
    list_clear_failure(list);
    session->changes++;
    int64_t records =
        quote_page(list_reported(list), (int64_t)list->count, session->config.page_size);
    worker_submit(session->worker, job_new(request->job, request->kind, list->target,
                                           list->next_cursor, (int)records));
}

bool requests_cancel(struct session *session) {
    const struct place *place = session->trail.current;
    struct session_request *request =
        place && place->list->job ? session_find_request(session, place->list->job) : NULL;
    if (!request)
        return false;
    worker_cancel(session->worker, request->job);
    request->is_last = true;
    if (!request->retry_at_ms)
        session_say(
            session, TONE_INFO,
            "The request is on its way and may be paid for, so its answer is awaited and kept.");
    return true;
}

/* The profile says who a typed name is. When that account's list is here under its id already, the
 * two are one. */
static struct list *take_profile(struct session *session, struct list *list,
                                 const struct account *profile, bool is_last) {
    struct list *known = session_find_list(session, profile);
    if (known && known != list) {
        session_replace_list(session, list, known);
        return known;
    }
    list_set_owner(list, profile);
    /* Who has gone elsewhere meanwhile is not there for the page. */
    bool is_here = session->trail.current && session->trail.current->list == list;
    if (list_reported(list) != 0 && is_here && !is_last)
        requests_ask(session, list);
    return list;
}

void requests_explain(struct session *session, const struct list *list) {
    if (!list->count)
        return;
    if (list_state(list) == LIST_FAILED)
        session_say(session, TONE_ERROR, "%s", list->failure.text);
    else if (list_state(list) == LIST_CUT_BY_BALANCE)
        session_say(
            session, TONE_WARNING,
            "The credits ran out, and the page was cut short. Add credits to the workspace, "
            "then press m to go on.");
    else if (list_state(list) == LIST_STOPPED)
        session_say(
            session, TONE_WARNING,
            "The API announces more of this list, but it goes in circles. It was stopped, so that "
            "nothing more is spent on it.");
}

/* What m would do, with its price. */
static void put_next_step(const struct session *session, const struct list *list,
                          const struct answer *answer, struct buf *text) {
    char figure[FIGURE_MAX];
    buf_format(text, " m tries again: up to %s credits%s.",
               figure_grouped(requests_price(session, list), figure),
               answer->charge == CHARGE_KNOWN && answer->billing.credits_charged > 0 ? " more"
                                                                                     : "");
}

static void take_failure(const struct session *session, struct list *list,
                         const struct answer *answer) {
    struct buf text;
    buf_init(&text, FAILURE_TEXT_MAX);
    answer_describe(answer, &text);
    put_next_step(session, list, answer, &text);
    list_fail(list, answer_brief(answer->outcome), buf_text(&text));
    buf_fini(&text);
}

static void take_answer(struct session *session, struct list *list, struct answer *answer,
                        bool is_last) {
    if (answer->profile)
        list = take_profile(session, list, answer->profile, is_last);
    else if (answer->page)
        list_add_page(list, answer_take_page(answer), answer->billing.truncated_due_to_balance);
    else
        take_failure(session, list, answer);
    if (!session->trail.current || session->trail.current->list != list)
        return;
    /* What was said while the answer was awaited is over. */
    if (session->tone == TONE_INFO)
        session_hush(session);
    requests_explain(session, list);
}

static void apply_answer(struct session *session, struct session_request *request,
                         struct answer *answer) {
    struct list *list = request->list;
    bool is_last = request->is_last;
    list->job = 0;
    list->wait = NULL;

    *request = session->requests[--session->request_count];
    take_answer(session, list, answer, is_last);
}

static void apply_retry(struct session_request *request, const struct event *event) {
    request->retry_at_ms = event->retry_at_ms;
    request->attempt = event->attempt;
    request->reason = event->reason;
    request->list->wait = answer_brief(event->reason);
}

void requests_apply(struct session *session, struct event *event) {
    struct session_request *request = session_find_request(session, event->job);
    session->purse = event->purse;
    session->changes++;
    if (request && event->kind == EVENT_ANSWER)
        apply_answer(session, request, event->answer);
    else if (request && event->kind == EVENT_RETRY)
        apply_retry(request, event);
    else if (request) {
        request->retry_at_ms = 0;
        request->list->wait = NULL;
    }
    event_free(event);
}

void requests_more(struct session *session) {
    struct place *place = session->trail.current;
    if (!place)
        return;
    if (place->list->job)
        session_say(session, TONE_INFO, "A request for this list is already under way.");
    else if (!list_can_go_on(place->list))
        session_say(session, TONE_INFO, "There is no further page of this list to ask for.");
    else
        requests_ask(session, place->list);
}

void requests_toggle_prefetch(struct session *session) {
    session->config.has_prefetch = !session->config.has_prefetch;
    session_say(session, TONE_INFO,
                session->config.has_prefetch ? "Pages are fetched as you scroll near the end."
                                             : "Pages are fetched only when you press m.");
}
