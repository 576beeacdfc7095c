/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/csv_file.h"

#include "base/csv_text.h"
#include "base/utf8.h"

#include <string.h>

static const char byte_order_mark[] = "\xEF\xBB\xBF", replacement[] = "\xEF\xBF\xBD";

void csv_file_init(struct csv_file *file, struct data_file *out, bool is_excel) {
    *file = (struct csv_file){.out = out, .is_excel = is_excel};
    buf_init(&file->line, SIZE_MAX);
}

void csv_file_fini(struct csv_file *file) {
    buf_fini(&file->line);
}

static bool end_line(struct csv_file *file, struct err *err) {
    buf_text_put(&file->line, file->is_excel ? "\r\n" : "\n");
    bool is_put = data_file_put(file->out, file->line.data, file->line.len, err);
    buf_clear(&file->line);
    return is_put;
}

bool csv_file_put_header(struct csv_file *file, const struct export_table *table, struct err *err) {
    if (file->is_excel)
        buf_text_put(&file->line, byte_order_mark);
    for (size_t i = 0; i < table->column_count; i++) {
        buf_text_put(&file->line, i ? "," : "");
        csv_text_put(&file->line, table->columns[i].name);
    }
    return end_line(file, err);
}

/* Bytes that are ASCII and not NUL. */
static size_t count_plain(const char *text, size_t len) {
    size_t i = 0;
    while (i < len && (unsigned char)(text[i] - 1) < 0x7F)
        i++;
    return i;
}

static void put_bytes(struct buf *out, const char *text, size_t len) {
    while (len) {
        uint32_t code = '\0';
        size_t plain = count_plain(text, len);
        size_t taken = plain < len ? utf8_decode(text + plain, len - plain, &code) : 0;
        buf_put(out, text, plain);
        if (taken && (code == UTF8_BAD || code == '\0'))
            buf_text_put(out, replacement);
        else
            buf_put(out, text + plain, taken);
        text += plain + taken;
        len -= plain + taken;
    }
}

/* Text between quotes, whose quotes are doubled. */
static void put_quoted(struct buf *out, const char *text, size_t len) {
    const char *quote;
    while ((quote = memchr(text, '"', len))) {
        size_t taken = (size_t)(quote - text) + 1;
        put_bytes(out, text, taken);
        buf_text_put(out, "\"");
        text += taken;
        len -= taken;
    }
    put_bytes(out, text, len);
}

static bool needs_quotes(const char *text, size_t len) {
    for (size_t i = 0; i < len; i++)
        if (text[i] == ',' || text[i] == '"' || text[i] == '\n' || text[i] == '\r')
            return true;
    return false;
}

/* Numbers, too, begin with a minus. */
static void put_cell(struct csv_file *file, enum field_type type, const struct export_cell *cell) {
    struct buf *out = &file->line;
    bool is_quoted = needs_quotes(cell->text, cell->length), is_marked = false;
    if (type == FIELD_STRING && csv_text_is_formula(cell->text))
        file->formula_cells++;
    if (type == FIELD_STRING && file->is_excel)
        is_marked = csv_text_is_formula(cell->text + strspn(cell->text, "'"));
    buf_text_put(out, is_quoted ? "\"" : "");
    buf_text_put(out, is_marked ? "'" : "");
    if (is_quoted)
        put_quoted(out, cell->text, cell->length);
    else
        put_bytes(out, cell->text, cell->length);
    buf_text_put(out, is_quoted ? "\"" : "");
}

bool csv_file_put_row(void *context, const struct export_table *table,
                      const struct export_cell *cells, struct err *err) {
    struct csv_file *file = context;
    for (size_t i = 0; i < table->column_count; i++) {
        if (i)
            buf_put(&file->line, ",", 1);
        if (cells[i].text)
            put_cell(file, table->columns[i].type, &cells[i]);
    }
    file->rows++;
    return end_line(file, err);
}
