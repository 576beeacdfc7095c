/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which part of the list is shown, when that is not all of it or not in TikTok's order. */
#include "ui/frame/scene.h"

#include "base/figure.h"
#include "base/text.h"
#include "session/load.h"
#include "session/marking.h"
#include "session/refine.h"
#include "session/requests.h"
#include "session/source.h"
#include "view/fact_words.h"

/* The highest rank is left out first. */
enum {
    RANK_COVER,
    RANK_PRICE,
    RANK_MARKS,
    RANK_FACTS,
    RANK_FILTER,
    RANK_ORDER,
    RANK_SCOPE,
    RANK_READING,
    RANK_WORD
};

enum { WORDS_MAX = 1024 };

/* Offers the rest, with its price, because a figure about part of a list must say so. */
static void add_rest(struct line *line, const struct session *session, const struct list *list) {
    char figure[FIGURE_MAX];
    if (!list_can_go_on(list) || !session->worker)
        return;
    struct load_offer offer = load_offer(session, list);
    struct purse_limit limit;
    if (requests_has_limit(session, &limit)) {
        line_add(line, ROLE_WARNING, RANK_PRICE, " · %s", purse_limit_brief(&limit));
        return;
    }
    /* With marks, L loads the marked accounts' lists. */
    bool has_marks = marks_count(&session->trail.current->marks);
    line_add(line, ROLE_DIM, RANK_PRICE, has_marks ? " · U, then L" : " · L");
    if (!offer.quote.is_known) {
        line_add(line, ROLE_DIM, RANK_PRICE, " loads the rest");
        return;
    }
    line_add(line, ROLE_DIM, RANK_WORD, " loads the rest");
    line_add(line, ROLE_DIM, RANK_PRICE, ": ");
    line_add(line, ROLE_WARNING, RANK_WORD, "about ");
    line_add(line, ROLE_WARNING, RANK_PRICE, "%s cr", figure_grouped(load_about(&offer), figure));
}

static bool is_shown(const struct columns *columns, enum column_id id) {
    for (size_t i = 0; i < COLUMN_COUNT; i++)
        if (columns->items[i].id == id)
            return columns->items[i].is_shown;
    return false;
}

bool banner_view_is_wanted(const struct session *session, const struct columns *columns) {
    const struct place *place = session->trail.current;
    if (!place)
        return false;
    bool has_facts = place->list->facts && place->list->count && !source_has_columns(place->list) &&
                     (is_shown(columns, COLUMN_LISTS) || is_shown(columns, COLUMN_BACK));
    return has_facts || refine_is_on(session) || marks_count(&place->marks);
}

static void add_marks(struct line *line, const struct session *session, const struct place *place) {
    char figure[FIGURE_MAX];
    size_t count = marks_count(&place->marks);
    if (count)
        line_add(line, ROLE_GOOD, RANK_MARKS, "%s* %s marked", line->count ? " · " : "",
                 figure_grouped((int64_t)count, figure));
    size_t missing = marking_missing(session);
    if (missing)
        line_add(line, ROLE_WARNING, RANK_MARKS, ", %s not loaded",
                 figure_grouped((int64_t)missing, figure));
}

static void add_order(struct line *line, const struct excerpt *excerpt) {
    struct buf words;
    if (order_is_listed(&excerpt->order))
        return;
    buf_init(&words, WORDS_MAX);
    order_describe(&excerpt->order, &words);
    line_add(line, ROLE_DIM, RANK_ORDER, "%sby %s", line->count ? " · " : "", buf_text(&words));
    buf_fini(&words);
}

/* What the figures of stored lists cover, where a column, the filter or the order has them. */
static void add_facts(struct line *line, const struct scene *scene, const struct excerpt *excerpt) {
    const struct fact_reader *facts = excerpt->list->facts;
    const struct column *columns = scene->layout.columns;
    struct buf words;
    if (!facts || source_has_columns(excerpt->list))
        return;
    buf_init(&words, WORDS_MAX);
    bool has_back = columns[COLUMN_BACK].width > 0 || excerpt_asks_back(excerpt);
    if (has_back && excerpt_is_tallied(excerpt)) {
        fact_words_put_back(&excerpt->tally, &words);
        line_add(line, ROLE_TEXT, RANK_FACTS, "%s%s", line->count ? " · " : "", buf_text(&words));
    }
    buf_clear(&words);
    if (columns[COLUMN_LISTS].width > 0 || excerpt_asks_lists(excerpt)) {
        fact_words_put_scope(&facts->scope, &words);
        line_add(line, fact_words_is_spread(&facts->scope) ? ROLE_WARNING : ROLE_DIM, RANK_SCOPE,
                 "%s%s", line->count ? " · " : "", buf_text(&words));
    }
    buf_fini(&words);
}

void banner_view_draw(struct screen *screen, const struct scene *scene) {
    const struct session *session = scene->session;
    const struct place *place = session->trail.current;
    int row = scene->layout.banner_row, cols = scene->layout.cols - 2;
    struct line line;
    struct buf words;
    if (row < 0 || !place)
        return;
    line_init(&line);
    buf_init(&words, WORDS_MAX);
    if (refine_is_on(session)) {
        excerpt_describe(&place->excerpt, &words);
        line_add(&line, ROLE_TEXT, RANK_COVER, "%s", buf_text(&words));
        if (*refine_filter_text(session))
            line_add(&line, ROLE_ACCENT, RANK_FILTER, " · & %s", refine_filter_text(session));
        buf_clear(&words);
        if (refine_put_reading(session, &words))
            line_add(&line, ROLE_DIM, RANK_READING, " · read as: %s", buf_text(&words));
    }
    add_order(&line, &place->excerpt);
    add_marks(&line, session, place);
    add_facts(&line, scene, &place->excerpt);
    if (refine_is_on(session))
        add_rest(&line, session, place->list);
    line_draw(&line, line_fit(&line, cols), screen, row, 1, cols);
    buf_fini(&words);
}
