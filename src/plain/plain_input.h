/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Splits incoming bytes into lines. Pure except plain_input_fill(). */
#ifndef FOLLOWTRAIL_PLAIN_PLAIN_INPUT_H
#define FOLLOWTRAIL_PLAIN_PLAIN_INPUT_H

#include <stdbool.h>
#include <stddef.h>

enum {
    PLAIN_INPUT_LINE_MAX = 512, /* bytes of a line, including its NUL */
    PLAIN_INPUT_BYTES = 4096
};

enum plain_line {
    PLAIN_LINE_NONE, /* incomplete so far, or the end */
    PLAIN_LINE,
    PLAIN_LINE_TOO_LONG, /* skipped, with the rest of it */
    PLAIN_LINE_NOT_TEXT  /* not UTF-8, or with a NUL */
};

struct plain_input {
    char bytes[PLAIN_INPUT_BYTES];
    size_t len, at;
    bool has_ended;
    int failure;      /* errno of a failed read; 0: none */
    bool is_skipping; /* inside a line that is too long */
};

/* Reads once. Call it when `fd` is readable and plain_input_take() returned PLAIN_LINE_NONE. */
void plain_input_fill(struct plain_input *input, int fd) __attribute__((nonnull));

/* The next line, without its end (LF or CRLF). Text after the last line break is a line once
 * has_ended. */
enum plain_line plain_input_take(struct plain_input *input, char line[static PLAIN_INPUT_LINE_MAX])
    __attribute__((nonnull, warn_unused_result));

#endif
