/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys as numbers and names. A key that types a character is its code point; other keys and mouse
 * actions have numbers above Unicode. Bindings, configuration, help and play scripts use the names:
 * "a", "Down", "^F", "F5", "Alt-x", "Space". Pure. */
#ifndef FOLLOWTRAIL_BASE_KEY_H
#define FOLLOWTRAIL_BASE_KEY_H

#include <stdbool.h>
#include <stddef.h>

enum key_code {
    KEY_CODE_NONE = 0,
    KEY_CODE_ESCAPE = 0x1B,
    KEY_CODE_FIRST = 0x200000,
    KEY_CODE_UP,
    KEY_CODE_DOWN,
    KEY_CODE_LEFT,
    KEY_CODE_RIGHT,
    KEY_CODE_PAGE_UP,
    KEY_CODE_PAGE_DOWN,
    KEY_CODE_HOME,
    KEY_CODE_END,
    KEY_CODE_ENTER,
    KEY_CODE_BACKSPACE,
    KEY_CODE_INSERT,
    KEY_CODE_DELETE,
    KEY_CODE_SHIFT_TAB,
    KEY_CODE_F0, /* not a key: F1 is the next */
    KEY_CODE_F20 = KEY_CODE_F0 + 20,
    KEY_CODE_PASTE_BEGIN, /* bracketed paste */
    KEY_CODE_PASTE_END,
    KEY_CODE_ALT = 0x400000,  /* added to the key pressed with Alt */
    KEY_CODE_CTRL = 0x800000, /* added to a key that is not a character, pressed with Ctrl */
    KEY_CODE_PAD = 0x1000000, /* added to the character on a key of the numeric keypad */
    KEY_CODE_MOUSE = 0x40000000
};

enum { KEY_NAME_MAX = 24 };

/* The key with that name (words in any case); KEY_CODE_NONE if there is none. U+ and a hexadecimal
 * code point is a key too. Two names of one key, such as ^M and Enter, give the same number. */
int key_parse(const char *name) __attribute__((nonnull));

/* Writes a key's name to `out` and returns it. */
const char *key_label(int key, char out[static KEY_NAME_MAX]) __attribute__((nonnull));

/* The name that a misspelt one probably means; NULL if none is close. */
const char *key_nearest(const char *name) __attribute__((nonnull));

/* Whether a key types a character in a prompt. */
bool key_is_text(int key);

/* The key's meaning as a command: a digit of the keypad is the arrow on it, and a movement key
 * ignores its modifiers. Others are unchanged. */
int key_as_command(int key);

/* The key's meaning in a prompt: a key of the keypad is its character. */
int key_as_text(int key);

/* Whether Alt was pressed with it; whether it is a character of the keypad. */
bool key_has_alt(int key);
bool key_is_of_pad(int key);

/* The key of Ctrl and a letter. */
#define KEY_CTRL(letter) ((letter)-0x40)

enum key_mouse_kind { KEY_MOUSE_CLICK, KEY_MOUSE_WHEEL_UP, KEY_MOUSE_WHEEL_DOWN };

/* A mouse action and its place: row and column of the screen, from 0. */
struct key_gesture {
    enum key_mouse_kind kind;
    int row, col;
};

enum { KEY_MOUSE_PLACE_MAX = 0x3FFF }; /* larger positions are clamped to this */

int key_of_mouse(const struct key_gesture *mouse) __attribute__((nonnull));

/* False for a key that is not a mouse action. */
bool key_read_mouse(int key, struct key_gesture *mouse) __attribute__((nonnull));
bool key_is_mouse(int key);

#endif
