/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/key_table.h"

#include "base/key.h"
#include "base/mem.h"
#include "base/vt.h"

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

static char *spell(const char *bytes) {
    unsigned char letter = vt_letter_of((unsigned char)*bytes);
    if (!letter || !bytes[1])
        return mem_dup(bytes);
    size_t len = strlen(bytes);
    char *spelt = mem_alloc(len + 2);
    spelt[0] = '\033';
    spelt[1] = (char)letter;
    memcpy(spelt + 2, bytes + 1, len);
    return spelt;
}

void key_table_add(struct key_table *table, const char *bytes, int key) {
    char *spelt = spell(bytes);
    size_t len = strlen(spelt);
    if (!len || len > KEY_TABLE_BYTES_MAX ||
        key_table_find(table, (const unsigned char *)spelt, len).is_whole) {
        free(spelt);
        return;
    }
    table->rows = mem_grow(table->rows, &table->room, table->count + 1, sizeof *table->rows);
    table->rows[table->count++] = (struct key_row){spelt, len, key};
}

struct key_match key_table_find(const struct key_table *table, const unsigned char *bytes,
                                size_t len) {
    struct key_match match = {.key = KEY_CODE_NONE};
    for (size_t i = 0; i < table->count; i++) {
        const struct key_row *row = &table->rows[i];
        if (row->len < len || memcmp(row->bytes, bytes, len) != 0)
            continue;
        if (row->len > len) {
            match.goes_on = true;
        } else {
            match.is_whole = true;
            match.key = row->key;
        }
    }
    return match;
}
