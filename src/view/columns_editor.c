/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/columns_editor.h"

#include "base/key.h"
#include "command/bindings.h"

static bool moves(enum command command) {
    return command == COMMAND_UP || command == COMMAND_DOWN || command == COMMAND_FIRST ||
           command == COMMAND_LAST || command == COMMAND_PAGE_UP || command == COMMAND_PAGE_DOWN;
}

static void move_selection(struct columns_editor *pane, enum command command) {
    if (command == COMMAND_UP && pane->selected)
        pane->selected--;
    else if (command == COMMAND_DOWN && pane->selected + 1 < COLUMN_COUNT)
        pane->selected++;
    else if (command == COMMAND_FIRST || command == COMMAND_PAGE_UP)
        pane->selected = 0;
    else if (command == COMMAND_LAST || command == COMMAND_PAGE_DOWN)
        pane->selected = COLUMN_COUNT - 1;
}

/* The selection stays on the column that moves. */
static bool move_column(struct columns_editor *pane, struct columns *columns, int by,
                        struct err *err) {
    if (!columns_move(columns, pane->selected, by, err))
        return false;
    pane->selected += (size_t)by;
    return true;
}

static bool widen(const struct columns_editor *pane, struct columns *columns,
                  const struct column *placed, int by, struct err *err) {
    int now = placed[columns->items[pane->selected].id].width;
    return columns_widen(columns, pane->selected, by, now, err);
}

static enum columns_editor_act act_of(bool is_changed) {
    return is_changed ? COLUMNS_EDITOR_CHANGED : COLUMNS_EDITOR_REFUSED;
}

enum columns_editor_act columns_editor_key(struct columns_editor *pane, struct columns *columns,
                                           const struct column placed[COLUMN_COUNT], int key,
                                           enum command command, struct err *err) {
    switch (key) {
    case ' ':
        return act_of(columns_toggle(columns, pane->selected, err));
    case '<':
        return act_of(move_column(pane, columns, -1, err));
    case '>':
        return act_of(move_column(pane, columns, 1, err));
    case '+':
        return act_of(widen(pane, columns, placed, 1, err));
    case '-':
        return act_of(widen(pane, columns, placed, -1, err));
    case '=':
        return COLUMNS_EDITOR_RESTORE;
    default:
        break;
    }
    if (command == COMMAND_ESCAPE || command == COMMAND_LEAVE || command == COMMAND_COLUMNS)
        return COLUMNS_EDITOR_LEAVE;
    move_selection(pane, command);
    return moves(command) ? COLUMNS_EDITOR_NOTHING : COLUMNS_EDITOR_UNKNOWN;
}
