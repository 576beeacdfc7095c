/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The editor of a list's columns: one line a column, in order, and the keys that change them.
 * Pure. */
#ifndef FOLLOWTRAIL_VIEW_COLUMNS_EDITOR_H
#define FOLLOWTRAIL_VIEW_COLUMNS_EDITOR_H

#include "command/command.h"
#include "view/column_plan.h"

/* Rows that it needs in full. */
enum {
    COLUMNS_EDITOR_HEAD_ROWS = 1,
    COLUMNS_EDITOR_ROWS = COLUMNS_EDITOR_HEAD_ROWS + COLUMN_COUNT
};

struct columns_editor {
    size_t selected; /* an item's index */
};

enum columns_editor_act {
    COLUMNS_EDITOR_NOTHING, /* nothing, or only the selection moved */
    COLUMNS_EDITOR_UNKNOWN, /* not a key of the editor */
    COLUMNS_EDITOR_CHANGED,
    COLUMNS_EDITOR_REFUSED, /* *err says why */
    COLUMNS_EDITOR_RESTORE, /* restore the configured columns */
    COLUMNS_EDITOR_LEAVE
};

/* Handles a key, which means `command` in a list, and changes `columns`; `placed` is where they are
 * on the screen. */
enum columns_editor_act columns_editor_key(struct columns_editor *pane, struct columns *columns,
                                           const struct column placed[COLUMN_COUNT], int key,
                                           enum command command, struct err *err)
    __attribute__((nonnull));

#endif
