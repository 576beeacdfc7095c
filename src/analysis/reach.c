/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/reach.h"

#include "base/mem.h"
#include "store/edges.h"

#include <stdlib.h>
#include <string.h>

struct reach {
    struct store *store;
    const struct graph_index *index;
    bool has_roots;
    uint8_t *depths; /* by number; REACH_NOWHERE */
    size_t count, capacity;
    uint32_t *loaded; /* without roots: in how many lists that were loaded on the way */
    size_t loaded_capacity;
    int64_t *queue; /* accounts whose lists are to be read */
    size_t queued, queue_capacity, next;
};

struct reach *reach_new(struct store *store, const struct graph_index *index, bool has_roots) {
    struct reach *reach = mem_zalloc(sizeof *reach);
    reach->store = store;
    reach->index = index;
    reach->has_roots = has_roots;
    return reach;
}

void reach_free(struct reach *reach) {
    if (!reach)
        return;
    free(reach->depths);
    free(reach->loaded);
    free(reach->queue);
    free(reach);
}

static void hold(struct reach *reach, size_t account) {
    if (account < reach->count)
        return;
    reach->depths = mem_grow(reach->depths, &reach->capacity, account + 1, 1);
    reach->loaded =
        mem_grow(reach->loaded, &reach->loaded_capacity, account + 1, sizeof *reach->loaded);
    memset(reach->depths + reach->count, REACH_NOWHERE, account + 1 - reach->count);
    memset(reach->loaded + reach->count, 0, (account + 1 - reach->count) * sizeof *reach->loaded);
    reach->count = account + 1;
}

static void queue(struct reach *reach, int64_t account) {
    reach->queue =
        mem_grow(reach->queue, &reach->queue_capacity, reach->queued + 1, sizeof *reach->queue);
    reach->queue[reach->queued++] = account;
}

/* A byte of an account's depth, if that is less than before. */
static bool lower(struct reach *reach, int64_t account, int64_t depth) {
    hold(reach, (size_t)account);
    if (depth >= reach->depths[account])
        return false;
    reach->depths[account] = (uint8_t)depth;
    return true;
}

void reach_add_root(struct reach *reach, int64_t account) {
    if (lower(reach, account, 0))
        queue(reach, account);
}

void reach_add_list(struct reach *reach, int64_t account, int64_t depth) {
    depth = depth < REACH_MOST ? depth : REACH_MOST;
    /* The list of one who is not away itself counts as any other of the store. */
    if (!reach->has_roots && !depth)
        return;
    (void)lower(reach, account, depth);
    queue(reach, account);
}

static int64_t next_depth(const struct reach *reach, int64_t owner) {
    int64_t depth = reach->depths[owner];
    return depth < REACH_MOST ? depth + 1 : REACH_MOST;
}

static void take(struct reach *reach, int64_t owner, int64_t account) {
    bool is_lower = lower(reach, account, next_depth(reach, owner));
    if (account == owner)
        return;
    reach->loaded[account]++;
    if (reach->has_roots && is_lower && graph_index_list(reach->index, account))
        queue(reach, account);
}

static bool read_list(struct reach *reach, int64_t owner, struct err *err) {
    const struct chosen *list = graph_index_list(reach->index, owner);
    uint32_t *accounts = NULL;
    size_t count = 0;
    if (!list || !list->snapshot)
        return true;
    if (!edges_of(reach->store, list->snapshot, &accounts, &count, err))
        return false;
    for (size_t i = 0; i < count; i++)
        take(reach, owner, accounts[i]);
    free(accounts);
    return true;
}

bool reach_read(struct reach *reach, struct err *err) {
    while (reach->next < reach->queued)
        if (!read_list(reach, reach->queue[reach->next++], err))
            return false;
    reach->next = reach->queued = 0;
    return true;
}

int reach_of(const struct reach *reach, int64_t account) {
    bool is_held = (size_t)account < reach->count;
    uint32_t loaded = is_held ? reach->loaded[account] : 0;
    if (!reach->has_roots && graph_index_lists_with(reach->index, (size_t)account) > loaded)
        return 1;
    return is_held ? reach->depths[account] : REACH_NOWHERE;
}
