/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scrolling through lines, with a selection or without one: the help, the ledger. Pure. */
#ifndef FOLLOWTRAIL_VIEW_SCROLL_H
#define FOLLOWTRAIL_VIEW_SCROLL_H

#include "command/command.h"

/* Moves *top, the first line that is shown, of `lines`, `rows` of them visible. False, and
 * nothing was done, for a command that moves nothing. */
bool scroll_move(int64_t *top, enum command command, int64_t rows, int64_t lines)
    __attribute__((nonnull));

/* The same for lines of which *selected is selected, counted from 0: it moves, and *top as far as
 * it has to; by more than a line both do. */
bool scroll_select(int64_t *top, int64_t *selected, enum command command, int64_t rows,
                   int64_t lines) __attribute__((nonnull));

/* *selected within what *top shows. */
void scroll_limit_selected(int64_t top, int64_t *selected, int64_t rows, int64_t lines)
    __attribute__((nonnull));

/* *top within what there is. */
void scroll_limit(int64_t *top, int64_t rows, int64_t lines) __attribute__((nonnull));

#endif
