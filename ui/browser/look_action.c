/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/browser/look_action.h"

#include "session/source.h"

#include <string.h>

static void save(struct saved_look *looks, enum look_choice choice, struct session *session) {
    struct err err;
    if (!saved_look_save(looks, choice, &err))
        session_say(session, TONE_WARNING, "%s.", err.text);
}

static struct app *app_of(struct front *front) {
    return (struct app *)front;
}

/* What cannot be seen is not changed by a key. */
static void say_too_narrow(struct session *session) {
    session_say(session, TONE_INFO, "The pane goes beside the list from %d columns on.",
                LAYOUT_COLS_FOR_BESIDE);
}

static void place_pane(struct front *front) {
    struct app *app = app_of(front);
    struct saved_look *looks = &app->looks;
    enum look_pane stands = looks->now.pane == LOOK_PANE_OFF ? looks->pane : looks->now.pane;
    if (app->layout.cols < LAYOUT_COLS_FOR_BESIDE) {
        say_too_narrow(front->session);
        return;
    }
    stands = look_pane_of(&looks->now, stands);
    looks->now.pane =
        layout_wants_beside(stands, app->layout.cols) ? LOOK_PANE_BELOW : LOOK_PANE_BESIDE;
    looks->is_zoomed = false;
    save(looks, LOOK_PANE, front->session);
}

static void resize_pane(struct front *front, int by) {
    struct saved_look *looks = &app_of(front)->looks;
    const struct layout *layout = &app_of(front)->layout;
    bool is_beside = layout->rule_col >= 0;
    if (layout->detail_row < 0 || layout->is_zoomed) {
        session_say(front->session, TONE_INFO,
                    layout->is_zoomed ? "The pane has the list's place. z gives it back."
                    : session_selected(front->session) ? "There is no detail pane. d shows it."
                                                       : "There is no account to look at.");
        return;
    }
    int size = layout_step_pane(layout, by);
    if (size == (is_beside ? layout->detail_cols : layout->detail_rows)) {
        session_say(front->session, TONE_INFO, "The pane cannot be %s here.",
                    by > 0 ? "larger" : "smaller");
        return;
    }
    *(is_beside ? &looks->now.pane_cols : &looks->now.pane_rows) = size;
    save(looks, is_beside ? LOOK_PANE_COLS : LOOK_PANE_ROWS, front->session);
}

static void zoom(struct front *front) {
    struct saved_look *looks = &app_of(front)->looks;
    looks->is_zoomed = !looks->is_zoomed && session_selected(front->session);
    if (!session_selected(front->session))
        session_say(front->session, TONE_INFO, "There is no account to look at.");
}

static void say_theme(const struct app *app) {
    const char *name = look_theme_name(app->looks.now.theme);
    if (screen_lacks_background(app->screen))
        session_say(app->front.session, TONE_INFO,
                    "Theme: %s, without colours: no colours are known to fit the background.",
                    name);
    else if (screen_has_colour(app->screen) || app->looks.now.theme == LOOK_MONO)
        session_say(app->front.session, TONE_INFO, "Theme: %s.", name);
    else
        session_say(app->front.session, TONE_INFO,
                    "Theme: %s; but here there are no colours (NO_COLOR, --no-color, or the "
                    "terminal has none).",
                    name);
}

static void turn_theme(struct front *front) {
    struct app *app = app_of(front);
    app->looks.now.theme = (app->looks.now.theme + 1) % LOOK_THEME_COUNT;
    screen_use_theme(app->screen, app->looks.now.theme);
    say_theme(app);
    save(&app->looks, LOOK_THEME, front->session);
}

/* The message about a setting begins in lower case, because its name precedes it there. */
static void make_sentence(struct err *err) {
    size_t len = strlen(err->text);
    if (err->text[0] >= 'a' && err->text[0] <= 'z')
        err->text[0] = (char)(err->text[0] - 'a' + 'A');
    if (len + 1 < sizeof err->text) {
        err->text[len] = '.';
        err->text[len + 1] = '\0';
    }
}

static bool set(struct front *front, const char *name, const char *value, struct err *err) {
    struct saved_look *looks = &app_of(front)->looks;
    enum look_choice choice = look_apply(&looks->now, name, value, err);
    bool is_saved = false;
    if (choice) {
        screen_use_theme(app_of(front)->screen, looks->now.theme);
        looks->is_zoomed = looks->is_zoomed && choice != LOOK_PANE;
        if (looks->now.pane == LOOK_PANE_BESIDE && choice == LOOK_PANE &&
            screen_cols(app_of(front)->screen) < LAYOUT_COLS_FOR_BESIDE)
            say_too_narrow(front->session);
        is_saved = saved_look_save(looks, choice, err);
    }
    if (!is_saved)
        make_sentence(err);
    return is_saved;
}

static void restore(struct front *front) {
    struct saved_look *looks = &app_of(front)->looks;
    struct err err;
    looks->is_zoomed = false;
    if (saved_look_restore(looks, LOOK_ALL, &err))
        session_say(front->session, TONE_INFO, "Columns, pane and theme are as configured again.");
    else
        session_say(front->session, TONE_WARNING, "%s.", err.text);
    screen_use_theme(app_of(front)->screen, looks->now.theme);
}

static void redraw(struct front *front) {
    screen_redraw(app_of(front)->screen);
}

const struct front_look_ops look_action_ops = {.place_pane = place_pane,
                                               .resize_pane = resize_pane,
                                               .zoom = zoom,
                                               .turn_theme = turn_theme,
                                               .restore = restore,
                                               .set = set,
                                               .redraw = redraw};

/* For the pane, if it were on. */
static bool has_room(const struct app *app) {
    struct columns columns;
    struct layout_wish wish = look_action_wish(&app->looks, app->front.session, &columns);
    if (wish.pane == LOOK_PANE_OFF)
        wish.pane = look_pane_of(&app->looks.now, app->looks.pane);
    wish.is_zoomed = false;
    return layout_make(app->layout.rows, app->layout.cols, &wish).detail_row >= 0;
}

void look_action_toggle_pane(struct front *front) {
    struct saved_look *looks = &app_of(front)->looks;
    bool is_off = looks->now.pane == LOOK_PANE_OFF;
    if (!looks->is_zoomed && !has_room(app_of(front))) {
        session_say(front->session, TONE_INFO,
                    "There is no room for the pane here. z shows the account in full.");
        return;
    }
    if (!is_off)
        looks->pane = looks->now.pane;
    looks->now.pane = is_off ? looks->pane : LOOK_PANE_OFF;
    looks->is_zoomed = false;
    if (!is_off)
        session_say(front->session, TONE_INFO,
                    "The pane is hidden, also next time. d shows it again.");
    save(looks, LOOK_PANE, front->session);
}

struct layout_wish look_action_wish(const struct saved_look *looks, const struct session *session,
                                    struct columns *columns) {
    const struct place *place = session->trail.current;
    *columns = looks->now.columns[LOOK_LIST_ANY];
    if (place)
        source_columns(place->list, &looks->now, columns);
    return (struct layout_wish){.columns = columns,
                                .pane = look_pane_of(&looks->now, looks->now.pane),
                                .pane_rows = looks->now.pane_rows,
                                .pane_cols = looks->now.pane_cols,
                                .is_zoomed = looks->is_zoomed && session_selected(session)};
}
