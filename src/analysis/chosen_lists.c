/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/chosen_lists.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

void chosen_lists_init(struct chosen_lists *lists) {
    *lists = (struct chosen_lists){0};
    arena_init(&lists->ids);
}

void chosen_lists_fini(struct chosen_lists *lists) {
    free(lists->of);
    free(lists->ties);
    arena_fini(&lists->ids);
    chosen_lists_init(lists);
}

/* The first that is not before. */
static size_t place_of(const struct chosen_lists *lists, uint32_t owner, uint32_t snapshot) {
    size_t low = 0, high = lists->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct chosen *list = &lists->of[middle];
        bool is_before = list->owner < owner || (list->owner == owner && list->snapshot < snapshot);
        *(is_before ? &low : &high) = middle + is_before;
    }
    return low;
}

static size_t place_of_tie(const struct chosen_lists *lists, uint32_t snapshot) {
    size_t low = 0, high = lists->tie_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        bool is_before = lists->ties[middle].snapshot < snapshot;
        *(is_before ? &low : &high) = middle + is_before;
    }
    return low;
}

struct chosen *chosen_lists_of_owner(const struct chosen_lists *lists, int64_t owner) {
    if (owner <= 0 || owner > UINT32_MAX)
        return NULL;
    size_t place = place_of(lists, (uint32_t)owner, 0);
    return place < lists->count && lists->of[place].owner == owner ? &lists->of[place] : NULL;
}

struct chosen *chosen_lists_of_snapshot(const struct chosen_lists *lists, int64_t snapshot) {
    if (snapshot <= 0 || snapshot > UINT32_MAX)
        return NULL;
    size_t tie = place_of_tie(lists, (uint32_t)snapshot);
    if (tie == lists->tie_count || lists->ties[tie].snapshot != snapshot)
        return NULL;
    return &lists->of[place_of(lists, lists->ties[tie].owner, (uint32_t)snapshot)];
}

static int compare_lists(const void *left, const void *right) {
    const struct chosen *a = left, *b = right;
    if (a->owner != b->owner)
        return a->owner < b->owner ? -1 : 1;
    return a->snapshot < b->snapshot ? -1 : a->snapshot > b->snapshot;
}

static int compare_ties(const void *left, const void *right) {
    const struct chosen_tie *a = left, *b = right;
    return a->snapshot < b->snapshot ? -1 : a->snapshot > b->snapshot;
}

void chosen_lists_append(struct chosen_lists *lists, const struct chosen *list) {
    lists->of = mem_grow(lists->of, &lists->capacity, lists->count + 1, sizeof *lists->of);
    lists->of[lists->count] = *list;
    lists->of[lists->count++].id = arena_dup(&lists->ids, list->id);
}

void chosen_lists_sort(struct chosen_lists *lists) {
    if (lists->count)
        qsort(lists->of, lists->count, sizeof *lists->of, compare_lists);
    lists->tie_count = 0;
    for (size_t i = 0; i < lists->count; i++) {
        const struct chosen *list = &lists->of[i];
        if (!list->snapshot)
            continue;
        lists->ties =
            mem_grow(lists->ties, &lists->tie_capacity, lists->tie_count + 1, sizeof *lists->ties);
        lists->ties[lists->tie_count++] = (struct chosen_tie){list->snapshot, list->owner};
    }
    if (lists->tie_count)
        qsort(lists->ties, lists->tie_count, sizeof *lists->ties, compare_ties);
}

void chosen_lists_add(struct chosen_lists *lists, const struct chosen *list) {
    size_t place = place_of(lists, list->owner, list->snapshot);
    lists->of = mem_grow(lists->of, &lists->capacity, lists->count + 1, sizeof *lists->of);
    memmove(&lists->of[place + 1], &lists->of[place], (lists->count++ - place) * sizeof *lists->of);
    lists->of[place] = *list;
    lists->of[place].id = arena_dup(&lists->ids, list->id);
    if (!list->snapshot)
        return;
    size_t tie = place_of_tie(lists, list->snapshot);
    lists->ties =
        mem_grow(lists->ties, &lists->tie_capacity, lists->tie_count + 1, sizeof *lists->ties);
    memmove(&lists->ties[tie + 1], &lists->ties[tie],
            (lists->tie_count++ - tie) * sizeof *lists->ties);
    lists->ties[tie] = (struct chosen_tie){list->snapshot, list->owner};
}

void chosen_lists_remove(struct chosen_lists *lists, const struct chosen *list) {
    uint32_t snapshot = list->snapshot;
    size_t place = place_of(lists, list->owner, snapshot);
    memmove(&lists->of[place], &lists->of[place + 1], (--lists->count - place) * sizeof *lists->of);
    if (!snapshot)
        return;
    size_t tie = place_of_tie(lists, snapshot);
    memmove(&lists->ties[tie], &lists->ties[tie + 1],
            (--lists->tie_count - tie) * sizeof *lists->ties);
}
