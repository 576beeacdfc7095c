/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Makes outside text safe and measurable: every string that reaches a terminal cell, a message or
 * stderr passes through here.
 *
 * Text is walked in grapheme clusters (UAX #29, by utf8proc). Each becomes one piece: the bytes to
 * show, their columns, and whether they replace something else:
 *   - controls (C0, DEL, C1), bidi and other format characters, zero-width spaces, unassigned and
 *     private code points are REVEALED: `␛` for a C0 control, `⏎` for a line break, `<U+202E>` for
 *     the rest;
 *   - emoji sequences (ZWJ, skin tone, variation selector, keycap, tag) are REDUCED to their base,
 *     because terminals disagree on their width and a curses cell cannot hold two spacing code
 *     points. A pair of regional indicators stays a flag; a single one becomes its letter;
 *   - letters and marks of living scripts are never replaced or dropped, including spacing marks (a
 *     piece with one takes several cells). Only a cluster with more than the four zero-width marks
 *     of a curses cell is REDUCED. A mark without a base is put on a dotted circle (REVEALED);
 *   - invalid UTF-8, and what the C library cannot measure, become U+FFFD, one for each maximal bad
 *     sequence (REVEALED). ZWNJ and ZWJ stay between letters of a script that uses them (Arabic,
 *     Indic and related scripts) and after a virama.
 * A piece may be part of a cluster: what is revealed in one is a piece of its own. Conjoining jamo
 * and decomposed letters are composed (NFC).
 *
 * If LC_CTYPE is not a UTF-8 locale, all output is printable ASCII (base/ascii.h).
 */
#ifndef FOLLOWTRAIL_BASE_TEXT_H
#define FOLLOWTRAIL_BASE_TEXT_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>

enum text_kind { TEXT_PLAIN, TEXT_REVEALED, TEXT_REDUCED };

enum { TEXT_PIECE_MAX = 64 };

struct text_piece {
    char bytes[TEXT_PIECE_MAX]; /* valid UTF-8 without controls, NUL-terminated */
    size_t len;
    int width; /* columns by wcwidth(), which curses uses: 1 or more */
    enum text_kind kind;
    bool is_disputed;          /* terminals disagree on its width or its place in the row */
    size_t source, source_len; /* the bytes of the input that it represents */
};

struct text_walk {
    const char *text;
    size_t len, at;
};

/* Starts a walk over `len` bytes (not NUL-terminated; NUL is a control like any other). */
void text_walk_init(struct text_walk *walk, const char *text, size_t len)
    __attribute__((nonnull(1)));

/* The next piece; false at the end. Widths are curses' own. */
bool text_walk_next(struct text_walk *walk, struct text_piece *piece) __attribute__((nonnull));

/* The columns of the whole of `text`. */
size_t text_width(const char *text) __attribute__((nonnull));

/* Where to cut `len` bytes of text so that the rest plus `…` fits into `columns` columns: a number
 * of bytes at the end of a piece, or `len` if all of it fits without `…`. */
size_t text_cut(const char *text, size_t len, size_t columns) __attribute__((nonnull));

/* Appends the whole of `text` as it would be shown, for messages on stderr and the like. */
void text_reveal(struct buf *out, const char *text, size_t len) __attribute__((nonnull(1)));

/* The same for text with line breaks, which stay. */
void text_reveal_lines(struct buf *out, const char *text) __attribute__((nonnull));

/* Whether `len` bytes are valid UTF-8 (RFC 3629: no overlong form, no surrogate, nothing above
 * U+10FFFF). */
bool text_is_utf8(const char *text, size_t len) __attribute__((nonnull(1)));

/* Calls setlocale() with the user's locale, except C for LC_NUMERIC (JSON always has a decimal
 * point) and for LC_MESSAGES (the system's reasons appear inside the program's English sentences).
 * If LC_CTYPE is C, POSIX or not installed, C.UTF-8 replaces it. A locale that names another
 * character set, installed or not, means a terminal with that set, so text is limited to ASCII.
 * Call it before any thread starts. Returns false if text is ASCII, also because no UTF-8 locale
 * exists. `used` gets the name of the LC_CTYPE locale in force (static). */
bool text_use_locale(const char **used) __attribute__((nonnull));

enum { TEXT_CHARSET_MAX = 64 };

/* Writes the character set of keyboard input to `out` and returns it: iconv's name for the one in
 * the environment, whatever locale is in force; "UTF-8" if it names none. */
const char *text_charset(char out[static TEXT_CHARSET_MAX]) __attribute__((nonnull));

/* Switches to ASCII whatever the locale. Call it before any thread starts. */
void text_use_ascii(void);

bool text_is_ascii(void);

/* Whether a UTF-8 locale exists that can replace another one. */
bool text_has_utf8_locale(void);

#endif
