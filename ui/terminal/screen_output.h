/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The output to the terminal, and the modes of its line. curses writes into a file in memory, and
 * a flush sends all of it in one write, with what curses does not know (title, modes). Used by
 * ui/terminal/screen.c.
 */
#ifndef FOLLOWTRAIL_UI_TERMINAL_SCREEN_OUTPUT_H
#define FOLLOWTRAIL_UI_TERMINAL_SCREEN_OUTPUT_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <termios.h>

struct screen_output {
    FILE *frame; /* in memory; for newterm() */
    int fd;      /* the terminal; -1: not open */
    bool is_terminal;
    struct termios found; /* the line before the first screen_output_set_raw() */
};

/* Reads the line's modes and changes nothing. False with ERR_IO on failure. */
bool screen_output_open(struct screen_output *output, int fd, struct err *err)
    __attribute__((nonnull, warn_unused_result));
void screen_output_close(struct screen_output *output) __attribute__((nonnull));

/* The line passes every byte on, both ways, immediately and unchanged. */
void screen_output_set_raw(const struct screen_output *output) __attribute__((nonnull));
void screen_output_set_back(const struct screen_output *output) __attribute__((nonnull));

/* Appends to the frame. */
void screen_output_put(const struct screen_output *output, const char *text)
    __attribute__((nonnull));

/* Appends a sequence of the terminal's description, with its padding. */
void screen_output_put_capability(const struct screen_output *output, const char *sequence)
    __attribute__((nonnull));

/* Sends the frame, if it is not empty. */
void screen_output_flush(const struct screen_output *output) __attribute__((nonnull));

/* Sends bytes immediately; the frame stays. Waits while the terminal takes none. */
void screen_output_send(const struct screen_output *output, const char *bytes, size_t len)
    __attribute__((nonnull));

#endif
