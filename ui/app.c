/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/app.h"

#include "session/navigate.h"
#include "session/requests.h"
#include "ui/bindings.h"
#include "ui/key.h"
#include "ui/wrap.h"

enum { TICK_MS = 1000, MESSAGE_ROWS_MAX = 12 };

void app_init(struct app *app, struct session *session, struct screen *screen) {
    *app = (struct app){.session = session, .screen = screen, .has_detail = true, .is_dirty = true};
}

void app_ask_account(struct app *app) {
    edit_init(&app->prompt);
    app->is_prompting = true;
    app->is_dirty = true;
}

static void open_typed(struct app *app) {
    struct err err;
    app->is_prompting = false;
    if (!app->prompt.len)
        return;
    if (navigate_open(app->session, app->prompt.text, &err))
        return;
    session_say(app->session, TONE_ERROR, "%s", err.text);
    app->is_prompting = true;
}

static void prompt_key(struct app *app, int key) {
    app->is_dirty = true;
    session_hush(app->session);
    if (app->is_pasting && key == KEY_CODE_ENTER)
        return;
    switch (edit_key(&app->prompt, key)) {
    case EDIT_DONE:
        open_typed(app);
        break;
    case EDIT_CANCELLED:
        app->is_prompting = false;
        break;
    case EDIT_GOES_ON:
        break;
    }
}

static size_t help_rows(const struct app *app) {
    return app->layout.status_row > 1 ? (size_t)app->layout.status_row - 1 : 1;
}

static void scroll_help(struct app *app, enum command command) {
    size_t rows = help_rows(app), lines = help_view_lines();
    size_t last = lines > rows ? lines - rows : 0;
    size_t top = app->help_top;
    if (command == COMMAND_DOWN)
        top++;
    else if (command == COMMAND_UP)
        top -= top > 0;
    else if (command == COMMAND_PAGE_DOWN || command == COMMAND_HALF_DOWN)
        top += rows;
    else if (command == COMMAND_PAGE_UP || command == COMMAND_HALF_UP)
        top -= top < rows ? top : rows;
    else if (command == COMMAND_FIRST)
        top = 0;
    else if (command == COMMAND_LAST)
        top = last;
    else
        app->view = VIEW_LIST;
    app->help_top = top > last ? last : top;
}

static bool has_countdown(const struct app *app) {
    const struct place *place = app->session->trail.current;
    const struct session_request *request =
        place ? session_request_of(app->session, place->list) : NULL;
    return request && request->retry_at_ms;
}

static void escape(struct app *app) {
    if (has_countdown(app))
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
    case COMMAND_DETAIL:
        app->has_detail = !app->has_detail;
        break;
    case COMMAND_HELP:
        app->view = VIEW_HELP;
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
    if (app->is_prompting && command != COMMAND_SUSPEND && key != KEY_CTRL('L')) {
        prompt_key(app, key);
        return;
    }
    /* What is pasted where nothing is asked must not act: it could spend. */
    if (app->is_pasting)
        session_say(app->session, TONE_INFO,
                    "Pasted text is passed over here. Esc ends a paste that has no end.");
    if (app->is_pasting || command == COMMAND_NONE)
        return;
    if (app->view == VIEW_HELP && !is_everywhere(command)) {
        scroll_help(app, command);
        app->is_dirty = true;
        return;
    }
    if (command != COMMAND_ESCAPE && command != COMMAND_REDRAW && command != COMMAND_FORWARD)
        session_hush(app->session);
    if (!command_run(app->session, command, (size_t)app->layout.list_rows))
        run_own(app, command);
}

void app_event(struct app *app, struct event *event) {
    requests_apply(app->session, event);
}

void app_resize(struct app *app) {
    app->is_dirty = true;
}

static struct scene make_scene(struct app *app, int64_t now_ms) {
    struct scene scene = {
        .session = app->session, .view = app->view, .help_top = app->help_top, .now_ms = now_ms};
    int rows = screen_rows(app->screen), cols = screen_cols(app->screen);
    scene.notice = app->session->message;
    scene.tone = app->session->tone;
    scene.prompt = app->is_prompting ? &app->prompt : NULL;
    size_t lines = scene.notice && cols > 2 ? wrap_count(scene.notice, (size_t)cols - 2) : 0;
    if (lines > MESSAGE_ROWS_MAX)
        lines = MESSAGE_ROWS_MAX;
    app->layout = layout_make(rows, cols, app->has_detail, (int)lines + (scene.prompt ? 1 : 0));
    navigate_show_rows(app->session, (size_t)app->layout.list_rows);
    scene.layout = app->layout;
    return scene;
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
