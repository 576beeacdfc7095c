/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/held.h"

bool held_is_repeat(struct held *held, enum command command, int64_t now_ms) {
    bool is_repeat = command == held->command && (now_ms - held->bought_ms < HELD_FIRST_REPEAT_MS ||
                                                  now_ms - held->pressed_ms < HELD_NEXT_REPEAT_MS);
    held->pressed_ms = now_ms;
    if (is_repeat)
        return true;
    held->command = command;
    held->bought_ms = now_ms;
    return false;
}

void held_forget(struct held *held) {
    held->command = COMMAND_NONE;
}
