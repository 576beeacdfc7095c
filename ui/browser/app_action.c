/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/browser/app_action.h"

#include "command/palette.h"
#include "session/navigate.h"
#include "session/refine.h"
#include "ui/browser/copy.h"
#include "ui/browser/look_action.h"

#include <inttypes.h>
#include <stdio.h>

enum { NUMBER_MAX = 24 };

static struct app *app_of(struct front *front) {
    return (struct app *)front;
}

static size_t list_rows(const struct app *app) {
    return (size_t)app->layout.list_rows;
}

/* Moves may be ahead of the screen: they fetch no more than they did if each was drawn. */
static bool is_shown(const struct front *front, enum command command) {
    const struct app *app = (const struct app *)front;
    return app->key_view == VIEW_LIST && (app->was_painted || command_has(command, COMMAND_MOVES));
}

static bool shows_row_price(const struct front *front) {
    return ((const struct app *)front)->has_price;
}

static void step(struct front *front, enum front_step step, int direction) {
    size_t rows = list_rows(app_of(front));
    int64_t by = step == FRONT_ROW ? 1 : step == FRONT_HALF ? (int64_t)rows / 2 : (int64_t)rows - 1;
    navigate_move_by(front->session, (by > 1 ? by : 1) * direction, rows);
}

static void jump(struct front *front, bool to_end) {
    navigate_move_to(front->session, to_end ? SIZE_MAX : 0, list_rows(app_of(front)));
}

static void show_answer(struct app *app, const char *request) {
    bool is_from_ledger =
        app->view == VIEW_LEDGER || (app->view == VIEW_RECORD && app->record.is_from_ledger);
    if (!record_view_open_answer(&app->record, app->front.session, request))
        return;
    app->record.is_from_ledger = is_from_ledger;
    app->view = VIEW_RECORD;
}

static void show_record(struct app *app) {
    if (*app->front.argument)
        show_answer(app, app->front.argument);
    else if (record_view_open(&app->record, app->front.session))
        app->view = VIEW_RECORD;
}

static void show_help(struct app *app) {
    app->behind_help = app->view;
    app->view = VIEW_HELP;
    help_view_open(&app->help, &app->front.bindings);
}

static void show(struct front *front, enum view_id view) {
    struct app *app = app_of(front);
    if (view == VIEW_RECORD) {
        show_record(app);
    } else if (view == VIEW_HELP) {
        show_help(app);
    } else {
        if (view == VIEW_LEDGER)
            ledger_view_open(&app->ledger);
        app->view = view;
    }
}

static void turn_tab(struct front *front) {
    session_say(front->session, TONE_INFO, "Tab turns the tables of the ledger. $ opens it.");
}

static bool close_pane(struct front *front) {
    struct app *app = app_of(front);
    bool was_zoomed = app->looks.is_zoomed;
    app->looks.is_zoomed = false;
    return was_zoomed;
}

static void copy(struct front *front, enum extract_kind kind, const struct account *const *accounts,
                 size_t count) {
    copy_accounts(app_of(front)->screen, front->session, kind, accounts, count);
}

const struct front_ops app_action_ops = {.drill_in_key = "Enter",
                                         .look = &look_action_ops,
                                         .is_shown = is_shown,
                                         .shows_row_price = shows_row_price,
                                         .step = step,
                                         .jump = jump,
                                         .show = show,
                                         .turn_tab = turn_tab,
                                         .detail = look_action_toggle_pane,
                                         .close = close_pane,
                                         .copy = copy};

void app_action_run(struct app *app, enum command command, const char *argument) {
    app->is_dirty = true;
    front_run(&app->front, command, argument);
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
    show_answer(app, number);
}

bool app_action_in_view(struct app *app, enum command command) {
    int rows = app->layout.list_rows;
    if (app->view == VIEW_LEDGER && command == COMMAND_RECORD) {
        show_selected_answer(app);
        return true;
    }
    bool is_ledger = app->view == VIEW_LEDGER && ledger_view_knows(command);
    bool is_record = app->view == VIEW_RECORD && record_view_knows(command);
    if ((is_ledger && !ledger_view_command(&app->ledger, command, rows)) ||
        (is_record && !record_view_command(&app->record, command, rows)))
        app->view = is_record && app->record.is_from_ledger ? VIEW_LEDGER : VIEW_LIST;
    return is_ledger || is_record;
}

/* What does not leave the view in the list's place. */
static bool stays(const struct app *app, enum command command) {
    return command_has(command, COMMAND_EVERYWHERE) ||
           (app->view == VIEW_LEDGER && ledger_view_knows(command)) ||
           (app->view == VIEW_RECORD && record_view_knows(command));
}

/* What was typed in another view than the list: a command of the list goes back there first. */
static void act_elsewhere(struct app *app, const struct palette_input *typed) {
    bool is_known = stays(app, typed->command);
    if (!is_known)
        app->view = VIEW_LIST;
    if (!is_known || *typed->argument || !app_action_in_view(app, typed->command))
        app_action_run(app, typed->command, typed->argument);
}

static void go_to(struct app *app, size_t number) {
    app->view = VIEW_LIST;
    (void)refine_go(app->front.session, number);
}

static void run_typed(struct app *app) {
    struct palette_input typed;
    struct err err;
    if (!palette_parse(app->front.prompt.edit.text, &typed, &err))
        session_say(app->front.session, TONE_ERROR, "%s", err.text);
    else if (typed.command == COMMAND_NONE)
        go_to(app, typed.row);
    else if (app->view != VIEW_LIST)
        act_elsewhere(app, &typed);
    else
        app_action_run(app, typed.command, typed.argument);
}

void app_action_answer(struct app *app, enum prompt_question question) {
    app->is_dirty = true;
    if (front_answer(&app->front, question))
        return;
    app->front.is_described = true;
    run_typed(app);
    app->front.is_described = false;
}
