/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The column editor: below the list that it changes, or in its place if there is no room. */
#include "ui/frame/scene.h"

#include "base/text.h"

#include <stdio.h>

enum {
    SIGN_COL = 2,
    NAME_COL = 4,
    NAME_COLS = 10,
    WIDTH_COL = 15,
    WIDTH_COLS = 3,
    MEANING_COL = 21,
    FIGURE_BYTES = 16
};

static const char *const hints[] = {
    "Space shows, hides · < > move · + - width · = as configured · q back",
    "Space shows · < > move · + - width · = resets · q back", "Space < > + - =  q back"};

enum { HINT_COUNT = sizeof hints / sizeof *hints };

static void draw_head(struct screen *screen, const struct scene *scene, int row) {
    int col = 1, end = scene->layout.cols - 1;
    size_t hint = 0;
    col += screen_put(screen, row, col, end - col, ROLE_STRONG, "Columns") + 2;
    while (hint + 1 < HINT_COUNT && text_width(hints[hint]) > (size_t)(end - col))
        hint++;
    if (text_width(hints[hint]) <= (size_t)(end - col))
        screen_put_right(screen, row, col, end - col, ROLE_DIM, hints[hint]);
}

static void draw_item(struct screen *screen, const struct scene *scene, int row,
                      const struct columns_item *item, bool is_selected) {
    int cols = scene->layout.cols, width = scene->layout.columns[item->id].width;
    enum role role = item->is_shown ? ROLE_TEXT : ROLE_DIM;
    char figure[FIGURE_BYTES] = "";
    if (is_selected)
        screen_put(screen, row, 0, 1, ROLE_TEXT, "▌");
    screen_put(screen, row, SIGN_COL, 1, role, item->is_shown ? "●" : "○");
    screen_put(screen, row, NAME_COL, NAME_COLS, role, columns_name(item->id));
    if (width)
        snprintf(figure, sizeof figure, "%d", width);
    screen_put_right(screen, row, WIDTH_COL, WIDTH_COLS, role, figure);
    screen_put(screen, row, MEANING_COL, cols - MEANING_COL - 1, ROLE_DIM,
               item->is_shown && !width ? "no room" : columns_meaning(item->id));
}

void draw_columns(struct screen *screen, const struct scene *scene) {
    const struct layout *layout = &scene->layout;
    int row = layout->detail_row, end = row + layout->detail_rows;
    size_t selected = scene->columns_editor->selected, at = 0;
    size_t rows = (size_t)layout->detail_rows - COLUMNS_EDITOR_HEAD_ROWS;
    if (layout->rule_row >= 0)
        screen_rule(screen, layout->rule_row, ROLE_DIM);
    draw_head(screen, scene, row++);
    if (selected >= rows)
        at = selected + 1 - rows;
    for (; row < end && at < COLUMN_COUNT; row++, at++) {
        draw_item(screen, scene, row, &scene->columns->items[at], at == selected);
        if (at == selected)
            screen_cursor(screen, row, 0);
    }
}
