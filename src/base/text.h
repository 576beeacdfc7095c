/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Outside text made safe and measurable: the only way by which a string reaches a terminal cell, a
 * message or stderr.
 *
 * Text is walked in grapheme clusters (UAX #29, by utf8proc). Each becomes one piece: the bytes to
 * show, the columns they take, and whether they stand for something else:
 *   - controls (C0, DEL), C1, bidi controls, other format characters, zero-width spaces, unassigned
 * and private code points are REVEALED: `␛` for a C0 control, `⏎` for a line break, `<U+202E>` for
 * the rest;
 *   - emoji sequences (ZWJ, skin tone, variation selector, keycap, tag) are REDUCED to their base,
 * because terminals disagree on their width and curses cannot hold two spacing code points in a
 * cell; a pair of regional indicators stays a flag, a lone one becomes its letter;
 *   - no letter or mark of a living script is replaced or dropped, spacing marks included (a piece
 * with such takes several cells); only beyond the four zero-width marks that a curses cell holds is
 * a cluster REDUCED. A mark without a base stands on a dotted circle (REVEALED);
 *   - bytes that are not UTF-8, and what the C library cannot measure, become U+FFFD, one a maximal
 * bad sequence (REVEALED). ZWNJ and ZWJ between letters of a script that uses them (Arabic, Indic
 * and their kin) and after a virama stay as they are.
 * A piece may be a part of a cluster: what is revealed within one is a piece of its own. Conjoining
 * jamo and decomposed letters come out composed (NFC).
 */
#ifndef FOLLOWTRAIL_BASE_TEXT_H
#define FOLLOWTRAIL_BASE_TEXT_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>

enum text_kind { TEXT_PLAIN, TEXT_REVEALED, TEXT_REDUCED };

enum { TEXT_PIECE_MAX = 64 };

struct text_piece {
    char bytes[TEXT_PIECE_MAX]; /* valid UTF-8, no control, NUL at the end */
    size_t len;
    int width; /* columns by the C library's wcwidth(), which is what curses uses: 1 or more */
    enum text_kind kind;
    size_t source, source_len; /* the bytes of the input that it stands for */
};

struct text_walk {
    const char *text;
    size_t len, at;
};

/* Starts a walk over `len` bytes (not NUL-terminated; NUL is a control like any other). */
void text_walk_init(struct text_walk *walk, const char *text, size_t len)
    __attribute__((nonnull(1)));

/* The next piece; false at the end. Widths are curses' own in a UTF-8 locale (LC_CTYPE), and
 * utf8proc's where the C library has none. */
bool text_walk_next(struct text_walk *walk, struct text_piece *piece) __attribute__((nonnull));

/* Columns that the whole of `text` takes. */
size_t text_width(const char *text) __attribute__((nonnull));

/* Where to cut `len` bytes of text so that what stands before, and a `…` behind it, take at most
 * `columns` columns: a number of bytes, at the end of a piece; `len` when all of it fits, without a
 * `…` then. */
size_t text_cut(const char *text, size_t len, size_t columns) __attribute__((nonnull));

/* Appends the whole of `text` as it would be shown. For messages on stderr and the like. */
void text_reveal(struct buf *out, const char *text, size_t len) __attribute__((nonnull(1)));

/* Whether `len` bytes are strict UTF-8 (RFC 3629: no overlong form, no surrogate, nothing above
 * U+10FFFF). */
bool text_is_utf8(const char *text, size_t len) __attribute__((nonnull(1)));

/* Calls setlocale(): the user's locale, but C.UTF-8 for LC_CTYPE where that is not a UTF-8 one, and
 * always C for LC_NUMERIC: JSON's decimal point is no comma anywhere. Before any thread starts.
 * False when there is no UTF-8 locale at all; *used is then "C". `used` gets static text, the name
 * of the LC_CTYPE locale in force. */
bool text_use_locale(const char **used) __attribute__((nonnull));

#endif
