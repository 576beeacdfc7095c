/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Hints: the few keys that matter now, at the end of the last line of the screen, such as
 * "/ find  & filter  ? help". A state has a row of them. None changes when the selection moves,
 * because every change costs bytes on a slow line. Pure.
 */
#ifndef FOLLOWTRAIL_VIEW_HINT_H
#define FOLLOWTRAIL_VIEW_HINT_H

#include "command/front.h"
#include "view/line.h"

struct view;

/* A key that works in a state. Texts are static. A row of them ends with a zeroed one. The last is
 * the most important: the others are left out first where there is no room, from the left, so that
 * what stays keeps its place. */
struct hint {
    enum command command; /* COMMAND_NONE: `key` */
    const char *key;      /* as shown, of what the view or the prompt reads itself */
    const char *word;     /* NULL: the command's; "": shown only in the help of its view */
    const char *help;     /* in that help; NULL: the command's */
};

/* The row for the prompt that is open, the view (NULL: the list), or the state of the list.
 * `is_zoomed`: the detail pane takes the list's place. */
const struct hint *hint_row(const struct front *front, const struct view *view, bool is_zoomed)
    __attribute__((nonnull(1), returns_nonnull));

/* Its text: the first key of each that is bound to anything, and its word. Rank 0 is empty. */
void hint_line(const struct hint *row, const struct bindings *bindings, struct line *line)
    __attribute__((nonnull));

/* Whether the row goes on at `hint`. */
bool hint_is(const struct hint *hint) __attribute__((nonnull));

/* Appends the keys of a hint, as they are bound. */
void hint_keys(const struct hint *hint, const struct bindings *bindings, struct buf *out)
    __attribute__((nonnull));

#endif
