/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/screen_rows.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/* Curses' hash map takes a run of 3 rows or more that is no shorter than the way it goes
 * (ncurses 6.4, hashmap.c). */
enum { SCROLLED_ROWS_MIN = 3 };

void screen_rows_resize(struct screen_rows *rows, int count) {
    screen_rows_fini(rows);
    rows->count = count;
    rows->now = mem_zalloc((size_t)count * sizeof *rows->now);
    rows->last = mem_zalloc((size_t)count * sizeof *rows->last);
    rows->is_sent_whole = mem_zalloc((size_t)count * sizeof *rows->is_sent_whole);
}

void screen_rows_fini(struct screen_rows *rows) {
    free(rows->now);
    free(rows->last);
    free(rows->is_sent_whole);
    *rows = (struct screen_rows){0};
}

void screen_rows_erase(struct screen_rows *rows) {
    memset(rows->now, 0, (size_t)rows->count * sizeof *rows->now);
}

/* FNV-1a, 64 bits. */
static uint64_t mix(uint64_t hash, uint64_t number) {
    return (hash ^ number) * UINT64_C(0x100000001B3);
}

static void mix_piece(uint64_t *hash, int col, enum role role, const struct text_piece *piece) {
    uint64_t mixed = *hash ? *hash : UINT64_C(0xCBF29CE484222325);
    mixed = mix(mix(mixed, (uint64_t)col), (uint64_t)role);
    for (const char *byte = piece->bytes; *byte; byte++)
        mixed = mix(mixed, (unsigned char)*byte);
    *hash = mixed;
}

/* What was drawn to the right of the first disputed piece before it belongs to the tail as well. */
void screen_rows_put(struct screen_rows *rows, int row, int col, enum role role,
                     const struct text_piece *piece) {
    struct screen_row *at = &rows->now[row];
    bool begins = piece->is_disputed && !at->tail;
    if (begins && col < at->end)
        at->tail = at->hash;
    if (begins || at->tail)
        mix_piece(&at->tail, col, role, piece);
    else if (col + piece->width > at->end)
        at->end = col + piece->width;
    mix_piece(&at->hash, col, role, piece);
}

/* The row of the last frame that moved to `row`; -1 when none did, or not beyond doubt: curses
 * takes no row for moved that is not the only one. */
static int source_of(const struct screen_rows *rows, int row) {
    uint64_t hash = rows->now[row].hash;
    int now = 0, last = 0, source = -1;
    for (int i = 0; i < rows->count; i++) {
        now += rows->now[i].hash == hash;
        last += rows->last[i].found == hash;
        if (rows->last[i].found == hash && rows->last[i].hash == hash)
            source = i;
    }
    return hash && now == 1 && last == 1 && source != row ? source : -1;
}

/* Rows from `row` on that moved alike; *shift gets from how far below they came. */
static int run_from(const struct screen_rows *rows, int row, int *shift) {
    int source = source_of(rows, row), length = source >= 0;
    *shift = source - row;
    while (length && row + length < rows->count && source_of(rows, row + length) == source + length)
        length++;
    return length;
}

/* Whether a run of rows is scrolled to its place beyond doubt: all runs go the same way. */
static bool is_scrolled(int length, int shift, int *only_shift) {
    bool is_long = length >= SCROLLED_ROWS_MIN && length >= abs(shift);
    if (is_long && *only_shift == 0)
        *only_shift = shift;
    return is_long && shift == *only_shift;
}

/* What stands on the screen where a row comes from has to stay there until it is moved. */
static void spare_moved(struct screen_rows *rows) {
    int shift, length, only_shift = 0;
    for (int row = 0; row < rows->count; row += length ? length : 1) {
        length = run_from(rows, row, &shift);
        if (is_scrolled(length, shift, &only_shift))
            memset(rows->is_sent_whole + row + shift, false,
                   (size_t)length * sizeof *rows->is_sent_whole);
    }
}

static bool has_disputed(const struct screen_rows *rows) {
    for (int i = 0; i < rows->count; i++)
        if (rows->is_sent_whole[i])
            return true;
    return false;
}

/* Curses renews the hash of a row that changes. */
static void note_found(struct screen_rows *rows, bool is_redrawn) {
    for (int i = 0; i < rows->count; i++)
        rows->now[i].found = is_redrawn || rows->now[i].hash == rows->last[i].hash
                                 ? rows->last[i].found
                                 : rows->now[i].hash;
}

void screen_rows_settle(struct screen_rows *rows, bool can_scroll, bool is_redrawn) {
    for (int i = 0; i < rows->count; i++)
        rows->is_sent_whole[i] = rows->now[i].tail != rows->last[i].tail;
    if (can_scroll && has_disputed(rows))
        spare_moved(rows);
    note_found(rows, is_redrawn);
    memcpy(rows->last, rows->now, (size_t)rows->count * sizeof *rows->last);
}
