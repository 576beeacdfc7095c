/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/key_table.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

void key_table_init(struct key_table *table) {
    *table = (struct key_table){0};
}

void key_table_fini(struct key_table *table) {
    for (size_t i = 0; i < table->count; i++)
        free(table->rows[i].bytes);
    free(table->rows);
    key_table_init(table);
}

void key_table_add(struct key_table *table, const char *bytes, int key) {
    int before;
    size_t len = strlen(bytes);
    if (!len ||
        key_table_find(table, (const unsigned char *)bytes, len, &before) == KEY_MATCH_WHOLE)
        return;
    mem_grow((void **)&table->rows, &table->room, table->count + 1, sizeof *table->rows);
    table->rows[table->count++] = (struct key_row){mem_dup(bytes), len, key};
}

enum key_match key_table_find(const struct key_table *table, const unsigned char *bytes, size_t len,
                              int *key) {
    enum key_match match = KEY_MATCH_NONE;
    for (size_t i = 0; i < table->count; i++) {
        const struct key_row *row = &table->rows[i];
        if (row->len < len || memcmp(row->bytes, bytes, len) != 0)
            continue;
        if (row->len > len) {
            match = KEY_MATCH_BEGUN;
            continue;
        }
        *key = row->key;
        return KEY_MATCH_WHOLE;
    }
    return match;
}
