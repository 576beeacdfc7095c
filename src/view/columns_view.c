/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The editor of the list's columns: a line a column. What is changed is shown and saved
 * immediately. */
#include "view/view.h"

#include "base/text.h"
#include "command/saved_look.h"
#include "session/source.h"
#include "view/column_plan.h"
#include "view/hint.h"

#include <stdio.h>

enum {
    SIGN_COL = 1,
    SIGN_COLS = 3,
    NAME_COL = 5,
    NAME_COLS = 10,
    WIDTH_COL = 16,
    MEANING_COL = 22,
    EDGES = 4, /* before the title, after it, and after the hint */
    FIGURE_BYTES = 16
};

static const struct list *list_of(const struct view *view) {
    const struct place *place = view->front->session->trail.current;
    return place ? place->list : NULL;
}

/* Whose columns are edited. */
static enum look_list kind_of(const struct view *view) {
    return list_of(view) ? source_of(list_of(view))->columns : LOOK_LIST_ANY;
}

static struct columns *columns_of(const struct view *view) {
    return &view->front->looks->now.columns[kind_of(view)];
}

static void place_columns(const struct view *view, struct column placed[COLUMN_COUNT]) {
    struct columns columns = *columns_of(view);
    const struct list *list = list_of(view);
    if (list)
        columns_hide(&columns, list);
    column_plan_make(&columns, view->cols, list ? list_held(list) : 0, placed);
}

static bool open_columns(struct view *view, const char *argument) {
    (void)argument;
    view->selected = 0;
    view->count = COLUMN_COUNT;
    return true;
}

/* The selection stays on the column that moves. */
static bool move_column(struct view *view, int by, struct err *err) {
    if (!columns_move(columns_of(view), (size_t)view->selected, by, err))
        return false;
    view->selected += by;
    return true;
}

static bool widen(const struct view *view, int by, struct err *err) {
    struct columns *columns = columns_of(view);
    size_t at = (size_t)view->selected;
    struct column placed[COLUMN_COUNT];
    place_columns(view, placed);
    return columns_widen(columns, at, by, placed[columns->items[at].id].width, err);
}

static void say_unsaved(struct view *view, bool is_saved, const struct err *err) {
    if (!is_saved)
        session_say(view->front->session, TONE_WARNING, "%s.", err->text);
}

static enum view_result run(struct view *view, int key, enum command command) {
    struct saved_look *looks = view->front->looks;
    enum look_choice choice = look_columns_choice(kind_of(view));
    struct err err;
    bool is_changed = false;
    (void)command;
    if (key == ' ')
        is_changed = columns_toggle(columns_of(view), (size_t)view->selected, &err);
    else if (key == '<' || key == '>')
        is_changed = move_column(view, key == '>' ? 1 : -1, &err);
    else if (key == '+' || key == '-')
        is_changed = widen(view, key == '+' ? 1 : -1, &err);
    else if (key != '=')
        return VIEW_UNKNOWN;
    if (is_changed)
        say_unsaved(view, saved_look_save(looks, choice, &err), &err);
    else if (key == '=')
        say_unsaved(view, saved_look_restore(looks, choice, &err), &err);
    else
        session_say(view->front->session, TONE_INFO, "No: %s.", err.text);
    return VIEW_DONE;
}

/* What it shows, or why it is not there. */
static const char *meaning_of(const struct view *view, const struct columns_item *item, int width) {
    if (!item->is_shown || width)
        return columns_meaning(item->id);
    bool is_here = !list_of(view) || columns_suit(item->id, list_of(view));
    return is_here ? "no room" : "not in this list";
}

static void add_item(struct view *view, const struct columns_item *item, int width) {
    struct document *body = &view->body;
    enum role role = item->is_shown ? ROLE_TEXT : ROLE_DIM;
    char figure[FIGURE_BYTES] = "";
    if (width)
        snprintf(figure, sizeof figure, "%3d", width);
    document_begin(body, SIGN_COL);
    document_place(body, SIGN_COL, SIGN_COLS, role, item->is_shown ? "[x]" : "[ ]");
    document_place(body, NAME_COL, NAME_COLS, role, columns_name(item->id));
    document_place(body, WIDTH_COL, 0, role, figure);
    document_place(body, MEANING_COL, view->cols - MEANING_COL - 2, ROLE_DIM,
                   meaning_of(view, item, width));
}

static void read_columns(struct view *view) {
    static const char *const hints[] = {
        "Space shows, hides · < > move · + - width · = as configured · q back",
        "Space shows · < > move · + - width · = resets · q back", "Space < > + - =  q back", ""};
    const struct columns_item *items = columns_of(view)->items;
    struct column placed[COLUMN_COUNT];
    const char *const *hint = hints;
    place_columns(view, placed);
    document_clear(&view->body, view->cols - 2);
    for (size_t i = 0; i < COLUMN_COUNT; i++)
        add_item(view, &items[i], placed[items[i].id].width);
    line_add(&view->title, ROLE_STRONG, 0, "Columns");
    if (kind_of(view) != LOOK_LIST_ANY)
        line_add(&view->title, ROLE_DIM, 1, " of “%s”", source_of(list_of(view))->title);
    if (view->rows < view->count)
        line_add(&view->title, ROLE_DIM, 1, "  %d of %d", (int)view->selected + 1, COLUMN_COUNT);
    int room = view->cols - EDGES - line_width(&view->title, LINE_RANK_MAX);
    while (**hint && (int)text_width(*hint) > room)
        hint++;
    line_add(&view->foot, ROLE_DIM, 0, "%s", *hint);
}

static const struct hint *keys(const struct view *view) {
    static const struct hint all[] = {
        {.key = "Space", .word = "", .help = "show or hide the column"},
        {.key = "<  >", .word = "", .help = "move the column to the left or right"},
        {.key = "+  -", .word = "", .help = "make the column wider or narrower"},
        {.key = "=", .word = "", .help = "restore the columns as configured"},
        {COMMAND_HELP},
        {COMMAND_LEAVE},
        {COMMAND_NONE}};
    (void)view;
    return all;
}

const struct view_ops columns_view = {.command = COMMAND_COLUMNS,
                                      .name = "columns editor",
                                      .title = "Columns",
                                      .flags = VIEW_KEEPS_LIST,
                                      .open = open_columns,
                                      .run = run,
                                      .read = read_columns,
                                      .keys = keys};
