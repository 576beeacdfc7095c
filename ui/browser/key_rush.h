/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tells keys that a person presses from those that a wheel becomes: terminals that know no mouse,
 * and tmux, send several arrows at once for each of its steps. Nobody who turns a wheel means to
 * buy, so a move buys only if it comes alone: no other one KEY_RUSH_ALONE_MS before or after it.
 * A key that is held down repeats less often. KEY_RUSH_MOVES that are read together are a rush,
 * and none that follows within KEY_RUSH_MS buys. A wheel that becomes one arrow a step is not told
 * from a key. Pure; time is a parameter.
 */
#ifndef FOLLOWTRAIL_UI_BROWSER_KEY_RUSH_H
#define FOLLOWTRAIL_UI_BROWSER_KEY_RUSH_H

#include "command/command.h"

#include <stdbool.h>
#include <stdint.h>

enum { KEY_RUSH_ALONE_MS = 12, KEY_RUSH_MOVES = 3, KEY_RUSH_MS = 1000 };

/* May start zeroed. */
struct key_rush {
    int moves;        /* by one account, that came together so far */
    int64_t last_ms;  /* the last one */
    int64_t due_ms;   /* when that one will have come alone; 0: it did not, or is settled */
    int64_t until_ms; /* moves buy nothing until then */
};

/* The screen was drawn: what comes next does not come together with what came before. */
void key_rush_begin(struct key_rush *rush) __attribute__((nonnull));

/* For every key, at `now_ms` (clock_monotonic_ms()): how far it may buy by moving. One that moves
 * otherwise, or not at all, settles the last move: it is none of a wheel's. */
enum session_pace key_rush_take(struct key_rush *rush, enum command command, int64_t now_ms)
    __attribute__((nonnull));

/* Milliseconds until the last move is known to have come alone; -1: it is not awaited. */
int key_rush_due_ms(const struct key_rush *rush, int64_t now_ms) __attribute__((nonnull));

/* Whether that is known now; true once a move. */
bool key_rush_settles(struct key_rush *rush, int64_t now_ms) __attribute__((nonnull));

#endif
