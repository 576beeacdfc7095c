/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/help_pane.h"

#include "model/match.h"
#include "ui/bindings.h"
#include "ui/key.h"
#include "ui/pager.h"

enum { KEYS_MAX_BYTES = 256 };

static bool finds(const struct match *match, enum command command) {
    const struct command_info *info = command_info(command);
    struct buf keys;
    buf_init(&keys, KEYS_MAX_BYTES);
    bindings_keys(command, &keys);
    bool is_found = match_has(match, info->name) || match_has(match, info->help) ||
                    match_has(match, buf_text(&keys));
    buf_fini(&keys);
    return is_found;
}

static void find(struct help_pane *pane) {
    struct match match;
    match_init(&match, pane->typed.text, pane->typed.len);
    pane->count = pane->top = 0;
    for (enum command command = COMMAND_NONE + 1; command < COMMAND_COUNT; command++)
        if (finds(&match, command))
            pane->found[pane->count++] = command;
    match_fini(&match);
}

void help_pane_open(struct help_pane *pane) {
    edit_init(&pane->typed);
    find(pane);
}

static bool is_letter(int key) {
    return key >= ' ' && key < KEY_CODE_FIRST;
}

bool help_pane_key(struct help_pane *pane, int key, int64_t rows) {
    bool is_leaving = !pane->typed.len && (key == 'q' || key == '?');
    if (!is_letter(key) && pager_move(&pane->top, bindings_command(key), rows, pane->count))
        return true;
    enum edit_result result = is_leaving ? EDIT_CANCELLED : edit_key(&pane->typed, key);
    if (result == EDIT_GOES_ON)
        find(pane);
    return result != EDIT_CANCELLED;
}
