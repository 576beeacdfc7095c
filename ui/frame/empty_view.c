/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The explanation in place of an empty list. */
#include "ui/frame/scene.h"

#include "view/wrap.h"

enum { WORDS_MAX = 8192, EXPLANATION_COLS_MAX = 76 };

void empty_view_draw(struct screen *screen, const struct scene *scene, enum role role,
                     const char *text) {
    const struct layout *layout = &scene->layout;
    int cols = layout->list_cols - 4;
    if (cols > EXPLANATION_COLS_MAX)
        cols = EXPLANATION_COLS_MAX;
    size_t lines = wrap_count(text, (size_t)cols);
    int row = layout->list_row + ((size_t)layout->list_rows > lines + 2 ? 2 : 0),
        last = layout->list_row + layout->list_rows - 1;
    struct buf line;
    struct wrap wrap;
    buf_init(&line, WORDS_MAX);
    wrap_init(&wrap, text, (size_t)cols, last >= row ? (size_t)(last - row + 1) : 0);
    for (; wrap_fit(&wrap, &line); row++)
        screen_put(screen, row, 2, cols, role, buf_text(&line));
    buf_fini(&line);
}
