/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cells of a row that stored lists fill. */
#include "ui/frame/scene.h"

#include "base/figure.h"
#include "view/fact_words.h"

enum { MS = 1000, STATE_COLS_FOR_WORDS = 10, SIGN_COLS = 1 };

/* A sign in the middle of its column, below the title. */
static void put_sign(struct screen *screen, const struct column *column, int row, enum role role,
                     const char *sign) {
    int indent = (column->width - SIGN_COLS) / 2;
    if (column->width > 0 && *sign)
        screen_put(screen, row, column->col + indent, SIGN_COLS, role, sign);
}

static void put_figure(struct screen *screen, const struct column *column, int row,
                       const char *figure) {
    if (column->width > 0)
        screen_put_right(screen, row, column->col, column->width, ROLE_TEXT, figure);
}

static void put_given(struct screen *screen, const struct column *column, int row,
                      const char *text) {
    if (text && column->width > 0)
        screen_put_outside(screen, row, column->col, column->width, ROLE_TEXT, text);
}

/* In words where there is room, because there are several ways to be incomplete. */
static void put_state(struct screen *screen, const struct column *column, int row,
                      const struct facts *facts) {
    enum role role = facts->state == FACT_COMPLETE ? ROLE_GOOD : ROLE_WARNING;
    const char *sign = fact_words_state(facts->state);
    char name[FACT_WORDS_MAX];
    if (column->width < STATE_COLS_FOR_WORDS) {
        put_sign(screen, column, row, role, sign);
        return;
    }
    screen_put(screen, row, column->col, SIGN_COLS, role, sign);
    screen_put(screen, row, column->col + SIGN_COLS + 1, column->width - SIGN_COLS - 1, ROLE_TEXT,
               fact_words_state_name(facts->state_name, name));
}

static void put_back(struct screen *screen, const struct column *column, int row, int back) {
    put_sign(screen, column, row,
             back == VERDICT_YES  ? ROLE_GOOD
             : back == VERDICT_NO ? ROLE_DIM
                                  : ROLE_TEXT,
             fact_words_back(back));
}

static bool has_any(const struct column *columns) {
    return columns[COLUMN_LISTS].width > 0 || columns[COLUMN_BACK].width > 0 ||
           columns[COLUMN_STATE].width > 0 || columns[COLUMN_GROUP].width > 0;
}

/* What the store says. */
static void draw_facts(struct screen *screen, const struct column *columns, int row,
                       const struct list *list, size_t list_row) {
    struct facts facts = list_facts(list, list_row);
    char words[FACT_WORDS_MAX];
    put_figure(screen, &columns[COLUMN_LISTS], row,
               fact_words_lists(&facts, columns[COLUMN_LISTS].width, words));
    put_back(screen, &columns[COLUMN_BACK], row, facts.back);
    put_state(screen, &columns[COLUMN_STATE], row, &facts);
    put_given(screen, &columns[COLUMN_GROUP], row, facts.group);
}

static const char *put_age(const struct scene *scene, int64_t at_ms, char out[FIGURE_MAX]) {
    figure_age(at_ms < 0 ? 0 : (scene->wall_ms - at_ms) / MS, out);
    return at_ms < 0 ? "–" : *out ? out : "now";
}

static const char *put_count(const struct column *column, int64_t count, char out[FIGURE_MAX]) {
    enum { FULL_FIGURE_COLS = 11 };
    return column->width >= FULL_FIGURE_COLS ? figure_count(count, out) : figure_short(count, out);
}

/* What the list says of its row. */
static void draw_own(struct screen *screen, const struct scene *scene, int row,
                     const struct list *list, size_t list_row) {
    const struct column *columns = scene->layout.columns;
    struct row_facts facts = list_row_facts(list, list_row);
    char words[FACT_WORDS_MAX];
    put_figure(screen, &columns[COLUMN_RANK], row, figure_count(facts.rank, words));
    put_figure(screen, &columns[COLUMN_ROWS], row,
               fact_words_rows(&facts, columns[COLUMN_ROWS].width, words));
    put_figure(screen, &columns[COLUMN_AGE], row, put_age(scene, facts.at_ms, words));
    put_figure(screen, &columns[COLUMN_CREDITS], row,
               put_count(&columns[COLUMN_CREDITS], facts.credits, words));
    put_figure(screen, &columns[COLUMN_PRICE], row,
               put_count(&columns[COLUMN_PRICE], facts.price, words));
    put_figure(screen, &columns[COLUMN_EXCESS], row, fact_words_excess(&facts, words));
    put_given(screen, &columns[COLUMN_CHANGE], row, facts.change);
}

void fact_cells_draw(struct screen *screen, const struct scene *scene, int row,
                     const struct list *list, size_t list_row) {
    if (has_any(scene->layout.columns))
        draw_facts(screen, scene->layout.columns, row, list, list_row);
    if (list->row_facts)
        draw_own(screen, scene, row, list, list_row);
}
