/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The snapshots of a list over time. Up and Down choose one, which is compared with the one before
 * it; Left and Right choose a kind of change, whose accounts Enter opens as a list. Free: it reads
 * the store, again when something may have arrived.
 */
#include "view/view.h"

#include "base/figure.h"
#include "base/key.h"
#include "base/mem.h"
#include "base/text.h"
#include "session/differing.h"
#include "session/requests.h"
#include "session/source_difference.h"
#include "store/lookup.h"
#include "view/difference_words.h"
#include "view/hint.h"
#include "view/timeline_table.h"
#include "view/wrap.h"

#include <stdio.h>
#include <stdlib.h>

enum { READ_MS = 1000, WORDS_MAX = 1 << 12, KIND_GAP = 1, ROOM_FOR_KINDS = 5 };

struct timelines {
    struct differing chosen;
    struct timeline timeline;
    struct timeline_row *rows;
    struct difference difference; /* of the selected snapshot and the one before it */
    int64_t newer;                /* that snapshot; 0: none was read */
    int64_t selected;             /* its place */
    bool is_read, has_failed, has_no_difference;
};

/* A kind was named: its accounts are opened, not the view. */
static bool open_kind(struct view *view, struct err *err) {
    struct timelines *own = view->own;
    struct timeline timeline;
    timeline_init(&timeline);
    bool is_read = timeline_read(&timeline, view->front->session->store, own->chosen.owner, err);
    size_t at = timeline_find(&timeline, own->chosen.newer ? own->chosen.newer : own->chosen.shown);
    at = at == SIZE_MAX ? 0 : at;
    if (is_read && at + 1 >= timeline.count)
        is_read =
            err_set(err, ERR_USAGE, "%s has no older snapshot to compare with.", own->chosen.name);
    if (is_read)
        source_difference_open(view->front->session, source_difference_kind(own->chosen.kind),
                               timeline.steps[at + 1].holding.snapshot,
                               timeline.steps[at].holding.snapshot);
    timeline_fini(&timeline);
    return is_read;
}

static bool has_snapshot(struct view *view, struct err *err) {
    struct timelines *own = view->own;
    struct snapshot newest;
    if (!lookup_newest(view->front->session->store, own->chosen.owner, &newest, err))
        return false;
    return newest.id ||
           err_set(err, ERR_USAGE, "No snapshot of the list of %s is stored: nothing to compare.",
                   own->chosen.name);
}

static void close_timeline(struct view *view) {
    struct timelines *own = view->own;
    differing_fini(&own->chosen);
    timeline_fini(&own->timeline);
    difference_fini(&own->difference);
    free(own->rows);
}

static bool open_timeline(struct view *view, const char *argument) {
    struct timelines *own = view->own;
    struct session *session = view->front->session;
    struct err err;
    differing_init(&own->chosen);
    timeline_init(&own->timeline);
    difference_init(&own->difference);
    bool is_open =
        differing_choose(session, argument, &own->chosen, &err) && has_snapshot(view, &err);
    bool is_view = is_open && !own->chosen.kind;
    if (is_open && !is_view)
        is_open = open_kind(view, &err);
    if (!is_open)
        session_say(session, TONE_INFO, "%s", err.text);
    if (!is_view)
        close_timeline(view);
    view->selected = -1;
    return is_view;
}

static const struct timeline_step *step_at(const struct view *view, int64_t at) {
    const struct timelines *own = view->own;
    return at >= 0 && at < (int64_t)own->timeline.count ? &own->timeline.steps[at] : NULL;
}

/* The snapshot on the screen, or that was named; later the one that was selected. */
static int64_t place_of(const struct view *view) {
    const struct timelines *own = view->own;
    const struct differing *chosen = &own->chosen;
    int64_t wanted = own->newer ? own->newer : chosen->newer ? chosen->newer : chosen->shown;
    size_t at = timeline_find(&own->timeline, wanted);
    return at == SIZE_MAX ? 0 : (int64_t)at;
}

static void make_rows(struct view *view) {
    struct timelines *own = view->own;
    size_t count = own->timeline.count;
    free(own->rows);
    own->rows = mem_zalloc((count + 1) * sizeof *own->rows);
    for (size_t i = 0; i < count; i++) {
        const struct timeline_step *step = &own->timeline.steps[i];
        own->rows[i] = (struct timeline_row){step, step->holding.snapshot == own->chosen.shown};
    }
}

/* The selected snapshot stays selected while others are added above it. */
static void read_snapshots(struct view *view) {
    struct timelines *own = view->own;
    timeline_fini(&own->timeline);
    timeline_init(&own->timeline);
    own->has_failed =
        !timeline_read(&own->timeline, view->front->session->store, own->chosen.owner, &view->err);
    make_rows(view);
    own->selected = place_of(view);
    if (view->cols)
        view->selected = own->selected;
    own->newer = 0;
    own->is_read = true;
    view->is_stale = false;
    view->due_ms = view->now_ms + READ_MS;
}

static void read_difference(struct view *view) {
    struct timelines *own = view->own;
    const struct timeline_step *step = step_at(view, own->selected);
    own->newer = step ? step->holding.snapshot : 0;
    own->has_no_difference = !step || !step->has_older;
    difference_fini(&own->difference);
    difference_init(&own->difference);
    if (!own->has_no_difference &&
        !difference_read(&own->difference, view->front->session->store, step[1].holding.snapshot,
                         own->newer, &view->err))
        own->has_failed = true;
}

static void put_price(const struct view *view, struct buf *out) {
    const struct session *session = view->front->session;
    const struct list *list = ((struct timelines *)view->own)->chosen.own;
    int64_t length = list ? requests_refetch_length(list) : ACCOUNT_UNKNOWN;
    char first[FIGURE_MAX], all[FIGURE_MAX];
    if (!session->worker) {
        buf_text_put(out, " Offline, no new one can be made.");
        return;
    }
    buf_text_put(out, list ? " R in the list makes a new one" : " R in its list makes a new one");
    if (list)
        buf_format(out, ": up to %s for the first page",
                   figure_credits(requests_refetch_price(session, list), first));
    if (length >= 0)
        buf_format(out, ", about %s for all", figure_grouped(length, all));
    buf_text_put(out, ".");
}

/* Why there is nothing to compare. */
static void put_nothing(const struct view *view, struct buf *out) {
    const struct timelines *own = view->own;
    if (own->timeline.count > 1) {
        buf_text_put(out, "This is the oldest snapshot: there is none to compare it with.");
        return;
    }
    buf_text_put(out, "One snapshot is stored, so there is nothing to compare it with yet.");
    put_price(view, out);
}

static struct difference_step selected_step(const struct view *view) {
    const struct timelines *own = view->own;
    return (struct difference_step){step_at(view, own->selected), &own->difference};
}

/* Each kind with its figure, the selected one in brackets, in as many lines as they need; on the
 * smallest screens only that one. */
static void add_kinds(const struct view *view, struct document *out) {
    int col = 0, cols = view->cols - 2;
    document_begin(out, 0);
    for (enum source_difference_kind kind = 0; kind < SOURCE_DIFFERENCE_KINDS; kind++) {
        char words[DIFFERENCE_WORDS_MAX], framed[DIFFERENCE_WORDS_MAX + 2];
        bool is_selected = (int)kind == view->cell;
        if (!is_selected && view->room < ROOM_FOR_KINDS)
            continue;
        difference_words_kind(selected_step(view), kind, words);
        snprintf(framed, sizeof framed, is_selected ? "[%s]" : " %s ", words);
        int width = (int)text_width(framed);
        if (col && col + width > cols) {
            document_begin(out, 0);
            col = 0;
        }
        document_place(out, col, width, is_selected ? ROLE_CURRENT : ROLE_TEXT, framed);
        col += width + KIND_GAP;
    }
}

static void add_sentences(struct view *view, struct document *out) {
    const struct timelines *own = view->own;
    struct buf words;
    buf_init(&words, WORDS_MAX);
    if (own->has_no_difference)
        put_nothing(view, &words);
    else if (view->cols)
        difference_words_put_kind(selected_step(view), (enum source_difference_kind)view->cell,
                                  &words);
    else
        difference_words_put_all(selected_step(view), &words);
    if (!own->has_no_difference)
        difference_words_put_shared(selected_step(view), &words);
    if (!own->has_no_difference && !view->cols)
        difference_words_put_how(&words);
    document_wrap(out, 0, ROLE_TEXT, buf_text(&words));
    buf_fini(&words);
}

/* The rule only where that leaves room for a snapshot and the one before it. */
static void add_below(struct view *view) {
    enum { ROWS_LEFT = 2, ROOM_FOR_RULE = 10 };
    const struct timelines *own = view->own;
    struct document *below = &view->below;
    if (view->cols && view->room > ROOM_FOR_RULE)
        document_rule(below);
    if (view->cols && !own->has_no_difference)
        add_kinds(view, below);
    add_sentences(view, below);
    int64_t lines = (int64_t)below->count, most = view->room - ROWS_LEFT;
    view_keep(view, lines < most ? lines : most > 0 ? most : 0);
}

static void make_title(struct view *view) {
    const struct timelines *own = view->own;
    char figure[FIGURE_MAX];
    line_add(&view->heading, ROLE_STRONG, 0, "Snapshots of %s", own->chosen.name);
    line_add(&view->title, ROLE_TEXT, 2, "%s",
             figure_counted((int64_t)own->timeline.count, "snapshot", figure));
    if (own->has_no_difference)
        return;
    line_add(&view->title, ROLE_DIM, 2, " · ");
    difference_words_add_pair(selected_step(view), &view->title);
}

static void make_foot(struct view *view) {
    const struct timelines *own = view->own;
    if (view->cols && timeline_find(&own->timeline, own->chosen.shown) != SIZE_MAX)
        line_add(&view->foot, ROLE_DIM, 0, "› the list on the screen  ");
}

static void read_timeline(struct view *view) {
    struct timelines *own = view->own;
    document_clear(&view->below, view->cols ? view->cols - 2 : 0);
    bool is_due = view->is_stale && !view->is_key && view->now_ms >= view->due_ms;
    if (!own->is_read || is_due)
        read_snapshots(view);
    if (view->cols && view->selected >= 0)
        own->selected = view->selected;
    const struct timeline_step *step = step_at(view, own->selected);
    if (!own->has_failed && step && step->holding.snapshot != own->newer)
        read_difference(view);
    view->has_failed = own->has_failed;
    if (own->has_failed)
        return;
    view->count = (int64_t)own->timeline.count;
    view->cells = view->cols && !own->has_no_difference ? SOURCE_DIFFERENCE_KINDS : 0;
    make_title(view);
    make_foot(view);
    add_below(view);
}

static const void *row_at(const struct view *view, int64_t line) {
    const struct timelines *own = view->own;
    return step_at(view, line) ? &own->rows[line] : NULL;
}

static void open_accounts(struct view *view) {
    struct timelines *own = view->own;
    const struct timeline_step *step = step_at(view, view->selected);
    if (!step || own->has_failed)
        return;
    if (step->has_older)
        source_difference_open(view->front->session, (enum source_difference_kind)view->cell,
                               step[1].holding.snapshot, step->holding.snapshot);
    else
        session_say(view->front->session, TONE_INFO,
                    "This is the oldest snapshot: there is none to compare it with.");
}

static enum view_result run(struct view *view, int key, enum command command) {
    if (command != COMMAND_DRILL_IN || key != KEY_CODE_ENTER || !view->cols)
        return VIEW_UNKNOWN;
    open_accounts(view);
    return VIEW_DONE;
}

static const struct hint *keys(const struct view *view) {
    static const struct hint of_difference[] = {
        {.key = "←  →", .word = "kind", .help = "choose a kind of change"},
        {.key = "Enter", .word = "accounts", .help = "list the accounts that changed so"},
        {COMMAND_HELP},
        {COMMAND_LEAVE},
        {COMMAND_NONE}};
    static const struct hint of_oldest[] = {{COMMAND_HELP}, {COMMAND_LEAVE}, {COMMAND_NONE}};
    const struct timelines *own = view->own;
    return own->has_no_difference ? of_oldest : of_difference;
}

static const struct table *const tables[] = {&timeline_table, NULL};

const struct view_ops timeline_view = {.command = COMMAND_DIFF,
                                       .name = "timeline",
                                       .title = "Snapshots",
                                       .size = sizeof(struct timelines),
                                       .tables = tables,
                                       .open = open_timeline,
                                       .close = close_timeline,
                                       .run = run,
                                       .read = read_timeline,
                                       .row = row_at,
                                       .keys = keys};
