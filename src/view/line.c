/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/line.h"

#include "base/figure.h"
#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void line_init(struct line *line) {
    line->count = 0;
}

/* The cut is between code points, and is shown. */
static void mark_cut(struct line_stretch *stretch) {
    static const char mark[] = "…";
    size_t end = sizeof stretch->text - sizeof mark;
    while (end && ((unsigned char)stretch->text[end] & 0xC0) == 0x80)
        end--;
    memcpy(stretch->text + end, mark, sizeof mark);
}

void line_add(struct line *line, enum role role, int rank, const char *format, ...) {
    if (line->count == LINE_STRETCHES_MAX)
        return;
    struct line_stretch *stretch = &line->stretches[line->count++];
    va_list args;
    stretch->role = role;
    stretch->rank = rank;
    va_start(args, format);
    int len = vsnprintf(stretch->text, sizeof stretch->text, format, args);
    va_end(args);
    if (len >= (int)sizeof stretch->text)
        mark_cut(stretch);
}

void line_add_bar(struct line *line, enum role role, int rank, int64_t part, int64_t whole,
                  int cells) {
    static const char full[] = "▓▓▓▓▓▓▓▓", empty[] = "░░░░░░░░";
    enum { CELL_BYTES = sizeof "▓" - 1 };
    int filled = figure_bar(part, whole, cells);
    line_add(line, role, rank, "%.*s", filled * CELL_BYTES, full);
    line_add(line, ROLE_DIM, rank, "%.*s", (cells - filled) * CELL_BYTES, empty);
}

int line_width(const struct line *line, int rank) {
    int width = 0;
    for (size_t i = 0; i < line->count; i++)
        if (line->stretches[i].rank <= rank)
            width += (int)text_width(line->stretches[i].text);
    return width;
}

int line_fit(const struct line *line, int cols) {
    int rank = LINE_RANK_MAX;
    while (rank > 0 && (line_width(line, rank) > cols))
        rank--;
    return rank;
}
