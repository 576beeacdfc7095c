/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "graph/cofollow.h"

#include "base/mem.h"

#include <stdlib.h>

struct cofollow {
    const struct cofollow_list *lists;
    uint32_t targets;
    int64_t least;
    size_t *starts; /* where the lists of a target begin in `in`; they end where the next begin */
    uint32_t *in;   /* lists, by target */
    uint32_t *own;  /* the list of a target; COFOLLOW_NOBODY: none */
    /* For the a under way, of every later account: */
    uint32_t *both;    /* lists with both */
    uint32_t *against; /* lists of one of the two that have the other */
    uint32_t *found;   /* those in lists with a */
    size_t found_count;
};

/* An account that lists itself does not count. */
static void count_lists(struct cofollow *all, const struct cofollow_list *list) {
    for (size_t i = 0; i < list->count; i++)
        if (list->targets[i] != list->owner)
            all->starts[list->targets[i] + 2]++;
}

/* While `in` is filled, the place after a target is where its next list goes. */
static void add_list(struct cofollow *all, uint32_t number) {
    const struct cofollow_list *list = &all->lists[number];
    for (size_t i = 0; i < list->count; i++)
        if (list->targets[i] != list->owner)
            all->in[all->starts[list->targets[i] + 1]++] = number;
    if (list->owner != COFOLLOW_NOBODY)
        all->own[list->owner] = number;
}

static void index_lists(struct cofollow *all, size_t count) {
    for (size_t i = 0; i < count; i++)
        count_lists(all, &all->lists[i]);
    for (size_t i = 2; i < (size_t)all->targets + 2; i++)
        all->starts[i] += all->starts[i - 1];
    all->in = mem_resize(NULL, all->starts[all->targets + 1] + 1, sizeof *all->in);
    for (size_t i = 0; i < all->targets; i++)
        all->own[i] = COFOLLOW_NOBODY;
    for (size_t i = 0; i < count; i++)
        add_list(all, (uint32_t)i);
}

/* The first place of a list whose target is greater than `target`. */
static size_t place_after(const struct cofollow_list *list, uint32_t target) {
    size_t low = 0, high = list->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (list->targets[middle] <= target)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void count_together(struct cofollow *all, const struct cofollow_list *list, uint32_t a) {
    for (size_t i = place_after(list, a); i < list->count; i++) {
        uint32_t b = list->targets[i];
        if (b == list->owner)
            continue;
        if (!all->both[b]++)
            all->found[all->found_count++] = b;
    }
    if (list->owner != COFOLLOW_NOBODY && list->owner > a)
        all->against[list->owner]++;
}

/* The list of a, which may have those it is compared with. */
static void mind_own_list(struct cofollow *all, uint32_t a, int change) {
    if (all->own[a] == COFOLLOW_NOBODY)
        return;
    const struct cofollow_list *list = &all->lists[all->own[a]];
    for (size_t i = place_after(list, a); i < list->count; i++)
        all->against[list->targets[i]] += (uint32_t)change;
}

static int64_t lists_with(const struct cofollow *all, uint32_t target) {
    return (int64_t)(all->starts[target + 1] - all->starts[target]);
}

static int compare(const void *a, const void *b) {
    uint32_t one = *(const uint32_t *)a, other = *(const uint32_t *)b;
    return (one > other) - (one < other);
}

/* Keeps of those found with a whoever is with it often enough, in ascending order. */
static void choose(struct cofollow *all) {
    size_t kept = 0;
    for (size_t i = 0; i < all->found_count; i++) {
        uint32_t b = all->found[i];
        if (all->both[b] >= all->least)
            all->found[kept++] = b;
        else
            all->both[b] = 0;
    }
    all->found_count = kept;
    qsort(all->found, kept, sizeof *all->found, compare);
}

static bool pass(struct cofollow *all, uint32_t a, cofollow_take *take, void *context) {
    bool goes_on = true;
    for (size_t i = 0; i < all->found_count; i++) {
        uint32_t b = all->found[i];
        struct cofollow_pair pair = {a, b, all->both[b],
                                     lists_with(all, a) + lists_with(all, b) - all->both[b] -
                                         all->against[b]};
        goes_on = goes_on && take(context, &pair);
        all->both[b] = 0;
    }
    all->found_count = 0;
    return goes_on;
}

static void forget_lists_of_others(struct cofollow *all, uint32_t a) {
    for (size_t i = all->starts[a]; i < all->starts[a + 1]; i++) {
        uint32_t owner = all->lists[all->in[i]].owner;
        if (owner != COFOLLOW_NOBODY && owner > a)
            all->against[owner]--;
    }
}

static bool pair_with(struct cofollow *all, uint32_t a, cofollow_take *take, void *context) {
    if (lists_with(all, a) < all->least)
        return true;
    for (size_t i = all->starts[a]; i < all->starts[a + 1]; i++)
        count_together(all, &all->lists[all->in[i]], a);
    mind_own_list(all, a, 1);
    choose(all);
    bool goes_on = pass(all, a, take, context);
    mind_own_list(all, a, -1);
    forget_lists_of_others(all, a);
    return goes_on;
}

bool cofollow_each(const struct cofollow_list *lists, size_t count, uint32_t targets, int64_t least,
                   cofollow_take *take, void *context) {
    struct cofollow all = {.lists = lists, .targets = targets, .least = least};
    bool goes_on = true;
    all.starts = mem_zalloc(((size_t)targets + 2) * sizeof *all.starts);
    all.own = mem_resize(NULL, (size_t)targets + 1, sizeof *all.own);
    all.both = mem_zalloc(((size_t)targets + 1) * sizeof *all.both);
    all.against = mem_zalloc(((size_t)targets + 1) * sizeof *all.against);
    all.found = mem_resize(NULL, (size_t)targets + 1, sizeof *all.found);
    index_lists(&all, count);
    for (uint32_t a = 0; goes_on && a < targets; a++)
        goes_on = pair_with(&all, a, take, context);
    free(all.starts);
    free(all.in);
    free(all.own);
    free(all.both);
    free(all.against);
    free(all.found);
    return goes_on;
}
