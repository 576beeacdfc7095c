/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Statistics of the marked accounts, or else of those that the list shows. They are made a few
 * milliseconds at a time, and again, at most once a second, when something arrived.
 */
#include "view/view.h"

#include "analysis/statistics_work.h"
#include "base/clock.h"
#include "base/figure.h"
#include "session/grouping.h"
#include "session/marking.h"
#include "session/reading.h"
#include "store/holding.h"
#include "view/stats_sheet.h"

#include <stdlib.h>

enum { STEP_MS = 8, AGAIN_MS = 1000 };

struct stats {
    struct statistics_work *work; /* NULL: to be begun */
    uint64_t version, groups;     /* of what it counts with: the lists, and the file of groups */
    struct line subject;
    bool is_done;
    struct statistics_work *shown; /* what the page is of */
    struct stats_sheet page;
    int cols; /* that the body is laid out in; -1: to be laid out */
};

static void drop(struct stats *stats) {
    if (stats->shown)
        stats_sheet_fini(&stats->page);
    statistics_work_free(stats->shown);
    stats->shown = NULL;
}

static void close_stats(struct view *view) {
    struct stats *stats = view->own;
    drop(stats);
    statistics_work_free(stats->work);
}

/* Which accounts, and of which list. */

static void say_subject(struct stats *stats, const struct place *place, bool has_marks) {
    const struct list *list = place->list;
    line_init(&stats->subject);
    line_add(&stats->subject, ROLE_STRONG, 1, "Statistics of ");
    if (has_marks)
        line_add(&stats->subject, ROLE_TEXT, 0, "the marked accounts of ");
    else if (!excerpt_is_all(&place->excerpt) && place->excerpt.count < list->count)
        line_add(&stats->subject, ROLE_TEXT, 0, "the filtered accounts of ");
    line_add(&stats->subject, ROLE_CURRENT, 0, "%s", list->label);
}

static bool add_list(struct view *view, const struct list *list) {
    struct stats *stats = view->own;
    struct holding holding;
    struct arena arena;
    arena_init(&arena);
    bool is_read = holding_of_snapshot(view->front->session->store, list->snapshot, &holding,
                                       &arena, &view->err);
    if (is_read)
        statistics_work_add_list(stats->work, &holding);
    arena_fini(&arena);
    return is_read;
}

static void add_marked(struct view *view) {
    struct stats *stats = view->own;
    size_t count;
    const struct account **marked = marking_take(view->front->session, &count);
    for (size_t i = 0; i < count; i++)
        statistics_work_add_account(stats->work, marked[i]);
    free(marked);
}

static bool add_accounts(struct view *view, const struct place *place) {
    struct stats *stats = view->own;
    if (marks_count(&place->marks)) {
        add_marked(view);
        return true;
    }
    if (!list_is_local(place->list) && place->list->snapshot && !add_list(view, place->list))
        return false;
    for (size_t at = 0; at < place->excerpt.count; at++)
        statistics_work_add_account(stats->work, trail_account(place, at));
    return true;
}

static bool begin(struct view *view) {
    struct session *session = view->front->session;
    struct place *place = session->trail.current;
    struct stats *stats = view->own;
    reading_finish(session, place->list);
    excerpt_refresh(&place->excerpt);
    stats->version = graph_index_version(session->index);
    stats->groups = grouping_count(session);
    stats->work =
        statistics_work_new(session->store, session->index, session->groups, clock_wall_ms());
    say_subject(stats, place, marks_count(&place->marks));
    return add_accounts(view, place);
}

/* Making. */

static void show(struct stats *stats) {
    drop(stats);
    stats->shown = stats->work;
    stats->work = NULL;
    stats_sheet_init(&stats->page, statistics_work_of(stats->shown));
    stats->cols = -1;
}

/* Lines are made in one go. */
static bool make_step(struct view *view, bool *is_done) {
    struct stats *stats = view->own;
    struct graph_index *index = view->front->session->index;
    int64_t until_ms = view->cols ? clock_monotonic_ms() + STEP_MS : INT64_MAX;
    *is_done = false;
    if (!view->cols && !graph_index_finish(index, &view->err))
        return false;
    while (!graph_index_go_on(index))
        if (clock_monotonic_ms() >= until_ms)
            return true;
    if (graph_index_error(index)) {
        view->err = *graph_index_error(index);
        return false;
    }
    return (stats->work || begin(view)) &&
           statistics_work_go_on(stats->work, until_ms, is_done, &view->err);
}

/* Whether what is shown is of other lists or groups than there are now. */
static bool is_outdated(const struct view *view) {
    const struct stats *stats = view->own;
    const struct session *session = view->front->session;
    return stats->version != graph_index_version(session->index) ||
           stats->groups != grouping_count(session);
}

static void make(struct view *view) {
    struct stats *stats = view->own;
    bool is_done;
    if (stats->work && stats->groups != grouping_count(view->front->session)) {
        statistics_work_free(stats->work); /* its groups are gone */
        stats->work = NULL;
    }
    view->has_failed = !make_step(view, &is_done);
    view->is_stale = !view->has_failed && !is_done;
    view->due_ms = view->now_ms;
    if (!is_done)
        return;
    show(stats);
    view->is_stale = is_outdated(view);
    view->due_ms = view->now_ms + AGAIN_MS;
}

static void lay_out(struct view *view) {
    struct stats *stats = view->own;
    const struct statistics *of = statistics_work_of(stats->shown);
    struct line scope;
    if (stats->cols == view->cols)
        return;
    stats->cols = view->cols;
    line_init(&scope);
    stats_sheet_say_scope(of, &scope);
    stats->page.sheet.lead =
        line_width(&scope, LINE_RANK_MAX) > view->cols - 2 ? stats->page.scope : NULL;
    if (!of->accounts && !of->own.all.lists)
        document_clear(&view->body, 0);
    else if (view->cols)
        sheet_lay_out(&stats->page.sheet, &view->body, view->cols - 2);
    else
        sheet_tell(&stats->page.sheet, &view->body);
}

static void make_title(struct view *view) {
    const struct stats *stats = view->own;
    size_t read = 0, all = 0;
    char done[FIGURE_MAX], lists[FIGURE_MAX];
    view->heading = stats->subject;
    if (stats->shown)
        stats_sheet_say_scope(statistics_work_of(stats->shown), &view->title);
    if (!stats->work)
        return;
    statistics_work_progress(stats->work, &read, &all);
    line_add(&view->title, ROLE_DIM, 1, "%sreading %s of %s", stats->shown ? " · " : "",
             figure_grouped((int64_t)read, done), figure_counted((int64_t)all, "list", lists));
}

static void read_stats(struct view *view) {
    struct stats *stats = view->own;
    view->is_stale = view->is_stale || (stats->shown && is_outdated(view));
    bool is_due = view->is_stale && !view->is_key && view->now_ms >= view->due_ms;
    if (is_due || view->is_turned || !view->cols)
        make(view);
    view->nothing = stats->shown  ? "No accounts."
                    : stats->work ? "Reading the lists of these accounts …"
                                  : "Counting in how many lists accounts are …";
    if (stats->shown)
        lay_out(view);
    make_title(view);
}

const struct view_ops stats_view = {.command = COMMAND_STATS,
                                    .name = "statistics",
                                    .title = "Statistics",
                                    .size = sizeof(struct stats),
                                    .close = close_stats,
                                    .read = read_stats};
