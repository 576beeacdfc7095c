/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/sheet.h"

#include "base/figure.h"
#include "base/mem.h"
#include "base/text.h"
#include "view/document_flow.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_GAP = 3, TEXT_COLS = 100, WORDS_MAX = 1 << 12 };

void sheet_fini(struct sheet *sheet) {
    free(sheet->parts);
    *sheet = (struct sheet){.count = 0};
}

void sheet_add(struct sheet *sheet, const struct sheet_part *part) {
    sheet->parts = mem_grow(sheet->parts, &sheet->capacity, sheet->count + 1, sizeof *sheet->parts);
    sheet->parts[sheet->count++] = *part;
}

const void *sheet_row(const struct sheet_part *part, size_t at) {
    return (const char *)part->rows + at * part->size;
}

static bool is_shown(const struct sheet_part *part) {
    return part->title && part->count;
}

/* How a table stands in `cols` columns; lines of a document begin at the screen's column 1. */
static int width_of(const struct table_plan *plan) {
    int end = 0;
    for (size_t i = 0; plan->table->people[i]; i++)
        if (plan->places[i].width)
            end = plan->places[i].col - 1 + plan->places[i].width;
    return end;
}

static struct table_plan fit_plan(const struct table *table, int cols) {
    struct table_plan plan = table_plan_of_class(table, TABLE_WIDE);
    while (plan.class > TABLE_TINY && width_of(&plan) > cols)
        plan = table_plan_of_class(table, plan.class - 1);
    return plan;
}

/* Where the text of a column for numbers begins. */
static int start_of(const struct table_plan *plan, size_t at, const char *text) {
    int col = plan->places[at].col - 1, width = plan->places[at].width,
        used = (int)text_width(text);
    return plan->table->people[at]->kind == CELL_NUMBER && used < width ? col + width - used : col;
}

static const char *cut(struct document *out, const char *text, int width) {
    size_t len = strlen(text), kept = text_cut(text, len, width > 0 ? (size_t)width : 1);
    return kept == len ? text : arena_format(&out->arena, "%.*s…", (int)kept, text);
}

static void put_cell(struct document *out, const struct table_plan *plan, size_t at, enum role role,
                     const char *text) {
    int width = plan->places[at].width, used = (int)text_width(text);
    if (!width || !used)
        return;
    if (used > width)
        text = arena_format(&out->arena, "%.*s…", (int)text_cut(text, strlen(text), (size_t)width),
                            text);
    document_place(out, start_of(plan, at, text), used < width ? used : width, role, text);
}

/* The table's title reaches up to the first title of a column. */
static void put_titles(struct document *out, const struct table_plan *plan,
                       const struct sheet_part *part) {
    const struct table_column *const *people = plan->table->people;
    size_t first = 1;
    while (people[first] && !(people[first]->title && plan->places[first].width))
        first++;
    int room = people[first] ? start_of(plan, first, people[first]->title) - 1 : out->cols;
    document_begin(out, 0);
    document_place(out, 0, room, ROLE_STRONG, cut(out, part->title, room));
    for (size_t i = first; people[i]; i++)
        if (people[i]->title)
            put_cell(out, plan, i, ROLE_DIM, people[i]->title);
}

static void put_row(struct document *out, const struct table_plan *plan, const void *row) {
    const struct table_column *column;
    struct cell cell;
    document_begin(out, 0);
    for (size_t i = 0; (column = plan->table->people[i]); i++) {
        int width = plan->places[i].width;
        const char *text = table_brief(column, row, width, &cell);
        if (cell.kind == CELL_NUMBER && !cell.brief && (int)text_width(text) > width)
            text = figure_short(cell.number, cell.brief_room);
        put_cell(out, plan, i, cell.role, text);
    }
}

static void put_part(struct document *out, const struct table_plan *plan,
                     const struct sheet_part *part) {
    put_titles(out, plan, part);
    for (size_t i = 0; i < part->count; i++)
        put_row(out, plan, sheet_row(part, i));
    if (part->note && *part->note)
        document_wrap(out, 0, ROLE_DIM, part->note);
}

static void put_gap(struct document *out) {
    if (out->count)
        document_begin(out, 0);
}

/* Blocks that follow each other: how many, and how wide the widest is. */
static size_t count_blocks(const struct sheet *sheet, size_t from) {
    size_t count = 0;
    while (from + count < sheet->count && sheet->parts[from + count].is_block)
        count++;
    return count;
}

static int widest_of(const struct sheet_part *parts, size_t count, int cols) {
    int widest = 1;
    for (size_t i = 0; i < count; i++) {
        if (!is_shown(&parts[i]))
            continue;
        struct table_plan plan = fit_plan(parts[i].table, cols);
        if (width_of(&plan) > widest)
            widest = width_of(&plan);
    }
    return widest;
}

static void put_blocks(struct document *out, const struct sheet_part *parts, size_t count) {
    int width = widest_of(parts, count, out->cols);
    size_t *blocks = mem_zalloc((count + 1) * sizeof *blocks), shown = 0;
    struct document lines;
    document_init(&lines);
    document_clear(&lines, width);
    for (size_t i = 0; i < count; i++)
        if (is_shown(&parts[i])) {
            struct table_plan plan = fit_plan(parts[i].table, width);
            blocks[shown++] = lines.count;
            put_part(&lines, &plan, &parts[i]);
        }
    document_flow(out, &lines,
                  &(struct document_flow){.blocks = blocks,
                                          .count = shown,
                                          .columns = (out->cols + BLOCK_GAP) / (width + BLOCK_GAP),
                                          .step = width + BLOCK_GAP,
                                          .gap = 1});
    document_fini(&lines);
    free(blocks);
}

void sheet_lay_out(const struct sheet *sheet, struct document *document, int cols) {
    size_t blocks;
    document_clear(document, cols);
    if (sheet->lead)
        document_wrap(document, 0, ROLE_DIM, sheet->lead);
    for (size_t i = 0; i < sheet->count; i += blocks ? blocks : 1) {
        const struct sheet_part *part = &sheet->parts[i];
        blocks = count_blocks(sheet, i);
        if (!blocks && !is_shown(part))
            continue;
        put_gap(document);
        if (blocks) {
            put_blocks(document, part, blocks);
            continue;
        }
        struct table_plan plan = fit_plan(part->table, document->cols);
        put_part(document, &plan, part);
    }
}

void sheet_write(const struct sheet *sheet, struct document *document) {
    document_clear(document, TEXT_COLS);
    for (size_t i = 0; i < sheet->count; i++) {
        if (!is_shown(&sheet->parts[i]))
            continue;
        struct table_plan plan = table_plan_of_class(sheet->parts[i].table, TABLE_TEXT);
        put_gap(document);
        put_part(document, &plan, &sheet->parts[i]);
    }
}

/* What it is, and what of it; nothing where there is nothing of it. */
static void tell_row(struct document *out, const struct table *table, const void *row) {
    const struct table_column *const *at = table->people;
    struct cell cell;
    struct buf words;
    bool says = false;
    buf_init(&words, WORDS_MAX);
    buf_text_put(&words, table_full(*at, row, &cell));
    while (*++at) {
        const char *full = table_full(*at, row, &cell);
        if (*full)
            buf_format(&words, "%s%s", says ? ", " : ": ", full);
        says = says || *full;
    }
    if (says) {
        char *sentence = arena_format(&out->arena, "%s.", buf_text(&words));
        *sentence = (char)toupper((unsigned char)*sentence);
        document_begin(out, 0);
        document_place(out, 0, 0, ROLE_TEXT, sentence);
    }
    buf_fini(&words);
}

void sheet_tell(const struct sheet *sheet, struct document *document) {
    document_clear(document, 0);
    for (size_t i = 0; i < sheet->count; i++) {
        const struct sheet_part *part = &sheet->parts[i];
        if (!is_shown(part))
            continue;
        document_begin(document, 0);
        document_place(document, 0, 0, ROLE_STRONG,
                       arena_format(&document->arena, "%s:", part->title));
        for (size_t row = 0; row < part->count; row++)
            tell_row(document, part->table, sheet_row(part, row));
        if (part->note && *part->note) {
            document_begin(document, 0);
            document_place(document, 0, 0, ROLE_TEXT, part->note);
        }
    }
}
