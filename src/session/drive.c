/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/drive.h"

#include "base/clock.h"
#include "base/mem.h"
#include "session/reading.h"
#include "session/requests.h"

#include <string.h>

enum { AT_ONCE = 2 }; /* requests of loads */

static size_t count_active(const struct session *session) {
    size_t active = 0;
    for (size_t i = 0; i < session->load_count; i++)
        active += session->loads[i].job != 0;
    return active;
}

static size_t count_loads(const struct session *session, const struct drive_order *order) {
    size_t count = 0;
    for (size_t i = 0; i < session->load_count; i++)
        count += session->loads[i].order == order;
    return count;
}

/* The most that its list still costs; INT64_MAX: unknown. */
static int64_t need_of(const struct session *session, const struct session_load *load) {
    const struct list *list = load->list;
    if (list->page_count && !list->has_more && !list->is_cut)
        return 0;
    struct quote quote =
        quote_rest(list_length(list), (int64_t)list_held(list), session->config.load_page_size);
    return quote.is_known ? quote_add(quote.worst, list->wants_profile) : INT64_MAX;
}

int64_t drive_share(const struct session *session, const struct session_load *load) {
    int64_t left = purse_caps_left(&session->purse);
    if (left == INT64_MAX)
        return left;
    for (const struct session_load *other = session->loads; other < load; other++) {
        int64_t need = other->is_stopping ? other->asked : need_of(session, other);
        need = need < other->budget ? need : other->budget;
        left -= need < left ? need : left;
    }
    return left;
}

void drive_add(struct session *session, const struct session_load *load) {
    session->loads = mem_grow(session->loads, &session->load_capacity, session->load_count + 1,
                              sizeof *session->loads);
    struct session_load *added = &session->loads[session->load_count++];
    *added = *load;
    added->started_ms = clock_monotonic_ms();
    added->rows_before = list_held(load->list);
    added->is_told = load->list->failure.is_maybe;
    if (!load->list->job)
        list_clear_failure(load->list);
    session->changes++;
}

/* What one list of an order did not use goes to the first lists that need it: together they cost at
 * most what was offered. */
static void hand_on(struct session *session, const struct session_load *ended) {
    int64_t credits = ended->order->is_pooled && !ended->is_stopping ? ended->budget : 0;
    for (size_t i = 0; credits > 0 && i < session->load_count; i++) {
        struct session_load *load = &session->loads[i];
        bool may_get = load->order == ended->order && !load->is_stopping;
        struct quote quote = quote_rest(list_length(load->list), (int64_t)load->list->count,
                                        session->config.load_page_size);
        int64_t need = may_get ? quote.worst - load->budget : 0;
        int64_t given = need < credits ? need : credits;
        load->budget += given > 0 ? given : 0;
        credits -= given > 0 ? given : 0;
    }
}

/* A load without a budget waits while another list of its order may leave it some. */
static bool may_be_given(const struct session *session, const struct session_load *load) {
    if (!load->order->is_pooled || load->budget > 0 || load->is_stopping ||
        !list_can_go_on(load->list) || load->list->failure.brief)
        return false;
    for (size_t i = 0; i < session->load_count; i++)
        if (session->loads[i].order == load->order && session->loads[i].budget > 0)
            return true;
    return false;
}

static void end(struct session *session, struct session_load *load) {
    struct session_load ended = *load;
    size_t behind = (size_t)(session->loads + session->load_count - load) - 1;
    memmove(load, load + 1, behind * sizeof *load);
    session->load_count--;
    session->changes++;
    hand_on(session, &ended);
    ended.order->ended(ended.context, session, &ended);
}

/* Two names of one account are two loads of one list: the second one waits for the first. */
static bool is_first_of_list(const struct session *session, const struct session_load *load) {
    return session_load_of(session, load->list) == load;
}

static struct session_load *next_idle(const struct session *session, size_t *i) {
    for (; *i < session->load_count; ++*i)
        if (!session->loads[*i].list->job && is_first_of_list(session, &session->loads[*i]))
            return &session->loads[*i];
    return NULL;
}

static enum drive_step next_step(struct session *session, struct session_load *load) {
    enum drive_step step = DRIVE_REST;
    if (load->list->is_unread)
        reading_finish(session, load->list);
    if (load->is_stopping)
        return DRIVE_END;
    if (load->order->step)
        step = load->order->step(load->context, session, load);
    if (step != DRIVE_REST)
        return step;
    const struct list *list = load->list;
    bool goes_on = load->budget > 0 && list_can_go_on(list) && !list->failure.brief &&
                   !(list->is_cut && load->pages);
    return goes_on ? DRIVE_PAGE : may_be_given(session, load) ? DRIVE_WAIT : DRIVE_END;
}

static void request(struct session *session, struct session_load *load) {
    struct list *list = load->list;
    int64_t records = list->wants_profile ? 1
                                          : quote_page(list_length(list), (int64_t)list->count,
                                                       session->config.load_page_size);
    load->asked = records < load->budget ? records : load->budget;
    list->is_told = load->is_told;
    load->is_told = false;
    requests_ask_for(session, list, load->asked);
    list->is_told = false;
    load->job = list->job;
}

/* Requests the next page of the first idle loads. Ends those that cannot or should not go on. */
static void step_all(struct session *session) {
    struct session_load *load;
    for (size_t i = 0; (load = next_idle(session, &i));) {
        enum drive_step step = next_step(session, load);
        bool waits = step == DRIVE_WAIT || (step == DRIVE_PAGE && count_active(session) >= AT_ONCE);
        if (step == DRIVE_PAGE && !waits)
            request(session, load);
        if (load->job || waits) {
            i++;
            continue;
        }
        end(session, load);
        i = 0; /* an earlier one may have got its rest */
    }
}

/* Takes one list; false if there is none now. */
static bool take(struct session *session) {
    struct session_drive *drive = &session->drive;
    const struct drive_order *order = drive->order;
    size_t width = order && order->width && order->width < AT_ONCE ? order->width : AT_ONCE;
    if (!order || drive->is_over || session->is_finishing || count_loads(session, order) >= width)
        return false;
    struct session_load load = {.order = order, .context = drive->context};
    enum drive_next next = order->next(drive->context, session, &load);
    drive->is_over = drive->is_over || next == DRIVE_OVER;
    if (next == DRIVE_LIST)
        drive_add(session, &load);
    return next == DRIVE_LIST;
}

static void finish(struct session *session) {
    const struct session_drive drive = session->drive;
    bool is_over = drive.order && (drive.is_over || session->is_finishing) &&
                   !count_loads(session, drive.order);
    if (!is_over)
        return;
    session->drive = (struct session_drive){.order = NULL};
    session->changes++;
    if (drive.order->over)
        drive.order->over(drive.context, session);
}

void drive_go_on(struct session *session) {
    if (session->is_driving)
        return;
    session->is_driving = true;
    do
        step_all(session);
    while (take(session));
    session->is_driving = false;
    finish(session);
}

void drive_begin(struct session *session, const struct drive_order *order, void *context) {
    session->drive = (struct session_drive){.order = order, .context = context};
    session->changes++;
    drive_go_on(session);
}

bool drive_runs(const struct session *session) {
    return session->drive.order;
}

void drive_stop_load(struct session *session, struct session_load *load) {
    load->is_stopping = true;
    if (load->order == session->drive.order)
        session->drive.is_over = true;
    requests_take_back(session, load->list);
    session->changes++;
}

void drive_stop(struct session *session) {
    session->drive.is_over = true;
    for (size_t i = 0; i < session->load_count; i++)
        if (session->loads[i].order == session->drive.order)
            drive_stop_load(session, &session->loads[i]);
    drive_go_on(session);
}

static struct session_load *load_of_job(const struct session *session, uint64_t job) {
    for (size_t i = 0; job && i < session->load_count; i++)
        if (session->loads[i].job == job)
            return &session->loads[i];
    return NULL;
}

void drive_count(struct session *session, const struct event *event) {
    struct session_load *load = load_of_job(session, event->job);
    if (!load || event->kind != EVENT_ANSWER)
        return;
    const struct answer *answer = event->answer;
    int64_t spent = answer->charge == CHARGE_KNOWN ? answer->billing.credits_charged : 0;
    int64_t maybe = answer->charge == CHARGE_UNKNOWN ? load->asked : 0;
    int64_t credits = quote_add(spent, maybe);
    load->job = 0;
    load->spent = quote_add(load->spent, spent);
    load->maybe = quote_add(load->maybe, maybe);
    load->budget -= credits < load->budget ? credits : load->budget;
    load->pages += answer->page != NULL;
}
