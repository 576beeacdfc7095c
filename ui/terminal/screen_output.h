/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The output to the terminal. curses writes to a descriptor of its own. During a frame that is a
 * file in memory, which is then sent in one write, shortened, with what curses does not know (the
 * title). Else it is the terminal, whose modes curses sets. Used by ui/terminal/screen.c.
 */
#ifndef FOLLOWTRAIL_UI_TERMINAL_SCREEN_OUTPUT_H
#define FOLLOWTRAIL_UI_TERMINAL_SCREEN_OUTPUT_H

#include "ui/terminal/screen_terse.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct screen_output {
    FILE *curses;  /* for newterm() */
    int fd;        /* the terminal */
    int memory;    /* -1: none, so a frame may take several writes */
    bool is_terse; /* frames are shortened */
    struct screen_terse terse;
};

/* False with errno on failure. The terminal's descriptor stays the caller's. */
bool screen_output_open(struct screen_output *output, int fd)
    __attribute__((nonnull, warn_unused_result));
void screen_output_close(struct screen_output *output) __attribute__((nonnull));

/* Sends text after what curses has written, or adds it to the frame. */
void screen_output_put(const struct screen_output *output, const char *text)
    __attribute__((nonnull));

/* The same for a sequence of the terminal's description, with its padding. */
void screen_output_put_capability(const struct screen_output *output, const char *sequence)
    __attribute__((nonnull));

/* After newterm(): shortens frames from now on, if the terminal's description says that it is of
 * the xterm family. */
void screen_output_be_terse(struct screen_output *output) __attribute__((nonnull));

/* A frame is all that is written between these two. While the process may write no large file
 * (RLIMIT_FSIZE), it is sent as it is written. `is_redrawn`: it draws all of a screen of this size,
 * whatever state the terminal is in. */
void screen_output_begin_frame(const struct screen_output *output) __attribute__((nonnull));
void screen_output_end_frame(struct screen_output *output, bool is_redrawn, int rows, int cols)
    __attribute__((nonnull));

/* Sends bytes. Waits while the terminal takes none. Not within a frame. */
void screen_output_send(const struct screen_output *output, const char *bytes, size_t len)
    __attribute__((nonnull));

#endif
