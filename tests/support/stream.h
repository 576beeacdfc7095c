/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a program sends to a terminal, taken apart: text, single controls, and the escape sequences
 * of a terminal of the xterm family. Pure.
 */
#ifndef FOLLOWTRAIL_TESTS_SUPPORT_STREAM_H
#define FOLLOWTRAIL_TESTS_SUPPORT_STREAM_H

#include <stdbool.h>
#include <stddef.h>

enum stream_kind {
    STREAM_TEXT,     /* one code point that a cell may hold */
    STREAM_MOTION,   /* moves the cursor, CR, LF, BS and TAB among it */
    STREAM_STYLE,    /* colours and weights, the character set among it */
    STREAM_CLEARING, /* erases, repeats, shifts or scrolls cells */
    STREAM_MODE,     /* switches of the terminal */
    STREAM_ALIEN     /* nothing that a browser sends */
};

enum { STREAM_KINDS = STREAM_ALIEN + 1 };

/* The kind of what begins at `bytes`, `len` of them, 1 or more; *taken gets how many
 * bytes it is. What is cut off at the end is alien. */
enum stream_kind stream_next(const char *bytes, size_t len, size_t *taken) __attribute__((nonnull));

/* Whether nothing alien is in `len` bytes; *at gets where it is. */
bool stream_is_clean(const char *bytes, size_t len, size_t *at) __attribute__((nonnull));

/* What the terminal is left in, by the last word of the stream on each. */
struct stream_modes {
    bool is_alternate, is_cursor_hidden, is_pasting_bracketed;
};

struct stream_modes stream_modes(const char *bytes, size_t len) __attribute__((nonnull));

#endif
