/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Keys as numbers and names. A key that types a character is its code point; the others stand above
 * Unicode. Names are used by the bindings, the help and play scripts: "a", "Down", "^F", "Enter",
 * "Space".
 */
#ifndef FOLLOWTRAIL_UI_KEY_H
#define FOLLOWTRAIL_UI_KEY_H

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
    KEY_CODE_DELETE,
    KEY_CODE_PASTE_BEGIN, /* bracketed paste */
    KEY_CODE_PASTE_END,
};

enum { KEY_NAME_MAX = 24 };

/* The key that a name means; KEY_CODE_NONE when it means none. */
int key_parse(const char *name) __attribute__((nonnull));

/* The name of a key, into `out`, which is returned. */
const char *key_label(int key, char out[static KEY_NAME_MAX]) __attribute__((nonnull));

/* The key of Ctrl and a letter. */
#define KEY_CTRL(letter) ((letter)-0x40)

#endif
