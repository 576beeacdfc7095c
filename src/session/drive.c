/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/drive.h"

#include "api/pace.h"
#include "base/clock.h"
#include "base/figure.h"
#include "base/mem.h"
#include "session/reading.h"
#include "session/requests.h"

#include <string.h>

#define SCALED_MAX (INT64_C(1) << 52) /* longer than anyone waits, more than anyone has */

enum { SECOND_MS = 1000 };

/* Of loads at the same time, in lists. */
static size_t width(const struct session *session) {
    return session->load_width ? session->load_width : PACE_LISTS_MIN;
}

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

/* What caps and a current balance leave for a load after all that those before it may need. */
static int64_t share_of(const struct session *session, const struct session_load *load) {
    const struct purse *purse = &session->purse;
    int64_t left = purse_caps_left(purse);
    if (purse->is_balance_current && purse->balance > 0 && purse->balance < left)
        left = purse->balance;
    for (const struct session_load *other = session->loads; left != INT64_MAX && other < load;
         other++) {
        int64_t need = other->is_stopping ? other->asked : need_of(session, other);
        need = need < other->budget ? need : other->budget;
        left -= need < left ? need : left;
    }
    return left;
}

static int64_t page_price(const struct session *session, const struct session_load *load) {
    const struct list *list = load->list;
    int64_t records = list->wants_profile ? 1
                                          : quote_page(list_length(list), (int64_t)list->count,
                                                       session->config.load_page_size);
    return records < load->budget ? records : load->budget;
}

/* The most that its next request may cost. */
static int64_t next_price(const struct session *session, const struct session_load *load) {
    int64_t price = page_price(session, load);
    int64_t share = load->order->is_ranked ? share_of(session, load) : price;
    return share < price ? share : price;
}

/* Whether others need what it would request. What is under way for the lists before it counts
 * twice, as used and as needed: so it may wait too long, but never takes what they need. */
static bool is_outranked(const struct session *session, const struct session_load *load) {
    return load->order->is_ranked && load > session->loads &&
           next_price(session, load) < page_price(session, load);
}

static bool must_wait(const struct session *session, const struct session_load *load) {
    return count_active(session) >= width(session) || is_outranked(session, load);
}

static void start_tally(struct session *session) {
    if (!session->load_count && !session->drive.order)
        session->tally = (struct session_tally){.started_ms = clock_monotonic_ms()};
}

void drive_add(struct session *session, const struct session_load *load) {
    start_tally(session);
    session->tally.added++;
    session->loads = mem_grow(session->loads, &session->load_capacity, session->load_count + 1,
                              sizeof *session->loads);
    struct session_load *added = &session->loads[session->load_count++];
    *added = *load;
    added->started_ms = clock_monotonic_ms();
    added->rows_before = list_held(load->list);
    added->is_told = load->list->failure.is_maybe;
    if (!load->list->job && !load->order->keeps_failures)
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

static int64_t rows_of(const struct session_load *load) {
    return load->list->count > load->rows_before ? (int64_t)(load->list->count - load->rows_before)
                                                 : 0;
}

static void end(struct session *session, struct session_load *load) {
    struct session_load ended = *load;
    session->tally.ended++;
    session->tally.spent = quote_add(session->tally.spent, load->spent);
    session->tally.rows += rows_of(load);
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
    if (load->order->step && !load->is_due)
        step = load->order->step(load->context, session, load);
    load->is_due = load->is_due || step == DRIVE_PAGE;
    if (load->is_due)
        return DRIVE_PAGE;
    if (step != DRIVE_REST)
        return step;
    const struct list *list = load->list;
    bool goes_on = load->budget > 0 && list_can_go_on(list) && !list->failure.brief &&
                   !(list->is_cut && load->pages);
    if (goes_on && !next_price(session, load) && !is_outranked(session, load))
        return DRIVE_END;
    return goes_on ? DRIVE_PAGE : may_be_given(session, load) ? DRIVE_WAIT : DRIVE_END;
}

static void request(struct session *session, struct session_load *load) {
    struct list *list = load->list;
    load->is_due = false;
    load->asked = next_price(session, load);
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
        bool waits = step == DRIVE_WAIT || (step == DRIVE_PAGE && must_wait(session, load));
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
    if (!order || drive->is_over || session->is_finishing ||
        count_loads(session, order) >= (order->width ? order->width : width(session)))
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
    start_tally(session);
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

/* number * part / whole */
static int64_t scale(int64_t number, int64_t part, int64_t whole) {
    double scaled = (double)number * (double)part / (double)whole;
    return scaled < (double)SCALED_MAX ? (int64_t)scaled : SCALED_MAX;
}

/* What the list still costs, within its budget; -1: unknown. */
static int64_t about_rest(const struct session *session, const struct session_load *load) {
    const struct list *list = load->list;
    if (load->is_stopping || (list->page_count && !list->has_more && !list->is_cut))
        return 0;
    struct quote quote =
        quote_rest(list_length(list), (int64_t)list_held(list), session->config.load_page_size);
    if (!quote.is_known)
        return -1;
    return quote.credits < load->budget ? quote.credits : load->budget;
}

/* Lists of unknown length count like the others. */
static void estimate(const struct session *session, struct drive_progress *progress,
                     int64_t elapsed_ms) {
    int64_t known = (int64_t)progress->ended, rest = 0;
    for (size_t i = 0; i < session->load_count; i++) {
        int64_t of_list = about_rest(session, &session->loads[i]);
        known += of_list >= 0;
        rest = quote_add(rest, of_list > 0 ? of_list : 0);
    }
    progress->about = quote_add(progress->spent, rest);
    if (known && !(session->drive.order && session->drive.is_over))
        progress->about = scale(progress->about, (int64_t)progress->lists, known);
    progress->left_ms = progress->spent > 0 && known
                            ? scale(elapsed_ms, progress->about - progress->spent, progress->spent)
                            : -1;
}

struct drive_progress drive_progress(const struct session *session, size_t lists, int64_t now_ms) {
    const struct session_tally *tally = &session->tally;
    struct drive_progress progress = {.ended = tally->ended,
                                      .lists = lists > tally->added ? lists : tally->added,
                                      .rows = tally->rows,
                                      .spent = tally->spent};
    for (size_t i = 0; i < session->load_count; i++) {
        progress.rows += rows_of(&session->loads[i]);
        progress.spent = quote_add(progress.spent, session->loads[i].spent);
    }
    estimate(session, &progress, now_ms - tally->started_ms);
    return progress;
}

bool drive_is_of_several(const struct session *session) {
    return session->load_count && session->tally.added > 1 && !session->drive.order;
}

void drive_put_progress(const struct drive_progress *progress, struct buf *out) {
    char figure[FIGURE_MAX];
    bool goes_on = progress->about > progress->spent;
    buf_format(out, "%zu of %s", progress->ended,
               figure_counted((int64_t)progress->lists, "list", figure));
    buf_format(out, " · %s", figure_counted(progress->rows, "row", figure));
    buf_format(out, " · %s", figure_grouped(progress->spent, figure));
    if (goes_on)
        buf_format(out, " of about %s", figure_grouped(progress->about, figure));
    buf_text_put(out, " cr");
    if (goes_on && progress->left_ms >= 0)
        buf_format(out, ", %s left",
                   figure_duration((progress->left_ms + SECOND_MS - 1) / SECOND_MS, figure));
}
