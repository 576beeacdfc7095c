/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/csv_rows.h"

#include <string.h>

#define BYTE_ORDER_MARK "\xEF\xBB\xBF"

static char separator_of(const char *text) {
    size_t len = strcspn(text, "\r\n");
    if (memchr(text, ',', len))
        return ',';
    return memchr(text, ';', len) ? ';' : memchr(text, '\t', len) ? '\t' : ',';
}

void csv_rows_init(struct csv_rows *rows, char *text) {
    if (!strncmp(text, BYTE_ORDER_MARK, strlen(BYTE_ORDER_MARK)))
        text += strlen(BYTE_ORDER_MARK);
    *rows = (struct csv_rows){.at = text, .line = 1, .separator = separator_of(text)};
}

/* Skips the end of a line. */
static bool skip_end(struct csv_rows *rows) {
    size_t len = !strncmp(rows->at, "\r\n", 2) ? 2 : *rows->at == '\r' || *rows->at == '\n';
    rows->at += len;
    rows->line += len > 0;
    return len > 0;
}

/* Moves the text between the quotes to `to`, without its doubled quotes; false if it is open. */
static bool read_quoted(struct csv_rows *rows, char **to) {
    for (rows->at++; *rows->at; rows->at++) {
        if (*rows->at == '"' && *++rows->at != '"')
            return true;
        rows->line += *rows->at == '\n' || (*rows->at == '\r' && rows->at[1] != '\n');
        *(*to)++ = *rows->at;
    }
    return false;
}

static bool is_end_of_cell(const struct csv_rows *rows) {
    return !*rows->at || *rows->at == rows->separator || *rows->at == '\r' || *rows->at == '\n';
}

/* Moves the cell that begins at `at` to where it begins, without quotation marks, up to `*to`. */
static bool read_cell(struct csv_rows *rows, char **to, struct err *err) {
    size_t line = rows->line;
    *to = rows->at;
    if (*rows->at == '"' && !read_quoted(rows, to))
        return err_set(err, ERR_DATA, "line %zu: a quotation mark is not closed", line);
    for (; !is_end_of_cell(rows); rows->at++) {
        if (*rows->at == '"')
            return err_set(err, ERR_DATA, "line %zu: a quotation mark within a cell", rows->line);
        *(*to)++ = *rows->at;
    }
    return true;
}

/* The same, and what ends it. *is_last: a line ends there. */
static bool take_cell(struct csv_rows *rows, struct csv_rows_row *row, bool *is_last,
                      struct err *err) {
    char *to;
    if (row->count == CSV_ROWS_CELLS_MAX)
        return err_set(err, ERR_DATA, "line %zu: more than %d cells", row->line,
                       CSV_ROWS_CELLS_MAX);
    row->cells[row->count++] = rows->at;
    if (!read_cell(rows, &to, err))
        return false;
    *is_last = !*rows->at || skip_end(rows);
    rows->at += !*is_last;
    *to = '\0'; /* perhaps where its end was */
    return true;
}

bool csv_rows_next(struct csv_rows *rows, struct csv_rows_row *row, bool *is_end, struct err *err) {
    bool is_last = false;
    while (skip_end(rows))
        continue;
    *is_end = !*rows->at;
    row->count = 0;
    row->line = rows->line;
    while (!*is_end && !is_last)
        if (!take_cell(rows, row, &is_last, err))
            return false;
    return !*is_end;
}
