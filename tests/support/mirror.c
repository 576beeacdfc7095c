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

void mirror_init(struct mirror *mirror, int rows, int cols) {
    *mirror = (struct mirror){.rows = rows, .cols = cols, .bottom = rows - 1};
    mirror->cells = mem_zalloc((size_t)(rows * cols) * sizeof *mirror->cells);
    mirror->shades = mem_zalloc((size_t)(rows * cols) * sizeof *mirror->shades);
}

void mirror_fini(struct mirror *mirror) {
    free(mirror->cells);
    free(mirror->shades);
    *mirror = (struct mirror){.rows = 0};
}

static char *cell_at(const struct mirror *mirror, int row, int col) {
    return mirror->cells[row * mirror->cols + col];
}

static void shade(struct mirror *mirror, int row, int col, int count, bool is_shaded) {
    memset(mirror->shades + row * mirror->cols + col, is_shaded, (size_t)count);
}

static void clear(struct mirror *mirror, int row, int from, int count) {
    int end = from + count < mirror->cols ? from + count : mirror->cols;
    for (int col = from; col < end; col++)
        memcpy(cell_at(mirror, row, col), " ", sizeof " ");
    if (from < end)
        shade(mirror, row, from, end - from, mirror->is_shading && !mirror->keeps_shade_off);
}

static void put(struct mirror *mirror, const char *text, int width) {
    ck_assert_msg(mirror->row < mirror->rows && mirror->col + width <= mirror->cols,
                  "“%s” beside the screen at %d,%d", text, mirror->row, mirror->col);
    snprintf(cell_at(mirror, mirror->row, mirror->col), MIRROR_CELL, "%s", text);
    for (int i = 1; i < width; i++)
        *cell_at(mirror, mirror->row, mirror->col + i) = '\0';
    shade(mirror, mirror->row, mirror->col, width, mirror->is_shading);
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
    bool *shades = mirror->shades + first * mirror->cols;
    memmove(is_up ? shades : shades + mirror->cols, is_up ? shades + mirror->cols : shades,
            (size_t)((mirror->bottom - first) * mirror->cols) * sizeof *shades);
    clear(mirror, is_up ? mirror->bottom : first, 0, mirror->cols);
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
        for (int i = 0; i < count; i++)
            scroll(mirror, mirror->top, final == 'S');
        break;
    case 'L':
    case 'M':
        ck_assert(mirror->row >= mirror->top && mirror->row <= mirror->bottom);
        for (int i = 0; i < count; i++)
            scroll(mirror, mirror->row, final == 'M');
        break;
    case 'b':
        for (int i = 0; i < count; i++)
            put(mirror, mirror->last, 1);
        break;
    default:
        ck_abort_msg("sequence %.*s", (int)(len - 1), bytes + 1);
    }
}

/* Skips the number of a colour, 5;N. */
static void take_style(struct mirror *mirror, const char *bytes, size_t len) {
    const char *at = bytes + 2, *end = bytes + len - 1;
    if (len < 3 || bytes[1] != '[' || *end != 'm')
        return;
    do {
        char *next;
        long code = strtol(at, &next, 10);
        mirror->is_shading = code == 7 || code == 48 || (code >= 40 && code <= 47) ||
                             (mirror->is_shading && code != 0 && code != 27 && code != 49);
        at = next + 1;
        for (int skipped = 0; (code == 38 || code == 48) && skipped < 2; skipped++)
            at += strcspn(at, ";m") + 1;
    } while (at <= end && at[-1] == ';');
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

bool mirror_is_shaded(const struct mirror *mirror, int row, int col) {
    return mirror->shades[row * mirror->cols + col];
}
