/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/app.h"

#include "base/clock.h"
#include "session/load.h"
#include "session/navigate.h"
#include "session/requests.h"
#include "session/shelf.h"
#include "ui/bindings.h"
#include "ui/key.h"
#include "ui/pager.h"
#include "ui/wrap.h"

enum { TICK_MS = 1000, MESSAGE_ROWS_MAX = 12, ROWS_FOR_FOOT = 10 };

void app_init(struct app *app, struct session *session, struct screen *screen) {
    *app = (struct app){.session = session, .screen = screen, .has_detail = true, .is_dirty = true};
    ledger_pane_init(&app->ledger);
}

void app_fini(struct app *app) {
    ledger_pane_fini(&app->ledger);
}

static void ask(struct app *app, enum scene_question question) {
    edit_init(&app->prompt);
    app->question = question;
    app->is_dirty = true;
}

void app_ask_account(struct app *app) {
    ask(app, QUESTION_ACCOUNT);
}

static bool open_typed(struct app *app) {
    struct err err;
    if (navigate_open(app->session, app->prompt.text, &err))
        return true;
    session_say(app->session, TONE_ERROR, "%s", err.text);
    return false;
}

static void take_typed(struct app *app) {
    bool is_done = !app->prompt.len ||
                   (app->question == QUESTION_LOAD ? load_confirm(app->session, app->prompt.text)
                                                   : open_typed(app));
    if (is_done)
        app->question = QUESTION_NONE;
}

static void prompt_key(struct app *app, int key) {
    app->is_dirty = true;
    if (app->is_pasting && key == KEY_CODE_ENTER)
        return;
    /* What the load's question is about stays on the screen while the answer is typed. */
    if (app->question != QUESTION_LOAD)
        session_hush(app->session);
    switch (edit_key(&app->prompt, key)) {
    case EDIT_DONE:
        take_typed(app);
        break;
    case EDIT_CANCELLED:
        app->question = QUESTION_NONE;
        session_hush(app->session);
        break;
    case EDIT_GOES_ON:
        break;
    }
}

static void help_command(struct app *app, enum command command) {
    int rows = app->layout.status_row > 1 ? app->layout.status_row - 1 : 1;
    if (!pager_move(&app->help_top, command, rows, help_view_lines()))
        app->view = app->behind_help;
}

static void open_help(struct app *app) {
    app->behind_help = app->view;
    app->view = VIEW_HELP;
}

static void ledger_command(struct app *app, enum command command) {
    session_hush(app->session);
    if (command == COMMAND_HELP)
        open_help(app);
    else if (command == COMMAND_STOP)
        command_run(app->session, command, (size_t)app->layout.list_rows);
    else if (!ledger_pane_command(&app->ledger, command, app->layout.list_rows))
        app->view = VIEW_LIST;
}

static bool has_countdown(const struct app *app) {
    const struct place *place = app->session->trail.current;
    const struct session_request *request =
        place ? session_request_of(app->session, place->list) : NULL;
    return request && request->retry_at_ms;
}

static void escape(struct app *app) {
    const struct place *place = app->session->trail.current;
    const struct session_load *load = place ? session_load_of(app->session, place->list) : NULL;
    if (load && !load->is_stopping)
        load_stop(app->session);
    else if (has_countdown(app))
        requests_cancel(app->session);
    else if (app->session->message)
        session_hush(app->session);
    else if (!requests_cancel(app->session))
        session_say(app->session, TONE_INFO, "Nothing to get out of here. Q quits.");
}

static void leave(struct app *app) {
    const struct place *place = app->session->trail.current;
    if (place && place->parent)
        navigate_back(app->session);
    else
        session_say(app->session, TONE_INFO, "This is the first list of the trail. Q quits.");
}

/* The commands that need the screen. */
static void run_own(struct app *app, enum command command) {
    switch (command) {
    case COMMAND_OPEN:
        app_ask_account(app);
        break;
    case COMMAND_LOAD:
        if (load_ask(app->session))
            ask(app, QUESTION_LOAD);
        break;
    case COMMAND_DETAIL:
        app->has_detail = !app->has_detail;
        break;
    case COMMAND_LEDGER:
        ledger_pane_open(&app->ledger);
        app->view = VIEW_LEDGER;
        break;
    case COMMAND_HELP:
        open_help(app);
        break;
    case COMMAND_ESCAPE:
        escape(app);
        break;
    case COMMAND_REDRAW:
        screen_redraw(app->screen);
        break;
    case COMMAND_SUSPEND:
        app->wants_suspend = true;
        break;
    case COMMAND_LEAVE:
        leave(app);
        break;
    case COMMAND_QUIT:
        app->is_leaving = true;
        break;
    default:
        break;
    }
    app->is_dirty = true;
}

static bool is_everywhere(enum command command) {
    return command == COMMAND_QUIT || command == COMMAND_SUSPEND || command == COMMAND_REDRAW;
}

void app_key(struct app *app, int key) {
    if (key == KEY_CODE_PASTE_BEGIN || key == KEY_CODE_PASTE_END) {
        app->is_pasting = key == KEY_CODE_PASTE_BEGIN;
        return;
    }
    enum command command = bindings_command(key);
    if (app->is_pasting && command == COMMAND_ESCAPE) {
        app->is_pasting = false; /* a paste that never ended must not take the keyboard away */
        return;
    }
    /* Where nothing is shown nothing may be spent. */
    if (!app->layout.is_usable && !is_everywhere(command))
        return;
    if (app->question && command != COMMAND_SUSPEND && key != KEY_CTRL('L')) {
        prompt_key(app, key);
        return;
    }
    /* What is pasted where nothing is asked must not act: it could spend. */
    if (app->is_pasting)
        session_say(app->session, TONE_INFO,
                    "Pasted text is passed over here. Esc ends a paste that has no end.");
    if (app->is_pasting || command == COMMAND_NONE)
        return;
    if (app->view != VIEW_LIST && !is_everywhere(command)) {
        (app->view == VIEW_HELP ? help_command : ledger_command)(app, command);
        app->is_dirty = true;
        return;
    }
    if (command != COMMAND_ESCAPE && command != COMMAND_REDRAW &&
        command != command_announced(app->session->announced))
        session_hush(app->session);
    if (!command_run(app->session, command, (size_t)app->layout.list_rows))
        run_own(app, command);
}

void app_event(struct app *app, struct event *event) {
    load_apply(app->session, event);
    app->ledger.is_stale = true;
}

void app_resize(struct app *app) {
    app->is_dirty = true;
}

/* Lines that stand above the status: the message's, or one for what a view always has there, where
 * there is room. */
static int foot_rows(const struct app *app, int rows, int cols) {
    const char *message = app->session->message;
    size_t lines = message && cols > 2 ? wrap_count(message, (size_t)cols - 2) : 0;
    if (lines > MESSAGE_ROWS_MAX)
        lines = MESSAGE_ROWS_MAX;
    if (app->question)
        lines++;
    bool wants_one = app->view == VIEW_LEDGER || app->session->load_count;
    return !lines && wants_one && rows >= ROWS_FOR_FOOT ? 1 : (int)lines;
}

/* What the store has of the selected account's list, where memory does not tell. */
static struct snapshot look(const struct app *app) {
    const struct account *account = session_selected(app->session);
    const struct list *list = account ? session_find_list(app->session, account) : NULL;
    if (!account || app->layout.detail_row < 0 || app->view != VIEW_LIST ||
        (list && list->page_count))
        return (struct snapshot){0};
    return shelf_look(app->session, account);
}

static struct scene make_scene(struct app *app, int64_t now_ms) {
    int rows = screen_rows(app->screen), cols = screen_cols(app->screen);
    app->layout = layout_make(rows, cols, app->has_detail && app->view == VIEW_LIST,
                              foot_rows(app, rows, cols));
    if (app->view == VIEW_LIST)
        navigate_show_rows(app->session, (size_t)app->layout.list_rows);
    if (app->view == VIEW_LEDGER && app->layout.is_usable)
        ledger_pane_read(&app->ledger, app->session, app->layout.list_rows);
    return (struct scene){
        .session = app->session,
        .layout = app->layout,
        .view = app->view,
        .question = app->question,
        .prompt = app->question ? &app->prompt : NULL,
        .notice = app->session->message,
        .tone = app->session->tone,
        .help_top = app->help_top,
        .ledger = &app->ledger,
        .shelf = look(app),
        .now_ms = now_ms,
        .wall_ms = clock_wall_ms(),
    };
}

static void draw(struct screen *screen, const struct scene *scene) {
    if (!scene->layout.is_usable) {
        static const char words[] = "too small: 20×5 at least";
        screen_put(screen, 0, 0, scene->layout.cols, ROLE_TEXT,
                   (size_t)scene->layout.cols < sizeof words ? "small" : words);
        return;
    }
    if (scene->view == VIEW_HELP) {
        help_view_draw(screen, scene);
    } else if (scene->view == VIEW_LEDGER) {
        ledger_view_draw(screen, scene);
    } else {
        trail_view_draw(screen, scene);
        list_view_draw(screen, scene);
        detail_view_draw(screen, scene);
        message_view_draw(screen, scene);
    }
    status_view_draw(screen, scene);
}

int app_next_tick_ms(const struct app *app, int64_t now_ms) {
    if (!has_countdown(app))
        return -1;
    int64_t left = app->painted_ms + TICK_MS - now_ms;
    return left > 0 ? (int)left : 0;
}

bool app_is_painted(const struct app *app) {
    return !app->is_dirty && app->painted_changes == app->session->changes;
}

void app_paint(struct app *app, int64_t now_ms) {
    bool is_due = app_next_tick_ms(app, now_ms) == 0;
    if (app_is_painted(app) && !is_due)
        return;
    struct scene scene = make_scene(app, now_ms);
    screen_erase(app->screen);
    draw(app->screen, &scene);
    screen_flush(app->screen);
    app->is_dirty = false;
    app->painted_changes = app->session->changes;
    app->painted_ms = now_ms;
}
