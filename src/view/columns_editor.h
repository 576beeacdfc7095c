/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The editor of a list's columns: a line each, in their order, and the keys that change them. Pure.
 */
#ifndef FOLLOWTRAIL_VIEW_COLUMNS_EDITOR_H
#define FOLLOWTRAIL_VIEW_COLUMNS_EDITOR_H

#include "command/command.h"
#include "view/column_plan.h"

/* Rows that all of it needs. */
enum { COLUMNS_PANE_HEAD_ROWS = 1, COLUMNS_PANE_ROWS = COLUMNS_PANE_HEAD_ROWS + COLUMN_COUNT };

struct columns_pane {
    size_t selected; /* an item's index */
};

enum columns_pane_act {
    COLUMNS_PANE_NOTHING, /* or only the selection moved */
    COLUMNS_PANE_UNKNOWN, /* no key of it */
    COLUMNS_PANE_CHANGED,
    COLUMNS_PANE_REFUSED, /* *err says why */
    COLUMNS_PANE_RESTORE, /* the configured columns are wanted back */
    COLUMNS_PANE_LEAVE
};

/* Takes a key, which means `command` in a list, and changes `columns`; `placed` is where they stand
 * on the screen. */
enum columns_pane_act columns_pane_key(struct columns_pane *pane, struct columns *columns,
                                       const struct column placed[COLUMN_COUNT], int key,
                                       enum command command, struct err *err)
    __attribute__((nonnull));

#endif
