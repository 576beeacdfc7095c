/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/print_table.h"

#include "base/csv_text.h"
#include "base/json_text.h"
#include "base/text.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
    MS = 1000,
    GAP = 2,
    LINE_CEILING = 1 << 24 /* bytes; an answer, which has the longest text, is smaller */
};

/* Titles, or a row; returns the gap after it. printf() would count bytes, not columns. */
static int put_columns(struct buf *out, const struct table *table, const void *row) {
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
    return gap;
}

static void put_rest(struct buf *out, int gap, const struct table *table, const void *row) {
    struct cell cell;
    const char *full, *dot = "";
    for (const struct table_column *const *at = table->people; *at; at++)
        if ((*at)->widths[TABLE_TEXT] == TABLE_REST && *(full = table_full(*at, row, &cell))) {
            buf_format(out, "%*s%s", gap, "", dot);
            text_reveal(out, full, strlen(full));
            gap = 0;
            dot = " · ";
        }
}

static void put_titles(struct buf *out, const struct table *table) {
    struct buf rest;
    buf_init(&rest, out->ceiling);
    int pad = put_columns(out, table, NULL);
    table_rest_title(table, TABLE_TEXT, &rest);
    if (rest.len)
        buf_format(out, "%*s%s", pad, "", buf_text(&rest));
    buf_text_put(out, "\n");
    buf_fini(&rest);
}

static void put_text(struct buf *out, const struct table *table, const void *row) {
    put_rest(out, put_columns(out, table, row), table, row);
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
    return cell->kind == CELL_TEXT || cell->kind == CELL_DECIMAL ? cell->text : NULL;
}

static void put_names(struct buf *out, const struct table *table) {
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

void print_table_csv_cell(struct buf *out, const struct table_column *column, const void *row,
                          bool is_terminal) {
    struct cell cell;
    table_cell(column, row, &cell);
    const char *text = text_of(&cell);
    if (cell.kind == CELL_NUMBER)
        buf_format(out, "%" PRId64, cell.number);
    else if (cell.kind == CELL_DECIMAL)
        buf_text_put(out, text);
    else if (text)
        put_csv_text(out, text, is_terminal);
}

static void put_csv(struct buf *out, const struct table *table, const void *row, bool is_terminal) {
    for (const struct table_column *const *at = table->data; *at; at++) {
        buf_text_put(out, at == table->data ? "" : ",");
        print_table_csv_cell(out, *at, row, is_terminal);
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
        else if (cell.kind == CELL_DECIMAL)
            buf_text_put(out, cell.text);
        else
            json_text_put(out, text_of(&cell));
    }
}

bool print_words_choose(const struct print_words *words, enum print_form *form, struct err *err) {
    *form = words->wants_json ? PRINT_JSON : words->wants_csv ? PRINT_CSV : PRINT_TEXT;
    return !(words->wants_json && words->wants_csv) ||
           err_set(err, ERR_USAGE, "give either --json or --csv");
}

void print_table_init(struct print_table *print, const struct table *table, enum print_form form) {
    *print = (struct print_table){
        .table = table, .form = form, .is_terminal = isatty(STDOUT_FILENO) == 1};
    buf_init(&print->out, LINE_CEILING);
}

void print_table_fini(struct print_table *print) {
    buf_fini(&print->out);
}

void print_table_titles(struct print_table *print) {
    if (print->form == PRINT_TEXT)
        put_titles(&print->out, print->table);
    else if (print->form == PRINT_CSV)
        put_names(&print->out, print->table);
}

void print_json_about(struct buf *out, const char *name, const struct print_member *members,
                      size_t count) {
    buf_format(out, "{\"%s\": {", name);
    for (size_t i = 0; i < count; i++) {
        buf_format(out, "%s\"%s\": ", i ? ", " : "", members[i].name);
        json_text_put(out, members[i].text);
    }
    buf_text_put(out, "}");
}

void print_table_json_about(struct print_table *print, const char *name,
                            const struct print_member *members, size_t count) {
    print_json_about(&print->out, name, members, count);
}

void print_table_json_rows(struct print_table *print, const char *name) {
    buf_format(&print->out, ",\n\"%s\": [", name);
}

bool print_table_row(struct print_table *print, const void *row, struct err *err) {
    switch (print->form) {
    case PRINT_TEXT:
        put_text(&print->out, print->table, row);
        break;
    case PRINT_CSV:
        put_csv(&print->out, print->table, row, print->is_terminal);
        break;
    case PRINT_JSON:
        buf_text_put(&print->out, print->printed ? ",\n{" : "\n{");
        print_table_json(&print->out, print->table, 0, row);
        buf_text_put(&print->out, "}");
        break;
    }
    print->printed++;
    return print_table_flush(print, err);
}

bool print_table_flush(struct print_table *print, struct err *err) {
    struct buf *out = &print->out, shown;
    if (out->overflowed)
        return err_set(err, ERR_LIMIT, "a line of the %s is longer than %d bytes",
                       print->table->name, LINE_CEILING);
    buf_init(&shown, (size_t)LINE_CEILING * TEXT_PIECE_MAX);
    if (print->form == PRINT_TEXT) {
        text_reveal_lines(&shown, buf_text(out)); /* its own signs, on an ASCII terminal */
        out = &shown;
    }
    bool is_sent = !out->len || fwrite(buf_text(out), 1, out->len, stdout) == out->len;
    buf_fini(&shown);
    buf_clear(&print->out);
    return is_sent || err_set(err, ERR_IO, "cannot write to stdout: %s", strerror(errno));
}
