/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/terminal/line_draw.h"

int line_draw(const struct line *line, int rank, struct screen *screen, int row, int col,
              int cols) {
    int start = col, end = col + cols;
    for (size_t i = 0; i < line->count; i++)
        if (line->stretches[i].rank <= rank)
            col += screen_put(screen, row, col, end - col, line->stretches[i].role,
                              line->stretches[i].text);
    return col - start;
}
