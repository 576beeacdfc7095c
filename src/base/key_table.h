/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keys of one terminal by its terminfo description, as data for base/keyboard.h. */
#ifndef FOLLOWTRAIL_BASE_KEY_TABLE_H
#define FOLLOWTRAIL_BASE_KEY_TABLE_H

#include <stdbool.h>
#include <stddef.h>

/* What some bytes are: a key, the beginning of longer ones, both, or neither. */
struct key_match {
    bool is_whole, goes_on;
    int key; /* if it is complete */
};

enum { KEY_TABLE_BYTES_MAX = 16 }; /* bytes of a key; longer ones are ignored */

struct key_row {
    char *bytes;
    size_t len;
    int key; /* base/key.h; KEY_CODE_NONE: a key without a function */
};

struct key_table {
    struct key_row *rows;
    size_t count, room;
};

void key_table_init(struct key_table *table) __attribute__((nonnull));
void key_table_fini(struct key_table *table) __attribute__((nonnull));

/* Adds a key. If two send the same bytes, the first one counts. Empty ones are ignored. An 8-bit
 * control at the beginning becomes ESC and its letter, as in base/vt.h. */
void key_table_add(struct key_table *table, const char *bytes, int key) __attribute__((nonnull));

/* Looks up `len` bytes. */
struct key_match key_table_find(const struct key_table *table, const unsigned char *bytes,
                                size_t len) __attribute__((nonnull));

#endif
