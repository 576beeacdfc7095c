/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The browser: keys become commands, commands change the session, and what has changed is drawn,
 * one flush a turn. It knows neither the terminal's keyboard nor time: ui/browser/loop.c feeds it
 * from a person, tests/support/play.c from a script.
 */
#ifndef FOLLOWTRAIL_UI_BROWSER_APP_H
#define FOLLOWTRAIL_UI_BROWSER_APP_H

#include "ui/browser/state.h"

void app_init(struct app *app, struct session *session, struct screen *screen)
    __attribute__((nonnull));
void app_fini(struct app *app) __attribute__((nonnull));

/* Looks so from now on: what saved_look_use() makes of it, whose failure is shown on the screen. */
void app_use_look(struct app *app, const struct look *configured, unsigned told, const char *path)
    __attribute__((nonnull(1, 2)));

/* Asks for an account immediately: there is nothing else to show. */
void app_ask_account(struct app *app) __attribute__((nonnull));

void app_key(struct app *app, int key) __attribute__((nonnull));

/* Says that a key was taken for one that is held down, and so bought nothing. */
void app_say_held(struct app *app, int key) __attribute__((nonnull));

void app_event(struct app *app, struct event *event)
    __attribute__((nonnull));                              /* takes it; not signals */
void app_resize(struct app *app) __attribute__((nonnull)); /* the screen has another size */

/* Whether the list that is shown has rows that are still to be read from the store. */
bool app_is_reading(const struct app *app) __attribute__((nonnull));

/* Does a part of what is left to read, or of what a text that is being typed will need, while
 * nothing else is to be done. False when more is left of it. */
bool app_prepare(struct app *app) __attribute__((nonnull));

/* Draws and flushes if anything has changed; `now_ms` is clock_monotonic_ms(). */
void app_paint(struct app *app, int64_t now_ms) __attribute__((nonnull));

/* Whether the screen shows the present state. */
bool app_is_painted(const struct app *app) __attribute__((nonnull));

/* Milliseconds until the screen is to be drawn again although nothing happens (a countdown); -1:
 * never. */
int app_next_tick_ms(const struct app *app, int64_t now_ms) __attribute__((nonnull));

#endif
