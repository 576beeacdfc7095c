/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A crawl: how far it is, its steps with the newest first, why it ended and how it goes on. Shown
 * is the one that runs, else the newest, until the user turns to another; the second table has all
 * of them. Only the visible steps are read.
 */
#include "view/view.h"

#include "base/figure.h"
#include "base/key.h"
#include "command/crawling.h"
#include "session/navigate.h"
#include "view/crawl_table.h"
#include "view/hint.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { STEPS, CRAWLS };
enum {
    CELLS = 8,
    MS = 1000,
    TIMED_STEPS = 20,
    WORDS_MAX = 1024,
    ROOM_FOR_END = 4,
    ROOM_FOR_GAP = 10
};

struct crawl_page {
    struct arena arena;        /* of what was read */
    int64_t wanted;            /* the crawl to show; 0: the one that runs, else the newest */
    struct crawl_record crawl; /* id 0: it is not in the store yet */
    struct crawl_record *crawls;
    struct crawl_step *steps;
    size_t held;   /* of either */
    int64_t first; /* the line of the first one held */
    int64_t known; /* steps at the last read */
    int64_t left_ms;
};

static bool open_crawl(struct view *view, const char *argument) {
    struct crawl_page *page = view->own;
    struct session *session = view->front->session;
    struct crawl_record crawl;
    struct arena arena;
    arena_init(&arena);
    page->wanted = strtoll(argument, NULL, 10);
    bool is_there =
        crawling_runs(session) ||
        (crawl_log_read(session->store, page->wanted, &arena, &crawl, &view->err) && crawl.id);
    arena_fini(&arena);
    if (!is_there)
        session_say(session, TONE_INFO, "The store has no such crawl.");
    arena_init(&page->arena);
    view->selected = 0;
    return is_there;
}

static void close_crawl(struct view *view) {
    arena_fini(&((struct crawl_page *)view->own)->arena);
}

/* Whether the crawl that is shown runs in this program. */
static bool is_under_way(const struct view *view) {
    const struct crawl_page *page = view->own;
    const struct crawl_status *status = crawl_status(view->front->session);
    return status && status->is_running && status->number == page->crawl.id;
}

static bool is_stopping(const struct session *session) {
    const struct crawl_status *status = crawl_status(session);
    for (size_t i = 0; i < session->load_count; i++)
        if (session->loads[i].crawl && session->loads[i].is_stopping)
            return true;
    return status && status->is_stopping;
}

/* Reading. */

static bool read_record(struct view *view) {
    struct crawl_page *page = view->own;
    struct session *session = view->front->session;
    const struct crawl_status *status = crawl_status(session);
    int64_t wanted = page->wanted;
    page->crawl = (struct crawl_record){.id = 0};
    if (!wanted && status && status->is_running && !status->number)
        return true;
    if (!wanted && status && status->is_running)
        wanted = status->number;
    return crawl_log_read(session->store, wanted, &page->arena, &page->crawl, &view->err);
}

/* New steps come first. */
static void stay_on_step(struct view *view) {
    struct crawl_page *page = view->own;
    int64_t added = view->count - page->known;
    if (page->known && added > 0 && view->selected > 0) {
        view->selected += added;
        view->top += added;
    }
    page->known = view->count;
}

/* The visible ones, turned round. */
static bool read_steps(struct view *view) {
    struct crawl_page *page = view->own;
    view->count = page->crawl.steps;
    stay_on_step(view);
    view_limit(view);
    int64_t last = view->count - view->top, rows = view->rows > 0 ? view->rows : 0;
    int64_t first = last > rows ? last - rows + 1 : 1;
    page->first = view->top;
    bool is_read = last < 1 || crawl_log_steps(view->front->session->store, page->crawl.id, first,
                                               (size_t)(last - first + 1), &page->arena,
                                               &page->steps, &page->held, &view->err);
    for (size_t i = 0; is_read && i < page->held / 2; i++) {
        struct crawl_step step = page->steps[i];
        page->steps[i] = page->steps[page->held - 1 - i];
        page->steps[page->held - 1 - i] = step;
    }
    return is_read;
}

static bool read_crawls(struct view *view) {
    struct crawl_page *page = view->own;
    bool is_read = crawl_log_read_all(view->front->session->store, &page->arena, &page->crawls,
                                      &page->held, &view->err);
    view->count = is_read ? (int64_t)page->held : 0;
    page->first = 0;
    view_limit(view);
    return is_read;
}

/* At the speed of the last steps; -1 if unknown. */
static bool read_speed(struct view *view) {
    struct crawl_page *page = view->own;
    struct crawl_step *steps;
    size_t count = 0;
    int64_t credits = 0, ms = 0, from = page->crawl.steps - TIMED_STEPS + 1;
    page->left_ms = -1;
    if (!is_under_way(view) ||
        !crawl_log_steps(view->front->session->store, page->crawl.id, from > 1 ? from : 1,
                         TIMED_STEPS, &page->arena, &steps, &count, &view->err))
        return !is_under_way(view);
    for (size_t i = 0; i < count; i++)
        if (steps[i].outcome != CRAWL_UNDER_WAY && steps[i].ended_ms > steps[i].decided_ms) {
            credits += steps[i].credits;
            ms += steps[i].ended_ms - steps[i].decided_ms;
        }
    if (credits)
        page->left_ms = (int64_t)((double)ms * (double)crawl_left(&page->crawl) / (double)credits);
    return true;
}

/* Words. */

/* Its rule. */
static void add_rule(const struct crawl_record *crawl, struct line *line) {
    const struct crawl_order *order = &crawl->order;
    char figure[FIGURE_MAX];
    line_add(line, ROLE_TEXT, 2, " · %s", order->sort);
    if (order->filter)
        line_add(line, ROLE_TEXT, 4, " · only %s", order->filter);
    if (order->lists != CRAWL_NO_BOUND)
        line_add(line, ROLE_TEXT, 4, " · %s at most", figure_counted(order->lists, "list", figure));
    if (order->per_list != CRAWL_NO_BOUND)
        line_add(line, ROLE_TEXT, 4, " · %s a list", figure_credits(order->per_list, figure));
    if (order->depth != CRAWL_NO_BOUND)
        line_add(line, ROLE_TEXT, 4, " · depth %s", figure_grouped(order->depth, figure));
    if (order->frame)
        line_add(line, ROLE_TEXT, 5, " · of a defined population");
    if (*order->seeds)
        line_add(line, ROLE_DIM, 6, " · from %s", order->seeds);
}

static void make_heading(struct view *view) {
    const struct crawl_page *page = view->own;
    struct line *line = &view->heading;
    if (page->crawl.id && view->tab == STEPS)
        line_add(line, ROLE_STRONG, 0, "Crawl %" PRId64, page->crawl.id);
    else
        line_add(line, ROLE_STRONG, 0, "Crawl");
    if (view->cols) {
        bool is_steps = view->tab == STEPS;
        line_add(line, is_steps ? ROLE_CURRENT : ROLE_DIM, is_steps ? 1 : 3,
                 is_steps ? "  [steps]" : "   steps ");
        line_add(line, is_steps ? ROLE_DIM : ROLE_CURRENT, is_steps ? 3 : 1,
                 is_steps ? "  crawls " : " [crawls]");
        line_add(line, ROLE_DIM, 7, "  Tab");
    }
    if (page->crawl.id && view->tab == STEPS)
        add_rule(&page->crawl, line);
}

static void add_progress(struct view *view) {
    const struct crawl_page *page = view->own;
    const struct crawl_record *crawl = &page->crawl;
    char figure[FIGURE_MAX];
    struct line *line = &view->title;
    if (view->cols) {
        line_add_bar(line, ROLE_ACCENT, 3, crawl->charged, crawl->order.budget, CELLS);
        line_add(line, ROLE_TEXT, 3, " ");
    }
    line_add(line, ROLE_STRONG, 0, "%s", figure_grouped(crawl->charged, figure));
    line_add(line, ROLE_TEXT, 0, " of %s", figure_credits(crawl->order.budget, figure));
    if (crawl->maybe)
        line_add(line, ROLE_WARNING, 1,
                 view->cols ? " · ≤%s maybe charged" : ", up to %s more maybe charged",
                 figure_grouped(crawl->maybe, figure));
    line_add(line, ROLE_TEXT, 1, " · %s", figure_counted(crawling_lists(crawl), "list", figure));
}

static void add_now(struct view *view) {
    const struct crawl_page *page = view->own;
    const struct crawl_status *status = crawl_status(view->front->session);
    char figure[FIGURE_MAX];
    if (is_stopping(view->front->session))
        line_add(&view->title, ROLE_WARNING, 0, " · stopping");
    else if (status->list)
        line_add(&view->title, ROLE_TEXT, 4, " · loading %s", status->list->label);
    else
        line_add(&view->title, ROLE_TEXT, 4, " · choosing");
    if (page->left_ms >= 0 && !is_stopping(view->front->session))
        line_add(&view->title, ROLE_DIM, 2, " · about %s left",
                 figure_duration((page->left_ms + MS - 1) / MS, figure));
}

/* What E does with it. */
static const char *way_on(const struct view *view) {
    const struct crawl_record *crawl = &((struct crawl_page *)view->own)->crawl;
    if (crawl->end == CRAWL_RUNNING && crawl->is_alive)
        return "";
    if (!view->front->session->worker)
        return " You are offline, so it cannot go on.";
    if (!view->cols)
        return " :crawl continue goes on with it.";
    bool has_use =
        crawl_left(crawl) && crawl->end != CRAWL_BUDGET && crawl->end != CRAWL_NOTHING_FITS;
    return has_use ? " E continues it." : " E continues it with more credits.";
}

static void put_end(struct view *view, struct buf *out) {
    const struct crawl_record *crawl = &((struct crawl_page *)view->own)->crawl;
    crawling_put_end(crawl, out);
    if (out->len)
        buf_text_put(out, way_on(view));
}

/* In lines, a part of the title, which ends with a full stop. */
static void tell_end(struct view *view) {
    struct buf words;
    buf_init(&words, WORDS_MAX);
    put_end(view, &words);
    if (words.len)
        line_add(&view->title, ROLE_TEXT, 0, ". %.*s", (int)words.len - 1, buf_text(&words));
    buf_fini(&words);
}

static void make_title(struct view *view) {
    const struct crawl_page *page = view->own;
    const struct crawl_record *crawl = &page->crawl;
    if (view->tab == CRAWLS) {
        char figure[FIGURE_MAX];
        line_add(&view->title, ROLE_TEXT, 0, "%s", figure_counted(view->count, "crawl", figure));
        line_add(&view->title, ROLE_DIM, 1, " in this store, the newest first");
        return;
    }
    if (!crawl->id) {
        line_add(&view->title, ROLE_TEXT, 0, "beginning …");
        return;
    }
    add_progress(view);
    if (is_under_way(view))
        add_now(view);
    else if (view->cols)
        line_add(&view->title, ROLE_DIM, 2, " · %s", crawl_state_words(crawl));
    else
        tell_end(view);
}

/* Why it ended, under the steps. */
static void add_end(struct view *view) {
    const struct crawl_page *page = view->own;
    struct buf words;
    if (view->tab != STEPS || !page->crawl.id || is_under_way(view) || !view->cols ||
        view->room < ROOM_FOR_END)
        return;
    buf_init(&words, WORDS_MAX);
    put_end(view, &words);
    if (words.len) {
        if (view->room >= ROOM_FOR_GAP)
            document_begin(&view->below, 0);
        document_wrap(&view->below, 0, ROLE_TEXT, buf_text(&words));
        view_keep(view, (int64_t)view->below.count);
    }
    buf_fini(&words);
}

static void make_foot(struct view *view) {
    if (view->tab != STEPS)
        return;
    line_add(&view->foot, ROLE_DIM, 0, "new: in no list before  ");
    line_add(&view->foot, ROLE_DIM, 1, "inside: whose own list is stored  ");
}

/* Where it ended without a step, the screen says why (add_end()). */
static const char *nothing(const struct view *view) {
    const struct crawl_page *page = view->own;
    if (is_under_way(view) || !page->crawl.id)
        return "No step yet: the first list is being chosen.";
    return view->cols && view->below.count ? NULL : "No step.";
}

static void read_crawl(struct view *view) {
    struct crawl_page *page = view->own;
    arena_fini(&page->arena);
    arena_init(&page->arena);
    page->held = 0;
    view->count = 0;
    view->is_stale = false;
    bool is_read = read_record(view) && read_speed(view);
    if (is_read && view->tab == STEPS)
        add_end(view);
    view->has_failed = !is_read || !(view->tab == STEPS ? read_steps(view) : read_crawls(view));
    view->nothing = nothing(view);
    make_heading(view);
    make_title(view);
    if (view->cols)
        make_foot(view);
}

static const void *row_at(const struct view *view, int64_t line) {
    const struct crawl_page *page = view->own;
    int64_t at = line - page->first;
    if (at < 0 || at >= (int64_t)page->held)
        return NULL;
    return view->tab == STEPS ? (const void *)&page->steps[at] : &page->crawls[at];
}

/* Keys. */

static void show_crawl(struct view *view, int64_t number) {
    struct crawl_page *page = view->own;
    page->wanted = number;
    page->known = 0;
    if (view->tab != STEPS)
        view_turn(view, 1);
    view->top = 0;
    view->selected = 0;
    view->is_stale = true;
}

/* `by` 1: the next newer one. */
static void turn_crawl(struct view *view, int by) {
    const struct crawl_page *page = view->own;
    struct session *session = view->front->session;
    struct crawl_record crawl;
    struct arena arena;
    struct err err;
    int64_t number = page->crawl.id + by;
    arena_init(&arena);
    if (number < 1 || !crawl_log_read(session->store, number, &arena, &crawl, &err) || !crawl.id)
        session_say(session, TONE_INFO,
                    by > 0 ? "This is the newest crawl." : "This is the oldest crawl.");
    else
        show_crawl(view, number);
    arena_fini(&arena);
}

static void open_row(struct view *view) {
    struct session *session = view->front->session;
    const void *row = view_selected(view);
    struct err err;
    if (!row && view->selected >= 0) { /* moved to since the last drawing */
        view_read(view, view->now_ms, true);
        row = view_selected(view);
    }
    if (!row)
        return;
    if (view->tab == CRAWLS)
        show_crawl(view, ((const struct crawl_record *)row)->id);
    else if (!navigate_visit(session, ((const struct crawl_step *)row)->account, &err))
        session_say(session, TONE_ERROR, "%s", err.text);
}

static void ask_on(struct view *view) {
    const struct crawl_page *page = view->own;
    char argument[FIGURE_MAX];
    if (crawling_runs(view->front->session)) {
        session_say(view->front->session, TONE_INFO, "A crawl is running. s stops it.");
        return;
    }
    snprintf(argument, sizeof argument, "continue %" PRId64, page->crawl.id);
    front_run(view->front, COMMAND_CRAWL, argument);
}

/* As in a list that is loading: the first Escape stops it, the next one leaves. */
static bool stops(const struct view *view, enum command command) {
    return command == COMMAND_ESCAPE && view->tab == STEPS && is_under_way(view) &&
           !is_stopping(view->front->session);
}

static enum view_result run(struct view *view, int key, enum command command) {
    if (stops(view, command))
        (void)crawling_stop(view->front->session);
    else if (command == COMMAND_CRAWL && view->cols)
        ask_on(view);
    else if (command == COMMAND_BACKWARD || command == COMMAND_FORWARD)
        turn_crawl(view, command == COMMAND_FORWARD ? 1 : -1);
    else if (command == COMMAND_DRILL_IN && key == KEY_CODE_ENTER && view->cols)
        open_row(view);
    else
        return VIEW_UNKNOWN;
    return VIEW_DONE;
}

static const struct hint *keys(const struct view *view) {
    static const struct hint of_running[] = {
        {.key = "Enter", .word = "list", .help = "open the list of the selected step"},
        {COMMAND_NEXT_TAB, .word = "crawls", .help = "turn to all crawls of the store"},
        {COMMAND_STOP, .help = "stop the crawl after the answer under way; so does Esc"},
        {COMMAND_LEAVE, .word = "leave", .help = "leave this view; the crawl goes on"},
        {COMMAND_HELP},
        {COMMAND_NONE}};
    static const struct hint of_steps[] = {
        {COMMAND_BACKWARD, .word = "", .help = "show the crawl before this one"},
        {COMMAND_FORWARD, .word = "", .help = "show the crawl after this one"},
        {.key = "Enter", .word = "list", .help = "open the list of the selected step"},
        {COMMAND_NEXT_TAB, .word = "crawls", .help = "turn to all crawls of the store"},
        {COMMAND_CRAWL, .word = "continue",
         .help = "continue the crawl; asks how many credits more"},
        {COMMAND_HELP},
        {COMMAND_LEAVE},
        {COMMAND_NONE}};
    static const struct hint of_crawls[] = {
        {.key = "Enter", .word = "steps", .help = "show the steps of the selected crawl"},
        {COMMAND_NEXT_TAB, .word = "steps", .help = "turn to the steps"},
        {COMMAND_HELP},
        {COMMAND_LEAVE},
        {COMMAND_NONE}};
    return view->tab == CRAWLS ? of_crawls : is_under_way(view) ? of_running : of_steps;
}

static const struct table *const tables[] = {
    [STEPS] = &crawl_steps, [CRAWLS] = &crawl_crawls, NULL};

const struct view_ops crawl_view = {.command = COMMAND_CRAWL,
                                    .name = "crawl",
                                    .title = "Crawl",
                                    .size = sizeof(struct crawl_page),
                                    .tables = tables,
                                    .open = open_crawl,
                                    .close = close_crawl,
                                    .run = run,
                                    .read = read_crawl,
                                    .row = row_at,
                                    .keys = keys};
