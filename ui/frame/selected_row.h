/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The selected row of a list or table, or a cell of it: a bar or only a mark, as the user wants. */
#ifndef FOLLOWTRAIL_UI_FRAME_SELECTED_ROW_H
#define FOLLOWTRAIL_UI_FRAME_SELECTED_ROW_H

#include "ui/frame/scene.h"

/* Draws the mark in column `col` and, before anything else of the row is drawn, the bar across
 * `cols` columns. The mark also gets the terminal's cursor, which screen readers follow. */
void selected_row_draw(struct screen *screen, const struct scene *scene, int row, int col, int cols)
    __attribute__((nonnull));

#endif
