/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/terminal/screen_terse.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    ESCAPE = 033,
    DELETE = 0177,
    SHIFT_IN = 017,
    WAY_BYTES = 48,
    NUMBERS_MAX = 16,
    UNKNOWN = -1,
    BRIGHT = 8, /* the first colour of the second eight */
    FEW = 16,
    MANY = 256
};

/* Codes of looks (ECMA-48, and xterm's bright colours). */
enum {
    BOLD = 1,
    UNDERLINED = 4,
    REVERSED = 7,
    INK = 30,
    PAPER = 40,
    NUMBERED = 8, /* after INK or PAPER: `5` and a number follow */
    OWN = 9,      /* the same: the terminal's own */
    BRIGHT_ONES = 60
};

/* A control sequence `ESC [ 1 ; 2 X`. */
struct sequence {
    int numbers[NUMBERS_MAX]; /* 0: left out */
    int count;
    bool is_plain; /* numbers and nothing else */
    char final;
};

static const struct screen_terse_pen plain = {.is_known = true, .ink = UNKNOWN, .paper = UNKNOWN};

static const struct screen_terse_place nowhere = {UNKNOWN, UNKNOWN};

void screen_terse_forget(struct screen_terse *terse, int rows, int cols) {
    *terse = (struct screen_terse){.rows = rows,
                                   .cols = cols,
                                   .bottom = rows - 1,
                                   .wraps = UNKNOWN,
                                   .wants_wraps = UNKNOWN,
                                   .at = nowhere,
                                   .target = nowhere,
                                   .saved_at = nowhere};
}

/* Looks. */

static void add_code(char codes[WAY_BYTES], int code) {
    size_t len = strlen(codes);
    snprintf(codes + len, WAY_BYTES - len, "%s%d", len ? ";" : "", code);
}

static void add_colour(char codes[WAY_BYTES], int base, int colour) {
    if (colour == UNKNOWN)
        add_code(codes, base + OWN);
    else if (colour < BRIGHT)
        add_code(codes, base + colour);
    else if (colour < FEW)
        add_code(codes, base + BRIGHT_ONES + colour - BRIGHT);
    else {
        add_code(codes, base + NUMBERED);
        add_code(codes, 5);
        add_code(codes, colour);
    }
}

/* From `has` on; nothing that `has` has is taken away but colours. */
static void add_changes(const struct screen_terse_pen *has, const struct screen_terse_pen *wants,
                        char codes[WAY_BYTES]) {
    if (wants->is_bold && !has->is_bold)
        add_code(codes, BOLD);
    if (wants->is_underlined && !has->is_underlined)
        add_code(codes, UNDERLINED);
    if (wants->is_reversed && !has->is_reversed)
        add_code(codes, REVERSED);
    if (wants->ink != has->ink)
        add_colour(codes, INK, wants->ink);
    if (wants->paper != has->paper)
        add_colour(codes, PAPER, wants->paper);
}

static bool has_all_of(const struct screen_terse_pen *pen, const struct screen_terse_pen *other) {
    return other->is_known && pen->is_bold >= other->is_bold &&
           pen->is_underlined >= other->is_underlined && pen->is_reversed >= other->is_reversed;
}

static bool is_same_look(const struct screen_terse_pen *one, const struct screen_terse_pen *other) {
    return has_all_of(one, other) && has_all_of(other, one) && one->ink == other->ink &&
           one->paper == other->paper;
}

/* Of blanks only the background is seen, and lines. */
static bool is_same_shade(const struct screen_terse_pen *one,
                          const struct screen_terse_pen *other) {
    return one->is_known && other->is_known && one->paper == other->paper &&
           one->is_underlined == other->is_underlined && !one->is_reversed && !other->is_reversed;
}

static void settle_look(struct screen_terse *terse, struct buf *out) {
    char fresh[WAY_BYTES] = "", changes[WAY_BYTES] = "";
    if (!terse->wants.is_known || is_same_look(&terse->wants, &terse->has))
        return;
    if (!is_same_look(&terse->wants, &plain))
        add_code(fresh, 0);
    add_changes(&plain, &terse->wants, fresh);
    add_changes(&terse->has, &terse->wants, changes);
    bool is_fresh = !has_all_of(&terse->wants, &terse->has) || strlen(fresh) <= strlen(changes);
    buf_format(out, "\033[%sm", is_fresh ? fresh : changes);
    terse->has = terse->wants;
}

/* Places. */

/* Keeps the shorter of two ways. */
static void offer(char way[WAY_BYTES], const char *other) {
    if (!*way || strlen(other) < strlen(way))
        snprintf(way, WAY_BYTES, "%s", other);
}

static void write_step(char way[WAY_BYTES], int count, char final) {
    if (count == 1)
        snprintf(way, WAY_BYTES, "\033[%c", final);
    else
        snprintf(way, WAY_BYTES, "\033[%d%c", count, final);
}

/* Within a row; `from` may be unknown. "" for no move. */
static void find_across(int from, int to, char way[WAY_BYTES]) {
    char other[WAY_BYTES];
    *way = '\0';
    if (from == to)
        return;
    write_step(way, to + 1, 'G');
    if (to == 0)
        offer(way, "\r");
    if (from == UNKNOWN)
        return;
    write_step(other, abs(to - from), to > from ? 'C' : 'D');
    offer(way, other);
    if (to == from - 1)
        offer(way, "\b");
    else if (to == from - 2)
        offer(way, "\b\b");
}

/* To another row, in the same column. A feed scrolls in the last row only. */
static void find_down(const struct screen_terse *terse, int from, int to, char way[WAY_BYTES]) {
    char other[WAY_BYTES];
    bool is_whole = terse->top == 0 && terse->bottom == terse->rows - 1;
    write_step(way, to + 1, 'd');
    if (from == UNKNOWN || !is_whole)
        return;
    write_step(other, abs(to - from), to > from ? 'B' : 'A');
    offer(way, other);
    if (to == from + 1)
        offer(way, "\n");
}

static void find_way(const struct screen_terse *terse, char way[WAY_BYTES]) {
    struct screen_terse_place at = terse->at, to = terse->target;
    char down[WAY_BYTES] = "", across[WAY_BYTES] = "", other[2 * WAY_BYTES];
    *way = '\0';
    if (to.row != UNKNOWN && to.col == 0)
        write_step(way, to.row + 1, 'H');
    else if (to.row != UNKNOWN && to.col != UNKNOWN)
        snprintf(way, WAY_BYTES, "\033[%d;%dH", to.row + 1, to.col + 1);
    if (to.row != at.row)
        find_down(terse, at.row, to.row, down);
    if (to.col != UNKNOWN)
        find_across(at.col, to.col, across);
    snprintf(other, sizeof other, "%s%s", down, across);
    if (to.row == UNKNOWN || to.col == UNKNOWN || at.row != UNKNOWN || to.row == at.row)
        offer(way, other);
}

static void settle_place(struct screen_terse *terse, struct buf *out) {
    char way[WAY_BYTES];
    if (terse->target.row == terse->at.row && terse->target.col == terse->at.col)
        return;
    find_way(terse, way);
    buf_text_put(out, way);
    terse->at = terse->target;
}

static void settle(struct screen_terse *terse, struct buf *out) {
    settle_place(terse, out);
    settle_look(terse, out);
}

/* Before blanks. */
static void settle_shade(struct screen_terse *terse, struct buf *out) {
    settle_place(terse, out);
    if (!is_same_shade(&terse->wants, &terse->has))
        settle_look(terse, out);
}

/* After that the terminal is where it is. */
static void set_place(struct screen_terse *terse, int row, int col) {
    terse->at = terse->target = (struct screen_terse_place){row, col};
}

/* Matters to characters only. */
static void settle_wrapping(struct screen_terse *terse, struct buf *out) {
    if (terse->wants_wraps != terse->wraps)
        buf_text_put(out, terse->wants_wraps ? "\033[?7h" : "\033[?7l");
    terse->wraps = terse->wants_wraps;
}

/* What is sent as it is; if it draws anything, then blanks. */
static void pass(struct screen_terse *terse, const char *bytes, size_t len, struct buf *out) {
    settle_shade(terse, out);
    buf_put(out, bytes, len);
}

/* Of a character that may be wider than others only the row is known; after the last column, where
 * the terminal waits to wrap, nothing is. */
static void put_character(struct screen_terse *terse, unsigned char byte, struct buf *out) {
    settle_wrapping(terse, out);
    (byte == ' ' ? settle_shade : settle)(terse, out);
    buf_put(out, &byte, 1);
    int row = terse->at.row, col = terse->at.col;
    if (byte > DELETE || col == UNKNOWN)
        set_place(terse, row, UNKNOWN);
    else if (col + 1 < terse->cols)
        set_place(terse, row, col + 1);
    else
        set_place(terse, UNKNOWN, UNKNOWN);
}

static void feed_line(struct screen_terse *terse, struct buf *out) {
    int row = terse->target.row;
    if (row != UNKNOWN && row != terse->bottom && row + 1 < terse->rows) {
        terse->target.row++;
        return;
    }
    pass(terse, "\n", 1, out);
}

static void step_back(struct screen_terse *terse, struct buf *out) {
    if (terse->target.col > 0)
        terse->target.col--;
    else
        pass(terse, "\b", 1, out);
}

static void put_control(struct screen_terse *terse, char control, struct buf *out) {
    if (control == '\r')
        terse->target.col = 0;
    else if (control == '\b')
        step_back(terse, out);
    else if (control == '\n')
        feed_line(terse, out);
    else if (control == SHIFT_IN && !terse->keeps_charset)
        return;
    else
        pass(terse, &control, 1, out);
    if (control == '\t')
        set_place(terse, terse->at.row, UNKNOWN);
}

/* A colour after 38 or 48; UNKNOWN if it is none of those that are sent here. */
static int read_many(const struct sequence *sequence, int *at) {
    if (*at + 2 >= sequence->count || sequence->numbers[*at + 1] != 5)
        return UNKNOWN;
    *at += 2;
    int colour = sequence->numbers[*at];
    return colour >= FEW && colour < MANY ? colour : UNKNOWN;
}

static bool take_colour(const struct sequence *sequence, int *at, int base, int *colour) {
    int code = sequence->numbers[*at] - base;
    if (code >= BRIGHT_ONES)
        *colour = code - BRIGHT_ONES + BRIGHT;
    else if (code == OWN)
        *colour = UNKNOWN;
    else
        *colour = code == NUMBERED ? read_many(sequence, at) : code;
    return code == OWN || *colour != UNKNOWN;
}

static bool is_colour(int code, int base) {
    int bright = code - base - BRIGHT_ONES;
    return (code >= base && code <= base + OWN) || (bright >= 0 && bright < BRIGHT);
}

static bool take_code(struct screen_terse_pen *pen, const struct sequence *sequence, int *at) {
    int code = sequence->numbers[*at];
    if (is_colour(code, INK))
        return take_colour(sequence, at, INK, &pen->ink);
    if (is_colour(code, PAPER))
        return take_colour(sequence, at, PAPER, &pen->paper);
    if (code == 0)
        *pen = plain;
    pen->is_bold = pen->is_bold || code == BOLD;
    pen->is_underlined = pen->is_underlined || code == UNDERLINED;
    pen->is_reversed = pen->is_reversed || code == REVERSED;
    return code == 0 || code == BOLD || code == UNDERLINED || code == REVERSED;
}

/* Whether what comes next is known to look like what. */
static bool take_look(struct screen_terse *terse, const struct sequence *sequence) {
    struct screen_terse_pen pen = terse->wants;
    for (int at = 0; at < sequence->count; at++)
        if (!take_code(&pen, sequence, &at))
            return false;
    if (pen.is_known)
        terse->wants = pen;
    return pen.is_known;
}

/* A look that is not known here. */
static void pass_look(struct screen_terse *terse, const char *bytes, size_t len, struct buf *out) {
    settle_look(terse, out);
    buf_put(out, bytes, len);
    terse->has.is_known = terse->wants.is_known = false;
}

static bool step(int *place, int by, int count) {
    bool is_known = *place != UNKNOWN && *place + by >= 0 && *place + by < count;
    if (is_known)
        *place += by;
    return is_known;
}

/* Whether a sequence only moves, and to where. */
static bool take_move(struct screen_terse *terse, const struct sequence *sequence) {
    struct screen_terse_place *to = &terse->target;
    int first = sequence->numbers[0] ? sequence->numbers[0] : 1;
    switch (sequence->final) {
    case 'H':
        to->row = first - 1;
        to->col = sequence->count > 1 && sequence->numbers[1] ? sequence->numbers[1] - 1 : 0;
        return true;
    case 'G':
        to->col = first - 1;
        return true;
    case 'd':
        to->row = first - 1;
        return true;
    case 'A':
        return step(&to->row, -first, terse->rows);
    case 'B':
        return step(&to->row, first, terse->rows);
    case 'C':
        return step(&to->col, first, terse->cols);
    case 'D':
        return step(&to->col, -first, terse->cols);
    default:
        return false;
    }
}

/* Goes to the upper left corner, too. */
static void set_region(struct screen_terse *terse, const struct sequence *sequence,
                       struct buf *out) {
    int top = sequence->numbers[0], bottom = sequence->count > 1 ? sequence->numbers[1] : 0;
    terse->top = top ? top - 1 : 0;
    terse->bottom = bottom ? bottom - 1 : terse->rows - 1;
    if (terse->top == 0 && terse->bottom == terse->rows - 1)
        buf_text_put(out, "\033[r");
    else
        buf_format(out, "\033[%d;%dr", terse->top + 1, terse->bottom + 1);
    set_place(terse, 0, 0);
}

/* A sequence that is neither a look nor a move. Modes (letters h, l) change nothing that is known
 * here but wrapping. */
static void put_other(struct screen_terse *terse, const struct sequence *sequence,
                      const char *bytes, size_t len, struct buf *out) {
    if (sequence->is_plain && sequence->final == 'r') {
        set_region(terse, sequence, out);
        return;
    }
    if (!strncmp(bytes, "\033[?7", 4) && len == 5 && strchr("hl", sequence->final)) {
        terse->wants_wraps = sequence->final == 'h';
        return;
    }
    pass(terse, bytes, len, out);
    if (!strchr("hlJKPX@ST", sequence->final))
        set_place(terse, UNKNOWN, UNKNOWN);
}

static size_t read_sequence(const char *bytes, size_t len, struct sequence *sequence) {
    size_t at = 2;
    *sequence = (struct sequence){.count = 1, .is_plain = true};
    for (; at < len && bytes[at] < '@'; at++) {
        int *number = &sequence->numbers[sequence->count - 1];
        if (bytes[at] >= '0' && bytes[at] <= '9' && *number < 1000)
            *number = *number * 10 + bytes[at] - '0';
        else if (bytes[at] == ';' && sequence->count < NUMBERS_MAX)
            sequence->count++;
        else
            sequence->is_plain = false;
    }
    sequence->final = at < len ? bytes[at] : '\0';
    return at < len ? at + 1 : len;
}

static size_t put_sequence(struct screen_terse *terse, const char *bytes, size_t len,
                           struct buf *out) {
    struct sequence sequence;
    size_t taken = read_sequence(bytes, len, &sequence);
    if (sequence.is_plain && sequence.final == 'm' && take_look(terse, &sequence))
        return taken;
    if (sequence.is_plain && take_move(terse, &sequence))
        return taken;
    if (sequence.final == 'm')
        pass_look(terse, bytes, taken, out);
    else
        put_other(terse, &sequence, bytes, taken, out);
    return taken;
}

/* A command to the system, up to its end. */
static size_t put_command(const char *bytes, size_t len, struct buf *out) {
    size_t at = 2;
    while (at < len && bytes[at] != '\007' && bytes[at] != ESCAPE)
        at++;
    at += at < len && bytes[at] == ESCAPE;
    at += at < len;
    buf_put(out, bytes, at);
    return at;
}

static void save_place(struct screen_terse *terse) {
    terse->saved_has = terse->has;
    terse->saved_wants = terse->wants;
    terse->saved_at = terse->at;
}

static void restore_place(struct screen_terse *terse, struct buf *out) {
    terse->has = terse->saved_has;
    terse->wants = terse->saved_wants;
    buf_text_put(out, "\0338");
    set_place(terse, terse->saved_at.row, terse->saved_at.col);
}

static size_t put_escape(struct screen_terse *terse, const char *bytes, size_t len,
                         struct buf *out) {
    if (len > 1 && bytes[1] == '[')
        return put_sequence(terse, bytes, len, out);
    if (len > 1 && bytes[1] == ']')
        return put_command(bytes, len, out);
    size_t taken = len > 2 && bytes[1] == '(' ? 3 : len > 1 ? 2 : 1;
    if (taken == 3 && bytes[2] == 'B' && !terse->keeps_charset)
        return taken;
    if (taken == 2 && bytes[1] == '8') {
        restore_place(terse, out);
        return taken;
    }
    pass(terse, bytes, taken, out);
    if (taken == 2 && bytes[1] == '7')
        save_place(terse);
    else if (taken == 2)
        set_place(terse, UNKNOWN, UNKNOWN);
    return taken;
}

void screen_terse_put(struct screen_terse *terse, const char *bytes, size_t len, bool keeps_charset,
                      struct buf *out) {
    terse->keeps_charset = keeps_charset;
    for (size_t at = 0; at < len;) {
        unsigned char byte = (unsigned char)bytes[at];
        if (byte == ESCAPE) {
            at += put_escape(terse, bytes + at, len - at, out);
            continue;
        }
        if (byte < ' ')
            put_control(terse, bytes[at], out);
        else
            put_character(terse, byte, out);
        at++;
    }
    settle_wrapping(terse, out);
    settle(terse, out);
}
