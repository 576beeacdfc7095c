/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tells keys that a person presses from those that a wheel becomes: terminals that know no mouse,
 * and tmux, send several arrows at once for each of its steps. Such moves stop at the last loaded
 * account: nobody who turns a wheel means to buy. Pure; time is a parameter.
 */
#ifndef FOLLOWTRAIL_UI_BROWSER_KEY_RUSH_H
#define FOLLOWTRAIL_UI_BROWSER_KEY_RUSH_H

#include "command/command.h"

#include <stdbool.h>
#include <stdint.h>

enum { KEY_RUSH_MOVES = 3, KEY_RUSH_MS = 1000 };

/* May start zeroed. */
struct key_rush {
    int moves;        /* by one account, that came together so far */
    int64_t until_ms; /* moves buy nothing until then */
};

/* The screen was drawn: what comes next does not come together with what came before. */
void key_rush_begin(struct key_rush *rush) __attribute__((nonnull));

/* For every key, at `now_ms` (clock_monotonic_ms()): whether it moves by one account and must not
 * buy. KEY_RUSH_MOVES such keys that come together are a rush, and so are those that follow within
 * KEY_RUSH_MS. */
bool key_rush_take(struct key_rush *rush, enum command command, int64_t now_ms)
    __attribute__((nonnull));

#endif
