/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list, or why it is empty. */
#include "ui/frame/scene.h"

#include "base/figure.h"
#include "base/text.h"
#include "money/quote.h"
#include "session/refine.h"
#include "session/requests.h"
#include "session/source.h"

enum { WORDS_MAX = 8192 };

static void explain_list(struct screen *screen, const struct scene *scene,
                         const struct list *list) {
    struct buf words;
    buf_init(&words, WORDS_MAX);
    source_explain_none(scene->session, list, &words);
    empty_view_draw(screen, scene, list_state(list) == LIST_LOADING ? ROLE_DIM : ROLE_TEXT,
                    buf_text(&words));
    buf_fini(&words);
}

static void put_next(const struct scene *scene, const struct list *list, struct buf *out) {
    const struct session *session = scene->session;
    int64_t credits = requests_price(session, list);
    char figure[FIGURE_MAX], dollars[FIGURE_MAX];
    buf_text_put(out, "⋮ ");
    if (!session->worker)
        buf_text_put(out, "end of the stored list");
    else if (list_state(list) == LIST_STOPPED || list->failure.is_cursor)
        requests_put_stop(session, list, out);
    else if (!requests_put_limit(session, out))
        buf_format(out, "m%s loads the next page: up to %s (%s)",
                   session->config.has_prefetch && !refine_is_on(session) ? " or scrolling" : "",
                   figure_credits(credits, figure), figure_dollars(credits, dollars));
}

/* After the last row, if there is room: what comes next, and its price. */
static void draw_end(struct screen *screen, const struct scene *scene, const struct list *list,
                     int row) {
    enum list_state state = list_state(list);
    struct buf words;
    if (row >= scene->layout.list_row + scene->layout.list_rows ||
        (state != LIST_PARTIAL && state != LIST_STOPPED && !list->failure.is_cursor))
        return;
    buf_init(&words, WORDS_MAX);
    put_next(scene, list, &words);
    screen_put(screen, row, 2, scene->layout.list_cols - 2, ROLE_DIM, buf_text(&words));
    buf_fini(&words);
}

static void explain_start(struct screen *screen, const struct scene *scene) {
    struct buf words;
    buf_init(&words, WORDS_MAX);
    /* While text is typed, keys are letters. */
    buf_format(&words,
               "%s whose following list to open: a handle, a numeric id, a sec_uid, or a profile's "
               "address. ",
               scene->prompt ? "Type" : "Press @ and type");
    if (requests_put_limit(scene->session, &words))
        buf_text_put(&words, " Stored lists are free. ");
    else if (scene->session->worker)
        buf_text_put(&words,
                     "The profile costs 1 credit, the first page 1 credit an account; stored "
                     "lists are free. ");
    else
        buf_text_put(&words, "You are offline: only stored lists open, free. ");
    if (!scene->prompt)
        buf_text_put(&words, "Press ? for all keys.");
    empty_view_draw(screen, scene, ROLE_TEXT, buf_text(&words));
    buf_fini(&words);
}

/* A filter without a match. What it did not search is in the banner or the title. */
static void explain_filter(struct screen *screen, const struct scene *scene) {
    empty_view_draw(screen, scene, ROLE_TEXT,
                    scene->prompt ? "No loaded account passes the filter."
                                  : "No loaded account passes the filter. Esc shows all, & changes "
                                    "the filter, f searches all accounts in the store.");
}

static bool is_certain(const struct place *place, size_t position) {
    size_t row = excerpt_row(&place->excerpt, position);
    return list_row_facts(place->list, row).in == VERDICT_YES;
}

int list_view_line(const struct place *place, int rows) {
    if (!list_tells(place->list, ROW_FACT_IN) || !order_is_listed(&place->excerpt.order))
        return -1;
    for (int i = 0; i < rows && place->top + (size_t)i < place->excerpt.count; i++) {
        size_t position = place->top + (size_t)i;
        if (!is_certain(place, position))
            return i || !position ? i : -1;
    }
    return -1;
}

int list_view_positions(const struct session *session, int rows) {
    const struct place *place = session->trail.current;
    return rows - (place && rows > 1 && list_tells(place->list, ROW_FACT_IN));
}

static void draw_line(struct screen *screen, const struct scene *scene, int row) {
    int cols = scene->layout.list_cols;
    struct buf line;
    buf_init(&line, WORDS_MAX);
    buf_text_put(&line, "── not known to belong here ");
    for (int used = (int)text_width(buf_text(&line)); used < cols; used++)
        buf_text_put(&line, "─");
    screen_put(screen, row, 0, cols, ROLE_DIM, buf_text(&line));
    buf_fini(&line);
}

/* From the top; returns the row after the last. */
static int draw_rows(struct screen *screen, const struct scene *scene, const struct place *place) {
    int row = scene->layout.list_row, rows = scene->layout.list_rows;
    int line = list_view_line(place, rows);
    size_t position = place->top;
    for (int i = 0; i < rows && position < place->excerpt.count; i++, row++)
        if (i == line)
            draw_line(screen, scene, row);
        else
            row_view_draw(screen, scene, row, place, position++);
    return row;
}

void list_view_draw(struct screen *screen, const struct scene *scene) {
    const struct place *place = scene->session->trail.current;
    const struct layout *layout = &scene->layout;
    screen_cursor(screen, layout->list_row, 0);
    if (!place) {
        explain_start(screen, scene);
        return;
    }
    if (layout->is_zoomed)
        return;
    row_view_header(screen, scene);
    if (!place->list->count) {
        explain_list(screen, scene, place->list);
        return;
    }
    if (!place->excerpt.count) {
        explain_filter(screen, scene);
        return;
    }
    draw_end(screen, scene, place->list, draw_rows(screen, scene, place));
}
