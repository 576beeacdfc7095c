/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/frame/view_parts.h"

#include "base/figure.h"
#include "base/text.h"

#include <stdio.h>

enum { POSITION_BYTES = 128 };

void view_parts_heading(struct screen *screen, const struct scene *scene, const struct line *line) {
    const char *tag = scene->session->config.place_name;
    int row = scene->layout.trail_row, cols = scene->layout.cols;
    int tag_cols = tag ? (int)text_width(tag) + 1 : 0, room = cols - 2 - tag_cols;
    line_draw(line, line_fit(line, room), screen, row, 1, room);
    if (tag && cols > 2 * tag_cols)
        screen_put_right(screen, row, cols - tag_cols, tag_cols - 1, ROLE_WARNING, tag);
}

void view_parts_title(struct screen *screen, const struct scene *scene, const struct line *line,
                      int64_t top, int64_t count) {
    const struct layout *layout = &scene->layout;
    int row = layout->title_row, cols = layout->cols;
    int64_t last = top + layout->list_rows < count ? top + layout->list_rows : count;
    char words[POSITION_BYTES], first[FIGURE_MAX], end[FIGURE_MAX], all[FIGURE_MAX];
    int col = 1 + line_draw(line, line_fit(line, cols - 2), screen, row, 1, cols - 1);
    snprintf(words, sizeof words, "%s to %s of %s", figure_grouped(top + 1, first),
             figure_grouped(last, end), figure_grouped(count, all));
    if (count > layout->list_rows && (int)text_width(words) + col + 3 <= cols)
        screen_put_right(screen, row, col, cols - col - 1, ROLE_DIM, words);
}

void view_parts_foot(struct screen *screen, const struct scene *scene, const struct line *legend) {
    int row = scene->layout.message_row, cols = scene->layout.cols - 1;
    if (scene->notice || scene->prompt || load_view_has_row(scene) || row < 0) {
        message_view_draw(screen, scene);
        return;
    }
    screen_rule(screen, row, ROLE_DIM);
    if (legend->count)
        screen_put(screen, row, 0, 1, ROLE_TEXT, " ");
    line_draw(legend, line_fit(legend, cols), screen, row, 1, cols);
}
