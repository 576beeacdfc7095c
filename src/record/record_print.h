/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * JSON laid out for reading, byte for byte as received except blanks: one member a line; whatever
 * does not show as itself is an escape. Letters and marks of living scripts stay. Pure.
 */
#ifndef FOLLOWTRAIL_RECORD_RECORD_PRINT_H
#define FOLLOWTRAIL_RECORD_RECORD_PRINT_H

#include "account/account.h"
#include "base/buf.h"

enum { RECORD_PRINT_MAX = 256 * 1024 }; /* most bytes laid out */

enum record_piece_kind {
    RECORD_SIGN, /* brackets, colons, commas */
    RECORD_KEY,  /* with its quotes, like a string; escapes in either are pieces of their own */
    RECORD_STRING,
    RECORD_ESCAPE, /* one, or the pair of a code point beyond the basic plane */
    RECORD_VALUE,  /* a number, true, false */
    RECORD_NULL,
};

struct record_piece {
    enum record_piece_kind kind;
    bool begins_line;
    int depth; /* of brackets, at the start of the line */
    size_t at,
        len; /* in the text; no controls, and nothing that base/text would not show as it is */
};

struct record_print {
    struct buf text;
    struct record_piece *pieces;
    size_t count, capacity;
    bool is_cut; /* at RECORD_PRINT_MAX */
};

void record_print_init(struct record_print *print) __attribute__((nonnull));
void record_print_fini(struct record_print *print) __attribute__((nonnull));
void record_print_clear(struct record_print *print) __attribute__((nonnull));

/* Adds a JSON text; other text is laid out as far as it looks like JSON. */
void record_print_json(struct record_print *print, const char *json, size_t len)
    __attribute__((nonnull));

/* Adds the known fields of an account, under the API's names, as an object. */
void record_print_account(struct record_print *print, const struct account *account)
    __attribute__((nonnull));

#endif
