/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the description of one terminal says its keys send, as data for base/keyboard.h. */
#ifndef FOLLOWTRAIL_BASE_KEY_TABLE_H
#define FOLLOWTRAIL_BASE_KEY_TABLE_H

#include <stddef.h>

enum key_match {
    KEY_MATCH_NONE,
    KEY_MATCH_BEGUN, /* some key's bytes begin so, and go on */
    KEY_MATCH_WHOLE
};

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

/* Adds a key. Of two that send the same the first stays; empty ones are passed over. An 8-bit
 * control at its beginning becomes ESC and its letter, as base/vt.h has it. */
void key_table_add(struct key_table *table, const char *bytes, int key) __attribute__((nonnull));

/* Looks `len` bytes up; *key is set where they are a whole key. */
enum key_match key_table_find(const struct key_table *table, const unsigned char *bytes, size_t len,
                              int *key) __attribute__((nonnull));

#endif
