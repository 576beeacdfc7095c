/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/mirror.h"

#include "base/codepoint.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "tests/support/stream.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct mirror_style plain = {.ink = -1, .paper = -1};

static void paint(struct mirror *mirror, int row, int col, int count, struct mirror_style style) {
    for (int i = 0; i < count; i++)
        mirror->styles[row * mirror->cols + col + i] = style;
}

void mirror_init(struct mirror *mirror, int rows, int cols) {
    *mirror = (struct mirror){.rows = rows, .cols = cols, .bottom = rows - 1, .style = plain};
    mirror->cells = mem_zalloc((size_t)(rows * cols) * sizeof *mirror->cells);
    mirror->styles = mem_zalloc((size_t)(rows * cols) * sizeof *mirror->styles);
    paint(mirror, 0, 0, rows * cols, plain);
}

void mirror_fini(struct mirror *mirror) {
    free(mirror->cells);
    free(mirror->styles);
    *mirror = (struct mirror){.rows = 0};
}

static char *cell_at(const struct mirror *mirror, int row, int col) {
    return mirror->cells[row * mirror->cols + col];
}

static void clear(struct mirror *mirror, int row, int from, int count) {
    int end = from + count < mirror->cols ? from + count : mirror->cols;
    for (int col = from; col < end; col++)
        memcpy(cell_at(mirror, row, col), " ", sizeof " ");
    struct mirror_style style = {
        .ink = -1, .paper = mirror->style.paper, .is_reversed = mirror->style.is_reversed};
    if (from < end)
        paint(mirror, row, from, end - from, mirror->keeps_shade_off ? plain : style);
}

static void put(struct mirror *mirror, const char *text, int width) {
    if (mirror->stays_at_end && mirror->col + width > mirror->cols)
        mirror->col = mirror->cols - width;
    ck_assert_msg(mirror->row < mirror->rows && mirror->col + width <= mirror->cols,
                  "“%s” beside the screen at %d,%d", text, mirror->row, mirror->col);
    snprintf(cell_at(mirror, mirror->row, mirror->col), MIRROR_CELL, "%s", text);
    for (int i = 1; i < width; i++)
        *cell_at(mirror, mirror->row, mirror->col + i) = '\0';
    paint(mirror, mirror->row, mirror->col, width, mirror->style);
    mirror->col += width;
    if (mirror->wraps_early && mirror->col == mirror->cols) {
        mirror->col = 0;
        mirror->row++;
    }
}

/* A mark that does not space belongs to the character before it. */
static void append(struct mirror *mirror, const char *text) {
    int col = mirror->col - 1;
    while (col > 0 && !*cell_at(mirror, mirror->row, col))
        col--;
    ck_assert_int_ge(col, 0);
    char *cell = cell_at(mirror, mirror->row, col);
    size_t len = strlen(cell);
    snprintf(cell + len, MIRROR_CELL - len, "%s", text);
}

static void take_text(struct mirror *mirror, const char *bytes, size_t len) {
    char text[UTF8_BYTES_MAX + 1] = "";
    uint32_t code = 0;
    utf8_decode(bytes, len, &code);
    memcpy(text, bytes, len);
    int width = codepoint_width(code);
    if (width == 0) {
        append(mirror, text);
        return;
    }
    put(mirror, text, width > 0 ? width : 1);
    snprintf(mirror->last, sizeof mirror->last, "%s", text);
}

/* Moves the rows from `first` to the last one that scrolls up by one, or down. */
static void scroll(struct mirror *mirror, int first, bool is_up) {
    size_t row_bytes = (size_t)mirror->cols * sizeof *mirror->cells;
    char *top = cell_at(mirror, first, 0);
    size_t moved = (size_t)(mirror->bottom - first) * row_bytes;
    memmove(is_up ? top : top + row_bytes, is_up ? top + row_bytes : top, moved);
    struct mirror_style *styles = mirror->styles + first * mirror->cols;
    memmove(is_up ? styles : styles + mirror->cols, is_up ? styles + mirror->cols : styles,
            (size_t)((mirror->bottom - first) * mirror->cols) * sizeof *styles);
    clear(mirror, is_up ? mirror->bottom : first, 0, mirror->cols);
}

static void scroll_rows(struct mirror *mirror, int first, int count, bool is_up) {
    for (int i = 0; i < count; i++)
        scroll(mirror, first, is_up);
}

/* Inserts blanks before the cursor; what is at the end of the row goes. */
static void insert(struct mirror *mirror, int count) {
    int first = mirror->row * mirror->cols + mirror->col, left = mirror->cols - mirror->col;
    size_t kept = count < left ? (size_t)(left - count) : 0;
    memmove(mirror->cells + first + count, mirror->cells + first, kept * sizeof *mirror->cells);
    memmove(mirror->styles + first + count, mirror->styles + first, kept * sizeof *mirror->styles);
    clear(mirror, mirror->row, mirror->col, count);
}

static void take_control(struct mirror *mirror, char control) {
    switch (control) {
    case '\r':
        mirror->col = 0;
        break;
    case '\n':
        if (mirror->row == mirror->bottom)
            scroll(mirror, mirror->top, true);
        else
            mirror->row++;
        break;
    case '\b':
        mirror->col--;
        break;
    case '\t':
        mirror->col += 8 - mirror->col % 8;
        break;
    default:
        ck_abort_msg("control 0x%02X", (unsigned char)control);
    }
}

static void erase(struct mirror *mirror, char final, int mode) {
    int left = mirror->cols - mirror->col;
    ck_assert_msg(mode == 0 || (final == 'J' && mode == 2) || (final == 'K' && mode == 1),
                  "erasing %d%c", mode, final);
    if (final == 'K' && mode == 1)
        clear(mirror, mirror->row, 0, mirror->col + 1);
    else if (mode == 0)
        clear(mirror, mirror->row, mirror->col, left);
    for (int row = mode == 2 ? 0 : mirror->row + 1; final == 'J' && row < mirror->rows; row++)
        clear(mirror, row, 0, mirror->cols);
}

/* ESC and one character. */
static void take_escape(struct mirror *mirror, char letter) {
    if (letter == '7') {
        mirror->saved_row = mirror->row;
        mirror->saved_col = mirror->col;
    } else if (letter == '8') {
        mirror->row = mirror->saved_row;
        mirror->col = mirror->saved_col;
    } else if (letter == 'M' && mirror->row == mirror->top) {
        scroll(mirror, mirror->top, false);
    } else if (letter == 'M') {
        mirror->row--;
    } else {
        ck_abort_msg("sequence %c", letter);
    }
}

/* Leaves the cursor in the corner. */
static void set_region(struct mirror *mirror, int first, int last) {
    mirror->top = first ? first - 1 : 0;
    mirror->bottom = last ? last - 1 : mirror->rows - 1;
    mirror->row = mirror->col = 0;
    ck_assert(mirror->top < mirror->bottom && mirror->bottom < mirror->rows);
}

static void take_csi(struct mirror *mirror, const char *bytes, size_t len) {
    char *end;
    char final = bytes[len - 1];
    int first = (int)strtol(bytes + 2, &end, 10);
    int second = *end == ';' ? (int)strtol(end + 1, NULL, 10) : 0;
    int count = first ? first : 1;
    switch (final) {
    case 'H':
        mirror->row = count - 1;
        mirror->col = second ? second - 1 : 0;
        break;
    case 'A':
        mirror->row -= count;
        break;
    case 'B':
        mirror->row += count;
        break;
    case 'C':
        mirror->col += count;
        break;
    case 'D':
        mirror->col -= count;
        break;
    case 'G':
        mirror->col = count - 1;
        break;
    case 'd':
        mirror->row = count - 1;
        break;
    case 'J':
    case 'K':
        erase(mirror, final, first);
        break;
    case 'X':
        clear(mirror, mirror->row, mirror->col, count);
        break;
    case 'r':
        set_region(mirror, first, second);
        break;
    case 'S':
    case 'T':
        scroll_rows(mirror, mirror->top, count, final == 'S');
        break;
    case 'L':
    case 'M':
        ck_assert(mirror->row >= mirror->top && mirror->row <= mirror->bottom);
        scroll_rows(mirror, mirror->row, count, final == 'M');
        break;
    case '@':
        insert(mirror, count);
        break;
    case 'b':
        for (int i = 0; i < count; i++)
            put(mirror, mirror->last, 1);
        break;
    default:
        ck_abort_msg("sequence %.*s", (int)(len - 1), bytes + 1);
    }
}

/* One of 16 or 256 colours, at 38 or 48 and "5;N" after it; *at is then after that. */
static short read_colour(long code, const char **at) {
    if (code % 10 < 8)
        return (short)(code % 10 + (code >= 90 ? 8 : 0));
    if (code % 10 != 8 || strncmp(*at, ";5;", 3) != 0)
        return -1;
    char *end;
    long number = strtol(*at + 3, &end, 10);
    *at = end;
    return (short)number;
}

static void turn_style(struct mirror_style *style, long code) {
    style->is_bold = code == 1 || (style->is_bold && code != 22);
    style->is_dim = code == 2 || (style->is_dim && code != 22);
    style->is_italic = code == 3 || (style->is_italic && code != 23);
    style->is_underlined = code == 4 || (style->is_underlined && code != 24);
    style->is_reversed = code == 7 || (style->is_reversed && code != 27);
}

static void take_style(struct mirror *mirror, const char *bytes, size_t len) {
    const char *at = bytes + 1, *end = bytes + len - 1;
    if (len < 3 || bytes[1] != '[' || *end != 'm')
        return;
    do {
        char *next;
        long code = strtol(at + 1, &next, 10);
        at = next;
        if (code == 0)
            mirror->style = plain;
        else if ((code >= 30 && code < 40) || (code >= 90 && code < 100))
            mirror->style.ink = read_colour(code, &at);
        else if ((code >= 40 && code < 50) || (code >= 100 && code < 110))
            mirror->style.paper = read_colour(code, &at);
        else
            turn_style(&mirror->style, code);
    } while (at < end && *at == ';');
}

void mirror_feed(struct mirror *mirror, const char *bytes, size_t len) {
    size_t taken = 0;
    for (size_t at = 0; at < len; at += taken) {
        enum stream_kind kind = stream_next(bytes + at, len - at, &taken);
        ck_assert_int_ne(kind, STREAM_ALIEN);
        if (kind == STREAM_TEXT)
            take_text(mirror, bytes + at, taken);
        else if ((kind == STREAM_MOTION || kind == STREAM_CLEARING) && taken == 1)
            take_control(mirror, bytes[at]);
        else if ((kind == STREAM_MOTION || kind == STREAM_CLEARING) && taken == 2)
            take_escape(mirror, bytes[at + 1]);
        else if (kind == STREAM_MOTION || kind == STREAM_CLEARING)
            take_csi(mirror, bytes + at, taken);
        else if (kind == STREAM_STYLE)
            take_style(mirror, bytes + at, taken);
        else if (taken == 5 && !strncmp(bytes + at, "\033[?7", 4))
            mirror->stays_at_end = bytes[at + 4] == 'l';
        ck_assert(mirror->row >= 0 && mirror->row < mirror->rows && mirror->col >= 0);
    }
}

void mirror_row(const struct mirror *mirror, int row, char text[MIRROR_ROW_MAX]) {
    size_t len = 0;
    for (int col = 0; col < mirror->cols; col++)
        len += (size_t)snprintf(text + len, MIRROR_ROW_MAX - len, "%s", cell_at(mirror, row, col));
    while (len && text[len - 1] == ' ')
        len--;
    text[len] = '\0';
}

const char *mirror_cell(const struct mirror *mirror, int row, int col) {
    return cell_at(mirror, row, col);
}

struct mirror_style mirror_style(const struct mirror *mirror, int row, int col) {
    return mirror->styles[row * mirror->cols + col];
}

bool mirror_is_shaded(const struct mirror *mirror, int row, int col) {
    struct mirror_style style = mirror_style(mirror, row, col);
    return style.paper >= 0 || style.is_reversed;
}
