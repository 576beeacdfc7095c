/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands that change how the screen looks, and the editor's keys: what is changed is shown
 * and kept immediately. */
#ifndef FOLLOWTRAIL_UI_BROWSER_LOOK_ACTION_H
#define FOLLOWTRAIL_UI_BROWSER_LOOK_ACTION_H

#include "command/command.h"
#include "command/saved_look.h"
#include "ui/terminal/screen.h"
#include "view/columns_editor.h"
#include "view/layout.h"

/* False, and nothing was done, for a command of another kind. `layout`: as it was drawn. */
bool look_action_run(struct saved_look *looks, enum command command, const struct layout *layout,
                     struct screen *screen, struct session *session) __attribute__((nonnull));

/* Sets a choice by its name (model/look.h) and keeps it. ERR_USAGE for a value that cannot be; as
 * saved_look_keep() when it cannot be written down. The error is a whole sentence. */
bool look_action_set(struct saved_look *looks, const char *name, const char *value,
                     struct screen *screen, struct err *err) __attribute__((nonnull));

/* A key in the editor of the columns, which means `command` in a list. False: it is left. */
bool look_action_key(struct saved_look *looks, struct columns_editor *pane, int key,
                     enum command command, const struct layout *layout, struct session *session)
    __attribute__((nonnull));

/* What to ask of the layout for the list, with its detail pane, or for the editor of its columns.
 */
struct layout_wish look_action_wish(const struct saved_look *looks, const struct session *session)
    __attribute__((nonnull));
struct layout_wish look_action_editor_wish(const struct saved_look *looks, int rows)
    __attribute__((nonnull));

#endif
