/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/timeline.h"

#include "analysis/difference.h"
#include "base/mem.h"
#include "store/lookup.h"

#include <stdlib.h>

void timeline_init(struct timeline *timeline) {
    *timeline = (struct timeline){.count = 0};
    arena_init(&timeline->arena);
}

void timeline_fini(struct timeline *timeline) {
    free(timeline->steps);
    arena_fini(&timeline->arena);
}

/* One that only may be of the same owner is passed over. */
static bool add_step(struct timeline *timeline, struct store *store, int64_t snapshot,
                     int64_t owner, struct err *err) {
    struct holding holding;
    if (!holding_of_snapshot(store, snapshot, &holding, &timeline->arena, err))
        return false;
    if (holding.account != owner)
        return true;
    timeline->steps = mem_grow(timeline->steps, &timeline->capacity, timeline->count + 1,
                               sizeof *timeline->steps);
    timeline->steps[timeline->count++] = (struct timeline_step){.holding = holding};
    return true;
}

static bool read_steps(struct timeline *timeline, struct store *store, const char *owner,
                       struct err *err) {
    struct snapshot snapshot;
    int64_t number;
    if (!lookup_number(store, owner, &number, err) || !lookup_newest(store, owner, &snapshot, err))
        return false;
    while (snapshot.id)
        if (!add_step(timeline, store, snapshot.id, number, err) ||
            !lookup_neighbour(store, snapshot.id, -1, &snapshot, err))
            return false;
    return true;
}

/* A bound of 0 leaves nothing open. */
static struct timeline_count count_of(int64_t count, bool is_sure, bool is_all) {
    is_sure = is_sure || (is_all && !count);
    return (struct timeline_count){count, is_sure && is_all ? TIMELINE_CERTAIN
                                          : is_sure         ? TIMELINE_LEAST
                                          : is_all          ? TIMELINE_MOST
                                                            : TIMELINE_UNKNOWN};
}

/* With the one before it, which follows in the array. */
static bool compare(struct timeline_step *step, struct store *store, struct err *err) {
    struct difference difference;
    difference_init(&difference);
    bool is_read =
        difference_count(&difference, store, step[1].holding.snapshot, step->holding.snapshot, err);
    const int64_t *accounts = difference.accounts;
    step->has_older = true;
    step->newly = count_of(accounts[DIFFERENCE_NEWLY_LISTED], difference.is_newly_certain,
                           difference.to.is_complete);
    step->no_longer = count_of(accounts[DIFFERENCE_NO_LONGER_LISTED],
                               difference.is_no_longer_certain, difference.from.is_complete);
    difference_fini(&difference);
    return is_read;
}

static bool compare_all(struct timeline *timeline, struct store *store, struct err *err) {
    for (size_t i = 0; i + 1 < timeline->count; i++)
        if (!compare(&timeline->steps[i], store, err))
            return false;
    return true;
}

bool timeline_read(struct timeline *timeline, struct store *store, const char *owner,
                   struct err *err) {
    return read_steps(timeline, store, owner, err) && compare_all(timeline, store, err);
}

size_t timeline_find(const struct timeline *timeline, int64_t snapshot) {
    for (size_t i = 0; i < timeline->count; i++)
        if (timeline->steps[i].holding.snapshot == snapshot)
            return i;
    return SIZE_MAX;
}
