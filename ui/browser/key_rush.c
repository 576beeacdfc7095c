/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/browser/key_rush.h"

void key_rush_begin(struct key_rush *rush) {
    rush->moves = 0;
}

enum session_pace key_rush_take(struct key_rush *rush, enum command command, int64_t now_ms) {
    bool is_after_another = now_ms < rush->last_ms + KEY_RUSH_ALONE_MS;
    if (command != COMMAND_DOWN && command != COMMAND_UP) {
        rush->moves = 0;
        rush->due_ms = rush->due_ms ? now_ms : 0;
        return PACE_PRESSED;
    }
    rush->due_ms = 0;
    rush->last_ms = now_ms;
    if (++rush->moves >= KEY_RUSH_MOVES)
        rush->until_ms = now_ms + KEY_RUSH_MS;
    if (is_after_another || now_ms < rush->until_ms)
        return PACE_RUSHED;
    rush->due_ms = now_ms + KEY_RUSH_ALONE_MS;
    return PACE_DOUBTFUL;
}

int key_rush_due_ms(const struct key_rush *rush, int64_t now_ms) {
    if (!rush->due_ms)
        return -1;
    return rush->due_ms > now_ms ? (int)(rush->due_ms - now_ms) : 0;
}

bool key_rush_settles(struct key_rush *rush, int64_t now_ms) {
    bool is_due = key_rush_due_ms(rush, now_ms) == 0;
    if (is_due)
        rush->due_ms = 0;
    return is_due;
}
