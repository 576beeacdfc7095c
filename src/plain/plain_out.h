/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lines of text for a descriptor: a terminal that cannot place its cursor, a pipe, a file. Every
 * line passes text_reveal(), so that it has no control except the line break after it.
 */
#ifndef FOLLOWTRAIL_PLAIN_PLAIN_OUT_H
#define FOLLOWTRAIL_PLAIN_PLAIN_OUT_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>

struct plain_out {
    int fd;
    int own_fd; /* the same terminal, opened for non-blocking writes; -1: none */
    bool is_terminal;
    int failure;     /* errno of a failed write; 0: none */
    size_t lines;    /* added so far */
    struct buf text; /* not written yet, from `at` on */
    size_t at;
};

void plain_out_init(struct plain_out *out, int fd) __attribute__((nonnull));
void plain_out_fini(struct plain_out *out) __attribute__((nonnull));

/* Adds a line. */
void plain_out_line(struct plain_out *out, const char *format, ...)
    __attribute__((format(printf, 2, 3), nonnull(1, 2)));

/* Adds a line as it is, for text that has nothing a terminal would obey. */
void plain_out_exact(struct plain_out *out, const char *text, size_t len) __attribute__((nonnull));

/* Adds text without a line break: what is typed follows it. */
void plain_out_prompt(struct plain_out *out, const char *text) __attribute__((nonnull));

/* Writes what was added, waiting at most that long for each piece (-1: for ever). False before all
 * is written: it failed, the time is over, or `wake_fd` became readable; in the last case call it
 * again. */
bool plain_out_flush(struct plain_out *out, int wake_fd, int timeout_ms)
    __attribute__((nonnull, warn_unused_result));

/* The terminal's size; 0 if it is unknown or there is no terminal. */
int plain_out_rows(const struct plain_out *out) __attribute__((nonnull));
int plain_out_cols(const struct plain_out *out) __attribute__((nonnull));

#endif
