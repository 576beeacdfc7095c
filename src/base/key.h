/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Keys as numbers and names. A key that types a character is its code point; the others stand above
 * Unicode, and so does what a mouse does, which comes the same way. Names are used by the bindings,
 * the configuration, the help and play scripts: "a", "Down", "^F", "F5", "Alt-x", "Space". Pure.
 */
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
    KEY_CODE_ALT = 0x400000,  /* added to the key pressed with it */
    KEY_CODE_CTRL = 0x800000, /* likewise; for keys that are no characters */
    KEY_CODE_PAD = 0x1000000, /* added to the character on a key of the numeric keypad */
    KEY_CODE_MOUSE = 0x40000000
};

enum { KEY_NAME_MAX = 24 };

/* The key that a name means, in either case where it is a word; KEY_CODE_NONE when it means none.
 * U+ and a hexadecimal code point is a key as well. Names of one key in two ways, as ^M and Enter,
 * give one number. */
int key_parse(const char *name) __attribute__((nonnull));

/* The name of a key, into `out`, which is returned. */
const char *key_label(int key, char out[static KEY_NAME_MAX]) __attribute__((nonnull));

/* The name that a wrong one may have been meant to be; NULL when none is near. */
const char *key_nearest(const char *name) __attribute__((nonnull));

/* Whether a key types a character where text is asked for. */
bool key_is_text(int key);

/* The key that is meant where keys are commands: a keypad's digit is the arrow on it, and a key
 * that moves is itself whatever was held down with it. Others are unchanged. */
int key_as_command(int key);

/* The key that is meant where text is typed: a keypad's key is its character. */
int key_as_text(int key);

/* Whether Alt was held down, and whether it is a character of the numeric keypad. */
bool key_has_alt(int key);
bool key_is_of_pad(int key);

/* The key of Ctrl and a letter. */
#define KEY_CTRL(letter) ((letter)-0x40)

enum key_mouse_kind { KEY_MOUSE_CLICK, KEY_MOUSE_WHEEL_UP, KEY_MOUSE_WHEEL_DOWN };

/* What the mouse did, and where: row and column of the screen, from 0. */
struct key_gesture {
    enum key_mouse_kind kind;
    int row, col;
};

enum { KEY_MOUSE_PLACE_MAX = 0x3FFF }; /* what lies beyond counts as there */

int key_of_mouse(const struct key_gesture *mouse) __attribute__((nonnull));

/* False for a key that is none of the mouse's. */
bool key_read_mouse(int key, struct key_gesture *mouse) __attribute__((nonnull));
bool key_is_mouse(int key);

#endif
