/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/frame/draw_table.h"

static void put(struct screen *screen, int row, const struct table_plan *plan, size_t at,
                enum role role, const char *text) {
    int col = plan->places[at].col, width = plan->places[at].width;
    if (plan->table->people[at]->kind == CELL_NUMBER)
        screen_put_right(screen, row, col, width, role, text);
    else
        screen_put(screen, row, col, width, role, text);
}

void draw_table_titles(struct screen *screen, int row, const struct table_plan *plan) {
    const struct table_column *column;
    struct buf rest;
    buf_init(&rest, CELL_BYTES);
    for (int col = 0; col < screen_cols(screen); col++)
        screen_put(screen, row, col, 1, ROLE_HEADER, " ");
    for (size_t i = 0; (column = plan->table->people[i]); i++)
        if (plan->places[i].width && column->title)
            put(screen, row, plan, i, ROLE_HEADER, column->title);
    table_rest_title(plan->table, plan->class, &rest);
    screen_put(screen, row, plan->rest_col, screen_cols(screen) - plan->rest_col, ROLE_HEADER,
               buf_text(&rest));
    buf_fini(&rest);
}

static void add_rest(struct line *line, const struct table_column *column, enum role role,
                     const char *words) {
    static const char *const gaps[] = {"", " ", "  ", " · "};
    if (*words)
        line_add(line, role, 0, "%s%s", line->count ? gaps[column->gap] : "", words);
}

void draw_table_row(struct screen *screen, int row, const struct table_plan *plan,
                    const void *entry) {
    const struct table_column *column;
    struct cell cell;
    struct line rest;
    line_init(&rest);
    for (size_t i = 0; (column = plan->table->people[i]); i++) {
        const char *words = table_brief(column, entry, plan->places[i].width, &cell);
        if (plan->places[i].width)
            put(screen, row, plan, i, cell.role, words);
        else if (column->widths[plan->class] == TABLE_REST)
            add_rest(&rest, column, cell.role, words);
    }
    line_draw(&rest, 0, screen, row, plan->rest_col, screen_cols(screen) - plan->rest_col);
}
