/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "verify/key_set.h"

#include "base/mem.h"
#include "base/siphash.h"

#include <stdlib.h>
#include <string.h>

enum { CAPACITY_MIN = 64 };

/* Each step hashes the cell with the hash of those before it as the key. */
struct key key_of(const char *const *cells, size_t count) {
    uint64_t high[2] = {0x666f6c6c6f777472, count}, low[2] = {0x61696c2076657269, count};
    for (size_t i = 0; i < count; i++) {
        const uint8_t *cell = (const uint8_t *)cells[i];
        size_t len = strlen(cells[i]);
        high[0] = siphash(high, cell, len);
        low[0] = siphash(low, cell, len);
    }
    return (struct key){high[0] | !(high[0] | low[0]), low[0]};
}

static bool is_same(struct key a, struct key b) {
    return a.high == b.high && a.low == b.low;
}

static bool is_free(struct key key) {
    return !key.high && !key.low;
}

/* The slot that has the key, or where it belongs. */
static struct key *find_slot(const struct key_set *set, struct key key) {
    size_t mask = set->capacity - 1, at = (size_t)key.low & mask;
    while (!is_free(set->slots[at]) && !is_same(set->slots[at], key))
        at = (at + 1) & mask;
    return &set->slots[at];
}

static void grow(struct key_set *set) {
    struct key_set larger = {.capacity = set->capacity ? 2 * set->capacity : CAPACITY_MIN,
                             .count = set->count};
    larger.slots = mem_zalloc(larger.capacity * sizeof *larger.slots);
    for (size_t i = 0; i < set->capacity; i++)
        if (!is_free(set->slots[i]))
            *find_slot(&larger, set->slots[i]) = set->slots[i];
    free(set->slots);
    *set = larger;
}

bool key_set_add(struct key_set *set, struct key key) {
    if (2 * (set->count + 1) > set->capacity)
        grow(set);
    struct key *slot = find_slot(set, key);
    if (!is_free(*slot))
        return false;
    *slot = key;
    set->count++;
    return true;
}

bool key_set_has(const struct key_set *set, struct key key) {
    return set->count && !is_free(*find_slot(set, key));
}

void key_set_clear(struct key_set *set) {
    if (set->count)
        memset(set->slots, 0, set->capacity * sizeof *set->slots);
    set->count = 0;
}

void key_set_fini(struct key_set *set) {
    free(set->slots);
    *set = (struct key_set){0};
}
