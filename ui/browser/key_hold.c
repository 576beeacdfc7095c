/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/browser/key_hold.h"

void key_hold_start(struct key_hold *hold, enum command command, int64_t now_ms) {
    *hold = (struct key_hold){.command = command, .started_ms = now_ms, .pressed_ms = now_ms};
}

bool key_hold_is_repeat(struct key_hold *hold, enum command command, int64_t now_ms) {
    int64_t gap = now_ms - hold->pressed_ms;
    bool is_same = command == hold->command;
    bool is_hold = is_same && (hold->is_hold || gap < KEY_HOLD_NEXT_REPEAT_MS);
    if (!is_same || (now_ms - hold->started_ms >= KEY_HOLD_FIRST_REPEAT_MS &&
                     !(is_hold && gap < KEY_HOLD_FIRST_REPEAT_MS))) {
        key_hold_start(hold, command, now_ms);
        return false;
    }
    hold->is_hold = is_hold;
    hold->pressed_ms = now_ms;
    return true;
}

void key_hold_forget(struct key_hold *hold) {
    *hold = (struct key_hold){.command = COMMAND_NONE};
}
