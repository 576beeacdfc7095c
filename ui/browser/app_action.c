/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/browser/app_action.h"

#include "base/key.h"
#include "command/palette.h"
#include "session/navigate.h"
#include "session/refine.h"
#include "ui/browser/app_view.h"
#include "ui/browser/copy.h"
#include "ui/browser/look_action.h"
#include "view/list_file.h"

static struct app *app_of(struct front *front) {
    return (struct app *)front;
}

static size_t list_rows(const struct app *app) {
    return (size_t)list_view_positions(app->front.session, app->layout.list_rows);
}

/* Moves may be ahead of the screen: they request no more than if each were drawn. */
static bool is_shown(const struct front *front, enum command command) {
    const struct app *app = (const struct app *)front;
    return app->was_in_list && (app->was_painted || command_has(command, COMMAND_MOVES));
}

static bool shows_row_price(const struct front *front) {
    return ((const struct app *)front)->has_price;
}

static bool shows_question(const struct front *front) {
    return ((const struct app *)front)->shown_question == front->prompt.number;
}

static void step(struct front *front, enum front_step step, int64_t times) {
    size_t rows = list_rows(app_of(front));
    int64_t by = step == FRONT_ROW ? 1 : step == FRONT_HALF ? (int64_t)rows / 2 : (int64_t)rows - 1;
    navigate_move_by(front->session, (by > 1 ? by : 1) * times, rows);
}

static void jump(struct front *front, bool to_end) {
    navigate_move_to(front->session, to_end ? SIZE_MAX : 0, list_rows(app_of(front)));
}

static void show(struct front *front) {
    (void)view_open(&app_of(front)->view, front);
}

static void show_list(struct front *front) {
    view_close_all(&app_of(front)->view);
}

static bool close_pane(struct front *front) {
    struct app *app = app_of(front);
    bool was_zoomed = app->looks.is_zoomed;
    app->looks.is_zoomed = false;
    return was_zoomed;
}

static void write_list(struct front *front, const char *path) {
    list_file_begin(&app_of(front)->writing, front->session, path);
}

static void copy(struct front *front, enum extract_kind kind, const struct account *const *accounts,
                 size_t count) {
    copy_accounts(app_of(front)->screen, front->session, kind, accounts, count);
}

const struct front_ops app_action_ops = {.look = &look_action_ops,
                                         .is_shown = is_shown,
                                         .shows_row_price = shows_row_price,
                                         .shows_question = shows_question,
                                         .step = step,
                                         .jump = jump,
                                         .show = show,
                                         .show_list = show_list,
                                         .detail = look_action_toggle_pane,
                                         .close = close_pane,
                                         .write = write_list,
                                         .copy = copy};

bool app_action_is_shared(enum command command) {
    return command_has(command, COMMAND_EVERYWHERE | COMMAND_QUOTES) ||
           !(command_info(command)->flags & (COMMAND_NEEDS_LIST | COMMAND_SPENDS));
}

void app_action_run(struct app *app, enum command command, const char *argument) {
    app->is_dirty = true;
    front_run(&app->front, command, argument);
}

/* A command about the list, or one that spends, goes to the list first, which shows the price. */
static void run_elsewhere(struct app *app, const struct palette_input *typed) {
    if (*typed->argument || !app_view_key(app, KEY_CODE_NONE, typed->command)) {
        if (!app_action_is_shared(typed->command))
            view_close_all(&app->view);
        app_action_run(app, typed->command, typed->argument);
    }
}

static void go_to(struct app *app, size_t number) {
    view_close_all(&app->view);
    (void)refine_go(app->front.session, number);
}

void app_action_run_typed(struct app *app) {
    struct palette_input typed;
    struct err err;
    app->is_dirty = true;
    if (!palette_parse(app->front.prompt.edit.text, &typed, &err))
        session_say(app->front.session, TONE_ERROR, "%s", err.text);
    else if (typed.command == COMMAND_NONE)
        go_to(app, typed.row);
    else if (app->view)
        run_elsewhere(app, &typed);
    else
        app_action_run(app, typed.command, typed.argument);
}
