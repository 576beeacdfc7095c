/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The text that a terminal of the xterm family shows after a stream of output: as much of one as a
 * browser's screen needs, drawn afresh. The locale must be set. Whatever it does not know of that
 * could move a cell ends the test.
 */
#ifndef FOLLOWTRAIL_TESTS_SUPPORT_MIRROR_H
#define FOLLOWTRAIL_TESTS_SUPPORT_MIRROR_H

#include <stdbool.h>
#include <stddef.h>

enum { MIRROR_CELL = 24, MIRROR_ROW_MAX = 8192 };

struct mirror_style {
    short ink, paper; /* colours 0 to 255; -1: the terminal's own */
    bool is_bold, is_dim, is_italic, is_underlined, is_reversed;
};

struct mirror {
    int rows, cols, row, col;
    int saved_row, saved_col;
    int top, bottom;             /* the rows that scroll */
    char (*cells)[MIRROR_CELL];  /* "" after a wide character */
    char last[MIRROR_CELL];      /* what a repetition repeats */
    bool stays_at_end;           /* writes over the last column (autowrap is off) */
    bool wraps_early;            /* goes on in the next row when the last column is written */
    bool keeps_shade_off;        /* what is erased gets no background (a terminal without bce) */
    struct mirror_style style;   /* that what is written gets */
    struct mirror_style *styles; /* of the cells */
};

void mirror_init(struct mirror *mirror, int rows, int cols);
void mirror_fini(struct mirror *mirror);
void mirror_feed(struct mirror *mirror, const char *bytes, size_t len);

/* The text of a row from 0 without the blanks at its end. */
void mirror_row(const struct mirror *mirror, int row, char text[MIRROR_ROW_MAX]);

const char *mirror_cell(const struct mirror *mirror, int row, int col);
struct mirror_style mirror_style(const struct mirror *mirror, int row, int col);

/* Whether a cell has a background, or is reversed. */
bool mirror_is_shaded(const struct mirror *mirror, int row, int col);

#endif
