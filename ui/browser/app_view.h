/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The open view (app->view) at the screen: its keys and its place. */
#ifndef FOLLOWTRAIL_UI_BROWSER_APP_VIEW_H
#define FOLLOWTRAIL_UI_BROWSER_APP_VIEW_H

#include "ui/browser/state.h"

/* Gives the view a key, which means `command` in a list. False: there is none, or it does not know
 * the key. */
bool app_view_key(struct app *app, int key, enum command command) __attribute__((nonnull));

/* Reads what is shown in app->layout. */
void app_view_read(struct app *app, int64_t now_ms) __attribute__((nonnull));

/* Whether it is to be read again by *due_ms, even if nothing happens. */
bool app_view_is_due(const struct app *app, int64_t *due_ms) __attribute__((nonnull));

/* Whether the list is on the screen. */
bool app_view_shows_list(const struct app *app) __attribute__((nonnull));

/* Whether it has a line above the status line even if there is no message. */
bool app_view_has_foot(const struct app *app) __attribute__((nonnull));

/* What it changes in the wishes for the list's layout; and in the layout. */
void app_view_wish(const struct app *app, int rows, struct layout_wish *wish)
    __attribute__((nonnull));
void app_view_place(const struct app *app, struct layout *layout) __attribute__((nonnull));

#endif
