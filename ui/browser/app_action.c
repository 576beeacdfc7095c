/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/browser/app_action.h"

#include "command/action.h"
#include "command/palette.h"
#include "session/marking.h"
#include "session/navigate.h"
#include "session/refine.h"
#include "ui/browser/copy.h"
#include "ui/browser/look_action.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { NUMBER_MAX = 24 };

void app_action_open_help(struct app *app) {
    app->behind_help = app->view;
    app->view = VIEW_HELP;
    help_view_open(&app->help, &app->bindings);
}

bool app_action_has_countdown(const struct app *app) {
    return action_has_countdown(app->session);
}

/* The pane that has the list's place is nearer to the eye than all but what is said. */
static void escape(struct app *app) {
    if (app->looks.is_zoomed && !app->session->message && !app_action_has_countdown(app))
        app->looks.is_zoomed = false;
    else
        action_escape(app->session);
}

static void leave(struct app *app) {
    if (app->looks.is_zoomed)
        app->looks.is_zoomed = false;
    else
        action_leave(app->session);
}

static void quit(struct app *app) {
    app->view = VIEW_LIST;
    app->is_leaving = action_quit(app->session) || app->is_leaving;
}

/* What is marked, or else what is selected. */
static void copy_taken(struct app *app, enum extract_kind kind) {
    size_t count;
    const struct account **accounts = marking_take(app->session, &count);
    if (accounts)
        copy_accounts(app->screen, app->session, kind, accounts, count);
    else
        marking_say_none(app->session);
    free(accounts);
}

static void browse(struct app *app) {
    action_browse(app->session);
}

static void load(struct app *app) {
    prompt_load(&app->prompt, app->session);
}

static void open_prompt(struct app *app) {
    prompt_account(&app->prompt);
}

static void search_prompt(struct app *app) {
    prompt_search(&app->prompt, app->session);
}

static void filter_prompt(struct app *app) {
    prompt_filter(&app->prompt, app->session);
}

static void find_prompt(struct app *app) {
    prompt_find(&app->prompt);
}

static void order_prompt(struct app *app) {
    prompt_choice(&app->prompt, PROMPT_ORDER);
}

static void copy_prompt(struct app *app) {
    prompt_choice(&app->prompt, PROMPT_COPY);
}

static void palette(struct app *app) {
    prompt_command(&app->prompt);
}

static void edit_columns(struct app *app) {
    app->view = VIEW_COLUMNS;
}

static void show_record(struct app *app) {
    if (record_view_open(&app->record, app->session))
        app->view = VIEW_RECORD;
}

static void show_answer(struct app *app, const char *request) {
    bool is_from_ledger =
        app->view == VIEW_LEDGER || (app->view == VIEW_RECORD && app->record.is_from_ledger);
    if (!record_view_open_answer(&app->record, app->session, request))
        return;
    app->record.is_from_ledger = is_from_ledger;
    app->view = VIEW_RECORD;
}

static void show_ledger(struct app *app) {
    ledger_view_open(&app->ledger);
    app->view = VIEW_LEDGER;
}

static void redraw(struct app *app) {
    screen_redraw(app->screen);
}

static void suspend(struct app *app) {
    app->wants_suspend = true;
}

static void next_tab(struct app *app) {
    session_say(app->session, TONE_INFO, "Tab turns the tables of the ledger. $ opens it.");
}

/* The commands that need the screen. */
static const struct {
    enum command command;
    void (*run)(struct app *app);
} own[] = {
    {COMMAND_OPEN, open_prompt},
    {COMMAND_LOAD, load},
    {COMMAND_SEARCH, search_prompt},
    {COMMAND_FILTER, filter_prompt},
    {COMMAND_FIND, find_prompt},
    {COMMAND_ORDER, order_prompt},
    {COMMAND_COPY, copy_prompt},
    {COMMAND_BROWSE, browse},
    {COMMAND_PALETTE, palette},
    {COMMAND_COLUMNS, edit_columns},
    {COMMAND_RECORD, show_record},
    {COMMAND_LEDGER, show_ledger},
    {COMMAND_NEXT_TAB, next_tab},
    {COMMAND_HELP, app_action_open_help},
    {COMMAND_ESCAPE, escape},
    {COMMAND_REDRAW, redraw},
    {COMMAND_SUSPEND, suspend},
    {COMMAND_LEAVE, leave},
    {COMMAND_QUIT, quit},
};

static void run_own(struct app *app, enum command command) {
    app->is_dirty = true;
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (own[i].command == command) {
            own[i].run(app);
            return;
        }
    look_action_run(&app->looks, command, &app->layout, app->screen, app->session);
}

/* Where the screen has no room for what Enter costs, its first press says it. The title always has
 * room for what the next page costs. */
static bool announces(const struct app *app, enum command command) {
    return command == COMMAND_DRILL_IN && !app->has_price &&
           navigate_announce_drill_in(app->session);
}

static bool theme(struct app *app, const char *text, struct err *err) {
    return look_action_set(&app->looks, "theme", text, app->screen, err);
}

static bool columns(struct app *app, const char *text, struct err *err) {
    return look_action_set(&app->looks, "columns", text, app->screen, err);
}

static bool pane(struct app *app, const char *text, struct err *err) {
    return look_action_set(&app->looks, "pane", text, app->screen, err);
}

static bool copy(struct app *app, const char *text, struct err *err) {
    const struct choice *choice = choice_of_typed(&choice_copies, text);
    if (!choice)
        return err_set(err, ERR_USAGE, "“%.40s” is not handle, id, address, csv or json.", text);
    copy_taken(app, (enum extract_kind)choice->value);
    return true;
}

static bool record(struct app *app, const char *text, struct err *err) {
    (void)err;
    show_answer(app, text);
    return true;
}

/* What commands of the screen do with an argument. */
static const struct {
    enum command command;
    bool (*run)(struct app *app, const char *argument, struct err *err);
} with_argument[] = {
    {COMMAND_COPY, copy},       {COMMAND_RECORD, record},   {COMMAND_THEME, theme},
    {COMMAND_COLUMNS, columns}, {COMMAND_PANE_PLACE, pane},
};

static bool run_with(struct app *app, enum command command, const char *argument) {
    struct err err;
    for (size_t i = 0; i < sizeof with_argument / sizeof *with_argument; i++) {
        if (with_argument[i].command != command)
            continue;
        if (!with_argument[i].run(app, argument, &err))
            session_say(app->session, TONE_ERROR, "%s", err.text);
        return true;
    }
    return false;
}

void app_action_run(struct app *app, enum command command, const char *argument) {
    if (!app->session->trail.current && command_has(command, COMMAND_NEEDS_LIST))
        session_say(app->session, TONE_INFO, "No account is open. @ opens one.");
    else if (*argument && (action_with_argument(app->session, command, argument) ||
                           run_with(app, command, argument)))
        app->is_dirty = true;
    else if (!announces(app, command) &&
             !command_run(app->session, command, (size_t)app->layout.list_rows))
        run_own(app, command);
}

static void show_selected_answer(struct app *app) {
    const struct ledger_row *row = ledger_view_selected(&app->ledger);
    char number[NUMBER_MAX];
    if (!row) {
        session_say(app->session, TONE_INFO,
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

/* What was typed in another view than the list: a command of the list goes back there first, and
 * one that can spend is not run before its price is on the screen. */
static void act_elsewhere(struct app *app, const struct palette_input *typed) {
    bool is_known = stays(app, typed->command);
    if (!is_known)
        app->view = VIEW_LIST;
    if (is_known && !*typed->argument && app_action_in_view(app, typed->command))
        return;
    if (is_known || !command_has(typed->command, COMMAND_SPENDS))
        app_action_run(app, typed->command, typed->argument);
    else
        session_say(app->session, TONE_INFO,
                    "Back in the list, which shows what it costs: enter “%s” again.",
                    command_info(typed->command)->name);
}

static void go_to(struct app *app, size_t number) {
    app->view = VIEW_LIST;
    (void)refine_go(app->session, number);
}

static void run_typed(struct app *app) {
    struct palette_input typed;
    struct err err;
    if (!palette_parse(app->prompt.edit.text, &typed, &err))
        session_say(app->session, TONE_ERROR, "%s", err.text);
    else if (typed.command != COMMAND_NONE && app->view != VIEW_LIST)
        act_elsewhere(app, &typed);
    else if (typed.command != COMMAND_NONE)
        app_action_run(app, typed.command, typed.argument);
    else
        go_to(app, typed.row);
}

void app_action_answer(struct app *app, enum prompt_question question) {
    if (question == PROMPT_ORDER)
        refine_order(app->session, (enum order_key)app->prompt.choice->value);
    else if (question == PROMPT_COPY)
        copy_taken(app, (enum extract_kind)app->prompt.choice->value);
    else
        run_typed(app);
    app->is_dirty = true;
}
