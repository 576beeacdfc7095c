/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line (view/line.h) on the screen. */
#ifndef FOLLOWTRAIL_UI_TERMINAL_LINE_DRAW_H
#define FOLLOWTRAIL_UI_TERMINAL_LINE_DRAW_H

#include "ui/terminal/screen.h"
#include "view/line.h"

/* Draws the stretches up to `rank` from column `col` in at most `cols` columns. Returns the columns
 * used. */
int line_draw(const struct line *line, int rank, struct screen *screen, int row, int col, int cols)
    __attribute__((nonnull));

#endif
