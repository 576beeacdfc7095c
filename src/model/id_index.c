/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/id_index.h"

#include "base/mem.h"
#include "base/siphash.h"

#include <stdlib.h>
#include <string.h>

enum { SLOTS_MIN = 64 };

void id_index_init(struct id_index *index) {
    *index = (struct id_index){.slots = NULL};
}

void id_index_fini(struct id_index *index) {
    free(index->slots);
    id_index_init(index);
}

/* Ids come from outside, so the key, an address, differs in every run. */
static size_t first_slot(const struct id_index *index, const char *id) {
    const uint64_t key[2] = {(uintptr_t)index, (uintptr_t)index->slots};
    return (size_t)siphash(key, (const uint8_t *)id, strlen(id)) & (index->slot_count - 1);
}

static void put(struct id_index *index, const char *id, size_t row) {
    size_t slot = first_slot(index, id);
    while (index->slots[slot])
        slot = (slot + 1) & (index->slot_count - 1);
    index->slots[slot] = (uint32_t)row + 1;
}

/* At most three quarters full. */
static void grow(struct id_index *index, const struct account *const *rows) {
    struct id_index bigger = *index;
    bigger.slot_count = index->slot_count ? index->slot_count * 2 : SLOTS_MIN;
    bigger.slots = mem_zalloc(bigger.slot_count * sizeof *bigger.slots);
    uint32_t *old = index->slots;
    size_t old_count = index->slot_count;
    *index = bigger;
    for (size_t i = 0; i < old_count; i++)
        if (old[i])
            put(index, rows[old[i] - 1]->id, old[i] - 1);
    free(old);
}

size_t id_index_find(const struct id_index *index, const struct account *const *rows,
                     const char *id) {
    if (!index->slot_count)
        return SIZE_MAX;
    for (size_t slot = first_slot(index, id); index->slots[slot];
         slot = (slot + 1) & (index->slot_count - 1)) {
        size_t row = index->slots[slot] - 1;
        if (!strcmp(rows[row]->id, id))
            return row;
    }
    return SIZE_MAX;
}

void id_index_add(struct id_index *index, const struct account *const *rows, size_t row) {
    if (index->count + 1 > index->slot_count / 4 * 3)
        grow(index, rows);
    put(index, rows[row]->id, row);
    index->count++;
}
