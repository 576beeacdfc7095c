/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/dict.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

#define uthash_malloc(size) mem_alloc(size)
#include <uthash.h>

struct dict_entry {
    UT_hash_handle hh;
    void *value;
    char key[];
};

struct dict {
    struct dict_entry *entries;
};

struct dict *dict_new(void) {
    return mem_zalloc(sizeof(struct dict));
}

void dict_free(struct dict *dict) {
    if (!dict)
        return;
    /* The first entry holds the table, so delete the table first; the entries stay linked. */
    struct dict_entry *entry = dict->entries;
    HASH_CLEAR(hh, dict->entries);
    while (entry) {
        struct dict_entry *next = entry->hh.next;
        free(entry);
        entry = next;
    }
    free(dict);
}

static struct dict_entry *find(const struct dict *dict, const char *key, size_t len) {
    struct dict_entry *entry = NULL;
    HASH_FIND(hh, dict->entries, key, len, entry);
    return entry;
}

bool dict_add(struct dict *dict, const char *key, void *value) {
    size_t len = strlen(key);
    if (find(dict, key, len))
        return false;
    struct dict_entry *entry = mem_zalloc(sizeof *entry + len + 1);
    memcpy(entry->key, key, len + 1);
    entry->value = value;
    HASH_ADD_KEYPTR(hh, dict->entries, entry->key, len, entry);
    return true;
}

void *dict_get(const struct dict *dict, const char *key) {
    struct dict_entry *entry = find(dict, key, strlen(key));
    return entry ? entry->value : NULL;
}

bool dict_remove(struct dict *dict, const char *key) {
    struct dict_entry *entry = find(dict, key, strlen(key));
    if (!entry)
        return false;
    HASH_DEL(dict->entries, entry);
    free(entry);
    return true;
}

void dict_each(const struct dict *dict, void (*visit)(void *context, const char *key, void *value),
               void *context) {
    for (const struct dict_entry *entry = dict->entries; entry; entry = entry->hh.next)
        visit(context, entry->key, entry->value);
}

size_t dict_count(const struct dict *dict) {
    return HASH_COUNT(dict->entries);
}
