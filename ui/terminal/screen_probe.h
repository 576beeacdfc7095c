/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the terminal's description says, without taking the terminal over: nothing is sent to it. */
#ifndef FOLLOWTRAIL_UI_TERMINAL_SCREEN_PROBE_H
#define FOLLOWTRAIL_UI_TERMINAL_SCREEN_PROBE_H

#include <stdbool.h>

struct screen_facts {
    bool is_terminal;  /* what screen_open() would be given for input and output both are */
    bool is_known;     /* $TERM has a description; else what follows is that of `other` */
    const char *other; /* stands in for a $TERM that is not known; NULL: nothing does */
    bool can_place;    /* the cursor */
    int colours;       /* 0: none */
    int rows, cols;    /* 0: not reported */
};

/* The description that a terminal of the type `term` (NULL is fine) is treated by where it has
 * none. Most are kin to xterm. Emacs' M-x term is not, and shows what it does not know. */
const char *screen_probe_stand_in(const char *term);

/* As screen_open() on stdin and stdout would find it. Not while a screen is open. */
void screen_probe(struct screen_facts *facts) __attribute__((nonnull));

#endif
