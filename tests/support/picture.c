/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/picture.h"

#include "base/utf8.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* Units of the picture. A letter of most fonts is 0.6 of their size wide. */
enum { CELL = 9, LINE = 19, SIZE = 15, BASELINE = 14, EDGE = 12 };

enum { INK = 7, PAPER = 0, COLOUR_BYTES = 12 };

/* Of the 256 colours, the first 16; the others are the same in every terminal. */
static const char *const palette[] = {
    "#1d1f21", "#cc6666", "#b5bd68", "#f0c674", "#81a2be", "#b294bb", "#8abeb7", "#d0d3d1",
    "#767676", "#d54e53", "#b9ca4a", "#e7c547", "#7aa6da", "#c397d8", "#70c0b1", "#ffffff"};

static const char *colour(int number, char text[static COLOUR_BYTES]) {
    enum { CUBE = 16, GREYS = 232 };
    static const int levels[] = {0, 95, 135, 175, 215, 255}; /* as xterm has them */
    int grey = 8 + (number - GREYS) * 10, step = number - CUBE;
    if (number < CUBE)
        return palette[number];
    int red = number < GREYS ? levels[step / 36] : grey;
    int green = number < GREYS ? levels[step / 6 % 6] : grey;
    int blue = number < GREYS ? levels[step % 6] : grey;
    snprintf(text, COLOUR_BYTES, "#%06x", (unsigned)(red << 16 | green << 8 | blue) & 0xFFFFFF);
    return text;
}

static struct mirror_style style_at(const struct mirror *mirror, int row, int col) {
    struct mirror_style style = mirror_style(mirror, row, col);
    short ink = style.ink < 0 ? INK : style.ink, paper = style.paper < 0 ? PAPER : style.paper;
    style.ink = style.is_reversed ? paper : ink;
    style.paper = style.is_reversed ? ink : paper;
    style.is_reversed = false;
    return style;
}

static bool is_same(const struct mirror_style *a, const struct mirror_style *b) {
    return a->ink == b->ink && a->is_bold == b->is_bold && a->is_dim == b->is_dim &&
           a->is_italic == b->is_italic && a->is_underlined == b->is_underlined;
}

/* How characters keep to the cells. */
enum kind {
    LETTERS, /* a run, as long as its cells by the space between letters */
    SCRIPT,  /* likewise, by the width of the letters, which join */
    ALONE,   /* each at its cell, because other fonts may have it */
    DRAWN,   /* a line or block, drawn so that it has no gaps */
    BLANK
};

static enum kind kind_of(const struct mirror *mirror, int row, int col) {
    const char *cell = mirror_cell(mirror, row, col);
    bool is_wide = col + 1 < mirror->cols && !*mirror_cell(mirror, row, col + 1);
    uint32_t code = 0;
    utf8_decode(cell, strlen(cell), &code);
    if (!*cell || !strcmp(cell, " "))
        return BLANK;
    if (!strcmp(cell, "─") || !strcmp(cell, "│") || !strcmp(cell, "▌"))
        return DRAWN;
    if (is_wide)
        return ALONE;
    if (code < 0x0530 || (code >= 0x1E00 && code < 0x2040))
        return LETTERS;
    return code >= 0x0590 && code < 0x1E00 ? SCRIPT : ALONE;
}

static void put_rect(struct buf *out, int x, int y, int width, int height, int number) {
    char text[COLOUR_BYTES];
    buf_format(out, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>\n", x, y,
               width, height, colour(number, text));
}

static void put_background(const struct mirror *mirror, int row, struct buf *out) {
    for (int col = 0, end; col < mirror->cols; col = end) {
        short paper = style_at(mirror, row, col).paper;
        for (end = col; end < mirror->cols && style_at(mirror, row, end).paper == paper;)
            end++;
        if (paper != PAPER)
            put_rect(out, col * CELL, row * LINE, (end - col) * CELL, LINE, paper);
    }
}

/* The end of what begins at `col` and is drawn as one. A blank is part of it where the same goes on
 * behind it. */
static int end_of_run(const struct mirror *mirror, int row, int col) {
    enum kind kind = kind_of(mirror, row, col);
    struct mirror_style style = style_at(mirror, row, col);
    int end = col + 1;
    while (kind != ALONE && end < mirror->cols) {
        int next = end;
        if (kind != DRAWN && kind_of(mirror, row, next) == BLANK && next + 1 < mirror->cols)
            next++;
        struct mirror_style other = style_at(mirror, row, next);
        if (kind_of(mirror, row, next) != kind || !is_same(&style, &other) ||
            (kind == DRAWN &&
             strcmp(mirror_cell(mirror, row, next), mirror_cell(mirror, row, col)) != 0))
            break;
        end = next + 1;
    }
    return end;
}

static void put_drawn(const struct mirror *mirror, int row, int col, int end, struct buf *out) {
    const char *cell = mirror_cell(mirror, row, col);
    int x = col * CELL, y = row * LINE, width = (end - col) * CELL;
    struct mirror_style style = style_at(mirror, row, col);
    if (style.is_dim)
        buf_text_put(out, "<g opacity=\".6\">");
    if (!strcmp(cell, "─"))
        put_rect(out, x, y + LINE / 2, width, 1, style.ink);
    else if (!strcmp(cell, "│"))
        put_rect(out, x + CELL / 2, y, 1, LINE, style.ink);
    else
        put_rect(out, x, y, CELL / 2, LINE, style.ink);
    if (style.is_dim)
        buf_text_put(out, "</g>");
}

static void put_escaped(const char *text, struct buf *out) {
    for (; *text; text++)
        if (*text == '&')
            buf_text_put(out, "&amp;");
        else if (*text == '<')
            buf_text_put(out, "&lt;");
        else
            buf_put(out, text, 1);
}

static void put_style(const struct mirror_style *style, struct buf *out) {
    char text[COLOUR_BYTES];
    if (style->ink != INK)
        buf_format(out, " fill=\"%s\"", colour(style->ink, text));
    buf_text_put(out, style->is_bold ? " font-weight=\"bold\"" : "");
    buf_text_put(out, style->is_dim ? " opacity=\".6\"" : "");
    buf_text_put(out, style->is_italic ? " font-style=\"italic\"" : "");
    buf_text_put(out, style->is_underlined ? " text-decoration=\"underline\"" : "");
}

static void put_text(const struct mirror *mirror, int row, int col, int end, struct buf *out) {
    enum kind kind = kind_of(mirror, row, col);
    struct mirror_style style = style_at(mirror, row, col);
    buf_format(out, "<text x=\"%d\" y=\"%d\"", col * CELL, row * LINE + BASELINE);
    if (end - col > 1)
        buf_format(out, " textLength=\"%d\"%s", (end - col) * CELL,
                   kind == SCRIPT ? " lengthAdjust=\"spacingAndGlyphs\"" : "");
    put_style(&style, out);
    buf_text_put(out, ">");
    for (; col < end; col++)
        put_escaped(mirror_cell(mirror, row, col), out);
    buf_text_put(out, "</text>\n");
}

static void put_row(const struct mirror *mirror, int row, struct buf *out) {
    put_background(mirror, row, out);
    for (int col = 0, end; col < mirror->cols; col = end) {
        enum kind kind = kind_of(mirror, row, col);
        end = kind == BLANK ? col + 1 : end_of_run(mirror, row, col);
        if (kind == DRAWN)
            put_drawn(mirror, row, col, end, out);
        else if (kind != BLANK)
            put_text(mirror, row, col, end, out);
    }
}

void picture_put(const struct mirror *mirror, const char *title, struct buf *out) {
    int width = mirror->cols * CELL + 2 * EDGE, height = mirror->rows * LINE + 2 * EDGE;
    buf_format(out,
               "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" "
               "viewBox=\"0 0 %d %d\" role=\"img\">\n<title>",
               width, height, width, height);
    put_escaped(title, out);
    buf_format(out,
               "</title>\n<rect width=\"%d\" height=\"%d\" rx=\"8\" fill=\"%s\"/>\n"
               "<g transform=\"translate(%d %d)\" font-size=\"%d\" fill=\"%s\" font-family=\""
               "ui-monospace, 'DejaVu Sans Mono', 'Cascadia Mono', Menlo, Consolas, 'Noto Sans "
               "Mono', monospace\">\n",
               width, height, palette[PAPER], EDGE, EDGE, SIZE, palette[INK]);
    for (int row = 0; row < mirror->rows; row++)
        put_row(mirror, row, out);
    buf_text_put(out, "</g>\n</svg>\n");
}
