/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keyboard half of the screen (also curses): what was typed, as the codes of ui/key.h. Used by
 * ui/screen.c alone. */
#ifndef FOLLOWTRAIL_UI_SCREEN_KEYS_H
#define FOLLOWTRAIL_UI_SCREEN_KEYS_H

#include <stdbool.h>

/* Codes of our own for curses' define_key(), above all of its own. */
enum { SCREEN_KEY_PASTE_BEGIN = 0x2000, SCREEN_KEY_PASTE_END };

/* The next key; KEY_CODE_NONE when none waits. *has_ended is set when `fd` is closed on the other
 * side. */
int screen_keys_next(int fd, bool *has_ended) __attribute__((nonnull));

#endif
