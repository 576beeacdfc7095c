/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/frame/selected_row.h"

void selected_row_draw(struct screen *screen, const struct scene *scene, int row, int col,
                       int cols) {
    bool has_bar = scene->selection == LOOK_SELECTION_BAR;
    if (has_bar)
        screen_bar(screen, row, col, cols);
    screen_put(screen, row, col, 1, has_bar ? ROLE_SELECTION : ROLE_TEXT, "▌");
    screen_cursor(screen, row, col);
}
