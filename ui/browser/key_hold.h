/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether a key that spends was pressed, or is only held down: held, it must buy once. Keyboards
 * repeat a key for the first time after 250 to 660 ms, then every 30 to 100 ms. Pure; time is a
 * parameter.
 */
#ifndef FOLLOWTRAIL_UI_BROWSER_KEY_HOLD_H
#define FOLLOWTRAIL_UI_BROWSER_KEY_HOLD_H

#include "command/command.h"

#include <stdbool.h>
#include <stdint.h>

enum { KEY_HOLD_FIRST_REPEAT_MS = 700, KEY_HOLD_NEXT_REPEAT_MS = 150 };

struct key_hold {
    enum command command; /* the last that could spend; COMMAND_NONE at the start and after
                             key_hold_forget() */
    int64_t started_ms, pressed_ms;
    bool is_hold; /* it came fast at least once: only a long silence ends it, because a slow line
                     delivers in bursts */
};

/* The key is pressed, or its price has just come to be shown: what follows soon repeats it. */
void key_hold_start(struct key_hold *hold, enum command command, int64_t now_ms)
    __attribute__((nonnull));

/* For a press, at `now_ms` (clock_monotonic_ms()), of a key that can spend: whether it repeats an
 * earlier one, and must not. Otherwise it is the one that the next ones repeat, whether it spends
 * or not. */
bool key_hold_is_repeat(struct key_hold *hold, enum command command, int64_t now_ms)
    __attribute__((nonnull));

/* Another key was pressed in between. */
void key_hold_forget(struct key_hold *hold) __attribute__((nonnull));

#endif
