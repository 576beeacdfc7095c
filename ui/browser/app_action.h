/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What commands ask of the screen, and where typed ones go's view. */
#ifndef FOLLOWTRAIL_UI_BROWSER_APP_ACTION_H
#define FOLLOWTRAIL_UI_BROWSER_APP_ACTION_H

#include "ui/browser/state.h"

/* What commands ask of the screen, for fronts that are a struct app. */
extern const struct front_ops app_action_ops;

/* Runs a command with what was typed after its name, empty when nothing was. */
void app_action_run(struct app *app, enum command command, const char *argument)
    __attribute__((nonnull));

/* Runs the command that was typed at the prompt. */
void app_action_run_typed(struct app *app) __attribute__((nonnull));

/* Whether a command works beside any view: it is not about the list, and spends nothing. */
bool app_action_is_shared(enum command command);

#endif
