/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/print_table.h"

#include "base/json_text.h"
#include "base/text.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum {
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
        const char *title = (*at)->title ? (*at)->title : "";
        const char *text = row ? table_brief(*at, row, width, &cell) : title;
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

bool print_words_choose(const struct print_words *words, enum print_form *form, struct err *err) {
    *form = words->wants_json         ? PRINT_JSON
            : words->wants_json_lines ? PRINT_JSON_LINES
            : words->wants_csv        ? PRINT_CSV
                                      : PRINT_TEXT;
    if (words->wants_json + words->wants_json_lines + words->wants_csv < 2)
        return true;
    return err_set(err, ERR_USAGE,
                   words->wants_json_lines ? "give one of --json, --jsonl and --csv"
                                           : "give either --json or --csv");
}

void print_table_init(struct print_table *print, const struct table *table, enum print_form form) {
    *print = (struct print_table){
        .table = table, .form = form, .csv.is_terminal = isatty(STDOUT_FILENO) == 1};
    buf_init(&print->out, LINE_CEILING);
}

void print_table_fini(struct print_table *print) {
    buf_fini(&print->out);
}

void print_table_titles(struct print_table *print) {
    if (print->form == PRINT_TEXT)
        put_titles(&print->out, print->table);
    else if (print->form == PRINT_CSV)
        table_csv_names(&print->out, print->table);
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
        table_csv_row(&print->csv, &print->out, print->table, row);
        break;
    case PRINT_JSON:
        buf_text_put(&print->out, print->printed ? ",\n" : "\n");
        table_json_row(&print->out, print->table, row);
        break;
    case PRINT_JSON_LINES:
        table_json_row(&print->out, print->table, row);
        buf_text_put(&print->out, "\n");
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
