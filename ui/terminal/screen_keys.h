/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The keyboard half of the screen (also curses, for the terminal's description and the switches of
 * its mouse): reads the descriptor and has base/keyboard.h make keys of the bytes. Used by
 * ui/terminal/screen.c.
 */
#ifndef FOLLOWTRAIL_UI_TERMINAL_SCREEN_KEYS_H
#define FOLLOWTRAIL_UI_TERMINAL_SCREEN_KEYS_H

#include "base/keyboard.h"

#include <stdbool.h>

struct screen_keys {
    struct keyboard keyboard;
    struct key_table table;
    bool has_mouse;
    bool is_behind;    /* bytes came while something else was done */
    int64_t looked_ms; /* when none was there last */
};

/* Keys of the terminal `term`, whose description curses has loaded, in the character set that the
 * environment names, whatever text is shown in. */
void screen_keys_init(struct screen_keys *keys, const char *term) __attribute__((nonnull(1)));
void screen_keys_fini(struct screen_keys *keys) __attribute__((nonnull));

/* Puts the terminal's keypad into the state that its description is about, and its mouse where it
 * was; each time the terminal is taken. */
void screen_keys_start(const struct screen_keys *keys) __attribute__((nonnull));

/* Has the terminal tell of the mouse: its first button and its wheel. Once, after screen_open(), or
 * never; curses switches it off wherever it gives the terminal back. A terminal whose description
 * has no mouse is sent nothing. */
void screen_keys_use_mouse(struct screen_keys *keys) __attribute__((nonnull));

/* The next key; KEY_CODE_NONE when none waits, when one is not whole, or when many bytes came and
 * made none: then more may wait. *has_ended is set when `fd` is closed on the other side. */
int screen_keys_next(struct screen_keys *keys, int fd, bool *has_ended) __attribute__((nonnull));

/* As keyboard_due_ms(). To be called before the descriptor is waited for. */
int screen_keys_due_ms(struct screen_keys *keys, int fd) __attribute__((nonnull));

#endif
