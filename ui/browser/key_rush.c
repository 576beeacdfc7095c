/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/browser/key_rush.h"

void key_rush_begin(struct key_rush *rush) {
    rush->moves = 0;
}

bool key_rush_take(struct key_rush *rush, enum command command, int64_t now_ms) {
    bool is_arrow = command == COMMAND_DOWN || command == COMMAND_UP;
    rush->moves = is_arrow ? rush->moves + 1 : 0;
    if (rush->moves >= KEY_RUSH_MOVES)
        rush->until_ms = now_ms + KEY_RUSH_MS;
    return is_arrow && now_ms < rush->until_ms;
}
