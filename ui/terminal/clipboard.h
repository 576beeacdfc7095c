/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The clipboard of the terminal that a person sits at, over any line: the sequence OSC 52 (`ESC ]
 * 52 ; c ; BASE64 BEL`, XTerm Control Sequences, "Operating System Commands"). Nothing tells
 * whether a terminal took it, and many are set to refuse, so what was sent is never said to have
 * been copied.
 *
 * Inside tmux it is tmux that is given the text, which keeps it in a buffer and hands it on:
 * applications' own sequences it drops unless its set-clipboard is on, and its passthrough unless
 * allow-passthrough is. Inside GNU screen the sequence goes out in DCS strings. At the far end of
 * an ssh from within either, only $TERM is left to tell, and tmux may well call itself `screen`: it
 * takes the sequence out of one such string, but joins no two, and GNU screen would print what tmux
 * wants instead.
 *
 * The ceiling is the classic one, of hterm's osc52.sh: a sequence of 100,000 bytes. Xterm takes
 * 1,000,000 and more, kitty 8 MB, tmux 1 MB; but what is longer than a terminal takes is lost
 * without a word, or its rest comes out as text, so none is sent that is longer than the classic
 * one.
 */
#ifndef FOLLOWTRAIL_UI_TERMINAL_CLIPBOARD_H
#define FOLLOWTRAIL_UI_TERMINAL_CLIPBOARD_H

#include "ui/terminal/screen.h"

#include <stdint.h>

enum {
    CLIPBOARD_SEQUENCE_MAX = 100000,
    CLIPBOARD_TEXT_MAX = 74994, /* whose base64 has 99,992 bytes; head and end have 8 */
    CLIPBOARD_PATIENCE_MS = 500 /* that keys wait for a tmux that does not answer */
};

enum clipboard_route {
    CLIPBOARD_NONE,  /* such a terminal has no clipboard */
    CLIPBOARD_PLAIN, /* the sequence as it is */
    CLIPBOARD_TMUX,  /* that, and once more in tmux's passthrough */
    CLIPBOARD_SCREEN /* in strings of a length that GNU screen takes; tmux passes them over */
};

enum clipboard_outcome {
    CLIPBOARD_MISSING,  /* nothing was sent: there is none */
    CLIPBOARD_TOO_LONG, /* nothing was sent: the text is longer than CLIPBOARD_TEXT_MAX */
    CLIPBOARD_SENT,     /* to the terminal */
    CLIPBOARD_PIECES,   /* the same, in strings that nobody but GNU screen joins, if it is one */
    CLIPBOARD_GIVEN     /* to tmux, which took it */
};

/* The way out by $TERM, $TMUX and $STY (GNU screen's); each may be NULL. */
enum clipboard_route clipboard_route(const char *term, const char *tmux, const char *sty);

/* Appends what is to be sent; nothing for CLIPBOARD_NONE. False when the text is too long. */
bool clipboard_encode(enum clipboard_route route, const char *text, size_t len, struct buf *out)
    __attribute__((nonnull));

/* Whether it takes more than one string for GNU screen, where $STY does not tell that it is one. */
bool clipboard_is_doubtful(enum clipboard_route route, const char *sty, size_t len);

/* Sends the text, between two frames. A tmux that has not taken it in `patience_ms` is passed
 * by. */
enum clipboard_outcome clipboard_put(struct screen *screen, const char *text, size_t len,
                                     int64_t patience_ms) __attribute__((nonnull));

#endif
