/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines out of bytes as they come. Pure except plain_input_fill(). */
#ifndef FOLLOWTRAIL_PLAIN_PLAIN_INPUT_H
#define FOLLOWTRAIL_PLAIN_PLAIN_INPUT_H

#include <stdbool.h>
#include <stddef.h>

enum {
    PLAIN_INPUT_LINE_MAX = 512, /* bytes of a line, its NUL included */
    PLAIN_INPUT_BYTES = 4096
};

enum plain_line {
    PLAIN_LINE_NONE, /* not whole yet, or the end */
    PLAIN_LINE,
    PLAIN_LINE_TOO_LONG, /* passed over; so is what follows */
    PLAIN_LINE_NOT_TEXT  /* no UTF-8, or it holds a NUL */
};

struct plain_input {
    char bytes[PLAIN_INPUT_BYTES];
    size_t len, at;
    bool has_ended;
    int failure;      /* errno; 0 while reading works */
    bool is_skipping; /* in a line that is too long */
};

/* Reads once, when all before is taken: call it when `fd` is readable and plain_input_take() gave
 * PLAIN_LINE_NONE. */
void plain_input_fill(struct plain_input *input, int fd) __attribute__((nonnull));

/* The next line, without its end (LF or CRLF). What follows the last line break is a line
 * once has_ended. */
enum plain_line plain_input_take(struct plain_input *input, char line[static PLAIN_INPUT_LINE_MAX])
    __attribute__((nonnull, warn_unused_result));

#endif
