/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands that change the look: changes are shown and saved immediately. */
#ifndef FOLLOWTRAIL_UI_BROWSER_LOOK_ACTION_H
#define FOLLOWTRAIL_UI_BROWSER_LOOK_ACTION_H

#include "ui/browser/state.h"

/* For fronts that are a struct app. */
extern const struct front_look_ops look_action_ops;

/* Shows or hides the detail pane. */
void look_action_toggle_pane(struct front *front) __attribute__((nonnull));

/* The layout's wishes for the list, with its detail pane; `columns` is where they keep the list's
 * columns. */
struct layout_wish look_action_wish(const struct saved_look *looks, const struct session *session,
                                    struct columns *columns) __attribute__((nonnull));

#endif
