/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The editor of a list's columns: a line each, in their order, and the keys that change them. Pure.
 */
#ifndef FOLLOWTRAIL_VIEW_COLUMNS_EDITOR_H
#define FOLLOWTRAIL_VIEW_COLUMNS_EDITOR_H

#include "command/command.h"
#include "view/column_plan.h"

/* Rows that all of it needs. */
enum {
    COLUMNS_EDITOR_HEAD_ROWS = 1,
    COLUMNS_EDITOR_ROWS = COLUMNS_EDITOR_HEAD_ROWS + COLUMN_COUNT
};

struct columns_editor {
    size_t selected; /* an item's index */
};

enum columns_editor_act {
    COLUMNS_EDITOR_NOTHING, /* or only the selection moved */
    COLUMNS_EDITOR_UNKNOWN, /* no key of it */
    COLUMNS_EDITOR_CHANGED,
    COLUMNS_EDITOR_REFUSED, /* *err says why */
    COLUMNS_EDITOR_RESTORE, /* the configured columns are wanted back */
    COLUMNS_EDITOR_LEAVE
};

/* Takes a key, which means `command` in a list, and changes `columns`; `placed` is where they stand
 * on the screen. */
enum columns_editor_act columns_editor_key(struct columns_editor *pane, struct columns *columns,
                                           const struct column placed[COLUMN_COUNT], int key,
                                           enum command command, struct err *err)
    __attribute__((nonnull));

#endif
