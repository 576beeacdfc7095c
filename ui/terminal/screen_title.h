/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The terminal's title: by xterm's OSC 2 if the terminal's family supports it, saved and restored
 * by CSI 22;2t and CSI 23;2t (xterm's ctlseqs); else by the status line of the terminal's
 * description (tsl, fsl); else not at all. Between newterm() and endwin().
 */
#ifndef FOLLOWTRAIL_UI_TERMINAL_SCREEN_TITLE_H
#define FOLLOWTRAIL_UI_TERMINAL_SCREEN_TITLE_H

#include "ui/terminal/screen_output.h"

#include <stdbool.h>

enum { SCREEN_TITLE_COLS = 80 };

struct screen_title {
    bool has_xterm;          /* OSC 2 */
    const char *begin, *end; /* of a status line; NULL: none */
    char *text;              /* the title; NULL: none */
    bool is_sent, is_saved;
};

/* `term` is the name of the description in use. */
void screen_title_init(struct screen_title *title, const char *term, bool is_wanted)
    __attribute__((nonnull(1)));
void screen_title_fini(struct screen_title *title) __attribute__((nonnull));

/* Any text: revealed, and cut at SCREEN_TITLE_COLS columns. */
void screen_title_set(struct screen_title *title, const char *text) __attribute__((nonnull));

/* Puts a changed title in front of the next frame. */
void screen_title_put(struct screen_title *title, const struct screen_output *output)
    __attribute__((nonnull));

/* Restores the old title; the next screen_title_put() sends the text again. */
void screen_title_give_back(struct screen_title *title, const struct screen_output *output)
    __attribute__((nonnull));

#endif
