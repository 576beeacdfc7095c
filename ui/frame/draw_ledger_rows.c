/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/frame/draw_ledger_rows.h"

#include "base/figure.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

enum { CELL_BYTES = 128, MS = 1000, TIME_COLS = 14, OUTCOME_COLS = 50, WIDEST = 32 };

/* The classes of width, by the columns that each needs. */
enum { WIDTH_TINY, WIDTH_NARROW, WIDTH_MEDIUM, WIDTH_WIDE, WIDTHS };
static const int width_cols[WIDTHS] = {0, 36, 76, 104};

/* A width of 0: not shown. What is left after the last column is the `rest`'s. */
struct ledger_column {
    const char *title;
    bool is_figure;
    int gap, widths[WIDTHS];
};

enum { TIME, LIST, PAGE, ROWS, CREDITS, SIGN, BALANCE, ROW_COLUMNS };
static const struct ledger_column row_columns[ROW_COLUMNS] = {
    [TIME] = {"time", false, 0, {0, 11, 14, 14}},   [LIST] = {"list", false, 1, {9, 12, 15, 24}},
    [PAGE] = {"page", true, 1, {0, 0, 7, 7}},       [ROWS] = {"rows", true, 1, {0, 0, 4, 4}},
    [CREDITS] = {"credits", true, 1, {7, 7, 7, 7}}, [SIGN] = {"", false, 0, {1, 1, 1, 1}},
    [BALANCE] = {"balance", true, 1, {0, 0, 9, 9}},
};

enum { NAME, REQUESTS, CAME, CHARGED, MAYBE, FIRST, LAST, SUM_COLUMNS };
static const struct ledger_column sum_columns[SUM_COLUMNS] = {
    [NAME] = {"", false, 0, {9, 12, 22, 28}},    [REQUESTS] = {"requests", true, 1, {0, 0, 8, 10}},
    [CAME] = {"rows", true, 1, {0, 0, 8, 10}},   [CHARGED] = {"credits", true, 1, {8, 8, 8, 10}},
    [MAYBE] = {"maybe", true, 1, {0, 8, 7, 8}},  [FIRST] = {"first", false, 2, {0, 0, 0, 14}},
    [LAST] = {"last", false, 2, {0, 0, 14, 14}},
};

static const char *const name_titles[LEDGER_VIEW_TABS] = {"", "list", "day", "session"};

static int width_class(const struct scene *scene) {
    int class = WIDTHS - 1;
    while (class > 0 && scene->layout.cols < width_cols[class])
        class --;
    return class;
}

bool draw_ledger_rows_is_wide(const struct scene *scene) {
    return width_class(scene) == WIDTH_WIDE;
}

/* What is free on a wide screen is the names'. */
static int spare_cols(const struct scene *scene, const struct ledger_column *columns) {
    int named = columns == row_columns ? LIST : NAME;
    int count = columns == row_columns ? ROW_COLUMNS : SUM_COLUMNS;
    int spare = scene->layout.cols - 2 - (columns == row_columns ? OUTCOME_COLS : 0);
    for (int i = 0; i < count; i++)
        spare -= columns[i].gap + columns[i].widths[WIDTH_WIDE];
    int most = WIDEST - columns[named].widths[WIDTH_WIDE];
    spare = spare < most ? spare : most;
    return width_class(scene) == WIDTH_WIDE && spare > 0 ? spare : 0;
}

static int cell_width(const struct scene *scene, const struct ledger_column *columns, int id) {
    int named = columns == row_columns ? LIST : NAME;
    return columns[id].widths[width_class(scene)] + (id == named ? spare_cols(scene, columns) : 0);
}

/* The column and the width of one; false where it is not shown. */
static bool find_cell(const struct scene *scene, const struct ledger_column *columns, int id,
                      int *col, int *width) {
    *col = 1;
    for (int i = 0; i < id; i++)
        if (cell_width(scene, columns, i))
            *col += (i ? columns[i].gap : 0) + cell_width(scene, columns, i);
    bool is_first = *col == 1;
    *col += is_first ? 0 : columns[id].gap;
    *width = cell_width(scene, columns, id);
    return *width > 0;
}

static void put_cell(struct screen *screen, const struct scene *scene, int row,
                     const struct ledger_column *columns, int id, enum role role,
                     const char *text) {
    int col, width;
    if (!find_cell(scene, columns, id, &col, &width))
        return;
    if (columns[id].is_figure)
        screen_put_right(screen, row, col, width, role, text);
    else
        screen_put(screen, row, col, width, role, text);
}

static void put_figure(struct screen *screen, const struct scene *scene, int row,
                       const struct ledger_column *columns, int id, enum role role,
                       int64_t figure) {
    char text[FIGURE_MAX];
    put_cell(screen, scene, row, columns, id, role, figure_count(figure, text));
}

/* Local time, as fine as the column is wide. */
static void put_time(struct screen *screen, const struct scene *scene, int row,
                     const struct ledger_column *columns, int id, int64_t wall_ms) {
    char text[CELL_BYTES];
    time_t seconds = (time_t)(wall_ms / MS);
    struct tm local;
    int col, width;
    if (!find_cell(scene, columns, id, &col, &width) || !localtime_r(&seconds, &local))
        return;
    strftime(text, sizeof text, width >= TIME_COLS ? "%m-%d %H:%M:%S" : "%m-%d %H:%M", &local);
    screen_put(screen, row, col, width, ROLE_TEXT, text);
}

static void draw_header(struct screen *screen, const struct scene *scene,
                        const struct ledger_column *columns, int count) {
    int row = scene->layout.header_row, col, width;
    if (row < 0)
        return;
    for (col = 0; col < scene->layout.cols; col++)
        screen_put(screen, row, col, 1, ROLE_HEADER, " ");
    for (int id = 0; id < count; id++)
        put_cell(screen, scene, row, columns, id, ROLE_HEADER, columns[id].title);
    if (columns == sum_columns)
        put_cell(screen, scene, row, columns, NAME, ROLE_HEADER, name_titles[scene->ledger->tab]);
    else if (find_cell(scene, columns, BALANCE, &col, &width))
        screen_put(screen, row, col + width + 2, scene->layout.cols - col - width - 2, ROLE_HEADER,
                   draw_ledger_rows_is_wide(scene) ? "outcome, request" : "outcome");
}

static void put_credits(struct screen *screen, const struct scene *scene, int row,
                        const struct ledger_row *entry) {
    char figure[FIGURE_MAX], text[CELL_BYTES];
    bool is_known = entry->credits != REPLY_UNKNOWN;
    figure_grouped(is_known ? entry->credits : entry->reserved, figure);
    snprintf(text, sizeof text, "%s%s", !is_known ? "≤" : entry->is_shared ? "~" : "", figure);
    put_cell(screen, scene, row, row_columns, CREDITS,
             ledger_view_is_maybe(entry) ? ROLE_WARNING
             : is_known                  ? ROLE_TEXT
                                         : ROLE_DIM,
             text);
    if (ledger_view_is_maybe(entry))
        put_cell(screen, scene, row, row_columns, SIGN, ROLE_WARNING, "?");
    else if (entry->is_proved && !entry->is_shared)
        put_cell(screen, scene, row, row_columns, SIGN, ROLE_DIM, "*");
}

/* Outcome, attempt, a jump of the balance, and the request's id, as far as there is room. */
static void put_outcome(struct screen *screen, const struct scene *scene, int row,
                        const struct ledger_row *entry) {
    int col, width, id = BALANCE;
    enum role role;
    char figure[FIGURE_MAX];
    struct line line;
    while (!find_cell(scene, row_columns, id, &col, &width))
        id--;
    col += width + (id == BALANCE ? 2 : 1);
    const char *words = ledger_view_outcome(entry, &role);
    bool is_wide = draw_ledger_rows_is_wide(scene);
    figure_grouped(entry->jump, figure);
    line_init(&line);
    if (entry->jump && !is_wide)
        line_add(&line, ROLE_WARNING, 0, "jump %s%s · ", entry->jump > 0 ? "+" : "", figure);
    /* What the credits say already is left out. */
    line_add(&line, role, 0, "%.*s", (int)strcspn(words, ":"), words);
    if (entry->attempt > 1)
        line_add(&line, ROLE_TEXT, 0, " · try %d", entry->attempt);
    if (entry->jump && is_wide)
        line_add(&line, ROLE_WARNING, 0, " · balance %s%s not by this program",
                 entry->jump > 0 ? "+" : "", figure);
    if (entry->remark)
        line_add(&line, ROLE_WARNING, 0, " · %s", entry->remark);
    if (entry->request_id)
        line_add(&line, ROLE_DIM, 0, "  %s", entry->request_id);
    line_draw(&line, 0, screen, row, col, scene->layout.cols - col);
}

static void draw_row(struct screen *screen, const struct scene *scene, int row,
                     const struct ledger_row *entry) {
    char page[FIGURE_MAX];
    put_time(screen, scene, row, row_columns, TIME, entry->sent_ms);
    put_cell(screen, scene, row, row_columns, LIST, ROLE_ACCENT, entry->label ? entry->label : "");
    put_cell(screen, scene, row, row_columns, PAGE, ROLE_TEXT,
             entry->kind == JOURNAL_PROFILE ? "profile" : figure_grouped(entry->page, page));
    put_figure(screen, scene, row, row_columns, ROWS, ROLE_TEXT, entry->rows);
    put_credits(screen, scene, row, entry);
    put_figure(screen, scene, row, row_columns, BALANCE, ROLE_TEXT, entry->balance);
    put_outcome(screen, scene, row, entry);
}

static void draw_sum(struct screen *screen, const struct scene *scene, int row,
                     const struct ledger_sum *sum) {
    char name[CELL_BYTES];
    bool is_list = scene->ledger->tab == LEDGER_VIEW_LISTS;
    if (sum->label)
        snprintf(name, sizeof name, "%s", sum->label);
    else
        snprintf(name, sizeof name, "session %lld", (long long)sum->id);
    put_cell(screen, scene, row, sum_columns, NAME, is_list ? ROLE_ACCENT : ROLE_TEXT, name);
    put_figure(screen, scene, row, sum_columns, REQUESTS, ROLE_TEXT, sum->requests);
    put_figure(screen, scene, row, sum_columns, CAME, ROLE_TEXT, sum->rows);
    put_figure(screen, scene, row, sum_columns, CHARGED, ROLE_STRONG, sum->credits);
    char figure[FIGURE_MAX], maybe[CELL_BYTES];
    snprintf(maybe, sizeof maybe, "≤%s", figure_grouped(sum->maybe, figure));
    if (sum->maybe)
        put_cell(screen, scene, row, sum_columns, MAYBE, ROLE_WARNING, maybe);
    put_time(screen, scene, row, sum_columns, FIRST, sum->first_ms);
    put_time(screen, scene, row, sum_columns, LAST, sum->last_ms);
}

void draw_ledger_rows(struct screen *screen, const struct scene *scene) {
    const struct ledger_view *pane = scene->ledger;
    int row = scene->layout.list_row, end = row + scene->layout.list_rows;
    if (pane->tab == LEDGER_VIEW_REQUESTS) {
        draw_header(screen, scene, row_columns, ROW_COLUMNS);
        for (size_t i = 0; i < pane->held && row < end; i++, row++) {
            draw_row(screen, scene, row, &pane->rows[i]);
            if (&pane->rows[i] == ledger_view_selected(pane))
                screen_put(screen, row, 0, 1, ROLE_TEXT, "▌");
        }
        return;
    }
    draw_header(screen, scene, sum_columns, SUM_COLUMNS);
    for (size_t i = (size_t)pane->tops[pane->tab]; i < pane->held && row < end; i++)
        draw_sum(screen, scene, row++, &pane->sums[i]);
}
