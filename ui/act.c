/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/act.h"

#include "session/find.h"
#include "session/load.h"
#include "session/marking.h"
#include "session/navigate.h"
#include "session/requests.h"
#include "session/sift.h"
#include "ui/copy.h"
#include "ui/looks_command.h"
#include "ui/palette.h"
#include "ui/web.h"

#include <stdlib.h>

static void say_no_account(struct session *session) {
    session_say(session, TONE_INFO, "There is no account here to do that with.");
}

void act_open_help(struct app *app) {
    app->behind_help = app->view;
    app->view = VIEW_HELP;
    help_pane_open(&app->help, &app->bindings);
}

bool act_has_countdown(const struct app *app) {
    const struct place *place = app->session->trail.current;
    const struct session_request *request =
        place ? session_request_of(app->session, place->list) : NULL;
    return request && request->retry_at_ms;
}

/* The search, then the filter. */
static bool escape_sieve(struct session *session) {
    struct err err;
    if (session->search_text)
        sift_end_search(session);
    else if (*sift_filter_text(session))
        (void)sift_filter(session, "", &err);
    else
        return false;
    return true;
}

/* One step a press: what is nearest to the eye first. Another list's load goes on. */
static void escape(struct app *app) {
    struct session *session = app->session;
    const struct place *place = session->trail.current;
    const struct session_load *load = place ? session_load_of(session, place->list) : NULL;
    if (act_has_countdown(app))
        requests_cancel(session);
    else if (session->message)
        session_hush(session);
    else if (app->looks.is_zoomed)
        app->looks.is_zoomed = false;
    else if (session->is_finishing)
        requests_resume(session);
    else if (load && !load->is_stopping)
        load_stop(session);
    else if (!requests_cancel(session) && !escape_sieve(session))
        session_say(session, TONE_INFO, "Nothing to get out of here. %sQ quits.",
                    session->load_count ? "s stops the loading of other lists, " : "");
}

static void leave(struct app *app) {
    const struct place *place = app->session->trail.current;
    if (app->looks.is_zoomed)
        app->looks.is_zoomed = false;
    else if (place && place->parent)
        navigate_back(app->session);
    else
        session_say(app->session, TONE_INFO, "This is the first list of the trail. Q quits.");
}

/* An answer that may be paid for is awaited, unless one insists. */
static void quit(struct app *app) {
    app->view = VIEW_LIST;
    if (!app->session->is_finishing && requests_finish(app->session))
        session_hush(app->session);
    else
        app->is_leaving = true;
}

/* What is marked, or else what is selected. */
static void copy_taken(struct app *app, enum extract_kind kind) {
    size_t count;
    const struct account **accounts = marking_take(app->session, &count);
    if (accounts)
        copy_accounts(app->screen, app->session, kind, accounts, count);
    else
        say_no_account(app->session);
    free(accounts);
}

static void browse(struct app *app) {
    size_t count;
    const struct account **accounts = marking_take(app->session, &count);
    if (accounts)
        web_open(app->session, accounts, count);
    else
        say_no_account(app->session);
    free(accounts);
}

static void load(struct app *app) {
    ask_load(&app->ask, app->session);
}

static void open_prompt(struct app *app) {
    ask_account(&app->ask);
}

static void search_prompt(struct app *app) {
    ask_search(&app->ask, app->session);
}

static void filter_prompt(struct app *app) {
    ask_filter(&app->ask, app->session);
}

static void find_prompt(struct app *app) {
    ask_find(&app->ask);
}

static void order_prompt(struct app *app) {
    ask_choice(&app->ask, ASK_ORDER);
}

static void copy_prompt(struct app *app) {
    ask_choice(&app->ask, ASK_COPY);
}

static void palette(struct app *app) {
    ask_command(&app->ask);
}

static void edit_columns(struct app *app) {
    app->view = VIEW_COLUMNS;
}

static void show_record(struct app *app) {
    if (record_pane_open(&app->record, app->session))
        app->view = VIEW_RECORD;
}

static void show_ledger(struct app *app) {
    ledger_pane_open(&app->ledger);
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
    {COMMAND_HELP, act_open_help},
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
    looks_command_run(&app->looks, command, &app->layout, app->screen, app->session);
}

static bool needs_list(enum command command) {
    switch (command) {
    case COMMAND_OPEN:
    case COMMAND_FORWARD:
    case COMMAND_STOP:
    case COMMAND_PREFETCH:
    case COMMAND_FIND:
    case COMMAND_BOOKMARKS:
    case COMMAND_LEDGER:
    case COMMAND_NEXT_TAB:
    case COMMAND_THEME:
    case COMMAND_LOOKS_DEFAULT:
    case COMMAND_HELP:
    case COMMAND_PALETTE:
    case COMMAND_ESCAPE:
    case COMMAND_REDRAW:
    case COMMAND_SUSPEND:
    case COMMAND_QUIT:
        return false;
    default:
        return true;
    }
}

/* Where the screen has no room for what Enter costs, its first press says it. The title always has
 * room for what the next page costs. */
static bool announces(const struct app *app, enum command command) {
    return command == COMMAND_DRILL_IN && !app->has_price &&
           command != command_announced(app->session->announced) &&
           navigate_announce_drill_in(app->session);
}

static bool search(struct app *app, const char *text, struct err *err) {
    (void)err;
    if (!sift_look(app->session, text, app->session->trail.current->excerpt.selected + 1))
        sift_next(app->session, false);
    return true;
}

static bool filter(struct app *app, const char *text, struct err *err) {
    return sift_filter(app->session, text, err);
}

static bool find(struct app *app, const char *text, struct err *err) {
    return find_open(app->session, text, err);
}

static bool order(struct app *app, const char *text, struct err *err) {
    const struct choice *choice = choice_of_name(&choice_orders, text);
    if (!choice)
        return err_set(err, ERR_USAGE,
                       "There is no column “%.40s”: listed, handle, name, followers, following, "
                       "likes, videos, region, bio, id, sign, seen.",
                       text);
    sift_order(app->session, (enum order_key)choice->value);
    return true;
}

static bool theme(struct app *app, const char *text, struct err *err) {
    return looks_command_set(&app->looks, "theme", text, app->screen, err);
}

static bool columns(struct app *app, const char *text, struct err *err) {
    return looks_command_set(&app->looks, "columns", text, app->screen, err);
}

static bool pane(struct app *app, const char *text, struct err *err) {
    return looks_command_set(&app->looks, "pane", text, app->screen, err);
}

static bool mark(struct app *app, const char *text, struct err *err) {
    return marking_by_filter(app->session, text, err);
}

static bool copy(struct app *app, const char *text, struct err *err) {
    const struct choice *choice = choice_of_name(&choice_copies, text);
    if (!choice)
        return err_set(err, ERR_USAGE, "“%.40s” is not handle, id, address, csv or json.", text);
    copy_taken(app, (enum extract_kind)choice->value);
    return true;
}

static bool open_account(struct app *app, const char *text, struct err *err) {
    return navigate_open(app->session, text, err);
}

/* What commands do with an argument. */
static const struct {
    enum command command;
    bool (*run)(struct app *app, const char *argument, struct err *err);
} with_argument[] = {
    {COMMAND_OPEN, open_account}, {COMMAND_SEARCH, search}, {COMMAND_FILTER, filter},
    {COMMAND_FIND, find},         {COMMAND_ORDER, order},   {COMMAND_MARK, mark},
    {COMMAND_COPY, copy},         {COMMAND_THEME, theme},   {COMMAND_COLUMNS, columns},
    {COMMAND_PANE_PLACE, pane},
};

static bool run_with(struct app *app, enum command command, const char *argument) {
    struct err err;
    for (size_t i = 0; i < sizeof with_argument / sizeof *with_argument; i++) {
        if (with_argument[i].command != command)
            continue;
        if (!with_argument[i].run(app, argument, &err))
            session_say(app->session, TONE_ERROR, "%s", err.text);
        app->is_dirty = true;
        return true;
    }
    return false;
}

void act(struct app *app, enum command command, const char *argument) {
    if (!app->session->trail.current && needs_list(command))
        session_say(app->session, TONE_INFO, "No account is open. @ opens one.");
    else if (*argument && run_with(app, command, argument))
        return;
    else if (!announces(app, command) &&
             !command_run(app->session, command, (size_t)app->layout.list_rows))
        run_own(app, command);
}

static void run_typed(struct app *app) {
    struct palette_order typed;
    struct err err;
    if (!palette_parse(app->ask.edit.text, &typed, &err))
        session_say(app->session, TONE_ERROR, "%s", err.text);
    else if (typed.command != COMMAND_NONE)
        act(app, typed.command, typed.argument);
    else if (app->session->trail.current)
        navigate_go(app->session, typed.row - 1);
}

void act_on_answer(struct app *app, enum ask_question question) {
    if (question == ASK_ORDER)
        sift_order(app->session, (enum order_key)app->ask.choice->value);
    else if (question == ASK_COPY)
        copy_taken(app, (enum extract_kind)app->ask.choice->value);
    else
        run_typed(app);
    app->is_dirty = true;
}
