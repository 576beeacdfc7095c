/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/browser/app.h"

#include "base/clock.h"
#include "base/key.h"
#include "command/crawling.h"
#include "command/ending.h"
#include "command/exporting.h"
#include "session/counting.h"
#include "session/list_lookup.h"
#include "session/load.h"
#include "session/navigate.h"
#include "session/reading.h"
#include "session/refine.h"
#include "session/requests.h"
#include "session/source_frontier.h"
#include "ui/browser/app_action.h"
#include "ui/browser/app_view.h"
#include "ui/browser/look_action.h"
#include "ui/browser/mouse.h"
#include "ui/frame/window_title.h"
#include "view/hint.h"
#include "view/list_file.h"
#include "view/wrap.h"

#include <string.h>

enum {
    TICK_MS = 1000,
    LOAD_TICK_MS = 500,
    PRICE_READ_MS = 500,
    MESSAGE_ROWS_MAX = 12,
    ROWS_FOR_FOOT = 10,
    TEXT_MAX = 4096
};

/* The list's rows without a banner or a message, which come and go, and in place of a zoomed pane.
 */
static void fit_page(struct app *app) {
    int rows = screen_rows(app->screen), cols = screen_cols(app->screen);
    struct columns columns;
    struct layout_wish wish = look_action_wish(&app->looks, app->front.session, &columns);
    wish.is_zoomed = false;
    int64_t before = requests_page_size(app->front.session);
    /* Nothing that a prompt offers changes while it is open. */
    if (!app->front.prompt.question)
        requests_fit_window(app->front.session, layout_make(rows, cols, &wish).list_rows);
    if (app->painted_ms && requests_page_size(app->front.session) > before)
        app->price_rose_ms = clock_monotonic_ms();
}

bool app_price_is_new(const struct app *app, int64_t now_ms) {
    return app->price_rose_ms && now_ms - app->price_rose_ms < PRICE_READ_MS;
}

void app_init(struct app *app, struct session *session, struct screen *screen) {
    *app = (struct app){.screen = screen, .is_dirty = true};
    front_init(&app->front, &app_action_ops, session);
    session->config.reads_in_parts = true;
    saved_look_init(&app->looks);
    arena_init(&app->past);
    app->front.looks = &app->looks;
    fit_page(app);
}

void app_fini(struct app *app) {
    list_file_finish(&app->writing, app->front.session);
    front_fini(&app->front);
    view_close_all(&app->view);
    saved_look_fini(&app->looks);
    arena_fini(&app->past);
    app_owners_fini(&app->owners);
}

bool app_use_look(struct app *app, const struct look *configured, unsigned told, const char *path,
                  struct err *err) {
    bool is_read = saved_look_use(&app->looks, configured, told, path, err);
    screen_use_theme(app->screen, app->looks.now.theme);
    screen_use_signs(app->screen, app->looks.now.signs);
    fit_page(app);
    app->is_dirty = true;
    return is_read;
}

void app_ask_account(struct app *app) {
    prompt_account(&app->front.prompt);
    app->is_dirty = true;
}

/* Said once, so that a held key sends nothing more. */
void app_say_held(struct app *app, int key) {
    static const char words[] = " ignored: too soon. Press it again.";
    struct session *session = app->front.session;
    char name[KEY_NAME_MAX];
    if (!session->message || !strstr(session->message, words))
        session_say(session, TONE_WARNING, "%s%s", key_label(key, name), words);
}

/* A key that the view in the list's place does not know, if there is one. */
static void run_shared(struct app *app, int key, enum command command) {
    const char *view = app->view ? app->view->ops->name : NULL;
    if (command != COMMAND_NONE && (!view || app_action_is_shared(command)))
        app_action_run(app, command, "");
    else
        front_say_unknown(&app->front, key, view);
    app->is_dirty = true;
}

/* While text is typed, a key that types a character does nothing else. */
static bool passes_prompt(int key, enum command command) {
    return !key_is_text(key) && command_has(command, COMMAND_PASSES_PROMPT);
}

static void answer(struct app *app, int key) {
    if (front_prompt_key(&app->front, key) == PROMPT_ANSWERED)
        app_action_run_typed(app);
    app->is_dirty = true;
}

static struct layout make_layout(const struct app *app, bool has_list);

/* Keys can come faster than frames: the next key starts from what the last one did to a column or
 * pane. */
static void plan_anew(struct app *app) {
    if (app->is_dirty)
        app->layout = make_layout(app, app_view_shows_list(app));
}

/* Keys that need no more than the rows around the selection. */
static bool is_local(const struct app *app, enum command command) {
    return !app->front.prompt.question && !app->view && command_has(command, COMMAND_LOCAL);
}

/* All other keys may be about all rows. */
static void read_rest(struct app *app) {
    if (!app_is_reading(app))
        return;
    reading_finish(app->front.session, app->front.session->trail.current->list);
    trail_refresh(&app->front.session->trail);
}

/* A digit before the key that it repeats; Escape takes back those that were typed. */
static bool take_count(struct app *app, int key, enum command command) {
    struct front *front = &app->front;
    if (front->prompt.question || app->is_pasting || view_has(app->view, VIEW_IS_TYPED))
        return false;
    bool is_digit = front_take_digit(front, key);
    bool is_dropped = front->count && command == COMMAND_ESCAPE;
    if (is_dropped)
        front->count = 0;
    app->is_dirty = app->is_dirty || is_digit || is_dropped;
    return is_digit || is_dropped;
}

/* `pressed`: the key with its modifiers, and as text. */
static void take_key(struct app *app, int key, int pressed) {
    enum command command = bindings_command(&app->front.bindings, key);
    /* Text pasted without a prompt for text must not act: it could spend. */
    bool asks_for_text = prompt_takes_text(app->front.prompt.question);
    if (app->is_pasting && !asks_for_text)
        session_say(app->front.session, TONE_INFO,
                    "Pasted text is ignored here. If the paste never ends, Esc ends it.");
    else if (app->front.prompt.question && !passes_prompt(key, command))
        answer(app, pressed);
    else if (key == KEY_CODE_NONE || app_view_key(app, key, command))
        return; /* Alt and a character may be a torn reply of the terminal */
    else if (command_has(command, COMMAND_BLIND))
        app_action_run(app, command, "");
    else
        run_shared(app, pressed, command);
}

static void take(struct app *app, int key) {
    if (key == KEY_CODE_PASTE_BEGIN || key == KEY_CODE_PASTE_END) {
        app->is_pasting = key == KEY_CODE_PASTE_BEGIN;
        return;
    }
    size_t before = app->front.session->trail.visits;
    app->was_in_list = !app->view;
    app->was_painted = app_is_painted(app);
    int pressed = key_as_text(key);
    key = bindings_key(&app->front.bindings, key);
    enum command command = bindings_command(&app->front.bindings, key);
    /* While nothing is shown, nothing may be spent. */
    if (!app->layout.is_usable && !command_has(command, COMMAND_BLIND))
        return;
    if (key_is_mouse(key) || !is_local(app, command))
        read_rest(app);
    if (key_is_mouse(key)) {
        if (!app->front.prompt.question && !app->is_pasting)
            mouse_act(app, key);
        return;
    }
    plan_anew(app);
    if (take_count(app, key, command))
        return;
    take_key(app, key, pressed);
    app->front.count = 0;
    /* A list was opened, perhaps the one that the view replaces. */
    if (app->front.session->trail.visits != before)
        view_close_all(&app->view);
}

void app_key(struct app *app, int key) {
    front_remember(&app->front);
    take(app, key);
    front_note(&app->front);
}

bool app_is_reading(const struct app *app) {
    const struct place *place = app->front.session->trail.current;
    return place && list_awaits_rows(place->list);
}

bool app_prepare(struct app *app) {
    if (!reading_go_on(app->front.session))
        return false;
    enum prompt_question question = app->front.prompt.question;
    bool needs_index = question == PROMPT_SEARCH || question == PROMPT_FILTER;
    if (needs_index && !refine_prepare(app->front.session))
        return false;
    return counting_go_on(app->front.session) && crawl_go_on(app->front.session) &&
           refine_renew(app->front.session) && source_frontier_go_on(app->front.session) &&
           list_file_go_on(&app->writing, app->front.session, app->front.mailbox);
}

/* Pages of a load are drawn only a few times a second, to spare a slow line. */
static bool is_load_news(const struct app *app) {
    return !app->is_dirty && app->painted_changes != app->front.session->changes &&
           (app->front.session->load_count > 0 || crawling_runs(app->front.session));
}

/* Without a job the purse is reported after a page of a load was entered. */
static bool is_of_load(const struct session *session, const struct event *event) {
    const struct session_request *request = session_find_request(session, event->job);
    bool is_purse = event->kind == EVENT_PURSE && !event->job;
    return is_purse || (request && session_load_of(session, request->list));
}

static bool shows_crawl(const struct app *app) {
    return app->view && app->view->ops == &crawl_view;
}

void app_event(struct app *app, struct event *event) {
    if (event->kind == EVENT_CHORE) { /* app_prepare() looks at a file that is written */
        exporting_look(&app->front.exporting, app->front.session);
        event_free(event);
        return;
    }
    app->is_dirty = app->is_dirty || !is_of_load(app->front.session, event);
    load_apply(app->front.session, event);
    crawling_look(app->front.session, shows_crawl(app));
    view_mark_stale(app->view);
    if (ending_is_due(app->front.session))
        app->front.is_leaving = true;
}

void app_resize(struct app *app) {
    app->is_dirty = true;
}

static const char *notice(const struct app *app) {
    if (app->front.prompt.words || app->front.session->message)
        return app->front.prompt.words ? app->front.prompt.words : app->front.session->message;
    return app->front.session->is_finishing
               ? "Waiting for a paid answer. Q again quits now, Esc stays."
               : NULL;
}

static enum session_tone tone(const struct app *app) {
    return app->front.prompt.words       ? app->front.prompt.tone
           : app->front.session->message ? app->front.session->tone
                                         : TONE_INFO;
}

/* Lines above the status line: the message's, or one that the view always has, if there is room. */
static int foot_rows(const struct app *app, int rows, int cols) {
    const char *message = notice(app);
    size_t lines = message && cols > 2 ? wrap_count(message, (size_t)cols - 2) : 0;
    if (lines > MESSAGE_ROWS_MAX)
        lines = MESSAGE_ROWS_MAX;
    if (app->front.prompt.question)
        lines++;
    const struct session *session = app->front.session;
    bool wants_one = app_view_has_foot(app) || session->load_count || crawling_runs(session) ||
                     session->export.is_running;
    return !lines && wants_one && rows >= ROWS_FOR_FOOT ? 1 : (int)lines;
}

/* What the store has of the selected account's list, if it is not in memory. */
static struct snapshot look(const struct app *app) {
    const struct account *account = session_selected(app->front.session);
    const struct list *list = account ? session_find_list(app->front.session, account) : NULL;
    if (!account || app->layout.detail_row < 0 || app->view || (list && list->page_count))
        return (struct snapshot){0};
    return list_lookup_stored(app->front.session, account);
}

/* While no row is shown, a pane would be empty. It stays while a filter is typed: the next letter
 * may show one. */
static bool has_rows(const struct app *app) {
    const struct place *place = app->front.session->trail.current;
    return place && (app->front.prompt.question == PROMPT_FILTER ? place->list->count
                                                                 : place->excerpt.count) > 0;
}

static struct layout make_layout(const struct app *app, bool has_list) {
    int rows = screen_rows(app->screen), cols = screen_cols(app->screen);
    struct columns columns;
    struct layout_wish wish = look_action_wish(&app->looks, app->front.session, &columns);
    app_view_wish(app, rows, &wish);
    if (!has_list || (!app->view && !has_rows(app)))
        wish.pane = LOOK_PANE_OFF;
    wish.is_zoomed = wish.is_zoomed && has_list;
    if (app->front.session->trail.current)
        wish.rows = list_held(app->front.session->trail.current->list);
    wish.has_banner = has_list && banner_view_is_wanted(app->front.session, wish.columns);
    wish.message_rows = foot_rows(app, rows, cols);
    struct layout layout = layout_make(rows, cols, &wish);
    app_view_place(app, &layout);
    return layout;
}

/* Whether there is no room for all keys of a question. */
static bool is_choice_cut(const struct app *app) {
    const struct layout *layout = &app->layout;
    return layout->is_usable && prompt_choices(app->front.prompt.question) &&
           app->front.prompt.words &&
           (int)wrap_count(app->front.prompt.words, (size_t)layout->cols - 2) + 1 >
               layout->message_rows;
}

static void plan(struct app *app) {
    enum prompt_brevity brevity = PROMPT_NAMES;
    do {
        prompt_describe_choice(&app->front.prompt, brevity);
        app->layout = make_layout(app, app_view_shows_list(app));
    } while (is_choice_cut(app) && ++brevity < PROMPT_BREVITIES);
}

/* What the zoomed pane shows of the selected account besides its newest record, until the next
 * call. An unreadable store has none. */
static struct history read_past(struct app *app) {
    const struct account *account = session_selected(app->front.session);
    struct history past = {.count = 0};
    arena_fini(&app->past);
    if (!app->layout.is_zoomed || !account || !account->id ||
        !history_read(app->front.session->store, account->id, &app->past, &past, NULL))
        return (struct history){.count = 0};
    return past;
}

/* Whose lists have the selected account: a zoomed pane names more of them. */
static const struct fact_owners *read_owners(struct app *app) {
    enum { NAMED = 12, NAMED_ZOOMED = 200 };
    const struct session *session = app->front.session;
    if (app->layout.detail_row < 0 || app->view)
        return NULL;
    return app_owners_of(&app->owners, session, session_selected(session),
                         app->layout.is_zoomed ? NAMED_ZOOMED : NAMED);
}

static struct scene make_scene(struct app *app, int64_t now_ms) {
    plan(app);
    if (app_view_shows_list(app))
        navigate_show_rows(app->front.session,
                           (size_t)list_view_positions(app->front.session, app->layout.list_rows));
    app_view_read(app, now_ms);
    struct scene scene = {
        .session = app->front.session,
        .layout = app->layout,
        .view = app->view,
        .count = app->front.count,
        .question = app->front.prompt.question,
        .prompt = app->front.prompt.question ? &app->front.prompt.edit : NULL,
        .notice = notice(app),
        .tone = tone(app),
        .selection = app->looks.now.selection,
        .stored = look(app),
        .owners = read_owners(app),
        .history = read_past(app),
        .now_ms = now_ms,
        .wall_ms = clock_wall_ms(),
    };
    hint_line(hint_row(&app->front, app->view, app->looks.is_zoomed), &app->front.bindings,
              &scene.hints);
    if (!app->view && !detail_view_tells_price(&scene))
        scene.drill_price = navigate_drill_price(app->front.session);
    return scene;
}

/* A view below it draws the message, too. */
static void draw_list(struct screen *screen, const struct scene *scene) {
    trail_view_draw(screen, scene);
    banner_view_draw(screen, scene);
    list_view_draw(screen, scene);
    if (scene->view)
        return;
    detail_view_draw(screen, scene);
    message_view_draw(screen, scene);
}

static void draw(struct screen *screen, const struct app *app, const struct scene *scene) {
    static const char words[] = "too small: 20×5 at least";
    if (!scene->layout.is_usable) {
        screen_put(screen, 0, 0, scene->layout.cols, ROLE_TEXT,
                   (size_t)scene->layout.cols < sizeof words ? "small" : words);
        return;
    }
    if (app_view_shows_list(app))
        draw_list(screen, scene);
    if (scene->view)
        draw_view(screen, scene);
    status_view_draw(screen, scene);
}

int app_next_tick_ms(const struct app *app, int64_t now_ms) {
    int64_t view_ms;
    bool is_view_due = app_view_is_due(app, &view_ms);
    bool is_news = is_load_news(app);
    bool has_tick = is_news || requests_has_countdown(app->front.session);
    int64_t due_ms = app->painted_ms + (is_news ? LOAD_TICK_MS : TICK_MS);
    if (!has_tick && !is_view_due)
        return -1;
    if (is_view_due && (view_ms < due_ms || !has_tick))
        due_ms = view_ms;
    return due_ms > now_ms ? (int)(due_ms - now_ms) : 0;
}

bool app_is_painted(const struct app *app) {
    return !app->is_dirty && app->painted_changes == app->front.session->changes;
}

/* What an answer changed is counted before it is drawn, not drawn twice; so is a small store. Only
 * a first count that takes longer goes on while nothing waits. */
static void count_first(struct app *app) {
    if (!app->painted_ms || app->front.session->facts->scope.is_counted)
        (void)counting_go_on(app->front.session);
}

void app_paint(struct app *app, int64_t now_ms) {
    bool is_due = app_next_tick_ms(app, now_ms) == 0;
    if ((app_is_painted(app) || is_load_news(app)) && !is_due)
        return;
    count_first(app);
    fit_page(app);
    struct scene scene = make_scene(app, now_ms);
    screen_erase(app->screen);
    draw(app->screen, app, &scene);
    window_title_set(app->screen, app->front.session);
    screen_flush(app->screen);
    app->has_price = status_view_tells_price(&scene);
    app->shown_question = scene.layout.is_usable ? app->front.prompt.number : 0;
    app->is_dirty = false;
    app->painted_changes = app->front.session->changes;
    app->painted_ms = now_ms;
}
