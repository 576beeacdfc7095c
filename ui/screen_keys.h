/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keyboard half of the screen (also curses): what was typed, as the codes of
 * base/key.h. Used by ui/screen.c, but for the mouse. */
#ifndef FOLLOWTRAIL_UI_SCREEN_KEYS_H
#define FOLLOWTRAIL_UI_SCREEN_KEYS_H

#include "base/charset.h"

#include <stdbool.h>

struct screen_keys {
    struct charset charset; /* of what is typed */
};

/* Keys in the character set that the environment names, whatever text is shown in. */
void screen_keys_init(struct screen_keys *keys) __attribute__((nonnull));
void screen_keys_fini(struct screen_keys *keys) __attribute__((nonnull));

/* Tells curses of the keys that no description of a terminal has. Once, before the first key. */
void screen_keys_define(void);

/* Puts the terminal's arrow keys into the state that curses reads them in; each time the terminal
 * is taken. By itself curses would do so when the first key is read, which costs a write of its
 * own. */
void screen_keys_start(void);

/* Has the terminal tell of the mouse: its first button and its wheel. Once, after screen_open(), or
 * never; curses switches it off wherever it gives the terminal back. A terminal whose description
 * has no mouse is told nothing. */
void screen_keys_use_mouse(void);

/* The next key; KEY_CODE_NONE when none waits, and while a character is not whole. *has_ended is
 * set when `fd` is closed on the other side. */
int screen_keys_next(struct screen_keys *keys, int fd, bool *has_ended) __attribute__((nonnull));

#endif
