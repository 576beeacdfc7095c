/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox/csv_table.h"

#include "base/buf.h"
#include "base/text.h"

#include <csv.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { CHUNK = 65536, NOT_IN_TABLE = -1 };

struct reader {
    const struct csv_table *table;
    const char *path;
    struct err *err;
    struct csv_parser parser;
    size_t line, row_line; /* of the current bytes, and where their row began; from 1 */
    size_t row_bytes;
    bool has_header, has_failed, is_marked;
    size_t width;                         /* columns of the file */
    int column_of[CSV_TABLE_COLUMNS_MAX]; /* the table's column for each column of the file */
    bool is_present[CSV_TABLE_COLUMNS_MAX];
    struct buf cells; /* of the row, each NUL-terminated */
    size_t cell_count;
};

/* The library cannot be stopped inside a line: what follows a failure is ignored. */
__attribute__((format(printf, 2, 3))) static void fail(struct reader *reader, const char *format,
                                                       ...) {
    char reason[ERR_TEXT_MAX];
    va_list args;
    va_start(args, format);
    vsnprintf(reason, sizeof reason, format, args);
    va_end(args);
    if (!reader->has_failed)
        err_set(reader->err, ERR_DATA, "%s:%zu: %s", reader->path, reader->row_line, reason);
    reader->has_failed = true;
}

static void take_cell(void *bytes, size_t len, void *context) {
    struct reader *reader = context;
    if (reader->has_failed)
        return;
    if (len && (memchr(bytes, '\0', len) || !text_is_utf8(bytes, len)))
        fail(reader, "cell %zu is not UTF-8 text", reader->cell_count + 1);
    else if (reader->cell_count == CSV_TABLE_COLUMNS_MAX)
        fail(reader, "more than %d columns", CSV_TABLE_COLUMNS_MAX);
    reader->cell_count++;
    if (len)
        buf_put(&reader->cells, bytes, len);
    buf_put(&reader->cells, "", 1);
}

static int find_column(const struct csv_table *table, const char *name) {
    for (size_t i = 0; i < table->column_count; i++)
        if (!strcmp(table->columns[i].name, name))
            return (int)i;
    return NOT_IN_TABLE;
}

static int no_blank(unsigned char c) {
    (void)c;
    return 0;
}

static void take_header(struct reader *reader) {
    const struct csv_table *table = reader->table;
    const char *name = buf_text(&reader->cells);
    for (size_t i = 0; i < reader->cell_count; i++, name += strlen(name) + 1) {
        int column = find_column(table, name);
        if (table->exact && strcmp(name, table->exact) == 0)
            csv_set_space_func(&reader->parser, no_blank);
        if (column != NOT_IN_TABLE && reader->is_present[column])
            fail(reader, "column %s appears twice", name);
        if (column != NOT_IN_TABLE)
            reader->is_present[column] = true;
        reader->column_of[i] = column;
    }
    for (size_t i = 0; i < table->column_count; i++)
        if (table->columns[i].is_needed && !reader->is_present[i])
            fail(reader, "column %s is missing", table->columns[i].name);
    reader->width = reader->cell_count;
    reader->has_header = true;
}

static void take_record(struct reader *reader) {
    const char *cells[CSV_TABLE_COLUMNS_MAX], *cell = buf_text(&reader->cells);
    if (reader->cell_count != reader->width) {
        fail(reader, "%zu cells for %zu columns", reader->cell_count, reader->width);
        return;
    }
    for (size_t i = 0; i < CSV_TABLE_COLUMNS_MAX; i++)
        cells[i] = "";
    for (size_t i = 0; i < reader->cell_count; i++, cell += strlen(cell) + 1)
        if (reader->column_of[i] != NOT_IN_TABLE)
            cells[reader->column_of[i]] = cell;
    struct csv_row row = {reader->path, reader->row_line, reader->is_marked, cells};
    if (!reader->table->take_row(reader->table->context, &row, reader->err))
        reader->has_failed = true;
}

static void end_row(int terminator, void *context) {
    struct reader *reader = context;
    (void)terminator;
    if (!reader->has_failed && !reader->has_header)
        take_header(reader);
    else if (!reader->has_failed)
        take_record(reader);
    buf_clear(&reader->cells);
    reader->cell_count = reader->row_bytes = 0;
    reader->row_line = reader->line + 1;
}

static void parse(struct reader *reader, const char *bytes, size_t len) {
    if (csv_parse(&reader->parser, bytes, len, take_cell, end_row, reader) != len)
        fail(reader, "a quote is missing or misplaced, or the line is too long");
}

/* Feeds up to the end of one line, so that the line number is known. */
static void feed_line(struct reader *reader, const char *bytes, size_t len) {
    bool is_blank = reader->row_bytes == 0 && (bytes[0] == '\n' || bytes[0] == '\r');
    bool is_ended = bytes[len - 1] == '\n';
    reader->row_bytes += len;
    if (reader->row_bytes > CSV_TABLE_ROW_MAX)
        fail(reader, "a row longer than %d bytes", CSV_TABLE_ROW_MAX);
    parse(reader, bytes, len);
    if (!is_ended)
        return;
    reader->line++;
    if (is_blank) { /* the library silently skips empty lines */
        reader->row_bytes = 0;
        reader->row_line = reader->line;
    }
}

static void feed(struct reader *reader, const char *bytes, size_t len) {
    static const char mark[] = "\xEF\xBB\xBF"; /* spreadsheets write a byte order mark */
    if (reader->line == 1 && reader->row_bytes == 0 && len >= 3 && !memcmp(bytes, mark, 3)) {
        bytes += 3;
        len -= 3;
        reader->is_marked = true;
    }
    while (len && !reader->has_failed) {
        const char *end = memchr(bytes, '\n', len);
        size_t line = end ? (size_t)(end - bytes) + 1 : len;
        feed_line(reader, bytes, line);
        bytes += line;
        len -= line;
    }
}

static void read_file(struct reader *reader, FILE *file) {
    char chunk[CHUNK];
    size_t len;
    while (!reader->has_failed && (len = fread(chunk, 1, sizeof chunk, file)) > 0)
        feed(reader, chunk, len);
    if (ferror(file)) {
        err_set(reader->err, ERR_IO, "cannot read %s: %s", reader->path, strerror(errno));
        reader->has_failed = true;
    }
    if (!reader->has_failed && csv_fini(&reader->parser, take_cell, end_row, reader) != 0)
        fail(reader, "a quote is missing or misplaced, or the line is too long");
    if (!reader->has_failed && !reader->has_header)
        fail(reader, "the file is empty");
}

bool csv_table_read(const struct csv_table *table, const char *path, struct err *err) {
    struct reader reader = {.table = table, .path = path, .err = err, .line = 1, .row_line = 1};
    FILE *file = fopen(path, "re");
    if (!file)
        return err_set(err, ERR_IO, "cannot open %s: %s", path, strerror(errno));
    buf_init(&reader.cells, 2 * CSV_TABLE_ROW_MAX);
    if (csv_init(&reader.parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
        fail(&reader, "cannot start the CSV parser");
    else
        read_file(&reader, file);
    csv_free(&reader.parser);
    buf_fini(&reader.cells);
    fclose(file);
    return !reader.has_failed;
}
