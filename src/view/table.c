/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/table.h"

#include "account/reply.h"
#include "base/figure.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum { MS = 1000, YEAR_COLS = 5, SECONDS_COLS = 3, TIME_WITHOUT_YEAR = 14 };

static const int class_cols[] = {
    [TABLE_TINY] = 0, [TABLE_NARROW] = 36, [TABLE_MEDIUM] = 76, [TABLE_WIDE] = 104};

static enum table_class class_of(int cols) {
    enum table_class class = TABLE_WIDE;
    while (class > TABLE_TINY && cols < class_cols[class])
        class --;
    return class;
}

/* Free columns of a wide screen. */
static int spare_cols(const struct table *table, enum table_class class, int cols) {
    int spare = cols - 2 - table->rest_cols;
    for (const struct table_column *const *at = table->people; *at; at++)
        if ((*at)->widths[TABLE_WIDE] > 0)
            spare -= (*at)->gap + (*at)->widths[TABLE_WIDE];
    return class == TABLE_WIDE && spare > 0 ? spare : 0;
}

static int width_of(const struct table_column *column, enum table_class class, int spare) {
    int width = column->widths[class], most = column->widest - width;
    return width + (most <= 0 ? 0 : spare < most ? spare : most);
}

static struct table_plan make_plan(const struct table *table, enum table_class class, int spare) {
    struct table_plan plan = {.table = table, .class = class, .rest_col = 1};
    bool is_first = true;
    for (size_t i = 0; table->people[i]; i++) {
        const struct table_column *column = table->people[i];
        if (column->widths[plan.class] <= 0)
            continue;
        plan.places[i].col = plan.rest_col + (is_first ? 0 : column->gap);
        plan.places[i].width = width_of(column, plan.class, spare);
        plan.rest_col = plan.places[i].col + plan.places[i].width;
        is_first = false;
    }
    plan.rest_col += plan.class >= TABLE_MEDIUM ? 2 : 1;
    return plan;
}

struct table_plan table_plan_make(const struct table *table, int cols) {
    enum table_class class = class_of(cols);
    return make_plan(table, class, spare_cols(table, class, cols));
}

struct table_plan table_plan_of_class(const struct table *table, enum table_class class) {
    return make_plan(table, class, 0);
}

void table_rest_title(const struct table *table, enum table_class class, struct buf *out) {
    for (const struct table_column *const *at = table->people; *at; at++)
        if ((*at)->title && (*at)->widths[class] == TABLE_REST && class >= TABLE_MEDIUM &&
            (!out->len || class >= TABLE_WIDE))
            buf_format(out, "%s%s", out->len ? ", " : "", (*at)->title);
}

static bool holds_text(enum cell_kind kind) {
    return kind == CELL_TEXT || kind == CELL_HANDLE || kind == CELL_DECIMAL || kind == CELL_ID;
}

/* Where a handle is expected: only the id is known. */
static bool is_id(const char *name) {
    return *name && !name[strspn(name, "0123456789")];
}

static void take_text(struct cell *cell, enum cell_kind kind, const char *text) {
    cell_text(cell, text);
    if (!text)
        return;
    if (kind != CELL_HANDLE) {
        cell->kind = kind;
        return;
    }
    cell->brief = cell->full = text;
    cell->kind = is_id(text) ? CELL_ID : CELL_TEXT;
    cell->text = text + (*text == '@');
}

void table_cell(const struct table_column *column, const void *row, struct cell *cell) {
    const char *at = (const char *)row + column->offset;
    cell->kind = CELL_NOTHING;
    cell->role = column->role;
    cell->brief = cell->full = NULL;
    if (column->cell) {
        column->cell(row, cell);
    } else if (holds_text(column->kind)) {
        take_text(cell, column->kind, *(const char *const *)(const void *)at);
    } else {
        cell_count(cell, *(const int64_t *)(const void *)at);
        if (cell->kind)
            cell->kind = column->kind;
    }
}

/* Local time, as precise as the column is wide: from the full time down to `07-21 14:03`. */
static const char *put_time(int64_t wall_ms, int width, char out[static CELL_BYTES]) {
    time_t seconds = (time_t)(wall_ms / MS);
    struct tm local;
    if (!localtime_r(&seconds, &local) ||
        strftime(out, CELL_BYTES, "%Y-%m-%d %H:%M:%S", &local) != TABLE_TIME_COLS)
        return "";
    if (width < TIME_WITHOUT_YEAR)
        out[TABLE_TIME_COLS - SECONDS_COLS] = '\0';
    return width < TABLE_TIME_COLS ? out + YEAR_COLS : out;
}

const char *table_brief(const struct table_column *column, const void *row, int width,
                        struct cell *cell) {
    table_cell(column, row, cell);
    if (cell->brief)
        return cell->brief;
    switch (cell->kind) {
    case CELL_NUMBER:
        return figure_grouped(cell->number, cell->brief_room);
    case CELL_DECIMAL:
    case CELL_TEXT:
    case CELL_HANDLE:
    case CELL_ID:
        return cell->text;
    case CELL_TIME:
        return put_time(cell->number, width, cell->brief_room);
    case CELL_NOTHING:
        break;
    }
    return column->kind == CELL_NUMBER ? "–" : "";
}

const char *table_full(const struct table_column *column, const void *row, struct cell *cell) {
    const char *brief = table_brief(column, row, TABLE_TIME_COLS, cell);
    if (cell->full)
        return cell->full;
    if (cell->kind == CELL_NOTHING)
        return "";
    if (column->noun)
        return figure_counted(cell->number, column->noun, cell->full_room);
    if (!column->lead)
        return brief;
    cell_full(cell, "%s%s", column->lead, brief);
    return cell->full;
}

void cell_count(struct cell *cell, int64_t count) {
    cell->kind = count == REPLY_UNKNOWN ? CELL_NOTHING : CELL_NUMBER;
    cell->number = count;
}

void cell_text(struct cell *cell, const char *text) {
    cell->kind = text ? CELL_TEXT : CELL_NOTHING;
    cell->text = text;
}

void cell_brief(struct cell *cell, const char *format, ...) {
    va_list values;
    va_start(values, format);
    vsnprintf(cell->brief_room, sizeof cell->brief_room, format, values);
    va_end(values);
    cell->brief = cell->brief_room;
}

void cell_full(struct cell *cell, const char *format, ...) {
    va_list values;
    va_start(values, format);
    vsnprintf(cell->full_room, sizeof cell->full_room, format, values);
    va_end(values);
    cell->full = cell->full_room;
}

static int bar_cells(int64_t value, int64_t most) {
    if (value <= 0 || most <= 0)
        return 0;
    if (value >= most)
        return TABLE_BAR_COLS;
    int cells = (int)((2 * TABLE_BAR_COLS * value + most) / (2 * most));
    return cells ? cells : 1;
}

static void put_cells(struct buf *out, const char *sign, int count) {
    while (count-- > 0)
        buf_text_put(out, sign);
}

void cell_bar(struct cell *cell, int64_t sure, int64_t possible, int64_t most) {
    int filled = bar_cells(sure, most), cells = bar_cells(sure + possible, most);
    struct buf bar;
    buf_init(&bar, CELL_BYTES);
    put_cells(&bar, "█", filled);
    put_cells(&bar, "░", possible > 0 && cells == filled ? 1 : cells - filled);
    cell_brief(cell, "%s", buf_text(&bar));
    cell->full = "";
    buf_fini(&bar);
}
