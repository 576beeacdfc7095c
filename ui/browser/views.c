/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/browser/views.h"

#include "base/key.h"
#include "session/navigate.h"
#include "ui/browser/look_action.h"
#include "view/scroll.h"

#include <inttypes.h>
#include <stdio.h>

enum { NUMBER_MAX = 24 };

static int64_t rows_of(const struct app *app) {
    return app->layout.list_rows;
}

/* Scrolls; the selection moves only as far as it must to stay visible. Moving at the end of the
 * list would request a page. */
static void scroll_list(struct app *app, int64_t step) {
    struct session *session = app->front.session;
    const struct place *place = session->trail.current;
    if (!place || rows_of(app) <= 0)
        return;
    size_t rows = (size_t)rows_of(app), by = (size_t)(step < 0 ? -step : step);
    navigate_show_rows(session, rows);
    size_t selected = place->excerpt.selected, top = place->top, up = top > by ? top - by : 0;
    navigate_go(session, step > 0 ? top + rows - 1 + by : up);
    navigate_show_rows(session, rows);
    top = place->top;
    navigate_go(session, selected < top              ? top
                         : selected > top + rows - 1 ? top + rows - 1
                                                     : selected);
}

static void draw_beside(struct screen *screen, const struct scene *scene,
                        void (*draw)(struct screen *screen, const struct scene *scene)) {
    trail_view_draw(screen, scene);
    banner_view_draw(screen, scene);
    list_view_draw(screen, scene);
    draw(screen, scene);
    message_view_draw(screen, scene);
}

static void draw_list(struct screen *screen, const struct scene *scene) {
    draw_beside(screen, scene, detail_view_draw);
}

static bool open_help(struct app *app) {
    help_view_open(&app->help, &app->front.bindings);
    return true;
}

static enum view_result help_key(struct app *app, int key, enum command command) {
    bool is_typed = key_is_text(key) && (key != 'Q' || app->help.typed.len);
    if (command_has(command, COMMAND_BLIND) && !is_typed)
        return VIEW_UNKNOWN;
    return help_view_key(&app->help, key, draw_help_entries(&app->layout)) ? VIEW_DONE : VIEW_LEFT;
}

static void scroll_help(struct app *app, int64_t step) {
    app->help.top += step;
    scroll_limit(&app->help.top, draw_help_entries(&app->layout), app->help.count);
}

static bool open_ledger(struct app *app) {
    ledger_view_open(&app->ledger);
    return true;
}

static void show_selected_answer(struct app *app) {
    const struct ledger_row *row = ledger_view_selected(&app->ledger);
    char number[NUMBER_MAX];
    if (!row) {
        session_say(app->front.session, TONE_INFO,
                    "No request is selected. Tab turns to the table of the requests.");
        return;
    }
    snprintf(number, sizeof number, "%" PRId64, row->request);
    front_run(&app->front, COMMAND_RECORD, number);
}

static enum view_result ledger_key(struct app *app, int key, enum command command) {
    (void)key;
    if (command != COMMAND_RECORD)
        return ledger_view_command(&app->ledger, command, rows_of(app));
    show_selected_answer(app);
    return VIEW_DONE;
}

static void read_ledger(struct app *app, int64_t now_ms) {
    ledger_view_read(&app->ledger, app->front.session, rows_of(app), now_ms, app->is_dirty);
}

static bool is_ledger_due(const struct app *app, int64_t *due_ms) {
    *due_ms = app->ledger.due_ms;
    return app->ledger.is_stale;
}

static void scroll_ledger(struct app *app, int64_t step) {
    ledger_view_scroll(&app->ledger, step, rows_of(app));
}

static bool open_record(struct app *app) {
    return *app->front.argument
               ? record_view_open_answer(&app->record, app->front.session, app->front.argument)
               : record_view_open(&app->record, app->front.session);
}

static enum view_result record_key(struct app *app, int key, enum command command) {
    (void)key;
    return record_view_command(&app->record, command, rows_of(app));
}

static void read_record(struct app *app, int64_t now_ms) {
    (void)now_ms;
    record_view_read(&app->record, rows_of(app), app->layout.cols - 2);
}

static void scroll_record(struct app *app, int64_t step) {
    app->record.top += step;
    scroll_limit(&app->record.top, rows_of(app), (int64_t)app->record.lines.count);
}

static struct layout_wish wish_of_columns(const struct app *app, int rows) {
    return look_action_editor_wish(&app->looks, rows);
}

static void draw_list_and_columns(struct screen *screen, const struct scene *scene) {
    draw_beside(screen, scene, draw_columns);
}

static const struct view_ops views[] = {
    [VIEW_LIST] = {"list", "? help", VIEW_KEEPS_LIST, .scroll = scroll_list, .draw = draw_list},
    [VIEW_HELP] = {"help", "Esc back", VIEW_IS_WHOLE | VIEW_IS_TYPED | VIEW_GOES_BACK,
                   .open = open_help, .key = help_key, .scroll = scroll_help, .draw = draw_help},
    [VIEW_LEDGER] = {"ledger", "q back", VIEW_HAS_FOOT, .open = open_ledger, .key = ledger_key,
                     .read = read_ledger, .is_due = is_ledger_due, .scroll = scroll_ledger,
                     .draw = draw_ledger},
    [VIEW_RECORD] = {"record", "q back", VIEW_HAS_FOOT | VIEW_GOES_BACK, .open = open_record,
                     .key = record_key, .read = read_record, .scroll = scroll_record,
                     .draw = draw_record},
    [VIEW_COLUMNS] = {"columns editor", "q back", VIEW_KEEPS_LIST, .key = look_action_key,
                      .wish = wish_of_columns, .draw = draw_list_and_columns},
};

const struct view_ops *view_of(const struct app *app) {
    return &views[app->view];
}

void view_open(struct app *app, enum view_id view) {
    if (views[view].open && !views[view].open(app))
        return;
    if (app->view != view)
        app->behind[view] = views[view].flags & VIEW_GOES_BACK ? app->view : VIEW_LIST;
    app->view = view;
}

void view_leave(struct app *app) {
    app->view = app->behind[app->view];
}

bool view_key(struct app *app, int key, enum command command) {
    const struct view_ops *view = view_of(app);
    bool is_its = view->flags & VIEW_IS_TYPED || !command_has(command, COMMAND_BLIND);
    if (!view->key || !is_its)
        return false;
    if (!(view->flags & VIEW_IS_TYPED))
        session_hush(app->front.session);
    enum view_result result = view->key(app, key, command);
    if (result == VIEW_LEFT)
        view_leave(app);
    app->is_dirty = app->is_dirty || result != VIEW_UNKNOWN;
    return result != VIEW_UNKNOWN;
}
