/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One account a row, and the titles of its columns. */
#include "ui/frame/scene.h"

#include "base/figure.h"
#include "session/source_bookmarks.h"
#include "ui/frame/highlight.h"
#include "ui/frame/selected_row.h"

#include <stdio.h>
#include <string.h>

enum { NUMBER_BYTES = 24, MS = 1000, REGION_COLS_TO_INDENT = 4, FULL_FIGURE_COLS = 11 };

/* Figures are right-aligned. */
static const struct {
    const char *title;
    bool is_figure;
} headings[COLUMN_COUNT] = {
    [COLUMN_NUMBER] = {"#", true},
    [COLUMN_SIGN] = {"", false},
    [COLUMN_ACCOUNT] = {"account", false},
    [COLUMN_FOLLOWERS] = {"followers", true},
    [COLUMN_FOLLOWING] = {"following", true},
    [COLUMN_LIKES] = {"likes", true},
    [COLUMN_VIDEOS] = {"videos", true},
    [COLUMN_REGION] = {"region", false},
    [COLUMN_SEEN] = {"seen", true},
    [COLUMN_ID] = {"id", false},
    [COLUMN_LISTS] = {"lists", true},
    [COLUMN_BACK] = {"back", false},
    [COLUMN_STATE] = {"state", false},
    [COLUMN_RANK] = {"rank", true},
    [COLUMN_ROWS] = {"rows", true},
    [COLUMN_AGE] = {"age", true},
    [COLUMN_CREDITS] = {"credits", true},
    [COLUMN_PRICE] = {"price", true},
    [COLUMN_EXCESS] = {"excess", true},
    [COLUMN_CHANGE] = {"change", false},
    [COLUMN_GROUP] = {"group", false},
    [COLUMN_NAME] = {"name", false},
    [COLUMN_BIO] = {"bio", false},
};

static void put_marks(struct screen *screen, const struct scene *scene, int row,
                      const struct place *place, size_t position) {
    const struct account *account = trail_account(place, position);
    if (position == place->excerpt.selected)
        selected_row_draw(screen, scene, row, 0, scene->layout.list_cols);
    if (marks_has(&place->marks, account))
        screen_put(screen, row, 1, 1, ROLE_CURRENT, "*");
    else if (source_bookmarks_has(scene->session, account))
        screen_put(screen, row, 1, 1, ROLE_GOOD, "+");
}

/* With matches highlighted. */
static void put_text(struct screen *screen, const struct scene *scene, int row, enum column_id id,
                     enum role role, enum match_field field, const char *text) {
    const struct column *column = &scene->layout.columns[id];
    if (!text || column->width <= 0)
        return;
    highlight_put(screen, scene, row, column->col, column->width, role, field, text);
}

static void put_cell(struct screen *screen, const struct scene *scene, int row, enum column_id id,
                     enum role role, const char *text) {
    const struct column *column = &scene->layout.columns[id];
    if (column->width <= 0)
        return;
    if (headings[id].is_figure)
        screen_put_right(screen, row, column->col, column->width, role, text);
    else
        screen_put(screen, row, column->col, column->width, role, text);
}

/* The first column of a title, and the one after it. */
static int title_start(const struct column *column, enum column_id id) {
    int width = (int)strlen(headings[id].title);
    return column->col +
           (headings[id].is_figure && width < column->width ? column->width - width : 0);
}

static bool is_free(const struct scene *scene, int col) {
    for (enum column_id id = 0; id < COLUMN_COUNT; id++) {
        const struct column *column = &scene->layout.columns[id];
        int start = title_start(column, id), width = (int)strlen(headings[id].title);
        if (column->width > 0 && col >= start && col < start + width)
            return false;
    }
    return col >= 0 && col < scene->layout.list_cols;
}

static bool has_gap(const struct scene *scene, int col) {
    return is_free(scene, col) && (col + 1 >= scene->layout.list_cols || is_free(scene, col + 1));
}

/* Shows by which column the list is sorted, after its title, which moves left where the next one
 * follows: between two titles an arrow reads as that of the first. */
static void put_arrow(struct screen *screen, const struct scene *scene, int row) {
    const struct order *order = &scene->session->trail.current->excerpt.order;
    enum column_id id = 0;
    while (id < COLUMN_COUNT && columns_order_key(id) != order->parts[0].key)
        id++;
    if (order_is_listed(order) || id == COLUMN_COUNT || scene->layout.columns[id].width <= 0)
        return;
    int start = title_start(&scene->layout.columns[id], id);
    int width = (int)strlen(headings[id].title);
    if (!has_gap(scene, start + width) && is_free(scene, start - 1) && is_free(scene, start - 2))
        screen_put(screen, row, --start, width, ROLE_HEADER, headings[id].title);
    else if (!is_free(scene, start + width))
        return;
    screen_put(screen, row, start + width, 1, ROLE_HEADER,
               order->parts[0].is_descending ? "↓" : "↑");
}

void row_view_header(struct screen *screen, const struct scene *scene) {
    int row = scene->layout.header_row;
    if (row < 0)
        return;
    for (int col = 0; col < scene->layout.list_cols; col++)
        screen_put(screen, row, col, 1, ROLE_HEADER, " ");
    for (enum column_id id = 0; id < COLUMN_COUNT; id++)
        put_cell(screen, scene, row, id, ROLE_HEADER, headings[id].title);
    put_arrow(screen, scene, row);
}

static void put_figure(struct screen *screen, const struct scene *scene, int row, enum column_id id,
                       const struct account *account, int64_t figure) {
    char text[FIGURE_MAX];
    if (!account_has_counts(account))
        figure = ACCOUNT_UNKNOWN;
    bool is_full = scene->layout.columns[id].width >= FULL_FIGURE_COLS;
    put_cell(screen, scene, row, id, ROLE_TEXT,
             is_full ? figure_count(figure, text) : figure_short(figure, text));
}

static void put_sign(struct screen *screen, const struct scene *scene, int row,
                     const struct account *account) {
    if (account->defect)
        put_cell(screen, scene, row, COLUMN_SIGN, ROLE_ERROR, "!");
    else if (account->is_bare)
        put_cell(screen, scene, row, COLUMN_SIGN, ROLE_DIM, "–");
    else if (account->is_private)
        put_cell(screen, scene, row, COLUMN_SIGN, ROLE_WARNING, "⊘");
    else if (account->is_verified)
        put_cell(screen, scene, row, COLUMN_SIGN, ROLE_GOOD, "✓");
}

/* Indented where the title is wider than the two letters. */
static void put_region(struct screen *screen, const struct scene *scene, int row,
                       const struct account *account) {
    const struct column *column = &scene->layout.columns[COLUMN_REGION];
    int indent = column->width >= REGION_COLS_TO_INDENT;
    const char *region = account->region && *account->region ? account->region : "–";
    if (column->width > 0)
        screen_put(screen, row, column->col + indent, column->width - indent, ROLE_TEXT, region);
}

static void put_age(struct screen *screen, const struct scene *scene, int row,
                    const struct account *account) {
    char age[FIGURE_MAX];
    bool is_known = account->seen_ms >= 0;
    figure_age(is_known ? (scene->wall_ms - account->seen_ms) / MS : 0, age);
    put_cell(screen, scene, row, COLUMN_SEEN, ROLE_TEXT, !is_known ? "–" : *age ? age : "now");
}

static void put_counts(struct screen *screen, const struct scene *scene, int row,
                       const struct account *account) {
    put_figure(screen, scene, row, COLUMN_FOLLOWERS, account, account->follower_count);
    put_figure(screen, scene, row, COLUMN_FOLLOWING, account, account->following_count);
    put_figure(screen, scene, row, COLUMN_LIKES, account, account->like_count);
    put_figure(screen, scene, row, COLUMN_VIDEOS, account, account->video_count);
}

static void put_account(struct screen *screen, const struct scene *scene, int row,
                        const struct account *account) {
    put_sign(screen, scene, row, account);
    if (account->username)
        put_text(screen, scene, row, COLUMN_ACCOUNT, ROLE_ACCENT, MATCH_HANDLE, account->username);
    else
        put_cell(screen, scene, row, COLUMN_ACCOUNT, ROLE_ACCENT, "(no handle)");
    put_counts(screen, scene, row, account);
    put_region(screen, scene, row, account);
    put_age(screen, scene, row, account);
    put_cell(screen, scene, row, COLUMN_ID, ROLE_DIM, account->id ? account->id : "–");
    put_text(screen, scene, row, COLUMN_NAME, ROLE_TEXT, MATCH_NAME, account->display_name);
    put_text(screen, scene, row, COLUMN_BIO, ROLE_DIM, MATCH_BIO, account->bio);
}

void row_view_draw(struct screen *screen, const struct scene *scene, int row,
                   const struct place *place, size_t position) {
    size_t list_row = excerpt_row(&place->excerpt, position);
    char digits[NUMBER_BYTES];
    put_marks(screen, scene, row, place, position);
    snprintf(digits, sizeof digits, "%zu", list_row + 1);
    screen_dim(screen, list_row_facts(place->list, list_row).in == VERDICT_UNKNOWN);
    put_cell(screen, scene, row, COLUMN_NUMBER, ROLE_TEXT, digits);
    put_account(screen, scene, row, trail_account(place, position));
    fact_cells_draw(screen, scene, row, place->list, list_row);
    screen_dim(screen, false);
}
