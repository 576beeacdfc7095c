/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plain/plain_tell.h"

#include "base/clock.h"
#include "base/figure.h"
#include "base/mem.h"
#include "command/crawling.h"
#include "plain/plain_account.h"
#include "plain/plain_list.h"
#include "plain/plain_table.h"
#include "session/drive.h"
#include "session/navigate.h"
#include "session/refine.h"
#include "view/crawl_table.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { PROGRESS_MAX = 256 };

void plain_tell_init(struct plain_tell *tell) {
    *tell = (struct plain_tell){.filter = mem_dup("")};
    purse_init(&tell->purse);
}

void plain_tell_fini(struct plain_tell *tell) {
    free(tell->filter);
    tell->filter = NULL;
}

void plain_tell_message(struct plain_out *out, struct session *session) {
    static const char *const tones[] = {
        [TONE_INFO] = "", [TONE_WARNING] = "Warning: ", [TONE_ERROR] = "Error: "};
    if (session->message)
        plain_out_line(out, "%s%s", tones[session->tone], session->message);
    session_hush(session);
}

void plain_tell_first(struct plain_tell *tell, struct plain_out *out, struct session *session) {
    tell->has_told = session->message != NULL;
    plain_tell_message(out, session);
}

static bool is_refined_anew(const struct plain_tell *tell, const struct session *session) {
    return strcmp(tell->filter, refine_filter_text(session)) != 0 ||
           !order_is_same(&tell->order, &session->trail.current->excerpt.order);
}

/* Its first rows came since, or its request brought none. */
static bool is_begun(const struct plain_tell *tell, const struct session *session,
                     const struct list *list) {
    bool was_asked_for = tell->had_job || session->last_job != tell->last_job;
    return !tell->rows && !list->job && (list->count || was_asked_for);
}

static void read_rows(struct plain_tell *tell, struct plain_out *out, const struct session *session,
                      size_t from, size_t rows) {
    size_t count = session->trail.current->excerpt.count;
    tell->first = from;
    tell->next = count - from < rows ? count : from + rows;
    plain_list_rows(out, session, from, tell->next);
}

static void read_row(struct plain_tell *tell, struct plain_out *out,
                     const struct session *session) {
    const struct excerpt *excerpt = &session->trail.current->excerpt;
    if (!excerpt->count)
        return;
    if (tell->reading == PLAIN_READ_HIT)
        plain_account_hit(out, session);
    else
        plain_account_row(out, session, excerpt->selected);
    tell->first = excerpt->selected;
    tell->next = excerpt->selected + 1;
}

/* Another list, or another part of it. */
static void read_anew(struct plain_tell *tell, struct plain_out *out, const struct session *session,
                      bool is_other, size_t rows) {
    const struct excerpt *excerpt = &session->trail.current->excerpt;
    if (is_other)
        plain_list_title(out, session);
    plain_list_sieve(out, session);
    tell->first = tell->next = 0;
    if (excerpt->list->count)
        read_rows(tell, out, session, is_other ? excerpt->selected : 0, rows);
}

static void read_on(struct plain_tell *tell, struct plain_out *out, struct session *session) {
    const struct excerpt *excerpt = &session->trail.current->excerpt;
    if (tell->next < excerpt->count) {
        navigate_go(session, tell->next);
        read_rows(tell, out, session, tell->next, tell->wanted);
    } else if (session_load_of(session, excerpt->list)) {
        plain_list_position(out, session);
    } else if (!session->message && !tell->has_told) {
        plain_list_end(out, session);
    }
}

static void tell_list(struct plain_tell *tell, struct plain_out *out, struct session *session,
                      size_t rows) {
    const struct place *place = session->trail.current;
    /* A list without rows has only its title and state to read again. */
    bool is_other = tell->place != place || tell->list != place->list ||
                    is_begun(tell, session, place->list) ||
                    (tell->reading == PLAIN_READ_FROM && !place->list->count);
    bool has_grown = place->list->count > tell->rows && !session_load_of(session, place->list);
    if (is_other || is_refined_anew(tell, session)) {
        read_anew(tell, out, session, is_other, rows);
    } else if (tell->reading == PLAIN_READ_ON) {
        read_on(tell, out, session);
    } else if (tell->reading == PLAIN_READ_FROM) {
        read_rows(tell, out, session, tell->first, tell->wanted);
    } else {
        if (tell->reading != PLAIN_READ_CHANGES || place->excerpt.selected != tell->selected)
            read_row(tell, out, session);
        if (has_grown)
            plain_list_position(out, session);
    }
}

static void tell_marks(const struct plain_tell *tell, struct plain_out *out,
                       const struct session *session) {
    size_t count = marks_count(&session->trail.current->marks);
    if (tell->place == session->trail.current && tell->marks != count && !session->message &&
        !tell->has_told)
        plain_out_line(out, "%zu marked.", count);
}

/* A crawl says itself what it loads. */
static const struct session_load *last_load(const struct session *session, size_t *count) {
    const struct session_load *last = NULL;
    *count = 0;
    for (size_t i = 0; i < session->load_count; i++)
        if (!session->loads[i].crawl) {
            last = &session->loads[i];
            ++*count;
        }
    return last;
}

void plain_tell_progress(struct plain_out *out, const struct session *session) {
    const struct drive_progress progress = drive_progress(session, 0, clock_monotonic_ms());
    struct buf words;
    buf_init(&words, PROGRESS_MAX);
    drive_put_progress(&progress, &words);
    plain_out_line(out, "Loading: %s. s stops.", buf_text(&words));
    buf_fini(&words);
}

/* Said when the user goes on while a list is loading. */
static void tell_loads(struct plain_tell *tell, struct plain_out *out,
                       const struct session *session) {
    size_t count;
    const struct session_load *last = last_load(session, &count);
    if (drive_is_of_several(session))
        plain_tell_progress(out, session);
    else if (count > tell->loads)
        plain_out_line(out, "Loading %s goes on meanwhile. Enter tells how far it is, s stops it.",
                       last->list->label);
    tell->loads = count;
}

/* Said before the next line, if it went on. */
static void tell_crawl(struct plain_tell *tell, struct plain_out *out,
                       const struct session *session) {
    const struct crawl_status *status = crawl_status(session);
    char spent[FIGURE_MAX], budget[FIGURE_MAX];
    if (!status || !status->is_running || !status->number || status->steps == tell->crawl_step)
        return;
    tell->crawl_step = status->steps;
    plain_out_line(out,
                   "Crawl %" PRId64 " goes on: %s of %s spent, at step %" PRId64 ". E tells "
                   "more, s stops it.",
                   status->number, figure_grouped(status->spent, spent),
                   figure_credits(status->budget, budget), status->steps);
}

/* The last step that a crawl need not take up again when it begins or goes on. */
static int64_t last_ended(const struct session *session, const struct crawl_status *status) {
    struct crawl_step *steps;
    struct arena arena;
    struct err err;
    size_t count = 0;
    int64_t last = status->steps;
    arena_init(&arena);
    bool is_read = last && crawl_log_steps(session->store, status->number, last, 1, &arena, &steps,
                                           &count, &err);
    if (is_read && count &&
        (steps[0].outcome == CRAWL_UNDER_WAY || steps[0].outcome == CRAWL_PARTIAL))
        last--;
    arena_fini(&arena);
    return last;
}

static void tell_steps(struct plain_tell *tell, struct plain_out *out,
                       const struct session *session, int64_t crawl) {
    enum { AT_ONCE = 100 };
    struct crawl_step *steps;
    struct arena arena;
    struct err err;
    size_t count, i = 0;
    arena_init(&arena);
    if (crawl_log_steps(session->store, crawl, tell->crawl_step + 1, AT_ONCE, &arena, &steps,
                        &count, &err))
        for (; i < count && steps[i].outcome != CRAWL_UNDER_WAY; i++) {
            plain_table_row(out, &crawl_steps, &steps[i]);
            tell->crawl_step = steps[i].n;
        }
    arena_fini(&arena);
}

void plain_tell_steps(struct plain_tell *tell, struct plain_out *out,
                      const struct session *session) {
    const struct crawl_status *status = crawl_status(session);
    if (!status || !status->number)
        return;
    if (tell->has_crawl)
        tell_steps(tell, out, session, status->number);
    else
        tell->crawl_step = last_ended(session, status);
    tell->has_crawl = status->is_running;
}

static void remember_list(struct plain_tell *tell, const struct session *session) {
    const struct place *place = session->trail.current;
    tell->place = place;
    tell->list = place->list;
    tell->rows = place->list->count;
    tell->last_job = session->last_job;
    tell->had_job = place->list->job != 0;
    tell->selected = place->excerpt.selected;
    tell->marks = marks_count(&place->marks);
    tell->order = place->excerpt.order;
    free(tell->filter);
    tell->filter = mem_dup(refine_filter_text(session));
}

static void tell_money(struct plain_tell *tell, struct plain_out *out,
                       const struct session *session) {
    const struct purse *now = &session->purse, *before = &tell->purse;
    if (tell->has_money && now->balance == before->balance && now->maybe == before->maybe &&
        now->is_balance_current == before->is_balance_current &&
        now->spent[PURSE_SESSION] == before->spent[PURSE_SESSION] &&
        session->waiting.count == tell->waiting)
        return;
    plain_list_money(out, session);
    tell->purse = *now;
    tell->waiting = session->waiting.count;
    tell->has_money = true;
}

void plain_tell_all(struct plain_tell *tell, struct plain_out *out, struct session *session,
                    size_t rows) {
    struct place *place = session->trail.current;
    if (place) {
        (void)excerpt_refresh(&place->excerpt);
        tell_list(tell, out, session, rows);
        tell_marks(tell, out, session);
        remember_list(tell, session);
    }
    tell_loads(tell, out, session);
    tell_crawl(tell, out, session);
    plain_tell_message(out, session);
    tell_money(tell, out, session);
    tell->reading = PLAIN_READ_CHANGES;
    tell->has_told = false;
}
