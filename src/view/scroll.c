/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/scroll.h"

void scroll_limit(int64_t *top, int64_t rows, int64_t lines) {
    int64_t last = lines > rows ? lines - rows : 0;
    if (*top > last)
        *top = last;
    if (*top < 0)
        *top = 0;
}

static bool find_step(enum command command, int64_t rows, int64_t lines, int64_t *step) {
    int64_t screen = rows > 1 ? rows - 1 : 1, half = rows > 1 ? rows / 2 : 1;
    switch (command) {
    case COMMAND_DOWN:
        *step = 1;
        return true;
    case COMMAND_UP:
        *step = -1;
        return true;
    case COMMAND_PAGE_DOWN:
        *step = screen;
        return true;
    case COMMAND_PAGE_UP:
        *step = -screen;
        return true;
    case COMMAND_HALF_DOWN:
        *step = half;
        return true;
    case COMMAND_HALF_UP:
        *step = -half;
        return true;
    case COMMAND_FIRST:
        *step = -lines;
        return true;
    case COMMAND_LAST:
        *step = lines;
        return true;
    default:
        return false;
    }
}

bool scroll_move(int64_t *top, enum command command, int64_t rows, int64_t lines) {
    int64_t step;
    if (!find_step(command, rows, lines, &step))
        return false;
    *top += step;
    scroll_limit(top, rows, lines);
    return true;
}

void scroll_limit_selected(int64_t top, int64_t *selected, int64_t rows, int64_t lines) {
    int64_t end = rows > 0 && top + rows < lines ? top + rows : lines;
    if (*selected >= end)
        *selected = end - 1;
    if (*selected < top)
        *selected = top;
}

bool scroll_select(int64_t *top, int64_t *selected, enum command command, int64_t rows,
                   int64_t lines) {
    int64_t step;
    if (!find_step(command, rows, lines, &step))
        return false;
    bool is_one = command == COMMAND_DOWN || command == COMMAND_UP;
    *selected += step;
    if (*selected >= lines)
        *selected = lines - 1;
    if (*selected < 0)
        *selected = 0;
    *top += is_one ? 0 : step;
    if (*top > *selected)
        *top = *selected;
    if (*top < *selected - rows + 1)
        *top = *selected - rows + 1;
    scroll_limit(top, rows, lines);
    return true;
}
