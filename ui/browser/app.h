/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The browser: keys become commands, commands change the session, and changes are drawn, one flush
 * a turn. It knows neither the keyboard nor the time: ui/browser/loop.c feeds it for a user,
 * tests/support/play.c from a script.
 */
#ifndef FOLLOWTRAIL_UI_BROWSER_APP_H
#define FOLLOWTRAIL_UI_BROWSER_APP_H

#include "ui/browser/state.h"

void app_init(struct app *app, struct session *session, struct screen *screen)
    __attribute__((nonnull));
void app_fini(struct app *app) __attribute__((nonnull));

/* Uses this look from now on: what saved_look_use() makes of it. Pages fit it, so use it before the
 * first account is opened. False: the saved look could not be read. */
bool app_use_look(struct app *app, const struct look *configured, unsigned told, const char *path,
                  struct err *err) __attribute__((nonnull(1, 2, 5)));

/* Asks for an account immediately, because there is nothing else to show. */
void app_ask_account(struct app *app) __attribute__((nonnull));

void app_key(struct app *app, int key) __attribute__((nonnull));

/* Says that a key was ignored as a repeated key, and bought nothing. */
void app_say_held(struct app *app, int key) __attribute__((nonnull));

void app_event(struct app *app, struct event *event)
    __attribute__((nonnull));                              /* takes ownership; not for signals */
void app_resize(struct app *app) __attribute__((nonnull)); /* the screen's size changed */

/* Whether the current list has rows still to be read from the store. */
bool app_is_reading(const struct app *app) __attribute__((nonnull));

/* While the program is idle, does part of the remaining reading, or of the work for the text being
 * typed. False if more is left. */
bool app_prepare(struct app *app) __attribute__((nonnull));

/* Draws and flushes if anything has changed; `now_ms` is clock_monotonic_ms(). */
void app_paint(struct app *app, int64_t now_ms) __attribute__((nonnull));

/* Whether the screen shows the present state. */
bool app_is_painted(const struct app *app) __attribute__((nonnull));

/* Whether a larger window raised the price of a page so recently that nobody can have read it when
 * pressing a key. `now_ms` is clock_monotonic_ms(). */
bool app_price_is_new(const struct app *app, int64_t now_ms) __attribute__((nonnull));

/* Milliseconds until the next draw without an event (a countdown); -1: never. */
int app_next_tick_ms(const struct app *app, int64_t now_ms) __attribute__((nonnull));

#endif
