/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The keyboard half of the screen (uses curses for the terminal's description and its mouse
 * switches): reads the descriptor, and base/keyboard.h turns bytes into keys. Used by
 * ui/terminal/screen.c.
 */
#ifndef FOLLOWTRAIL_UI_TERMINAL_SCREEN_KEYS_H
#define FOLLOWTRAIL_UI_TERMINAL_SCREEN_KEYS_H

#include "base/keyboard.h"

#include <stdbool.h>

/* How long the end of the program waits for a reply that is due, so that it does not go to the
 * shell. */
enum { SCREEN_KEYS_LAST_WAIT_MS = 150 };

struct screen_keys {
    struct keyboard keyboard;
    struct key_table table;
    bool has_mouse;
    bool is_behind;    /* bytes arrived while the program was busy */
    int64_t looked_ms; /* when there were last no bytes */
};

/* For the terminal `term`, whose description curses has loaded, in the character set of the
 * environment, whatever text is shown in. */
void screen_keys_init(struct screen_keys *keys, const char *term) __attribute__((nonnull(1)));
void screen_keys_fini(struct screen_keys *keys) __attribute__((nonnull));

/* Puts the keypad into the state that the description expects, and restores the mouse; call it each
 * time the terminal is taken. */
void screen_keys_start(const struct screen_keys *keys) __attribute__((nonnull));

/* Makes the terminal report the mouse: first button and wheel. Once, after screen_open(), or never;
 * curses switches it off whenever it gives the terminal back. Nothing is sent to a terminal whose
 * description has no mouse. */
void screen_keys_use_mouse(struct screen_keys *keys) __attribute__((nonnull));

/* The next key; KEY_CODE_NONE if none waits, if one is incomplete, or if many bytes made no key:
 * then more may wait. *has_ended is set if `fd` is closed on the other side. */
int screen_keys_next(struct screen_keys *keys, int fd, bool *has_ended) __attribute__((nonnull));

/* As keyboard_due_ms(). Call it before waiting for the descriptor. */
int screen_keys_due_ms(struct screen_keys *keys, int fd) __attribute__((nonnull));

/* Awaits the reply to a question that was sent to the terminal (base/vt_reply.h) for `ms`. It comes
 * with the keys; take it after screen_keys_next(). False if there is none. */
void screen_keys_await(struct screen_keys *keys, const char *question, int ms)
    __attribute__((nonnull));
bool screen_keys_take_reply(struct screen_keys *keys, char text[static VT_BYTES_MAX])
    __attribute__((nonnull));

/* Before the terminal is given back: reads the reply if it is due, and nothing that was typed for
 * whoever reads next. */
void screen_keys_finish(struct screen_keys *keys, int fd) __attribute__((nonnull));

#endif
