/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/number_set.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { BITS = 8 };

void number_set_fini(struct number_set *set) {
    free(set->bytes);
    *set = (struct number_set){0};
}

void number_set_clear(struct number_set *set) {
    if (set->size)
        memset(set->bytes, 0, set->size);
}

static uint8_t bit_of(int64_t number) {
    return (uint8_t)(1U << (number % BITS));
}

static void reserve(struct number_set *set, size_t size) {
    size_t before = set->size;
    if (size <= before)
        return;
    set->bytes = mem_grow(set->bytes, &set->size, size, 1);
    memset(set->bytes + before, 0, set->size - before);
}

bool number_set_add(struct number_set *set, int64_t number) {
    size_t at = (size_t)(number / BITS);
    reserve(set, at + 1);
    bool is_new = !(set->bytes[at] & bit_of(number));
    set->bytes[at] |= bit_of(number);
    return is_new;
}

void number_set_add_all(struct number_set *set, const struct number_set *other) {
    reserve(set, other->size);
    for (size_t i = 0; i < other->size; i++)
        set->bytes[i] |= other->bytes[i];
}

bool number_set_has(const struct number_set *set, int64_t number) {
    size_t at = (size_t)(number / BITS);
    return number >= 0 && at < set->size && (set->bytes[at] & bit_of(number));
}
