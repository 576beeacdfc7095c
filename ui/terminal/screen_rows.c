/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/terminal/screen_rows.h"

#include "base/mem.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum {
    /* Curses' hash map takes a run of 3 rows or more that is no shorter than the way it goes
     * (ncurses 6.4, hashmap.c). */
    SCROLLED_ROWS_MIN = 3,
    MARK_COST = 2, /* of the mark in that map's reckoning, at most: set here and erased there */
    CELL_CONTINUED = 0x110000 /* of what is to its left; no code point */
};

void screen_rows_resize(struct screen_rows *rows, int count, int cols) {
    screen_rows_fini(rows);
    rows->count = count;
    rows->cols = cols;
    rows->now = mem_zalloc((size_t)count * sizeof *rows->now);
    rows->last = mem_zalloc((size_t)count * sizeof *rows->last);
    rows->now_cells = mem_zalloc((size_t)count * (size_t)cols * sizeof *rows->now_cells);
    rows->last_cells = mem_zalloc((size_t)count * (size_t)cols * sizeof *rows->last_cells);
    rows->sent_from = mem_zalloc((size_t)count * sizeof *rows->sent_from);
}

void screen_rows_fini(struct screen_rows *rows) {
    free(rows->now);
    free(rows->last);
    free(rows->now_cells);
    free(rows->last_cells);
    free(rows->sent_from);
    *rows = (struct screen_rows){0};
}

void screen_rows_fence(struct screen_rows *rows, int col) {
    rows->fence = col;
}

void screen_rows_erase(struct screen_rows *rows) {
    rows->fence = 0;
    memset(rows->now, 0, (size_t)rows->count * sizeof *rows->now);
    memset(rows->now_cells, 0, (size_t)rows->count * (size_t)rows->cols * sizeof *rows->now_cells);
}

/* FNV-1a, 64 bits. */
static uint64_t mix(uint64_t hash, uint64_t number) {
    return (hash ^ number) * UINT64_C(0x100000001B3);
}

static void mix_piece(uint64_t *hash, int col, int look, const struct text_piece *piece) {
    uint64_t mixed = *hash ? *hash : UINT64_C(0xCBF29CE484222325);
    mixed = mix(mix(mixed, (uint64_t)col), (uint64_t)look);
    for (const char *byte = piece->bytes; *byte; byte++)
        mixed = mix(mixed, (unsigned char)*byte);
    *hash = mixed;
}

static void note_cells(struct screen_rows *rows, int row, int col, const struct text_piece *piece) {
    uint32_t *cells = rows->now_cells + (size_t)row * (size_t)rows->cols + (size_t)col;
    for (int i = 0; i < piece->width && col + i < rows->cols; i++)
        cells[i] = CELL_CONTINUED;
    if (piece->width > 0)
        utf8_decode(piece->bytes, piece->len, cells);
}

/* What was drawn to the right of the first disputed piece before it belongs to the tail as well. */
void screen_rows_put(struct screen_rows *rows, int row, int col, int look,
                     const struct text_piece *piece) {
    struct screen_row *at = &rows->now[row];
    int part = rows->fence > 0 && col >= rows->fence;
    uint64_t *tail = &at->parts[part].tail;
    int *start = &at->parts[part].start, *end = &at->parts[part].end;
    mix_piece(&at->parts[part].hash, col, look, piece);
    bool begins = piece->is_disputed && !*tail;
    if (begins && col < *end)
        *tail = at->hash;
    if (begins || (*tail && col < *start))
        *start = col;
    if (begins || *tail)
        mix_piece(tail, col, look, piece);
    else if (col + piece->width > *end)
        *end = col + piece->width;
    mix_piece(&at->hash, col, look, piece);
    if (col > 0 || piece->width != 1)
        mix_piece(&at->rest, col, look, piece);
    note_cells(rows, row, col, piece);
}

/* The row of the last frame that curses takes for the one that moved to `row`; -1: none. It takes
 * none that is not the only one. */
static int found_source(const struct screen_rows *rows, int row) {
    uint64_t hash = rows->now[row].hash;
    int now = 0, last = 0, source = -1;
    for (int i = 0; i < rows->count; i++) {
        now += rows->now[i].hash == hash;
        last += rows->last[i].found == hash;
        if (rows->last[i].found == hash)
            source = i;
    }
    return now == 1 && last == 1 && source != row ? source : -1;
}

/* The row that moved to `row` beyond doubt; -1: none. */
static int source_of(const struct screen_rows *rows, int row) {
    int source = rows->now[row].hash ? found_source(rows, row) : -1;
    return source >= 0 && rows->last[source].hash == rows->now[row].hash ? source : -1;
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

/* By how many cells, at least, drawing the new row at `row` over the old one costs curses more than
 * drawing it on a blank row and the old one where it goes. The mark's column is left out; of what
 * takes several cells only the first is known. */
static int count_gain(const struct screen_rows *rows, int row) {
    const uint32_t *last = rows->last_cells + (size_t)row * (size_t)rows->cols;
    const uint32_t *now = rows->now_cells + (size_t)row * (size_t)rows->cols;
    int gain = 0;
    for (int col = 1; col < rows->cols; col++) {
        bool is_drawn = last[col] && last[col] != ' ';
        bool is_unsure = last[col] == CELL_CONTINUED || now[col] == CELL_CONTINUED;
        if (is_drawn && !now[col])
            gain += 2;
        else if (is_drawn && last[col] != now[col] && (now[col] == ' ' || !is_unsure))
            gain++;
    }
    return gain;
}

/* Whether curses sees nothing move to `row` or beyond it, as seen from the run. */
static bool is_last_moved(const struct screen_rows *rows, int row, int step) {
    for (; row >= 0 && row < rows->count; row += step)
        if (found_source(rows, row) >= 0)
            return false;
    return true;
}

static bool has_same_tails(const struct screen_row *one, const struct screen_row *other) {
    for (int part = 0; part < SCREEN_ROWS_PARTS; part++)
        if (one->parts[part].tail != other->parts[part].tail)
            return false;
    return true;
}

/* The row next to a run that scrolls, which goes the same way but has lost or gained the mark:
 * where it comes from; -1: there is none. Curses lets the run grow by it where the cells to be
 * drawn are no more then than if both rows were drawn where they are (ncurses 6.4, hashmap.c,
 * cost_effective()), whether blanks count as drawn (without `bce`) or not. */
static int grown_source(const struct screen_rows *rows, int row, int length, int shift) {
    int step = shift > 0 ? 1 : -1, to = shift > 0 ? row + length : row - 1, from = to + shift;
    if (to < 0 || to >= rows->count || from < 0 || from >= rows->count)
        return -1;
    const struct screen_row *now = &rows->now[to], *last = &rows->last[from];
    if (!now->hash || now->rest != last->rest || !has_same_tails(now, last))
        return -1;
    bool is_sure = is_last_moved(rows, to, step) && count_gain(rows, from) >= MARK_COST;
    return is_sure ? from : -1;
}

/* What is on the screen where a row comes from has to stay there until it is moved. */
static void spare_moved(struct screen_rows *rows) {
    int shift, length, only_shift = 0;
    for (int row = 0; row < rows->count; row += length ? length : 1) {
        length = run_from(rows, row, &shift);
        if (!is_scrolled(length, shift, &only_shift))
            continue;
        int grown = grown_source(rows, row, length, shift);
        for (int i = 0; i < length; i++)
            rows->sent_from[row + shift + i] = rows->cols;
        if (grown >= 0)
            rows->sent_from[grown] = rows->cols;
    }
}

static bool has_disputed(const struct screen_rows *rows) {
    for (int i = 0; i < rows->count; i++)
        if (rows->sent_from[i] < rows->cols)
            return true;
    return false;
}

/* Disputed text that is new, gone or another is sent as a whole, and before the fence with all that
 * is beyond it: it may take cells from there. */
static int sent_from(const struct screen_row *now, const struct screen_row *last, int cols) {
    int from = now->parts[0].tail == last->parts[0].tail ? cols : 0;
    if (now->parts[1].tail == last->parts[1].tail || from == 0)
        return from;
    if (now->parts[1].tail)
        from = now->parts[1].start;
    if (last->parts[1].tail && last->parts[1].start < from)
        from = last->parts[1].start;
    return from;
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
        rows->sent_from[i] = sent_from(&rows->now[i], &rows->last[i], rows->cols);
    if (can_scroll && has_disputed(rows))
        spare_moved(rows);
    note_found(rows, is_redrawn);
    rows->last_fence = rows->fence;
    memcpy(rows->last, rows->now, (size_t)rows->count * sizeof *rows->last);
    memcpy(rows->last_cells, rows->now_cells,
           (size_t)rows->count * (size_t)rows->cols * sizeof *rows->last_cells);
}

/* How far the part before the fence moved to `row`; 0: not, or not for sure. */
static int left_shift(const struct screen_rows *rows, int row) {
    uint64_t hash = rows->now[row].parts[0].hash;
    int source = row;
    for (int i = 0; hash && i < rows->count; i++)
        if (rows->last[i].parts[0].hash == hash) {
            if (source != row)
                return 0;
            source = i;
        }
    return source - row;
}

struct screen_rows_move screen_rows_find_move(const struct screen_rows *rows) {
    struct screen_rows_move best = {.count = 0}, run = {.count = 0};
    bool has_fence = rows->fence > 0 && rows->fence == rows->last_fence;
    for (int row = 0; has_fence && row < rows->count; row++) {
        int shift = left_shift(rows, row);
        run = shift && run.count && shift == run.shift
                  ? (struct screen_rows_move){run.row, run.count + 1, shift}
                  : (struct screen_rows_move){row, shift != 0, shift};
        if (run.count > best.count)
            best = run;
    }
    bool is_long = best.count >= SCROLLED_ROWS_MIN && best.count >= abs(best.shift);
    return is_long ? best : (struct screen_rows_move){.count = 0};
}

void screen_rows_settle_move(struct screen_rows *rows, const struct screen_rows_move *move,
                             bool can_scroll) {
    size_t count = (size_t)rows->count, cells = count * (size_t)rows->cols;
    size_t moved = (size_t)move->count;
    int from = move->row + move->shift;
    struct screen_row *now = mem_zalloc(count * sizeof *now);
    uint32_t *now_cells = mem_zalloc(cells * sizeof *now_cells);
    memcpy(now, rows->now, count * sizeof *now);
    memcpy(now_cells, rows->now_cells, cells * sizeof *now_cells);
    memcpy(rows->now + move->row, rows->last + from, moved * sizeof *now);
    memcpy(rows->now_cells + (size_t)move->row * (size_t)rows->cols,
           rows->last_cells + (size_t)from * (size_t)rows->cols,
           moved * (size_t)rows->cols * sizeof *now_cells);
    screen_rows_settle(rows, can_scroll, false);
    memcpy(rows->now, now, count * sizeof *now);
    memcpy(rows->now_cells, now_cells, cells * sizeof *now_cells);
    free(now);
    free(now_cells);
}

bool screen_rows_is_disputed(const struct screen_rows *rows, int row) {
    for (int part = 0; part < SCREEN_ROWS_PARTS; part++)
        if (rows->last[row].parts[part].tail)
            return true;
    return false;
}
