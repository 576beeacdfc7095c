/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Says what curses says in fewer bytes. Curses sends one attribute after the other, a background
 * with every colour, and mostly absolute places. Here looks and moves wait until something is drawn
 * with them; then only what differs is sent, the shortest way. For terminals of the xterm family
 * that do not wrap before the next character comes (`xenl`). Pure. Used by
 * ui/terminal/screen_output.c.
 */
#ifndef FOLLOWTRAIL_UI_TERMINAL_SCREEN_TERSE_H
#define FOLLOWTRAIL_UI_TERMINAL_SCREEN_TERSE_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>

struct screen_terse_pen {
    bool is_known;
    int ink, paper; /* colours of 256; -1: the terminal's own */
    bool is_bold, is_underlined, is_reversed;
};

struct screen_terse_place {
    int row, col; /* from 0; -1: not known */
};

struct screen_terse {
    int rows, cols;
    int top, bottom; /* the rows that scroll */
    bool keeps_charset;
    int wraps, wants_wraps;             /* 1: the terminal goes on in the next row; -1: not known */
    struct screen_terse_pen has, wants; /* the terminal; what comes next */
    struct screen_terse_pen saved_has, saved_wants;
    struct screen_terse_place at, target, saved_at;
};

/* Of a screen of this size nothing is known: after something else was sent, too. */
void screen_terse_forget(struct screen_terse *terse, int rows, int cols) __attribute__((nonnull));

/* Adds to `out` what has the effect of these bytes, which end no sequence in its middle.
 * `keeps_charset`: also what returns to the usual character set, which nothing here ever leaves. */
void screen_terse_put(struct screen_terse *terse, const char *bytes, size_t len, bool keeps_charset,
                      struct buf *out) __attribute__((nonnull));

#endif
