/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/frame/highlight.h"

#include "base/text.h"

#include <string.h>

/* A stretch of the screen that shows a text, cut at `end` bytes. */
struct stretch {
    struct screen *screen;
    int row, col;
    const char *text;
    size_t end;
};

/* A range may end inside a cluster; the whole cluster is highlighted. */
static void draw_range(const struct stretch *stretch, const struct match_range *range) {
    struct text_walk walk;
    struct text_piece piece;
    int col = stretch->col;
    text_walk_init(&walk, stretch->text, strlen(stretch->text));
    while (walk.at < stretch->end && text_walk_next(&walk, &piece)) {
        bool is_in = piece.source < range->start + range->len &&
                     piece.source + piece.source_len > range->start;
        if (is_in)
            screen_put_outside(stretch->screen, stretch->row, col, piece.width, ROLE_FOUND,
                               piece.bytes);
        col += piece.width;
    }
}

static void draw_match(const struct stretch *stretch, const struct match *match) {
    struct match_range range;
    for (size_t from = 0; match_find(match, stretch->text, from, &range);
         from = range.start + range.len)
        draw_range(stretch, &range);
}

void highlight_put(struct screen *screen, const struct scene *scene, int row, int col, int cols,
                   enum role role, unsigned field, const char *text) {
    const struct session *session = scene->session;
    screen_put_outside(screen, row, col, cols, role, text);
    if (!session->trail.current || !field)
        return;
    const struct filter *filter = &session->trail.current->excerpt.filter;
    const struct match *match;
    size_t next = 0;
    if (cols <= 0 || (!session->search_text && !filter->count))
        return;
    const struct stretch stretch = {screen, row, col, text,
                                    text_cut(text, strlen(text), (size_t)cols)};
    if (session->search_text && session->search_fields & field)
        draw_match(&stretch, &session->search);
    while ((match = filter_next_match(filter, (enum match_field)field, &next)))
        draw_match(&stretch, match);
}
