/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/browser/app_view.h"

enum {
    TITLE_ROWS = 1,
    ROWS_BESIDES = 10, /* the list keeps at least four rows above */
    LINES_BELOW = 12   /* of a view there, before it takes the list's place */
};

static int smaller(int a, int b) {
    return a < b ? a : b;
}

static void fit(struct app *app) {
    const struct layout *layout = &app->layout;
    int rows =
        view_has(app->view, VIEW_KEEPS_LIST) ? layout->detail_rows - TITLE_ROWS : layout->list_rows;
    view_fit(app->view, rows, layout->cols, layout->trail_row >= 0);
}

bool app_view_key(struct app *app, int key, enum command command) {
    bool is_typed = view_has(app->view, VIEW_IS_TYPED);
    if (!app->view || (!is_typed && command_has(command, COMMAND_BLIND)))
        return false;
    if (!is_typed)
        session_hush(app->front.session);
    fit(app);
    if (front_refuses_count(&app->front, command)) {
        app->front.count = 0;
        app->is_dirty = true;
        return true;
    }
    enum view_result result = view_command(app->view, key, command);
    if (result == VIEW_LEFT)
        view_close(&app->view);
    app->is_dirty = app->is_dirty || result != VIEW_UNKNOWN;
    return result != VIEW_UNKNOWN;
}

void app_view_read(struct app *app, int64_t now_ms) {
    if (!app->view || !app->layout.is_usable)
        return;
    fit(app);
    view_read(app->view, now_ms, app->is_dirty);
}

bool app_view_is_due(const struct app *app, int64_t *due_ms) {
    *due_ms = app->view ? app->view->due_ms : 0;
    return *due_ms && app->view->is_stale && app->layout.is_usable;
}

bool app_view_shows_list(const struct app *app) {
    return !app->view || view_has(app->view, VIEW_KEEPS_LIST);
}

bool app_view_has_foot(const struct app *app) {
    return !app_view_shows_list(app) && !view_has(app->view, VIEW_IS_WHOLE);
}

void app_view_wish(const struct app *app, int rows, struct layout_wish *wish) {
    if (!view_has(app->view, VIEW_KEEPS_LIST))
        return;
    wish->pane = LOOK_PANE_BELOW;
    int lines = (int)app->view->count;
    wish->pane_rows = smaller(TITLE_ROWS + lines, rows - ROWS_BESIDES);
    wish->is_zoomed = rows < TITLE_ROWS + smaller(lines, LINES_BELOW) + ROWS_BESIDES;
}

void app_view_place(const struct app *app, struct layout *layout) {
    if (!view_has(app->view, VIEW_IS_WHOLE) || !layout->is_usable)
        return;
    layout->trail_row = layout->header_row = layout->message_row = -1;
    layout->title_row = 0;
    layout->list_row = TITLE_ROWS;
    layout->list_rows = layout->status_row - TITLE_ROWS;
}
