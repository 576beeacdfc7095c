/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two lines at the top: the way one came, and what is shown with its state. */
#include "ui/scene.h"

#include "base/figure.h"
#include "base/text.h"
#include "session/requests.h"

#include <stdio.h>
#include <string.h>

enum { WORDS_MAX = 1024, TITLE_WORDS_MAX = 48, TAG_COLS_MAX = 24, TRAIL_STEPS_MAX = 256 };

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

/* What the title says, and how much of it there is room for: the price and the state before the
 * owner's name. */
struct title {
    char price[TITLE_WORDS_MAX]; /* of the list's next piece; empty when there is none */
    const char *prefix, *order;
    size_t label_cols;
};

static size_t title_width(const struct title *title, size_t state_cols) {
    bool has_right = *title->price || *title->order;
    return 1 + text_width(title->prefix) + title->label_cols + state_cols + (has_right ? 3 : 1) +
           text_width(title->price) + text_width(title->order);
}

/* Drops one thing after the other until all fits. */
static void fit_title(struct title *title, const char *short_price, size_t state_cols,
                      size_t cols) {
    if (title_width(title, state_cols) > cols)
        title->order = "";
    if (title_width(title, state_cols) > cols)
        title->prefix = "";
    if (title_width(title, state_cols) > cols)
        snprintf(title->price, sizeof title->price, "%s", short_price);
    size_t width = title_width(title, state_cols);
    size_t excess = width > cols ? width - cols : 0;
    title->label_cols -= excess < title->label_cols ? excess : title->label_cols;
}

static void make_title(struct title *title, const struct scene *scene, const struct list *list,
                       size_t state_cols) {
    char figure[FIGURE_MAX], short_price[TITLE_WORDS_MAX] = "";
    *title = (struct title){
        .prefix = "Following of ", .order = "as listed", .label_cols = text_width(list->label)};
    if (list_can_go_on(list)) {
        figure_grouped(requests_price(scene->session, list), figure);
        snprintf(title->price, sizeof title->price,
                 list->page_count ? "next page %s cr" : "m %s cr", figure);
        snprintf(short_price, sizeof short_price, "+%s cr", figure);
    }
    fit_title(title, short_price, state_cols, (size_t)scene->layout.cols);
}

static void draw_right(struct screen *screen, const struct scene *scene, const struct title *title,
                       int col) {
    char words[2 * TITLE_WORDS_MAX];
    snprintf(words, sizeof words, "%s%s%s", title->price,
             *title->price && *title->order ? " · " : "", title->order);
    int cols = scene->layout.cols;
    if (*words)
        screen_put_right(screen, scene->layout.title_row, col + 1, cols - col - 2, ROLE_DIM, words);
}

static void draw_title(struct screen *screen, const struct scene *scene) {
    const struct place *place = scene->session->trail.current;
    int row = scene->layout.title_row, cols = scene->layout.cols, col = 1;
    if (!place) {
        screen_put(screen, row, col, cols - col, ROLE_STRONG, "Followtrail");
        return;
    }
    enum list_state state = list_state(place->list);
    bool is_bad = place->list->wait || state == LIST_FAILED || state == LIST_STOPPED ||
                  state == LIST_CUT_BY_BALANCE;
    struct title title;
    struct buf words;
    buf_init(&words, WORDS_MAX);
    buf_text_put(&words, " · ");
    list_describe(place->list, &words);
    make_title(&title, scene, place->list, text_width(buf_text(&words)));
    col += screen_put(screen, row, col, cols - col, ROLE_STRONG, title.prefix);
    col += screen_put(screen, row, col, (int)title.label_cols, ROLE_STRONG, place->list->label);
    /* Without a name before it the state needs no dot either. */
    const char *told = buf_text(&words) + (title.label_cols ? 0 : strlen(" · "));
    int right = (int)text_width(title.price) + (*title.price ? 2 : 0);
    col +=
        screen_put(screen, row, col, cols - col - right, is_bad ? ROLE_WARNING : ROLE_TEXT, told);
    draw_right(screen, scene, &title, col);
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
