/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/timeline_table.h"

#include "account/account.h"
#include "base/figure.h"
#include "view/fact_words.h"

#include <inttypes.h>
#include <stdio.h>

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

static const char *certainty_name(const struct timeline_step *step, struct timeline_count count) {
    static const char *const names[] = {[TIMELINE_CERTAIN] = "certain",
                                        [TIMELINE_LEAST] = "at_least",
                                        [TIMELINE_MOST] = "at_most",
                                        [TIMELINE_UNKNOWN] = "unknown"};
    return step->has_older ? names[count.certainty] : NULL;
}

static void snapshot_cell(const void *row, struct cell *cell) {
    cell_brief(cell, "s%" PRId64, step_of(row)->holding.snapshot);
    cell_text(cell, cell->brief_room);
}

static void started_cell(const void *row, struct cell *cell) {
    cell->kind = CELL_TIME;
    cell->number = step_of(row)->holding.started_ms;
}

static void state_name_cell(const void *row, struct cell *cell) {
    cell_text(cell, standing_name(step_of(row)->holding.state));
}

static void complete_cell(const void *row, struct cell *cell) {
    cell_text(cell, step_of(row)->holding.is_complete ? "true" : "false");
    cell->kind = CELL_DECIMAL;
}

static void newly_count_cell(const void *row, struct cell *cell) {
    cell_count(cell, step_of(row)->has_older ? step_of(row)->newly.count : ACCOUNT_UNKNOWN);
}

static void newly_certainty_cell(const void *row, struct cell *cell) {
    cell_text(cell, certainty_name(step_of(row), step_of(row)->newly));
}

static void no_longer_count_cell(const void *row, struct cell *cell) {
    cell_count(cell, step_of(row)->has_older ? step_of(row)->no_longer.count : ACCOUNT_UNKNOWN);
}

static void no_longer_certainty_cell(const void *row, struct cell *cell) {
    cell_text(cell, certainty_name(step_of(row), step_of(row)->no_longer));
}

TABLE_COLUMN(shown, NULL, NULL, .cell = shown_cell, TABLE_WIDTHS(1, 1, 1, 1, 1));
TABLE_COLUMN(snapshot, NULL, "snapshot", .cell = snapshot_cell, TABLE_WIDTHS(0, 0, 0, 0, 8));
TABLE_COLUMN(at, NULL, "date", .kind = CELL_TIME, .gap = 1, .cell = time_cell,
             TABLE_WIDTHS(11, 11, 19, 19, 19));
TABLE_COLUMN(sign, NULL, NULL, .gap = 2, .cell = sign_cell, TABLE_WIDTHS(0, 1, 1, 1, 0));
TABLE_COLUMN(state, NULL, "state", .gap = 1, .cell = state_cell, TABLE_WIDTHS(0, 0, 14, 14, 14));
TABLE_COLUMN(listed, NULL, "listed", .kind = CELL_NUMBER, .gap = 1, .cell = listed_cell,
             TABLE_WIDTHS(0, 6, 9, 10, 10));
TABLE_COLUMN(reported, NULL, "reported", .kind = CELL_NUMBER, .gap = 2, .cell = reported_cell,
             TABLE_WIDTHS(0, 0, 0, 10, 10));
TABLE_COLUMN(newly, NULL, "newly", .kind = CELL_NUMBER, .gap = 1, .cell = newly_cell,
             TABLE_WIDTHS(5, 5, 8, 10, 8));
TABLE_COLUMN(no_longer, NULL, "no longer", .kind = CELL_NUMBER, .gap = 1, .cell = no_longer_cell,
             TABLE_WIDTHS(0, 9, 11, 12, 11));
TABLE_COLUMN(oldest, NULL, NULL, .cell = oldest_cell,
             TABLE_WIDTHS(0, 0, TABLE_REST, TABLE_REST, TABLE_REST));

#define DATA(id, column, of)                                                                       \
    static const struct table_column id##_data = {.name = (column), .cell = (of)}
DATA(snapshot, "snapshot", snapshot_cell);
DATA(started, "started_at", started_cell);
DATA(last, "last_at", time_cell);
DATA(state, "list_state", state_name_cell);
DATA(complete, "is_complete", complete_cell);
DATA(listed, "listed", listed_cell);
DATA(reported, "reported", reported_cell);
DATA(newly, "newly_listed", newly_count_cell);
DATA(newly_certainty, "newly_certainty", newly_certainty_cell);
DATA(no_longer, "no_longer_listed", no_longer_count_cell);
DATA(no_longer_certainty, "no_longer_certainty", no_longer_certainty_cell);

const struct table timeline_table = {
    .name = "snapshots",
    .data = (const struct table_column *const[]){&snapshot_data, &started_data, &last_data,
                                                 &state_data, &complete_data, &listed_data,
                                                 &reported_data, &newly_data, &newly_certainty_data,
                                                 &no_longer_data, &no_longer_certainty_data, NULL},
    .people = (const struct table_column *const[]){&shown, &snapshot, &at, &sign, &state, &listed,
                                                   &reported, &newly, &no_longer, &oldest, NULL}};
