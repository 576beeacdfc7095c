/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/print_sheet.h"

#include "base/text.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { OUT_CEILING = 1 << 26 /* bytes; a store has a few hundred regions, and groups are few */ };

static bool send(struct buf *out, struct err *err) {
    if (out->overflowed)
        return err_set(err, ERR_LIMIT, "the tables are longer than %d bytes", OUT_CEILING);
    return fwrite(buf_text(out), 1, out->len, stdout) == out->len ||
           err_set(err, ERR_IO, "cannot write to stdout: %s", strerror(errno));
}

static void put_line(struct buf *out, const struct document *lines, size_t at) {
    const struct document_stretch *stretch = &lines->stretches[lines->lines[at].first];
    int col = 0;
    for (size_t left = lines->lines[at].count; left > 0; left--, stretch++) {
        if (!*stretch->text)
            continue;
        buf_format(out, "%*s", stretch->col > col ? stretch->col - col : 0, "");
        text_reveal(out, stretch->text, strlen(stretch->text));
        col = stretch->col + (int)text_width(stretch->text);
    }
    buf_text_put(out, "\n");
}

bool print_sheet_text(const struct sheet *sheet, const struct line *head, struct err *err) {
    struct document lines;
    struct buf out;
    document_init(&lines);
    buf_init(&out, OUT_CEILING);
    for (size_t i = 0; i < head->count; i++)
        text_reveal(&out, head->stretches[i].text, strlen(head->stretches[i].text));
    buf_text_put(&out, "\n\n");
    sheet_write(sheet, &lines);
    for (size_t i = 0; i < lines.count; i++)
        put_line(&out, &lines, i);
    bool is_sent = send(&out, err);
    buf_fini(&out);
    document_fini(&lines);
    return is_sent;
}

/* A line a value: the table, what tells the row from others, the column. */
static void put_values(struct table_csv *csv, struct buf *out, const struct sheet_part *part,
                       const void *row) {
    const struct table_column *const *data = part->table->data;
    for (size_t i = part->keys; data[i]; i++) {
        buf_format(out, "%s,", part->name);
        if (part->keys)
            table_csv_cell(csv, out, data[0], row);
        buf_text_put(out, ",");
        if (part->keys > 1)
            table_csv_cell(csv, out, data[1], row);
        buf_format(out, ",%s,", data[i]->name);
        table_csv_cell(csv, out, data[i], row);
        buf_text_put(out, "\r\n");
    }
}

bool print_sheet_csv(const struct sheet *sheet, int64_t *formulas, struct err *err) {
    struct table_csv csv = {.is_terminal = isatty(STDOUT_FILENO) == 1};
    struct buf out;
    buf_init(&out, OUT_CEILING);
    buf_text_put(&out, "table,row,subrow,column,value\r\n");
    for (size_t i = 0; i < sheet->count; i++)
        for (size_t row = 0; sheet->parts[i].name && row < sheet->parts[i].count; row++)
            put_values(&csv, &out, &sheet->parts[i], sheet_row(&sheet->parts[i], row));
    *formulas = csv.formulas;
    bool is_sent = send(&out, err);
    buf_fini(&out);
    return is_sent;
}

static void put_array(struct buf *out, const struct sheet_part *part) {
    buf_format(out, ",\n\"%s\": [", part->name);
    for (size_t row = 0; row < part->count; row++) {
        buf_text_put(out, row ? ",\n" : "\n");
        table_json_row(out, part->table, sheet_row(part, row));
    }
    buf_text_put(out, "\n]");
}

bool print_sheet_json(const struct sheet *sheet, const char *name,
                      const struct print_member *members, size_t count, struct err *err) {
    struct buf out;
    buf_init(&out, OUT_CEILING);
    print_json_about(&out, name, members, count);
    for (size_t i = 0; i < sheet->count; i++)
        if (sheet->parts[i].name)
            put_array(&out, &sheet->parts[i]);
    buf_text_put(&out, "}\n");
    bool is_sent = send(&out, err);
    buf_fini(&out);
    return is_sent;
}
