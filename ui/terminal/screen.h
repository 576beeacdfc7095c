/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The terminal. Only this file, screen_colours, screen_keys, screen_output, screen_probe and
 * screen_title use curses. Everything drawn is text, and all text passes base/text.h, so that
 * nothing from outside reaches the terminal as a control. Main thread only; one screen a process (a
 * limit of curses).
 *
 * A frame: screen_erase(), screen_put() …, screen_cursor(), screen_flush(), which sends the changes
 * in one write.
 */
#ifndef FOLLOWTRAIL_UI_TERMINAL_SCREEN_H
#define FOLLOWTRAIL_UI_TERMINAL_SCREEN_H

#include "base/buf.h"
#include "base/err.h"
#include "view/style.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

struct screen;

struct screen_config {
    FILE *out, *in;
    const char *term; /* NULL: $TERM, or its replacement (ui/terminal/screen_probe.h) */
    bool has_colour;  /* false: no colours, whatever the terminal can do */
    enum look_theme theme;
    bool has_title; /* false: do not change the terminal's title */
    int rows, cols; /* a fixed size; 0: the terminal's */
};

/* NULL on failure: ERR_CONFIG for a terminal that cannot address its cursor, ERR_IO otherwise. */
struct screen *screen_open(const struct screen_config *config, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));
void screen_close(struct screen *screen); /* restores the terminal */

int screen_rows(const struct screen *screen) __attribute__((nonnull));
int screen_cols(const struct screen *screen) __attribute__((nonnull));
const char *screen_other_term(const struct screen *screen)
    __attribute__((nonnull)); /* the replacement for an unknown $TERM; else NULL */

/* Adopts the terminal's current size; the next flush draws everything. */
void screen_resize(struct screen *screen) __attribute__((nonnull));
void screen_set_size(struct screen *screen, int rows, int cols)
    __attribute__((nonnull)); /* for a screen with a fixed size */
void screen_redraw(struct screen *screen)
    __attribute__((nonnull)); /* everything, at the next flush */

/* From now on draws in this theme; what is on the screen changes colours at the next flush. If the
 * theme depends on the terminal's background, that flush asks for it, once. */
void screen_use_theme(struct screen *screen, enum look_theme theme) __attribute__((nonnull));

/* Whether the terminal has answered since the last call, so that the colours are others now. Draw
 * everything again. */
bool screen_is_recoloured(struct screen *screen) __attribute__((nonnull));
void screen_use_signs(struct screen *screen, enum look_signs signs)
    __attribute__((nonnull)); /* from the next screen_erase() on */
bool screen_has_colour(const struct screen *screen) __attribute__((nonnull));

/* Whether the theme lacks colours because the terminal's background is not known: the terminal was
 * asked, or cannot be. */
bool screen_lacks_background(const struct screen *screen) __attribute__((nonnull));

/* Gives the terminal back for a while, and takes it again. */
void screen_leave(struct screen *screen) __attribute__((nonnull));
void screen_enter(struct screen *screen) __attribute__((nonnull));

/* The next key (base/key.h); KEY_CODE_NONE if none waits. *has_ended is set when the terminal is
 * gone. */
int screen_key(struct screen *screen, bool *has_ended) __attribute__((nonnull));

/* Milliseconds until there may be another key although no byte arrives (base/keyboard.h); -1:
 * never. Call it before waiting for the terminal: bytes that have arrived by then may have been
 * waiting. */
int screen_key_due_ms(struct screen *screen) __attribute__((nonnull));

/* Makes the terminal report the mouse, until the screen is closed. */
void screen_use_mouse(struct screen *screen) __attribute__((nonnull));

void screen_erase(struct screen *screen) __attribute__((nonnull));

/* Makes `cols` columns of a row, from `col` on, the bar, blank at first: until the next
 * screen_erase(), what is put there looks as roles look on the bar. There is one bar. */
void screen_bar(struct screen *screen, int row, int col, int cols) __attribute__((nonnull));

/* From column `col` on, until the next erase, another part of the screen is drawn in the rows: a
 * change there does not send what is before it. */
void screen_fence(struct screen *screen, int col) __attribute__((nonnull));

/* Draws `text` from column `col` in at most `cols` columns, cut with `…`; nothing outside the
 * screen. Returns the columns used. With ASCII signs, the program's signs in it become ASCII. */
int screen_put(struct screen *screen, int row, int col, int cols, enum role role, const char *text)
    __attribute__((nonnull));

/* The same for text that the program has not written, such as names: its signs stay as they are. */
int screen_put_outside(struct screen *screen, int row, int col, int cols, enum role role,
                       const char *text) __attribute__((nonnull));

/* Whether what is put from now on is dim, because it is less certain than the rest. Matches and
 * revealed characters never are. */
void screen_dim(struct screen *screen, bool is_dim) __attribute__((nonnull));

/* The same, ending at column `col` + `cols`. */
void screen_put_right(struct screen *screen, int row, int col, int cols, enum role role,
                      const char *text) __attribute__((nonnull));

void screen_rule(struct screen *screen, int row, enum role role)
    __attribute__((nonnull)); /* a line across */
void screen_cursor(struct screen *screen, int row, int col) __attribute__((nonnull));

/* Sets the terminal's title from the next flush on: any text, cut at 80 columns. The old title is
 * restored with the screen. */
void screen_title(struct screen *screen, const char *text) __attribute__((nonnull));
void screen_flush(struct screen *screen) __attribute__((nonnull));

/* Sends bytes directly, between two frames and in one write: a sequence that moves no cursor and
 * draws nothing. */
void screen_send(struct screen *screen, const char *bytes, size_t len) __attribute__((nonnull));

enum { SCREEN_ON_BAR = 64 }; /* added to the role of a cell of the bar */

/* The role of every cell, row by row. For tests. */
const uint8_t *screen_roles(const struct screen *screen) __attribute__((nonnull, returns_nonnull));

#endif
