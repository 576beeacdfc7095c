/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two lines at the top: the way one came, and what is shown with its state. */
#include "ui/scene.h"

#include "base/figure.h"
#include "base/text.h"
#include "money/quote.h"

#include <stdio.h>
#include <string.h>

enum { WORDS_MAX = 1024, ORDER_WORDS_MAX = 96, TAG_COLS_MAX = 24, TRAIL_STEPS_MAX = 256 };

/* The first place of the trail that is shown: as many of the last ones as fit. */
static const struct place *first_shown(const struct place *current, size_t cols,
                                       const struct place **steps, size_t *count) {
    size_t used = 0;
    *count = 0;
    const struct place *place = current;
    while (place && *count < TRAIL_STEPS_MAX) {
        used += text_width(place->list->label) + strlen(" > ");
        if (*count && used > cols)
            return place;
        steps[(*count)++] = place;
        place = place->parent;
    }
    return NULL;
}

static void draw_trail(struct screen *screen, const struct scene *scene, int cols) {
    const struct place *steps[TRAIL_STEPS_MAX];
    size_t count;
    int row = scene->layout.trail_row, col = 1;
    if (first_shown(scene->session->trail.current, (size_t)cols - 4, steps, &count))
        col += screen_put(screen, row, col, cols - col, ROLE_DIM, "… › ");
    while (count-- > 0) {
        const char *label = steps[count]->list->label;
        col += screen_put(screen, row, col, cols - col, count ? ROLE_DIM : ROLE_CURRENT, label);
        if (count)
            col += screen_put(screen, row, col, cols - col, ROLE_DIM, " › ");
    }
}

/* At the right: what moving on costs, and the order of the rows. */
static void draw_order(struct screen *screen, const struct scene *scene, const struct list *list,
                       int col) {
    char words[ORDER_WORDS_MAX], figure[FIGURE_MAX];
    int cols = scene->layout.cols;
    int64_t credits =
        quote_page(list_reported(list), (int64_t)list->count, scene->session->config.page_size);
    snprintf(words, sizeof words, "next page %s cr · as listed", figure_grouped(credits, figure));
    const char *order = strstr(words, "as listed");
    const char *shown = list_state(list) == LIST_PARTIAL ? words : order;
    if (col + (int)text_width(shown) + 3 >= cols)
        shown = list_state(list) == LIST_PARTIAL ? "" : order;
    if (col + (int)text_width(shown) + 3 < cols)
        screen_put_right(screen, scene->layout.title_row, col, cols - col - 1, ROLE_DIM, shown);
}

static void draw_title(struct screen *screen, const struct scene *scene) {
    const struct place *place = scene->session->trail.current;
    int row = scene->layout.title_row, cols = scene->layout.cols;
    if (!place) {
        screen_put(screen, row, 1, cols - 1, ROLE_STRONG, "Followtrail");
        return;
    }
    enum list_state state = list_state(place->list);
    bool is_bad = state == LIST_FAILED || state == LIST_STOPPED || state == LIST_CUT_BY_BALANCE;
    struct buf words;
    buf_init(&words, WORDS_MAX);
    buf_format(&words, "Following of %s", place->list->label);
    int col = 1 + screen_put(screen, row, 1, cols - 1, ROLE_STRONG, buf_text(&words));
    buf_clear(&words);
    buf_text_put(&words, " · ");
    list_describe(place->list, &words);
    col += screen_put(screen, row, col, cols - col, is_bad ? ROLE_WARNING : ROLE_TEXT,
                      buf_text(&words));
    draw_order(screen, scene, place->list, col);
    buf_fini(&words);
}

void trail_view_draw(struct screen *screen, const struct scene *scene) {
    const char *tag = scene->session->config.place_name;
    int cols = scene->layout.cols;
    int tag_cols = tag ? (int)text_width(tag) : 0;
    if (tag_cols > TAG_COLS_MAX)
        tag_cols = TAG_COLS_MAX;
    if (scene->layout.trail_row >= 0) {
        draw_trail(screen, scene, cols - tag_cols - 2);
        if (tag)
            screen_put_right(screen, scene->layout.trail_row, cols - tag_cols - 1, tag_cols,
                             ROLE_WARNING, tag);
    }
    draw_title(screen, scene);
}
