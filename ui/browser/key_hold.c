/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/browser/key_hold.h"

void held_start(struct held *held, enum command command, int64_t now_ms) {
    *held = (struct held){.command = command, .started_ms = now_ms, .pressed_ms = now_ms};
}

bool held_is_repeat(struct held *held, enum command command, int64_t now_ms) {
    int64_t gap = now_ms - held->pressed_ms;
    bool is_same = command == held->command;
    bool is_hold = is_same && (held->is_hold || gap < HELD_NEXT_REPEAT_MS);
    if (!is_same || (now_ms - held->started_ms >= HELD_FIRST_REPEAT_MS &&
                     !(is_hold && gap < HELD_FIRST_REPEAT_MS))) {
        held_start(held, command, now_ms);
        return false;
    }
    held->is_hold = is_hold;
    held->pressed_ms = now_ms;
    return true;
}

void held_forget(struct held *held) {
    *held = (struct held){.command = COMMAND_NONE};
}
