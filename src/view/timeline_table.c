/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/timeline_table.h"

#include "base/figure.h"
#include "view/fact_words.h"

#include <stdio.h>

#define COLUMN(id, words, ...) static const struct table_column id = {.title = (words), __VA_ARGS__}
#define WIDTHS(...)            .widths = {__VA_ARGS__} /* tiny, narrow, medium, wide, as text */

static const struct timeline_step *step_of(const void *row) {
    return ((const struct timeline_row *)row)->step;
}

const char *timeline_figure(struct timeline_count count, char out[static CELL_BYTES]) {
    char figure[FIGURE_MAX];
    figure_grouped(count.count, figure);
    if (count.certainty == TIMELINE_UNKNOWN)
        snprintf(out, CELL_BYTES, "?");
    else
        snprintf(out, CELL_BYTES, "%s%s%s", count.certainty == TIMELINE_MOST ? "≤" : "", figure,
                 count.certainty == TIMELINE_LEAST ? "+" : "");
    return out;
}

const char *timeline_words(struct timeline_count count, char out[static CELL_BYTES]) {
    char figure[FIGURE_MAX];
    figure_grouped(count.count, figure);
    if (count.certainty == TIMELINE_UNKNOWN)
        snprintf(out, CELL_BYTES, "an unknown number");
    else
        snprintf(out, CELL_BYTES, "%s%s%s", count.certainty == TIMELINE_MOST ? "at most " : "",
                 figure, count.certainty == TIMELINE_LEAST ? " or more" : "");
    return out;
}

static void shown_cell(const void *of, struct cell *cell) {
    const struct timeline_row *row = of;
    cell->brief = row->is_shown ? "›" : "";
    cell->full = row->is_shown ? "This list" : "";
    cell->role = ROLE_CURRENT;
}

static void time_cell(const void *row, struct cell *cell) {
    cell->kind = CELL_TIME;
    cell->number = step_of(row)->holding.last_ms;
}

static void sign_cell(const void *row, struct cell *cell) {
    bool is_complete = step_of(row)->holding.is_complete;
    cell->role = is_complete ? ROLE_GOOD : ROLE_WARNING;
    cell->brief = fact_words_state(is_complete ? FACT_COMPLETE : FACT_INCOMPLETE);
    cell->full = "";
}

static void state_cell(const void *row, struct cell *cell) {
    cell->brief =
        fact_words_state_name(standing_name(step_of(row)->holding.state), cell->brief_room);
    cell->full = cell->brief;
}

static void listed_cell(const void *row, struct cell *cell) {
    char figure[FIGURE_MAX];
    cell_count(cell, step_of(row)->holding.listed);
    cell_full(cell, "%s listed", figure_grouped(cell->number, figure));
}

static void reported_cell(const void *row, struct cell *cell) {
    char figure[FIGURE_MAX];
    cell_count(cell, step_of(row)->holding.reported);
    if (cell->kind)
        cell_full(cell, "%s reported", figure_grouped(cell->number, figure));
}

static void put_count(struct cell *cell, const struct timeline_step *step,
                      struct timeline_count count, const char *words) {
    char figure[CELL_BYTES];
    cell->brief = cell->full = "";
    if (!step->has_older)
        return;
    cell_brief(cell, "%s", timeline_figure(count, figure));
    cell_full(cell, "%s %s", timeline_words(count, figure), words);
}

static void newly_cell(const void *row, struct cell *cell) {
    put_count(cell, step_of(row), step_of(row)->newly, "newly listed");
}

static void no_longer_cell(const void *row, struct cell *cell) {
    put_count(cell, step_of(row), step_of(row)->no_longer, "no longer listed");
}

static void oldest_cell(const void *row, struct cell *cell) {
    cell->role = ROLE_DIM;
    cell->brief = cell->full = step_of(row)->has_older ? "" : "oldest";
}

COLUMN(shown, NULL, .cell = shown_cell, WIDTHS(1, 1, 1, 1, 1));
COLUMN(at, "date", .kind = CELL_TIME, .gap = 1, .cell = time_cell, WIDTHS(11, 11, 19, 19, 19));
COLUMN(sign, NULL, .gap = 2, .cell = sign_cell, WIDTHS(0, 1, 1, 1, 0));
COLUMN(state, "state", .gap = 1, .cell = state_cell, WIDTHS(0, 0, 14, 14, 14));
COLUMN(listed, "listed", .kind = CELL_NUMBER, .gap = 1, .cell = listed_cell,
       WIDTHS(0, 6, 9, 10, 10));
COLUMN(reported, "reported", .kind = CELL_NUMBER, .gap = 2, .cell = reported_cell,
       WIDTHS(0, 0, 0, 10, 10));
COLUMN(newly, "newly", .kind = CELL_NUMBER, .gap = 1, .cell = newly_cell, WIDTHS(5, 5, 8, 10, 8));
COLUMN(no_longer, "no longer", .kind = CELL_NUMBER, .gap = 1, .cell = no_longer_cell,
       WIDTHS(0, 9, 11, 12, 11));
COLUMN(oldest, NULL, .cell = oldest_cell, WIDTHS(0, 0, TABLE_REST, TABLE_REST, TABLE_REST));

const struct table timeline_table = {
    .name = "snapshots",
    .data = (const struct table_column *const[]){NULL},
    .people = (const struct table_column *const[]){&shown, &at, &sign, &state, &listed, &reported,
                                                   &newly, &no_longer, &oldest, NULL}};
