/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lists compared: a matrix whose selected cell is spelled out below, the membership patterns,
 * and in how many lists accounts are. Enter opens the accounts behind a cell or a line as
 * a list. Free: it reads the store, again when something may have arrived.
 */
#include "view/view.h"

#include "base/key.h"
#include "base/text.h"
#include "session/comparing.h"
#include "session/source_members.h"
#include "view/compare_matrix.h"
#include "view/compare_table.h"
#include "view/hint.h"
#include "view/wrap.h"

enum { READ_MS = 1000, WORDS_MAX = 1 << 12, ROOM_FOR_WORDS = 4, LINES_PER_WORDS = 4 };

enum { MATRIX, PATTERNS, DEPTHS };

struct compare {
    struct comparing chosen;
    struct comparison comparison;
    bool has_failed;
    int first; /* the first column of the matrix that is shown */
};

/* in=MEMBERS: the accounts themselves are opened, not the view. */
static bool is_view(struct session *session, const struct comparing *chosen) {
    if (!chosen->members)
        return true;
    if (source_members_can_read(chosen->members, chosen->count))
        source_members_open(session, chosen->ids, chosen->count, chosen->members);
    else
        session_say(session, TONE_INFO,
                    "in= takes a sign a list (o in it, . not among its rows, * either) or a "
                    "number: in at least so many lists.");
    return false;
}

static bool open_compare(struct view *view, const char *argument) {
    struct compare *compare = view->own;
    struct session *session = view->front->session;
    struct err err;
    comparing_init(&compare->chosen);
    comparison_init(&compare->comparison);
    view->selected = 0;
    view->cell = 1;
    bool is_chosen = comparing_choose(session, argument, &compare->chosen, &err);
    if (!is_chosen)
        session_say(session, TONE_INFO, "%s", err.text);
    if (is_chosen && is_view(session, &compare->chosen))
        return true;
    comparing_fini(&compare->chosen);
    comparison_fini(&compare->comparison);
    return false;
}

static void close_compare(struct view *view) {
    struct compare *compare = view->own;
    comparing_fini(&compare->chosen);
    comparison_fini(&compare->comparison);
}

static void read_lists(struct view *view) {
    struct compare *compare = view->own;
    comparison_fini(&compare->comparison);
    comparison_init(&compare->comparison);
    compare->has_failed = !comparison_read(&compare->comparison, view->front->session->store,
                                           compare->chosen.ids, compare->chosen.count, &view->err);
    view->is_stale = false;
    view->due_ms = view->now_ms + READ_MS;
}

static struct compare_look look_of(const struct view *view) {
    const struct saved_look *looks = view->front->looks;
    return (struct compare_look){.cols = view->cols - 2,
                                 .is_ascii = text_is_ascii() ||
                                             (looks && looks->now.signs == LOOK_SIGNS_ASCII)};
}

/* The selected cell in words. */
static void put_words(const struct view *view, enum compare_brevity brevity, struct buf *out) {
    const struct comparison *comparison = &((struct compare *)view->own)->comparison;
    size_t last = comparison->count - 1, list = (size_t)view->selected;
    compare_put_words(comparison, list < last ? list : last, (size_t)view->cell, brevity, out);
}

static void put_line(const struct line *line, struct document *out) {
    struct buf words;
    buf_init(&words, WORDS_MAX);
    for (size_t i = 0; i < line->count; i++)
        buf_text_put(&words, line->stretches[i].text);
    document_begin(out, 0);
    document_place(out, 0, 0, ROLE_DIM, buf_text(&words));
    buf_fini(&words);
}

/* In as many lines as leave room for the matrix, two at least. */
static void add_words(struct view *view, int64_t lists) {
    struct document *below = &view->below;
    int64_t room = view->room - lists - 1, lines;
    struct buf words;
    buf_init(&words, WORDS_MAX);
    put_words(view, COMPARE_WHOLE, &words);
    lines = (int64_t)wrap_count(buf_text(&words), (size_t)below->cols);
    if (lines > 2 && lines > room) {
        buf_clear(&words);
        put_words(view, COMPARE_SHORT, &words);
        lines = (int64_t)wrap_count(buf_text(&words), (size_t)below->cols);
    }
    if (lines <= room)
        document_rule(below);
    document_wrap(below, 0, ROLE_TEXT, buf_text(&words));
    buf_fini(&words);
}

/* The selected cell spelled out, and the patterns where all of them fit. */
static void add_below(struct view *view, const struct comparison *comparison) {
    struct document *below = &view->below;
    int64_t lists = (int64_t)comparison->count;
    struct line titles;
    if (view->room < ROOM_FOR_WORDS)
        return;
    add_words(view, lists);
    if (lists + (int64_t)(below->count + comparison->pattern_count) + 2 <= view->room) {
        line_init(&titles);
        compare_patterns_titles(comparison, look_of(view), &titles);
        document_begin(below, 0);
        put_line(&titles, below);
        compare_patterns_put(comparison, look_of(view), below);
    }
    view_keep(view, (int64_t)below->count);
}

/* What the counts are about, where that leaves room for most of them. */
static void add_open(struct view *view, const struct comparison *comparison, const char *end) {
    struct buf words;
    buf_init(&words, WORDS_MAX);
    compare_put_open(comparison, end, &words);
    int64_t lines = 1 + (int64_t)wrap_count(buf_text(&words), (size_t)view->below.cols);
    if (words.len && LINES_PER_WORDS * lines <= view->room) {
        document_begin(&view->below, 0);
        document_wrap(&view->below, 0, ROLE_DIM, buf_text(&words));
        view_keep(view, (int64_t)view->below.count);
    }
    buf_fini(&words);
}

static void show_matrix(struct view *view, struct compare *compare) {
    view->cells = (int)compare->comparison.count;
    view->cell = view->cell < view->cells ? view->cell : view->cells - 1;
    struct compare_cell cell = compare_matrix_put(&compare->comparison, look_of(view), view->cell,
                                                  &compare->first, &view->titles, &view->body);
    view->bar_col = 1 + cell.col;
    view->bar_cols = cell.cols;
    view->first_cell = compare->first;
    view->cells_shown = cell.shown;
    view->cell_step = cell.step;
    add_below(view, &compare->comparison);
}

static void show(struct view *view, struct compare *compare) {
    const struct comparison *comparison = &compare->comparison;
    if (view->selected < 0)
        view->selected = 0;
    if (view->tab == MATRIX) {
        show_matrix(view, compare);
    } else if (view->tab == PATTERNS) {
        compare_patterns_titles(comparison, look_of(view), &view->titles);
        compare_patterns_put(comparison, look_of(view), &view->body);
        add_open(view, comparison, compare_open_patterns);
    } else {
        compare_depths_titles(comparison, look_of(view), &view->titles);
        compare_depths_put(comparison, look_of(view), &view->body);
        add_open(view, comparison, compare_open_depths);
    }
}

/* Where there is no room for the words below, they are the title. */
static void make_title(struct view *view, const struct comparison *comparison) {
    struct buf words;
    if (view->cols && view->tab == MATRIX && !view->below.count) {
        buf_init(&words, WORDS_MAX);
        put_words(view, view->has_heading ? COMPARE_SHORT : COMPARE_BRIEF, &words);
        line_add(&view->title, ROLE_TEXT, 0, "%s", buf_text(&words));
        buf_fini(&words);
        return;
    }
    const struct fact_scope *scope = &view->front->session->facts->scope;
    compare_add_scope(comparison, scope->is_counted ? scope->lists : ACCOUNT_UNKNOWN, &view->title);
}

static void read_compare(struct view *view) {
    static const unsigned told[] = {COMPARE_LISTS | COMPARE_PAIRS, COMPARE_PATTERNS,
                                    COMPARE_DEPTHS};
    struct compare *compare = view->own;
    bool is_due = !compare->comparison.count && !compare->has_failed;
    if (is_due || (view->is_stale && !view->is_key && view->now_ms >= view->due_ms))
        read_lists(view);
    document_clear(&view->body, view->cols ? view->cols - 2 : 0);
    view->has_failed = compare->has_failed;
    if (compare->has_failed)
        return;
    if (view->cols)
        show(view, compare);
    else
        compare_table_tell(&compare->comparison, told[view->tab], &view->body);
    make_title(view, &compare->comparison);
}

/* What members a line stands for (session/source_members.h). */
static void put_members(const struct view *view, struct buf *out) {
    const struct comparison *comparison = &((struct compare *)view->own)->comparison;
    size_t line = (size_t)view->selected;
    if (view->tab == DEPTHS) {
        buf_format(out, "%zu", line + 1);
        return;
    }
    for (size_t i = 0; i < comparison->count; i++) {
        bool is_of_cell = i == line || i == (size_t)view->cell;
        bool is_in = view->tab == MATRIX ? is_of_cell : comparison->patterns[line].in >> i & 1;
        buf_text_put(out, is_in ? "o" : view->tab == MATRIX ? "*" : ".");
    }
}

static void open_members(struct view *view) {
    struct compare *compare = view->own;
    struct buf members;
    if (compare->has_failed || view->selected < 0 || view->selected >= view->count)
        return;
    buf_init(&members, WORDS_MAX);
    put_members(view, &members);
    source_members_open(view->front->session, compare->chosen.ids, compare->chosen.count,
                        buf_text(&members));
    buf_fini(&members);
}

static enum view_result run(struct view *view, int key, enum command command) {
    if (command != COMMAND_DRILL_IN || key != KEY_CODE_ENTER || !view->cols)
        return VIEW_UNKNOWN;
    open_members(view);
    return VIEW_DONE;
}

static const struct hint *keys(const struct view *view) {
    static const struct hint of_matrix[] = {
        {.key = "←  →", .word = "", .help = "choose a cell of the matrix"},
        {COMMAND_NEXT_TAB, .word = "patterns", .help = "turn to the membership patterns"},
        {.key = "Enter", .word = "accounts", .help = "list the accounts of the cell"},
        {COMMAND_HELP},
        {COMMAND_LEAVE},
        {COMMAND_NONE}};
    static const struct hint of_lines[] = {
        {COMMAND_NEXT_TAB, .help = "turn to the next table, then to the matrix"},
        {.key = "Enter", .word = "accounts", .help = "list the accounts of the line"},
        {COMMAND_HELP},
        {COMMAND_LEAVE},
        {COMMAND_NONE}};
    return view->tab == MATRIX ? of_matrix : of_lines;
}

static const struct table *const tables[] = {[MATRIX] = &compare_matrix_tab,
                                             [PATTERNS] = &compare_patterns_tab,
                                             [DEPTHS] = &compare_depths_tab,
                                             NULL};

const struct view_ops compare_view = {.command = COMMAND_COMPARE,
                                      .name = "comparison",
                                      .title = "Compare",
                                      .size = sizeof(struct compare),
                                      .tables = tables,
                                      .open = open_compare,
                                      .close = close_compare,
                                      .run = run,
                                      .read = read_compare,
                                      .keys = keys};
