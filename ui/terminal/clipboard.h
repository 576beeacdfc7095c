/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The clipboard of the user's terminal, over any line: the sequence OSC 52 (`ESC ] 52 ; c ; BASE64
 * BEL`, XTerm Control Sequences, "Operating System Commands"). Nothing reports whether a terminal
 * accepted it, and many refuse it, so the program never says that text sent this way was copied.
 *
 * Inside tmux the text goes to tmux, which keeps it in a buffer and passes it on; tmux drops
 * applications' own sequences unless set-clipboard is on, and its passthrough unless
 * allow-passthrough is on. Inside GNU screen the sequence goes out in DCS strings. At the far end
 * of an ssh session from either, only $TERM is left to tell them apart, and tmux may call itself
 * `screen`: tmux accepts the sequence in one such string but joins no two, and GNU screen would
 * print what tmux needs instead.
 *
 * The limit is that of hterm's osc52.sh: a sequence of 100,000 bytes. Xterm takes 1,000,000 and
 * more, kitty 8 MB, tmux 1 MB; but a terminal silently drops what is too long, or prints the rest
 * as text, so nothing longer is sent.
 */
#ifndef FOLLOWTRAIL_UI_TERMINAL_CLIPBOARD_H
#define FOLLOWTRAIL_UI_TERMINAL_CLIPBOARD_H

#include "ui/terminal/screen.h"

#include <stdint.h>

enum {
    CLIPBOARD_SEQUENCE_MAX = 100000,
    CLIPBOARD_TEXT_MAX = 74994, /* 99,992 bytes in base64, plus 8 for head and end */
    CLIPBOARD_PATIENCE_MS = 500 /* how long keys wait for a tmux that does not answer */
};

enum clipboard_route {
    CLIPBOARD_NONE,  /* the terminal has no clipboard */
    CLIPBOARD_PLAIN, /* the plain sequence */
    CLIPBOARD_TMUX,  /* the same, and once more in tmux's passthrough */
    CLIPBOARD_SCREEN /* in strings short enough for GNU screen; tmux ignores them */
};

enum clipboard_outcome {
    CLIPBOARD_MISSING,  /* nothing was sent: no clipboard */
    CLIPBOARD_TOO_LONG, /* nothing was sent: the text is longer than CLIPBOARD_TEXT_MAX */
    CLIPBOARD_SENT,     /* to the terminal */
    CLIPBOARD_PIECES,   /* the same, in strings that only GNU screen joins, if it is one */
    CLIPBOARD_GIVEN     /* to tmux, which accepted it */
};

/* The route for $TERM, $TMUX and $STY (GNU screen's); each may be NULL. */
enum clipboard_route clipboard_route(const char *term, const char *tmux, const char *sty);

/* Appends the bytes to send; nothing for CLIPBOARD_NONE. False if the text is too long. */
bool clipboard_encode(enum clipboard_route route, const char *text, size_t len, struct buf *out)
    __attribute__((nonnull));

/* Whether it needs several strings for GNU screen, but $STY does not prove that it is GNU
 * screen. */
bool clipboard_is_doubtful(enum clipboard_route route, const char *sty, size_t len);

/* Sends the text, between two frames. Gives up on a tmux that has not accepted it in
 * `patience_ms`. */
enum clipboard_outcome clipboard_put(struct screen *screen, const char *text, size_t len,
                                     int64_t patience_ms) __attribute__((nonnull));

#endif
