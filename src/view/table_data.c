/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/table_data.h"

#include "account/account.h"
#include "base/csv_text.h"
#include "base/json_text.h"
#include "base/text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum { MS = 1000 };

/* ISO 8601; NULL if no calendar has that time. */
static const char *put_time(int64_t ms, char out[static CELL_BYTES]) {
    time_t seconds = (time_t)(ms / MS);
    struct tm parts;
    size_t len = 0;
    if (ms >= 0 && gmtime_r(&seconds, &parts))
        len = strftime(out, CELL_BYTES, "%Y-%m-%dT%H:%M:%S", &parts);
    if (len)
        snprintf(out + len, CELL_BYTES - len, ".%03dZ", (int)(ms % MS));
    return len ? out : NULL;
}

/* The text of a cell that is not a number; NULL if there is none. `room`: for an id. */
static const char *text_of(struct cell *cell, struct buf *room) {
    switch (cell->kind) {
    case CELL_TIME:
        return put_time(cell->number, cell->brief_room);
    case CELL_ID:
        buf_format(room, ACCOUNT_ID_PREFIX "%s", cell->text);
        return buf_text(room);
    case CELL_TEXT:
    case CELL_DECIMAL:
        return cell->text;
    case CELL_HANDLE:
    case CELL_NUMBER:
    case CELL_NOTHING:
        break;
    }
    return NULL;
}

void table_csv_names(struct buf *out, const struct table *table) {
    for (const struct table_column *const *at = table->data; *at; at++)
        buf_format(out, "%s%s", at == table->data ? "" : ",", (*at)->name);
    buf_text_put(out, "\r\n");
}

static void put_csv_text(struct table_csv *csv, struct buf *out, const char *text) {
    struct buf safe;
    buf_init(&safe, out->ceiling);
    if (csv->is_terminal)
        text_reveal(&safe, text, strlen(text));
    csv_text_put(out, csv->is_terminal ? buf_text(&safe) : text);
    csv->formulas += csv_text_is_formula(text);
    buf_fini(&safe);
}

void table_csv_cell(struct table_csv *csv, struct buf *out, const struct table_column *column,
                    const void *row) {
    struct cell cell;
    struct buf room;
    buf_init(&room, out->ceiling);
    table_cell(column, row, &cell);
    const char *text = text_of(&cell, &room);
    if (cell.kind == CELL_NUMBER)
        buf_format(out, "%" PRId64, cell.number);
    else if (cell.kind == CELL_DECIMAL)
        buf_text_put(out, text);
    else if (text)
        put_csv_text(csv, out, text);
    buf_fini(&room);
}

void table_csv_row(struct table_csv *csv, struct buf *out, const struct table *table,
                   const void *row) {
    for (const struct table_column *const *at = table->data; *at; at++) {
        buf_text_put(out, at == table->data ? "" : ",");
        table_csv_cell(csv, out, *at, row);
    }
    buf_text_put(out, "\r\n");
}

static void put_json_cell(struct buf *out, const struct table_column *column, const void *row) {
    struct cell cell;
    struct buf room;
    buf_init(&room, out->ceiling);
    table_cell(column, row, &cell);
    if (cell.kind == CELL_NUMBER)
        buf_format(out, "%" PRId64, cell.number);
    else if (cell.kind == CELL_DECIMAL)
        buf_text_put(out, cell.text);
    else
        json_text_put(out, text_of(&cell, &room));
    buf_fini(&room);
}

void table_json_members(struct buf *out, const struct table *table, size_t from, const void *row) {
    for (const struct table_column *const *at = table->data + from; *at; at++) {
        buf_format(out, "%s\"%s\": ", at == table->data + from ? "" : ", ", (*at)->name);
        put_json_cell(out, *at, row);
    }
}

void table_json_row(struct buf *out, const struct table *table, const void *row) {
    buf_text_put(out, "{");
    table_json_members(out, table, 0, row);
    buf_text_put(out, "}");
}
