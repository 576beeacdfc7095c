/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lines of text for a descriptor: a terminal that cannot place its cursor, a pipe, a file. Every
 * line passes text_reveal(), so that none holds a control except the line break after it.
 */
#ifndef FOLLOWTRAIL_PLAIN_PLAIN_OUT_H
#define FOLLOWTRAIL_PLAIN_PLAIN_OUT_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>

struct plain_out {
    int fd;
    int own_fd; /* the same terminal, opened so that a write never waits; -1: there is none */
    bool is_terminal;
    int failure;     /* errno of a write that failed; 0 while none has */
    size_t lines;    /* that were added */
    struct buf text; /* not written yet, from `at` on */
    size_t at;
};

void plain_out_init(struct plain_out *out, int fd) __attribute__((nonnull));
void plain_out_fini(struct plain_out *out) __attribute__((nonnull));

/* Adds a line. */
void plain_out_line(struct plain_out *out, const char *format, ...)
    __attribute__((format(printf, 2, 3), nonnull(1, 2)));

/* Adds a line as it is: for text that holds nothing a terminal would obey. */
void plain_out_exact(struct plain_out *out, const char *text, size_t len) __attribute__((nonnull));

/* Adds text without an end of its line: what is typed follows it. */
void plain_out_prompt(struct plain_out *out, const char *text) __attribute__((nonnull));

/* Writes what was added, waiting at most so long for each piece (-1: any time). False before all is
 * written: it failed, that time is over, or `wake_fd` has become readable while nobody took it;
 * then to be called again. */
bool plain_out_flush(struct plain_out *out, int wake_fd, int timeout_ms)
    __attribute__((nonnull, warn_unused_result));

/* The terminal's size; 0 where it does not tell, or there is none. */
int plain_out_rows(const struct plain_out *out) __attribute__((nonnull));
int plain_out_cols(const struct plain_out *out) __attribute__((nonnull));

#endif
