/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scrolling through lines, with a selection or without one. Pure. */
#ifndef FOLLOWTRAIL_VIEW_SCROLL_H
#define FOLLOWTRAIL_VIEW_SCROLL_H

#include "command/command.h"

/* Moves *top, the first line shown, of `lines`, `rows` of which are visible. False, and no change,
 * for a command that does not move. */
bool scroll_move(int64_t *top, enum command command, int64_t rows, int64_t lines)
    __attribute__((nonnull));

/* The same with *selected, counted from 0: it moves, and *top follows as far as needed; by more
 * than a line, both move. */
bool scroll_select(int64_t *top, int64_t *selected, enum command command, int64_t rows,
                   int64_t lines) __attribute__((nonnull));

/* Moves *selected into the rows shown from `top`. */
void scroll_limit_selected(int64_t top, int64_t *selected, int64_t rows, int64_t lines)
    __attribute__((nonnull));

/* Limits *top to the lines there are. */
void scroll_limit(int64_t *top, int64_t rows, int64_t lines) __attribute__((nonnull));

#endif
