/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the description of one terminal says its keys send, as data for base/keyboard.h. */
#ifndef FOLLOWTRAIL_BASE_KEY_TABLE_H
#define FOLLOWTRAIL_BASE_KEY_TABLE_H

#include <stdbool.h>
#include <stddef.h>

/* What some bytes are: one of the keys, the beginning of longer ones, both, or neither. */
struct key_match {
    bool is_whole, goes_on;
    int key; /* where it is whole */
};

enum { KEY_TABLE_BYTES_MAX = 16 }; /* of a key; longer ones are passed over */

struct key_row {
    char *bytes;
    size_t len;
    int key; /* base/key.h; KEY_CODE_NONE: a key that does nothing */
};

struct key_table {
    struct key_row *rows;
    size_t count, room;
};

void key_table_init(struct key_table *table) __attribute__((nonnull));
void key_table_fini(struct key_table *table) __attribute__((nonnull));

/* Adds a key. Of two that send the same the first stays; empty ones are passed over, too. An 8-bit
 * control at its beginning becomes ESC and its letter, as base/vt.h has it. */
void key_table_add(struct key_table *table, const char *bytes, int key) __attribute__((nonnull));

/* Looks `len` bytes up. */
struct key_match key_table_find(const struct key_table *table, const unsigned char *bytes,
                                size_t len) __attribute__((nonnull));

#endif
