/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A view (view/view.h) on the screen: heading, title, table or document, foot. */
#include "ui/frame/scene.h"

#include "base/figure.h"
#include "base/text.h"
#include "ui/frame/draw_table.h"
#include "ui/frame/selected_row.h"

#include <stdio.h>

enum { WORDS_MAX = 2048, POSITION_BYTES = 128 };

/* Where it has several tables: their names, with the current one in brackets. */
static void make_heading(const struct view *view, struct line *line) {
    const struct table *const *tables = view->ops->tables, *current = view_table(view, 0);
    line_init(line);
    line_add(line, ROLE_STRONG, 1, "%s ", view->ops->title);
    for (; view_table(view, 1) != current && *tables; tables++)
        line_add(line, *tables == current ? ROLE_CURRENT : ROLE_DIM, *tables == current ? 0 : 2,
                 *tables == current ? "[%s]" : " %s ", (*tables)->name);
    if (view_table(view, 1) != current)
        line_add(line, ROLE_DIM, 4, "  Tab");
}

/* And the name of the place. */
static void draw_heading(struct screen *screen, const struct scene *scene) {
    const char *tag = scene->session->config.place_name;
    int row = scene->layout.trail_row, cols = scene->layout.cols;
    int tag_cols = tag ? (int)text_width(tag) + 1 : 0, room = cols - 2 - tag_cols;
    struct line own;
    const struct line *line = &scene->view->heading;
    if (!line->count) {
        make_heading(scene->view, &own);
        line = &own;
    }
    line_draw(line, line_fit(line, room), screen, row, 1, room);
    if (tag && cols > 2 * tag_cols)
        screen_put_right(screen, row, cols - tag_cols, tag_cols - 1, ROLE_WARNING, tag);
}

/* Which lines are shown, unless all are, or there is no room. */
static void draw_position(struct screen *screen, const struct scene *scene, int col) {
    const struct view *view = scene->view;
    int64_t last = view->top + view->rows;
    char words[POSITION_BYTES], first[FIGURE_MAX], end[FIGURE_MAX], all[FIGURE_MAX];
    snprintf(words, sizeof words, "%s to %s of %s", figure_grouped(view->top + 1, first),
             figure_grouped(last < view->count ? last : view->count, end),
             figure_grouped(view->count, all));
    if (view->count > view->rows && (int)text_width(words) + col + 3 <= scene->layout.cols)
        screen_put_right(screen, scene->layout.title_row, col, scene->layout.cols - col - 1,
                         ROLE_DIM, words);
}

static void draw_title(struct screen *screen, const struct scene *scene) {
    const struct view *view = scene->view;
    int row = scene->layout.title_row, cols = scene->layout.cols, col = 1;
    char tab[POSITION_BYTES];
    if (!view->has_heading && view_table(view, 1) != view_table(view, 0)) {
        snprintf(tab, sizeof tab, "[%s] ", view_table(view, 0)->name);
        col += screen_put(screen, row, col, cols - col, ROLE_CURRENT, tab);
    }
    col += line_draw(&view->title, line_fit(&view->title, cols - 1 - col), screen, row, col,
                     cols - col);
    draw_position(screen, scene, col);
}

static void draw_line(struct screen *screen, int row, const struct document *body, int64_t at) {
    const struct document_line *line = &body->lines[at];
    const struct document_stretch *stretch = &body->stretches[line->first];
    for (size_t i = 0; i < line->count; i++, stretch++) {
        int col = 1 + stretch->col, room = screen_cols(screen) - col;
        int cols = stretch->cols && stretch->cols < room ? stretch->cols : room;
        if (stretch->is_given)
            screen_put_outside(screen, row, col, cols, stretch->role, stretch->text);
        else
            screen_put(screen, row, col, cols, stretch->role, stretch->text);
    }
}

/* Why there is no line to show. False: there are some. */
static bool explain(struct screen *screen, const struct scene *scene) {
    const struct view *view = scene->view;
    struct buf words;
    if (!view->has_failed && (view->count || !view->nothing))
        return false;
    buf_init(&words, WORDS_MAX);
    if (view->has_failed)
        buf_format(&words, "The %s cannot be read: %s", view->ops->name, view->err.text);
    else
        buf_text_put(&words, view->nothing);
    empty_view_draw(screen, scene, view->has_failed ? ROLE_ERROR : ROLE_TEXT, buf_text(&words));
    buf_fini(&words);
    return true;
}

/* Of the selected line, or of its selected cell. */
static void draw_bar(struct screen *screen, const struct scene *scene, int row) {
    const struct view *view = scene->view;
    int cols = scene->layout.cols;
    selected_row_draw(screen, scene, row, view->bar_cols ? view->bar_col : 0,
                      view->bar_cols ? view->bar_cols : cols);
}

/* Right under the rows. */
static void draw_lines_below(struct screen *screen, const struct scene *scene, int row) {
    const struct view *view = scene->view;
    int64_t room = view->room - (view->count < view->rows ? view->count : view->rows);
    for (int64_t at = 0; at < (int64_t)view->below.count && at < room; at++)
        draw_line(screen, row++, &view->below, at);
}

static void draw_lines(struct screen *screen, const struct scene *scene, int row) {
    const struct view *view = scene->view;
    const struct table *table = view_shows_body(view) ? NULL : view_table(view, 0);
    struct table_plan plan;
    const void *entry;
    if (table)
        plan = table_plan_make(table, view->cols);
    for (int64_t at = view->top; at < view->top + view->rows && at < view->count; at++, row++) {
        if (at == view->selected)
            draw_bar(screen, scene, row);
        if (!table)
            draw_line(screen, row, &view->body, at);
        else if ((entry = view->ops->row(view, at)))
            draw_table_row(screen, row, &plan, entry);
    }
    draw_lines_below(screen, scene, row);
}

static void draw_titles(struct screen *screen, const struct scene *scene) {
    int row = scene->layout.header_row, cols = scene->layout.cols;
    for (int col = 0; col < cols; col++)
        screen_put(screen, row, col, 1, ROLE_HEADER, " ");
    line_draw(&scene->view->titles, LINE_RANK_MAX, screen, row, 1, cols - 1);
}

static void draw_header(struct screen *screen, const struct scene *scene) {
    const struct view *view = scene->view;
    if (scene->layout.header_row < 0)
        return;
    if (!view_shows_body(view)) {
        struct table_plan plan = table_plan_make(view_table(view, 0), scene->layout.cols);
        draw_table_titles(screen, scene->layout.header_row, &plan);
    } else if (view->titles.count) {
        draw_titles(screen, scene);
    } else {
        screen_rule(screen, scene->layout.header_row, ROLE_DIM);
    }
}

/* The message; a rule with what the keys or signs mean while there is none. */
static void draw_foot(struct screen *screen, const struct scene *scene) {
    const struct line *foot = &scene->view->foot;
    int row = scene->layout.message_row, cols = scene->layout.cols - 1;
    if (scene->notice || scene->prompt || load_view_has_row(scene) || row < 0) {
        message_view_draw(screen, scene);
        return;
    }
    screen_rule(screen, row, ROLE_DIM);
    if (foot->count)
        screen_put(screen, row, 0, 1, ROLE_TEXT, " ");
    line_draw(foot, line_fit(foot, cols), screen, row, 1, cols);
}

static void put_cursor(struct screen *screen, const struct scene *scene, int first_row) {
    const struct view *view = scene->view;
    int64_t at = view->selected - view->top;
    int cols = scene->layout.cols;
    if (scene->prompt)
        return;
    if (view_has(view, VIEW_IS_TYPED))
        screen_cursor(screen, scene->layout.title_row,
                      view->cursor_col < cols ? view->cursor_col : cols - 1);
    else
        screen_cursor(screen, first_row + (at > 0 && at < view->rows ? (int)at : 0),
                      view->bar_cols ? view->bar_col : 0);
}

/* In the pane's place: the title, with the foot at its end, and the lines. */
static void draw_below(struct screen *screen, const struct scene *scene) {
    const struct layout *layout = &scene->layout;
    const struct view *view = scene->view;
    int row = layout->detail_row, end = layout->cols - 1, foot_cols = 0;
    if (layout->rule_row >= 0)
        screen_rule(screen, layout->rule_row, ROLE_DIM);
    int col = 1 + line_draw(&view->title, line_fit(&view->title, end - 1), screen, row, 1, end - 1);
    for (size_t i = 0; i < view->foot.count; i++)
        foot_cols += (int)text_width(view->foot.stretches[i].text);
    if (end - foot_cols > col)
        line_draw(&view->foot, LINE_RANK_MAX, screen, row, end - foot_cols, foot_cols);
    draw_lines(screen, scene, row + 1);
    message_view_draw(screen, scene);
    put_cursor(screen, scene, row + 1);
}

void draw_view(struct screen *screen, const struct scene *scene) {
    if (view_has(scene->view, VIEW_KEEPS_LIST)) {
        draw_below(screen, scene);
        return;
    }
    if (scene->layout.trail_row >= 0)
        draw_heading(screen, scene);
    draw_title(screen, scene);
    if (!explain(screen, scene)) {
        draw_header(screen, scene);
        draw_lines(screen, scene, scene->layout.list_row);
    }
    if (!view_has(scene->view, VIEW_IS_WHOLE))
        draw_foot(screen, scene);
    put_cursor(screen, scene, scene->layout.list_row);
}
