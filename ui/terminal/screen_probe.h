/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the terminal's description says. Sends nothing, and does not take the terminal. */
#ifndef FOLLOWTRAIL_UI_TERMINAL_SCREEN_PROBE_H
#define FOLLOWTRAIL_UI_TERMINAL_SCREEN_PROBE_H

#include <stdbool.h>

struct screen_facts {
    bool is_terminal;    /* input and output of screen_open() would both be a terminal */
    bool is_known;       /* $TERM has a description; else the rest is that of `other` */
    const char *other;   /* replacement for an unknown $TERM; NULL: none */
    bool can_place;      /* the cursor */
    int colours;         /* 0: none */
    int rows, cols;      /* 0: not reported */
    const char *library; /* `ncurses 6.4.20240113` */
};

/* The description used for a terminal of type `term` (may be NULL) that has none. Most are like
 * xterm. Emacs' M-x term is not, and prints what it does not know. */
const char *screen_probe_stand_in(const char *term);

/* As screen_open() on stdin and stdout would find it. Not while a screen is open. */
void screen_probe(struct screen_facts *facts) __attribute__((nonnull));

#endif
