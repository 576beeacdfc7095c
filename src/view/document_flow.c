/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/document_flow.h"

#include "base/mem.h"

#include <stdlib.h>

/* Where a block goes. */
struct spot {
    int column;
    size_t row;
};

static size_t rows_of(const struct document *in, const struct document_flow *flow, size_t block) {
    return (block + 1 < flow->count ? flow->blocks[block + 1] : in->count) - flow->blocks[block];
}

/* Gives every block a spot in columns of at most `rows`; returns how many columns that takes. */
static int place(const struct document *in, const struct document_flow *flow, size_t rows,
                 struct spot *spots) {
    int column = 0;
    size_t used = 0;
    for (size_t block = 0; block < flow->count; block++) {
        size_t own = rows_of(in, flow, block), gap = used ? flow->gap : 0;
        if (used && used + gap + own > rows) {
            column++;
            used = gap = 0;
        }
        spots[block] = (struct spot){column, used + gap};
        used += gap + own;
    }
    return column + 1;
}

static size_t place_all(const struct document *in, const struct document_flow *flow,
                        struct spot *spots) {
    size_t rows = 1, most = in->count + flow->count * flow->gap;
    for (size_t block = 0; block < flow->count; block++)
        if (rows_of(in, flow, block) > rows)
            rows = rows_of(in, flow, block);
    while (rows < most && place(in, flow, rows, spots) > flow->columns)
        rows++;
    place(in, flow, rows, spots);
    return rows;
}

static void put_line(struct document *out, const struct document *in, size_t at, int by) {
    const struct document_line *line = &in->lines[at];
    for (size_t i = 0; i < line->count; i++) {
        const struct document_stretch *stretch = &in->stretches[line->first + i];
        document_place(out, stretch->col + by, stretch->cols, stretch->role, stretch->text);
    }
}

static void put_row(struct document *out, const struct document *in,
                    const struct document_flow *flow, const struct spot *spots, size_t row) {
    document_begin(out, 0);
    for (size_t block = 0; block < flow->count; block++)
        if (row >= spots[block].row && row < spots[block].row + rows_of(in, flow, block))
            put_line(out, in, flow->blocks[block] + row - spots[block].row,
                     spots[block].column * flow->step);
}

/* Rows below the last block of every column stay away. */
static size_t last_row(const struct document *in, const struct document_flow *flow,
                       const struct spot *spots) {
    size_t last = 0;
    for (size_t block = 0; block < flow->count; block++)
        if (spots[block].row + rows_of(in, flow, block) > last)
            last = spots[block].row + rows_of(in, flow, block);
    return last;
}

void document_flow(struct document *out, const struct document *in,
                   const struct document_flow *flow) {
    struct spot *spots = mem_zalloc((flow->count + 1) * sizeof *spots);
    place_all(in, flow, spots);
    size_t rows = last_row(in, flow, spots);
    for (size_t row = 0; row < rows; row++)
        put_row(out, in, flow, spots, row);
    free(spots);
}
