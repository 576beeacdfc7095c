/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/help_view.h"

#include "base/key.h"
#include "model/match.h"
#include "view/scroll.h"

enum { KEYS_MAX_BYTES = 256 };

static bool finds(const struct help_view *pane, const struct match *match, enum command command) {
    const struct command_info *info = command_info(command);
    struct buf keys;
    buf_init(&keys, KEYS_MAX_BYTES);
    bindings_keys(pane->bindings, command, &keys);
    bool is_found = match_has(match, info->name) || match_has(match, info->help) ||
                    match_has(match, buf_text(&keys));
    buf_fini(&keys);
    return is_found;
}

static void find(struct help_view *pane) {
    struct match match;
    match_init(&match, pane->typed.text, pane->typed.len);
    pane->count = pane->top = 0;
    for (enum command command = COMMAND_NONE + 1; command < COMMAND_COUNT; command++)
        if (finds(pane, &match, command))
            pane->found[pane->count++] = command;
    match_fini(&match);
}

void help_view_find(struct help_view *pane, const struct bindings *bindings, const char *text) {
    pane->bindings = bindings;
    pane->is_unknown = false;
    edit_init(&pane->typed);
    edit_put(&pane->typed, text);
    find(pane);
}

void help_view_open(struct help_view *pane, const struct bindings *bindings) {
    help_view_find(pane, bindings, "");
}

/* Letters are typed, even q, so that quit can be found. ? is in no command's text, so it closes the
 * help that it opened. */
static bool leaves(const struct help_view *pane, int key, enum command command) {
    if (key_is_text(key))
        return !pane->typed.len && key == '?';
    return command == COMMAND_LEAVE || command == COMMAND_HELP;
}

/* Editing keys may have nothing to do in an empty line. */
static bool is_edited(const struct help_view *pane, const struct edit *before) {
    return before->len != pane->typed.len || before->cursor != pane->typed.cursor;
}

bool help_view_key(struct help_view *pane, int key, int64_t rows) {
    enum command command = bindings_command(pane->bindings, key);
    const struct edit before = pane->typed;
    pane->is_unknown = false;
    if (!key_is_text(key) && scroll_move(&pane->top, command, rows, pane->count))
        return true;
    enum edit_result result =
        leaves(pane, key, command) ? EDIT_CANCELLED : edit_key(&pane->typed, key);
    if (result == EDIT_GOES_ON)
        find(pane);
    pane->is_unknown = result == EDIT_GOES_ON && !key_is_text(key) && !is_edited(pane, &before);
    return result != EDIT_CANCELLED;
}
