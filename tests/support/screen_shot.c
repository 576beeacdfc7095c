/* SPDX-License-Identifier: GPL-3.0-or-later */
#define NCURSES_WIDECHAR 1
#include "tests/support/screen_shot.h"

#include <curses.h>
#include <stdint.h>
#include <stdlib.h>
#include <wchar.h>

char screen_shot_letter(enum role role) {
    static const char letters[ROLE_COUNT] = {
        [ROLE_TEXT] = '.',    [ROLE_DIM] = 'd',   [ROLE_STRONG] = 'S',   [ROLE_ACCENT] = 'a',
        [ROLE_CURRENT] = 'C', [ROLE_GOOD] = 'g',  [ROLE_WARNING] = 'w',  [ROLE_ERROR] = 'E',
        [ROLE_HEADER] = 'h',  [ROLE_FOUND] = 'f', [ROLE_REVEALED] = 'r', [ROLE_SELECTION] = 'm'};
    return letters[role];
}

/* On the bar a capital is a small letter, and the other way round. */
static char letter_of(uint8_t look) {
    char letter = screen_shot_letter((enum role)(look % SCREEN_ON_BAR));
    if (look < SCREEN_ON_BAR)
        return letter;
    return letter == '.' ? '_' : (char)(letter ^ 0x20);
}

static void write_text_row(const struct screen *screen, int row, struct buf *out) {
    size_t keep = out->len;
    for (int col = 0; col < screen_cols(screen); col++) {
        cchar_t cell;
        wchar_t content[CCHARW_MAX + 1];
        attr_t attributes;
        short pair;
        char bytes[sizeof content * 2];
        if (mvin_wch(row, col, &cell) == ERR ||
            getcchar(&cell, content, &attributes, &pair, NULL) == ERR)
            continue;
        size_t length = wcstombs(bytes, content, sizeof bytes);
        if (length != (size_t)-1)
            buf_put(out, bytes, length);
        if (length != 1 || bytes[0] != ' ')
            keep = out->len;
        if (wcwidth(content[0]) == 2)
            col++;
    }
    if (out->data)
        out->data[out->len = keep] = '\0';
    buf_text_put(out, "\n");
}

static void write_role_row(const struct screen *screen, int row, struct buf *out) {
    const uint8_t *roles = screen_roles(screen) + (size_t)row * (size_t)screen_cols(screen);
    int last = screen_cols(screen);
    while (last > 0 && roles[last - 1] == ROLE_TEXT)
        last--;
    for (int col = 0; col < last; col++) {
        char letter = letter_of(roles[col]);
        buf_put(out, &letter, 1);
    }
    buf_text_put(out, "\n");
}

void screen_shot(const struct screen *screen, struct buf *out) {
    int cursor_row, cursor_col;
    getyx(stdscr, cursor_row, cursor_col);
    for (int row = 0; row < screen_rows(screen); row++)
        write_text_row(screen, row, out);
    move(cursor_row, cursor_col);
    buf_format(out, "-- roles, cursor %d,%d\n", cursor_row, cursor_col);
    for (int row = 0; row < screen_rows(screen); row++)
        write_role_row(screen, row, out);
}
