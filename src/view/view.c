/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/view.h"

#include "base/key.h"
#include "base/mem.h"
#include "view/scroll.h"

#include <stdlib.h>

#define VIEW_ROW(view) &(view),
const struct view_ops *const view_all[] = {VIEWS(VIEW_ROW) NULL};
#undef VIEW_ROW

const struct view_ops *view_of(enum command command) {
    const struct view_ops *const *at = view_all;
    while (*at && (*at)->command != command)
        at++;
    return *at;
}

static void view_free(struct view *view) {
    document_fini(&view->body);
    document_fini(&view->below);
    free(view->own);
    free(view);
}

static struct view *view_new(const struct view_ops *ops, struct front *front) {
    struct view *view = mem_zalloc(sizeof *view);
    view->ops = ops;
    view->front = front;
    view->own = mem_zalloc(ops->size);
    view->selected = -1;
    for (size_t i = 0; i < VIEW_TABS_MAX; i++)
        view->tabs[i].selected = -1;
    view->is_stale = view->is_turned = true;
    document_init(&view->body);
    document_init(&view->below);
    return view;
}

bool view_open(struct view **top, struct front *front) {
    struct view *view = view_new(view_of(front->command), front);
    if (view->ops->open && !view->ops->open(view, front->argument)) {
        view_free(view);
        return false;
    }
    if (*top && (*top)->ops == view->ops)
        view_close(top);
    if (!view_has(view, VIEW_GOES_BACK))
        view_close_all(top);
    view->behind = *top;
    *top = view;
    return true;
}

void view_close(struct view **top) {
    struct view *view = *top;
    if (!view)
        return;
    *top = view->behind;
    if (view->ops->close)
        view->ops->close(view);
    view_free(view);
}

void view_close_all(struct view **top) {
    while (*top)
        view_close(top);
}

void view_mark_stale(struct view *top) {
    for (; top; top = top->behind)
        top->is_stale = true;
}

bool view_shows_body(const struct view *view) {
    const struct table *table = view_table(view, 0);
    return !table || !table->people;
}

void view_keep(struct view *view, int64_t rows) {
    view->kept = rows;
    view->rows = rows < view->room ? view->room - rows : view->room > 0;
}

void view_fit(struct view *view, int64_t rows, int cols, bool has_heading) {
    view->room = rows;
    view_keep(view, view->kept);
    view->cols = cols;
    view->has_heading = has_heading;
}

static void clear(struct view *view) {
    line_init(&view->heading);
    line_init(&view->title);
    line_init(&view->foot);
    line_init(&view->titles);
    document_clear(&view->below, view->cols - 2);
    view->cells = view->bar_cols = view->cells_shown = 0;
    view_keep(view, 0);
}

void view_read(struct view *view, int64_t now_ms, bool is_key) {
    view->now_ms = now_ms;
    view->is_key = is_key;
    clear(view);
    if (!view->cols)
        view->selected = -1;
    view->ops->read(view);
    view->is_turned = false;
    if (view_shows_body(view))
        view->count = (int64_t)view->body.count;
    view_limit(view);
}

void view_limit(struct view *view) {
    int64_t *selected = &view->selected;
    if (view->cells && view->cell >= view->cells)
        view->cell = view->cells - 1;
    if (!view->cols) { /* every line once, then from the first again */
        view->top = view->top < view->count ? view->top : 0;
        return;
    }
    if (*selected > 0 && *selected >= view->count)
        *selected = view->count ? view->count - 1 : 0;
    if (*selected >= 0 && *selected < view->top)
        view->top = *selected;
    if (*selected >= 0 && view->top < *selected - view->rows + 1)
        view->top = *selected - view->rows + 1;
    scroll_limit(&view->top, view->rows, view->count);
}

static int count_tabs(const struct view *view) {
    const struct table *const *tables = view->ops->tables;
    int tabs = 0;
    while (tables && tables[tabs])
        tabs++;
    return tabs;
}

bool view_turn(struct view *view, int by) {
    int tabs = count_tabs(view);
    if (tabs < 2)
        return false;
    view->tabs[view->tab].top = view->top;
    view->tabs[view->tab].selected = view->selected;
    view->tab = (view->tab + tabs + by) % tabs;
    view->top = view->tabs[view->tab].top;
    view->selected = view->tabs[view->tab].selected;
    view->is_stale = view->is_turned = true;
    return true;
}

static bool move_once(struct view *view, enum command command) {
    return view->selected < 0
               ? scroll_move(&view->top, command, view->rows, view->count)
               : scroll_select(&view->top, &view->selected, command, view->rows, view->count);
}

/* As often as the count before the key says; first and last go to the line of that number. */
bool view_move(struct view *view, enum command command) {
    int64_t times = front_times(view->front);
    if (view->front->count && (command == COMMAND_FIRST || command == COMMAND_LAST)) {
        move_once(view, COMMAND_FIRST);
        command = --times ? COMMAND_DOWN : COMMAND_FIRST;
    }
    times = times < view->count ? times : view->count;
    bool is_move = move_once(view, command);
    while (is_move && --times > 0)
        move_once(view, command);
    return is_move;
}

/* Enter opens a cell, and Backspace leaves the view. */
static bool move_cell(struct view *view, int key, enum command command) {
    bool is_right = command == COMMAND_DRILL_IN && key != KEY_CODE_ENTER;
    bool is_left = command == COMMAND_BACK && key != KEY_CODE_BACKSPACE;
    if (!view->cells || key == KEY_CODE_NONE || (!is_right && !is_left))
        return false;
    if (is_left && view->cell > 0)
        view->cell--;
    if (is_right && view->cell + 1 < view->cells)
        view->cell++;
    return true;
}

static bool turn(struct view *view, enum command command) {
    if (command == COMMAND_NEXT_TAB || (!view->cells && command == COMMAND_DRILL_IN))
        return view_turn(view, 1);
    return !view->cells && command == COMMAND_BACK && view_turn(view, -1);
}

enum view_result view_command(struct view *view, int key, enum command command) {
    enum view_result result = view->ops->run ? view->ops->run(view, key, command) : VIEW_UNKNOWN;
    if (result != VIEW_UNKNOWN)
        return result;
    if (view_move(view, command) || move_cell(view, key, command) || turn(view, command))
        return VIEW_DONE;
    bool leaves = command == view->ops->command || command == COMMAND_LEAVE ||
                  command == COMMAND_ESCAPE || command == COMMAND_BACK;
    return leaves ? VIEW_LEFT : VIEW_UNKNOWN;
}

void view_scroll(struct view *view, int64_t step) {
    view->top += step;
    scroll_limit(&view->top, view->rows, view->count);
    if (view->selected >= 0)
        scroll_limit_selected(view->top, &view->selected, view->rows, view->count);
}

/* Beside the cells, the selected one stays. */
static int cell_at(const struct view *view, int col) {
    int left = view->bar_col - (view->cell - view->first_cell) * view->cell_step;
    if (col < left || col >= left + view->cells_shown * view->cell_step)
        return view->cell;
    return view->first_cell + (col - left) / view->cell_step;
}

bool view_click(struct view *view, int64_t row, int col) {
    int64_t line = view->top + row;
    if (view->selected < 0 || row < 0 || row >= view->rows || line >= view->count)
        return false;
    view->selected = line;
    view->cell = cell_at(view, col);
    return true;
}

const struct table *view_table(const struct view *view, int by) {
    int tabs = count_tabs(view);
    return tabs ? view->ops->tables[(view->tab + by) % tabs] : NULL;
}

const void *view_selected(const struct view *view) {
    return view->selected >= 0 && !view_shows_body(view) ? view->ops->row(view, view->selected)
                                                         : NULL;
}

bool view_has(const struct view *view, enum view_flag flag) {
    return view && view->ops->flags & flag;
}
