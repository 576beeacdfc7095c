/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What commands do in the list's view. */
#ifndef FOLLOWTRAIL_UI_BROWSER_APP_ACTION_H
#define FOLLOWTRAIL_UI_BROWSER_APP_ACTION_H

#include "ui/browser/state.h"

/* Runs a command with what was typed after its name, empty when nothing was. */
void app_action_run(struct app *app, enum command command, const char *argument)
    __attribute__((nonnull));

/* Acts on what the prompt was answered to a question (PROMPT_ANSWERED). */
void app_action_answer(struct app *app, enum prompt_question question) __attribute__((nonnull));

void app_action_open_help(struct app *app) __attribute__((nonnull));

/* Whether an answer is awaited before something is sent again: it is counted down. */
bool app_action_has_countdown(const struct app *app) __attribute__((nonnull));

/* Has the view in the list's place run a command that it knows; false: it does not know it. */
bool app_action_in_view(struct app *app, enum command command) __attribute__((nonnull));

#endif
