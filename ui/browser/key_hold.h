/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tells a pressed key from a held key: a held key must buy only once. Keyboards first repeat a key
 * after 250 to 660 ms, then every 30 to 100 ms. Pure; time is a parameter.
 */
#ifndef FOLLOWTRAIL_UI_BROWSER_KEY_HOLD_H
#define FOLLOWTRAIL_UI_BROWSER_KEY_HOLD_H

#include "command/command.h"

#include <stdbool.h>
#include <stdint.h>

enum { KEY_HOLD_FIRST_REPEAT_MS = 700, KEY_HOLD_NEXT_REPEAT_MS = 150 };

struct key_hold {
    enum command command; /* the last one that could spend; COMMAND_NONE at the start and after
                             key_hold_forget() */
    int64_t started_ms, pressed_ms;
    bool is_hold; /* it repeated at least once: only a long silence ends it, because a slow line
                     delivers in bursts */
};

/* The key was pressed, or its price just came on the screen: what follows soon is a repeat. */
void key_hold_start(struct key_hold *hold, enum command command, int64_t now_ms)
    __attribute__((nonnull));

/* For a key that can spend, at `now_ms` (clock_monotonic_ms()): whether it repeats an earlier press
 * and must not act. Otherwise it is the press that later ones repeat, whether it spends or not. */
bool key_hold_is_repeat(struct key_hold *hold, enum command command, int64_t now_ms)
    __attribute__((nonnull));

/* Another key was pressed in between. */
void key_hold_forget(struct key_hold *hold) __attribute__((nonnull));

#endif
