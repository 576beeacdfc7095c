/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether the terminal's background is dark or light: what the terminal answers to OSC 11, else
 * what the environment says. Sends and reads nothing itself. Used by ui/terminal/screen.c.
 */
#ifndef FOLLOWTRAIL_UI_TERMINAL_SCREEN_BACKGROUND_H
#define FOLLOWTRAIL_UI_TERMINAL_SCREEN_BACKGROUND_H

#include "view/style.h"

/* The questions, for the background and for the colour of text, and what their replies begin with
 * (base/vt_reply.h). */
#define SCREEN_BACKGROUND_QUESTION "\033]11;?\007"
#define SCREEN_BACKGROUND_REPLY    "11;"
#define SCREEN_TEXT_QUESTION       "\033]10;?\007"
#define SCREEN_TEXT_REPLY          "10;"

enum { SCREEN_BACKGROUND_WAIT_MS = 1000 }; /* a later reply does not count */

/* Whether a terminal of type `term` (may be NULL) is known to take the question: it answers or
 * drops it, and does not print it. */
bool screen_background_can_ask(const char *term);

/* Without the reply: from $COLORFGBG (rxvt, Konsole), else from the terminal's type. */
enum style_background screen_background_guess(const char *term);

/* Reads the reply, without its beginning; false if it is malformed. Unknown is a colour on which no
 * theme can be read. */
bool screen_background_read(const char *reply, enum style_background *background)
    __attribute__((nonnull));

#endif
