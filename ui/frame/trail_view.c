/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two lines at the top: the trail, and the list with its state. */
#include "ui/frame/scene.h"

#include "base/figure.h"
#include "base/text.h"
#include "session/requests.h"
#include "session/source.h"

#include <stdio.h>
#include <string.h>

enum {
    WORDS_MAX = 1024,
    TITLE_WORDS_MAX = 48,
    AGE_WORDS_MAX = 96,
    TAG_COLS_MAX = 24,
    LABEL_COLS_MIN = 8,
    COLS_FOR_COVER = 48,
    TRAIL_STEPS_MAX = 256
};
enum { DAY_MS = 24 * 60 * 60 * 1000 };

/* The first place of the trail shown: as many of the last ones as fit. */
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

/* The title's parts. When there is no room, price and state stay longest, then the snapshot, the
 * owner's name and the age. */
struct title {
    char price[TITLE_WORDS_MAX]; /* of the list's next page; empty: none */
    const char *prefix, *label, *order, *snapshot;
    bool is_marked; /* an older snapshot without room to say so: "<" before the state */
    char age[AGE_WORDS_MAX];
    char sorted[TITLE_WORDS_MAX]; /* the words of `order` */
    size_t label_cols;
};

/* The age of the list: `3 days ago`, or `3 to 9 days ago` if it took more than a day to collect. */
static void put_age(const struct scene *scene, const struct list *list, char *out, size_t size) {
    char age[FIGURE_MAX];
    *out = '\0';
    if (list->first_ms < 0)
        return;
    int64_t oldest = (scene->wall_ms - list->first_ms) / DAY_MS;
    int64_t newest = (scene->wall_ms - list->last_ms) / DAY_MS;
    if (list->last_ms - list->first_ms <= DAY_MS || oldest == newest)
        snprintf(out, size, " · %s", figure_ago(list->first_ms, scene->wall_ms, age));
    else
        snprintf(out, size, " · %d to %s", (int)newest,
                 figure_ago(list->first_ms, scene->wall_ms, age));
}

static size_t title_width(const struct title *title, size_t state_cols) {
    bool has_right = *title->price || *title->order;
    bool has_both = *title->price && *title->order;
    return 1 + text_width(title->prefix) + title->label_cols + state_cols +
           text_width(title->snapshot) + text_width(title->age) + (has_right ? 3 : 1) +
           (has_both ? 3 : 0) + text_width(title->price) + text_width(title->order);
}

static const struct {
    const char *words, *sign;
} orders[] = {{"TikTok's order", ""}, {"< older", "<"}, {"> newer", ">"}, {"< >", "< >"}};

static size_t excess(const struct title *title, size_t state_cols, size_t cols) {
    size_t width = title_width(title, state_cols);
    return width > cols ? width - cols : 0;
}

static void shorten_label(struct title *title, size_t state_cols, size_t cols, size_t least) {
    size_t over = excess(title, state_cols, cols);
    size_t spare = title->label_cols > least ? title->label_cols - least : 0;
    title->label_cols -= over < spare ? over : spare;
}

/* Drops one part after another until the rest fits. */
static void fit_title(struct title *title, const char *short_price, const char *sign,
                      size_t state_cols, size_t cols) {
    size_t label_cols = title->label_cols;
    if (excess(title, state_cols, cols) && !*sign)
        title->order = "";
    if (excess(title, state_cols, cols))
        title->prefix = "";
    if (excess(title, state_cols, cols))
        snprintf(title->price, sizeof title->price, "%s", short_price);
    if (excess(title, state_cols, cols) && *title->snapshot)
        title->snapshot = " · older";
    if (excess(title, state_cols, cols))
        *title->age = '\0';
    if (excess(title, state_cols, cols))
        title->order = sign;
    shorten_label(title, state_cols, cols, LABEL_COLS_MIN);
    if (excess(title, state_cols, cols) && *title->snapshot) {
        title->is_marked = true;
        title->snapshot = "";
        title->label_cols = label_cols;
    }
    shorten_label(title, state_cols, cols, 0);
    if (excess(title, state_cols, cols))
        title->order = "";
}

/* The trail says whose list it is, or what was searched; without it only the title does. */
static void name_list(struct title *title, const struct scene *scene, const struct list *list) {
    const struct list_source *source = source_of(list);
    bool is_named = scene->layout.trail_row >= 0 || (!*source->prefix && !list->query);
    title->prefix = is_named ? "" : source->prefix;
    title->label = is_named ? source->title : list->label;
    title->label_cols = text_width(title->label);
}

/* The first sort key; the banner has both. */
static const char *sorted_by(const struct order *order, char out[static TITLE_WORDS_MAX]) {
    const struct order first = {{order->parts[0]}};
    struct buf words;
    buf_init(&words, WORDS_MAX);
    order_describe(&first, &words);
    snprintf(out, TITLE_WORDS_MAX, "%s", buf_text(&words));
    buf_fini(&words);
    return out;
}

static const char *list_order(const struct list *list, int order) {
    const char *words = source_of(list)->order;
    return words ? words : orders[order].words;
}

/* The price of the list's next page, or why none can be bought. */
static void put_price(struct title *title, const struct scene *scene, const struct list *list,
                      char short_price[static TITLE_WORDS_MAX]) {
    char figure[FIGURE_MAX];
    struct purse_limit limit;
    if (requests_has_limit(scene->session, &limit)) {
        snprintf(title->price, sizeof title->price, "%s", purse_limit_brief(&limit));
        snprintf(short_price, TITLE_WORDS_MAX, "%s", limit.is_balance ? "0 cr" : "cap");
        return;
    }
    figure_grouped(requests_price(scene->session, list), figure);
    snprintf(title->price, sizeof title->price, list->page_count ? "next page %s cr" : "m %s cr",
             figure);
    snprintf(short_price, TITLE_WORDS_MAX, "+%s cr", figure);
}

static void make_title(struct title *title, const struct scene *scene, const struct list *list,
                       size_t state_cols) {
    char short_price[TITLE_WORDS_MAX] = "";
    int order = (list->is_old ? 2 : 0) + (list->has_older ? 1 : 0);
    *title = (struct title){.order = list_order(list, order),
                            .snapshot = list->is_old ? " · older snapshot" : ""};
    const struct excerpt *excerpt = &scene->session->trail.current->excerpt;
    bool is_sorted = !order_is_listed(&excerpt->order) && !*orders[order].sign;
    if (is_sorted) /* the banner has the order of a sorted list */
        title->order =
            scene->layout.banner_row >= 0 ? "" : sorted_by(&excerpt->order, title->sorted);
    name_list(title, scene, list);
    put_age(scene, list, title->age, sizeof title->age);
    if (list_has_next(list) && scene->session->worker)
        put_price(title, scene, list, short_price);
    fit_title(title, short_price, orders[order].sign, state_cols, (size_t)scene->layout.cols);
    /* The trail above says what the list is, so no stump of it is needed here. */
    if (scene->layout.trail_row >= 0 && title->label_cols < text_width(title->label))
        title->label_cols = 0;
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

static bool is_bad(const struct list *list) {
    enum list_state state = list_state(list);
    return list->wait || state == LIST_FAILED || state == LIST_STOPPED ||
           state == LIST_CUT_BY_BALANCE;
}

/* Used without a banner. On the narrowest screens only figures: shown, loaded, in all. */
static void describe_sieve(const struct scene *scene, const struct excerpt *excerpt,
                           struct buf *out) {
    struct excerpt_cover cover = excerpt_cover(excerpt);
    if (scene->layout.cols >= COLS_FOR_COVER) {
        excerpt_describe(excerpt, out);
        return;
    }
    buf_format(out, "& %zu/%zu", cover.matched, cover.loaded);
    if (!cover.is_complete && cover.reported >= 0)
        buf_format(out, "/%lld", (long long)cover.reported);
}

/* The list's state in at most `cols` columns: what can be left out is " loaded". */
static const char *fit_state(struct buf *words, size_t cols) {
    static const char loaded[] = " loaded";
    char *state = words->data;
    size_t len = words->len, tail = sizeof loaded - 1;
    bool is_too_wide = state && text_width(state) > cols;
    if (is_too_wide && len > tail && !strcmp(state + len - tail, loaded))
        state[len - tail] = '\0';
    return buf_text(words);
}

static void draw_list_title(struct screen *screen, const struct scene *scene,
                            const struct list *list) {
    int row = scene->layout.title_row, cols = scene->layout.cols, col = 1;
    struct title title;
    struct buf words;
    buf_init(&words, WORDS_MAX);
    const struct excerpt *excerpt = &scene->session->trail.current->excerpt;
    if (scene->layout.banner_row < 0 && excerpt->filter.count)
        describe_sieve(scene, excerpt, &words);
    else
        source_describe(list, &words);
    make_title(&title, scene, list, text_width(" · ") + text_width(buf_text(&words)));
    col += screen_put(screen, row, col, cols - col, ROLE_STRONG, title.prefix);
    col += screen_put(screen, row, col, (int)title.label_cols, ROLE_STRONG, title.label);
    int end = cols - (int)text_width(title.price) - (*title.price ? 2 : 0);
    enum role role = is_bad(list) ? ROLE_WARNING : ROLE_TEXT;
    if (title.is_marked)
        col +=
            screen_put(screen, row, col, end - col, ROLE_WARNING, title.label_cols ? " < " : "< ");
    else if (title.label_cols)
        col += screen_put(screen, row, col, end - col, role, " · ");
    const char *state = fit_state(&words, end > col ? (size_t)(end - col) : 0);
    col += screen_put(screen, row, col, end - col, role, state);
    col += screen_put(screen, row, col, end - col, ROLE_WARNING, title.snapshot);
    col += screen_put(screen, row, col, end - col, ROLE_DIM, title.age);
    draw_right(screen, scene, &title, col);
    buf_fini(&words);
}

static void draw_title(struct screen *screen, const struct scene *scene) {
    const struct place *place = scene->session->trail.current;
    if (place)
        draw_list_title(screen, scene, place->list);
    else
        screen_put(screen, scene->layout.title_row, 1, scene->layout.cols - 1, ROLE_STRONG,
                   "Followtrail");
}

static int tag_width(const struct session *session) {
    const char *tag = session->config.place_name;
    int cols = tag ? (int)text_width(tag) : 0;
    return cols > TAG_COLS_MAX ? TAG_COLS_MAX : cols;
}

const struct place *trail_view_step_at(const struct session *session, const struct layout *layout,
                                       int col) {
    const struct place *steps[TRAIL_STEPS_MAX];
    int gap = (int)text_width(" › "), end = layout->cols - tag_width(session) - 2, at = 1;
    size_t count;
    if (first_shown(session->trail.current, (size_t)end - 4, steps, &count))
        at += 1 + gap;
    for (; count > 0 && col >= at; at += gap) {
        at += (int)text_width(steps[--count]->list->label);
        if (col < at)
            return col < end ? steps[count] : NULL;
    }
    return NULL;
}

void trail_view_draw(struct screen *screen, const struct scene *scene) {
    const char *tag = scene->session->config.place_name;
    int cols = scene->layout.cols;
    int tag_cols = tag_width(scene->session);
    if (scene->layout.trail_row >= 0) {
        draw_trail(screen, scene, cols - tag_cols - 2);
        if (tag)
            screen_put_right(screen, scene->layout.trail_row, cols - tag_cols - 1, tag_cols,
                             ROLE_WARNING, tag);
    }
    draw_title(screen, scene);
}
