/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/browser/mouse.h"

#include "base/key.h"
#include "session/navigate.h"
#include "session/refine.h"
#include "ui/browser/app_action.h"
#include "ui/browser/app_view.h"

enum { WHEEL_ROWS = 3, HINT_COLS = 7 };

/* Scrolls; the selection moves only as far as it must to stay visible. Moving at the end of the
 * list would request a page. */
static void scroll_list(struct app *app, int64_t step) {
    struct session *session = app->front.session;
    const struct place *place = session->trail.current;
    if (!place || app->layout.list_rows <= 0)
        return;
    size_t rows = (size_t)list_view_positions(session, app->layout.list_rows),
           by = (size_t)(step < 0 ? -step : step);
    navigate_show_rows(session, rows);
    size_t selected = place->excerpt.selected, top = place->top, up = top > by ? top - by : 0;
    navigate_go(session, step > 0 ? top + rows - 1 + by : up);
    navigate_show_rows(session, rows);
    top = place->top;
    navigate_go(session, selected < top              ? top
                         : selected > top + rows - 1 ? top + rows - 1
                                                     : selected);
}

static void turn_wheel(struct app *app, int64_t step) {
    if (app->view)
        view_scroll(app->view, step);
    else
        scroll_list(app, step);
}

static void click_title(struct app *app, int col) {
    enum column_id column = layout_column_at(&app->layout, col);
    if (column != COLUMN_COUNT)
        refine_order(app->front.session, columns_order_key(column));
}

static void click_row(struct app *app, int row) {
    const struct place *place = app->front.session->trail.current;
    int line = list_view_line(place, app->layout.list_rows);
    size_t position = place->top + (size_t)row - (line >= 0 && row > line);
    if (row != line && position < place->excerpt.count)
        navigate_go(app->front.session, position);
}

static void click_trail(struct app *app, int col) {
    struct session *session = app->front.session;
    const struct place *step = trail_view_step_at(session, &app->layout, col);
    while (step && session->trail.current != step)
        navigate_back(session);
}

/* The end of the status line: the key of the help, or the one that goes back. */
static bool is_on_hint(const struct layout *layout, const struct key_gesture *mouse) {
    return mouse->row == layout->status_row && mouse->col >= layout->cols - 1 - HINT_COLS &&
           mouse->col < layout->cols;
}

static void click_list(struct app *app, const struct key_gesture *mouse) {
    const struct layout *layout = &app->layout;
    if (is_on_hint(layout, mouse)) {
        app_action_run(app, COMMAND_HELP, "");
        return;
    }
    if (!app->front.session->trail.current)
        return;
    if (mouse->row == layout->trail_row)
        click_trail(app, mouse->col);
    else if (mouse->row == layout->header_row)
        click_title(app, mouse->col);
    else if (mouse->row >= layout->list_row && mouse->row < layout->list_row + layout->list_rows)
        click_row(app, mouse->row - layout->list_row);
}

/* In the pane's place, its title is above the rows. */
static void click_view(struct app *app, const struct key_gesture *mouse) {
    const struct layout *layout = &app->layout;
    int first = app_view_shows_list(app) ? layout->detail_row + 1 : layout->list_row;
    if (is_on_hint(layout, mouse))
        view_close(&app->view);
    else
        (void)view_click(app->view, mouse->row - first, mouse->col);
}

void mouse_act(struct app *app, int key) {
    struct key_gesture mouse;
    if (!key_read_mouse(key, &mouse))
        return;
    session_hush(app->front.session);
    if (mouse.kind != KEY_MOUSE_CLICK)
        turn_wheel(app, mouse.kind == KEY_MOUSE_WHEEL_DOWN ? WHEEL_ROWS : -WHEEL_ROWS);
    else if (app->view)
        click_view(app, &mouse);
    else
        click_list(app, &mouse);
    app->is_dirty = true;
}
