/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/print_table.h"

#include "base/csv_text.h"
#include "base/json_text.h"
#include "base/text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum { MS = 1000, GAP = 2 };

/* Titles, or a row. printf() would count bytes, not columns. */
static void put_columns(struct buf *out, const struct table *table, const void *row) {
    struct cell cell;
    int gap = 0;
    for (const struct table_column *const *at = table->people; *at; at++) {
        int width = (*at)->widths[TABLE_TEXT];
        if (width <= 0)
            continue;
        const char *text = row ? table_brief(*at, row, width, &cell) : (*at)->title;
        int used = (int)text_width(text), free = width > used ? width - used : 0;
        bool is_number = (*at)->kind == CELL_NUMBER;
        buf_format(out, "%*s", gap + (is_number ? free : 0), "");
        text_reveal(out, text, strlen(text));
        gap = GAP + (is_number ? 0 : free);
    }
}

static void put_rest(struct buf *out, const struct table *table, const void *row) {
    struct cell cell;
    const char *gap = "  ", *full;
    for (const struct table_column *const *at = table->people; *at; at++)
        if ((*at)->widths[TABLE_TEXT] == TABLE_REST && *(full = table_full(*at, row, &cell))) {
            buf_text_put(out, gap);
            text_reveal(out, full, strlen(full));
            gap = " · ";
        }
}

void print_table_titles(struct buf *out, const struct table *table) {
    struct buf rest;
    buf_init(&rest, out->ceiling);
    put_columns(out, table, NULL);
    table_rest_title(table, TABLE_TEXT, &rest);
    buf_format(out, "%s%s\n", rest.len ? "  " : "", buf_text(&rest));
    buf_fini(&rest);
}

void print_table_text(struct buf *out, const struct table *table, const void *row) {
    put_columns(out, table, row);
    put_rest(out, table, row);
    buf_text_put(out, "\n");
}

/* ISO 8601, UTC, milliseconds; NULL if no calendar has that time. */
static const char *print_time(int64_t ms, char out[static CELL_BYTES]) {
    time_t seconds = (time_t)(ms / MS);
    struct tm parts;
    size_t len = 0;
    if (ms >= 0 && gmtime_r(&seconds, &parts))
        len = strftime(out, CELL_BYTES, "%Y-%m-%dT%H:%M:%S", &parts);
    if (len)
        snprintf(out + len, CELL_BYTES - len, ".%03dZ", (int)(ms % MS));
    return len ? out : NULL;
}

/* The text of a cell that is not a number; NULL if there is none. */
static const char *text_of(struct cell *cell) {
    if (cell->kind == CELL_TIME)
        return print_time(cell->number, cell->brief_room);
    return cell->kind == CELL_TEXT ? cell->text : NULL;
}

void print_table_csv_names(struct buf *out, const struct table *table) {
    for (const struct table_column *const *at = table->data; *at; at++)
        buf_format(out, "%s%s", at == table->data ? "" : ",", (*at)->name);
    buf_text_put(out, "\r\n");
}

static void put_csv_text(struct buf *out, const char *text, bool is_terminal) {
    struct buf safe;
    buf_init(&safe, out->ceiling);
    if (is_terminal)
        text_reveal(&safe, text, strlen(text));
    csv_text_put(out, is_terminal ? buf_text(&safe) : text);
    buf_fini(&safe);
}

void print_table_csv(struct buf *out, const struct table *table, const void *row,
                     bool is_terminal) {
    struct cell cell;
    for (const struct table_column *const *at = table->data; *at; at++) {
        table_cell(*at, row, &cell);
        const char *text = text_of(&cell);
        buf_text_put(out, at == table->data ? "" : ",");
        if (cell.kind == CELL_NUMBER)
            buf_format(out, "%" PRId64, cell.number);
        else if (text)
            put_csv_text(out, text, is_terminal);
    }
    buf_text_put(out, "\r\n");
}

void print_table_json(struct buf *out, const struct table *table, size_t from, const void *row) {
    struct cell cell;
    for (const struct table_column *const *at = table->data + from; *at; at++) {
        table_cell(*at, row, &cell);
        buf_format(out, "%s\"%s\": ", at == table->data + from ? "" : ", ", (*at)->name);
        if (cell.kind == CELL_NUMBER)
            buf_format(out, "%" PRId64, cell.number);
        else
            json_text_put(out, text_of(&cell));
    }
}
