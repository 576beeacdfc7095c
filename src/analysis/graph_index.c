/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/graph_index.h"

#include "analysis/list_scan.h"
#include "base/clock.h"
#include "base/mem.h"
#include "store/holding.h"

#include <stdlib.h>
#include <string.h>

/* A slice ends when so much time has passed, and its steps are short. */
enum { SLICE_MS = 3, LISTS_AT_A_TIME = 32, ANSWERS_AT_A_TIME = 16 };

enum phase {
    INDEX_NEW,      /* nothing is read */
    INDEX_LISTS,    /* which lists there are */
    INDEX_ROWS,     /* who is in them */
    INDEX_CHANGES,  /* which lists changed */
    INDEX_UNPROVED, /* which lists without a proved owner there are now */
    INDEX_READY
};

struct graph_index {
    struct store *store;
    enum phase phase;
    struct chosen_lists lists;
    struct list_counts counts;
    struct list_scan scan;
    struct holding_place place;
    int64_t generation; /* of the numbers of accounts */
    int64_t since;      /* the newest answer that is counted */
    int64_t commits;    /* of the store, at the last look */
    struct fact_scope scope;
    bool has_new_numbers; /* since it was made */
    bool is_behind;       /* INDEX_CHANGES found some */
    bool is_counted;      /* lists and counts agree */
    uint64_t version;
    struct err err;
};

struct graph_index *graph_index_new(struct store *store) {
    struct graph_index *index = mem_zalloc(sizeof *index);
    index->store = store;
    index->scope.oldest_ms = index->scope.newest_ms = ACCOUNT_UNKNOWN;
    chosen_lists_init(&index->lists);
    return index;
}

static void empty(struct graph_index *index) {
    chosen_lists_fini(&index->lists);
    list_counts_fini(&index->counts);
    list_scan_fini(&index->scan);
    holding_place_fini(&index->place);
    index->place = (struct holding_place){0};
}

void graph_index_free(struct graph_index *index) {
    if (!index)
        return;
    empty(index);
    free(index);
}

/* Not those of whom only their record says that they follow nobody. */
static bool is_counted(const struct holding *holding) {
    return (holding->snapshot || holding->is_asked) && holding->state != STANDING_NONE &&
           holding->account <= UINT32_MAX && holding->snapshot <= UINT32_MAX;
}

static struct chosen chosen_of(const struct holding *holding) {
    return (struct chosen){.owner = (uint32_t)holding->account,
                           .snapshot = (uint32_t)holding->snapshot,
                           .pages = (uint32_t)holding->pages,
                           .state = holding->state,
                           .is_complete = holding->is_complete,
                           .is_asked = holding->is_asked,
                           .has_repeats = holding->repeats > 0,
                           .is_seen = true,
                           .listed = holding->listed,
                           .credits = holding->credits,
                           .held = holding->listed + holding->nameless,
                           .reported = holding->reported,
                           .first_ms = holding->first_ms,
                           .last_ms = holding->last_ms,
                           .id = holding->id};
}

static void queue(struct graph_index *index, enum scan_kind kind, const struct chosen *list,
                  uint32_t from) {
    const struct scan scan = {.kind = kind,
                              .owner = list->owner,
                              .snapshot = list->snapshot,
                              .from = from,
                              .pages = list->pages,
                              .is_complete = list->is_complete,
                              .has_repeats = list->has_repeats,
                              .request_sum = list->request_sum};
    list_scan_queue(&index->scan, &scan);
}

/* Makes all counts again, from the beginning. */
static void start_again(struct graph_index *index) {
    index->phase = INDEX_NEW;
}

static bool begin(struct graph_index *index, struct err *err) {
    int64_t generation = 0;
    index->is_counted = false;
    empty(index);
    if (!holding_newest(index->store, &index->since, err) ||
        !holding_generation(index->store, &generation, err))
        return false;
    index->has_new_numbers =
        index->has_new_numbers || (index->generation && index->generation != generation);
    index->generation = generation;
    index->phase = INDEX_LISTS;
    return true;
}

static void take_first(void *context, const struct holding *holding) {
    struct graph_index *index = context;
    struct chosen list = chosen_of(holding);
    if (is_counted(holding))
        chosen_lists_append(&index->lists, &list);
}

/* A scan must find the pages that were there when the list was described. */
static bool sum_requests(struct graph_index *index, struct chosen *list, struct err *err) {
    return edges_request_sum(index->store, list->snapshot, list->pages, &list->request_sum, err);
}

static bool read_lists(struct graph_index *index, struct err *err) {
    size_t before = index->lists.count;
    bool is_end = false;
    if (!holding_some(index->store, &index->place, LISTS_AT_A_TIME, take_first, index, &is_end,
                      err))
        return false;
    for (size_t i = before; i < index->lists.count; i++) {
        struct chosen *list = &index->lists.of[i];
        if (!sum_requests(index, list, err))
            return false;
        queue(index, SCAN_ADD, list, 0);
    }
    if (!is_end)
        return true;
    holding_place_fini(&index->place);
    index->place = (struct holding_place){0};
    chosen_lists_sort(&index->lists);
    index->phase = INDEX_ROWS;
    return true;
}

/* Lists that changed, to be compared once the statement that found them has ended. */
struct changes {
    struct arena arena;
    struct chosen *lists;
    size_t count, capacity;
};

static void take_change(void *context, const struct holding *holding) {
    struct changes *changes = context;
    struct chosen list = chosen_of(holding);
    list.is_seen = is_counted(holding);
    list.id = arena_dup(&changes->arena, holding->id);
    changes->lists =
        mem_grow(changes->lists, &changes->capacity, changes->count + 1, sizeof *changes->lists);
    changes->lists[changes->count++] = list;
}

/* `list` is one of the index's. */
static void drop(struct graph_index *index, const struct chosen *list) {
    queue(index, SCAN_REMOVE, list, 0);
    chosen_lists_remove(&index->lists, list);
}

static bool is_same(const struct chosen *a, const struct chosen *b) {
    return a->snapshot == b->snapshot && a->pages == b->pages && a->state == b->state &&
           a->is_complete == b->is_complete && a->is_asked == b->is_asked &&
           a->listed == b->listed && a->credits == b->credits && a->has_repeats == b->has_repeats &&
           a->reported == b->reported && a->request_sum == b->request_sum;
}

/* The same snapshot, with more pages perhaps. */
static bool extend(struct graph_index *index, struct chosen *known, struct chosen *list,
                   struct err *err) {
    struct chosen before = *known;
    int64_t sum = 0;
    if (!edges_request_sum(index->store, known->snapshot, known->pages, &sum, err))
        return false;
    if (sum != known->request_sum || list->pages < known->pages) {
        start_again(index);
        return true;
    }
    list->id = known->id;
    *known = *list;
    struct chosen grown = *list;
    grown.is_complete = before.is_complete;
    queue(index, SCAN_ADD, &grown, before.pages);
    if (before.is_complete != list->is_complete)
        queue(index, SCAN_COMPLETE, list, 0);
    return true;
}

static bool apply(struct graph_index *index, struct chosen *list, struct err *err) {
    struct chosen *tied = chosen_lists_of_snapshot(&index->lists, list->snapshot);
    struct chosen *known = list->owner ? chosen_lists_of_owner(&index->lists, list->owner) : tied;
    if (!sum_requests(index, list, err))
        return false;
    if (known && list->is_seen && is_same(known, list)) {
        known->is_seen = true;
        return true;
    }
    index->is_counted = false;
    if (!list->is_seen) {
        if (known)
            drop(index, known);
        return true;
    }
    if (known && known->snapshot == list->snapshot)
        return extend(index, known, list, err);
    if (known)
        drop(index, known);
    if (tied && tied->owner != list->owner)
        drop(index, chosen_lists_of_snapshot(&index->lists, list->snapshot));
    chosen_lists_add(&index->lists, list);
    queue(index, SCAN_ADD, list, 0);
    return true;
}

static bool apply_all(struct graph_index *index, struct changes *changes, struct err *err) {
    bool is_fine = true;
    enum phase phase = index->phase;
    for (size_t i = 0; is_fine && i < changes->count && index->phase == phase; i++)
        is_fine = apply(index, &changes->lists[i], err);
    index->is_behind = index->is_behind || changes->count;
    free(changes->lists);
    arena_fini(&changes->arena);
    return is_fine;
}

static void begin_sweep(struct graph_index *index) {
    for (size_t i = 0; i < index->lists.count && !index->lists.of[i].owner; i++)
        index->lists.of[i].is_seen = false;
    index->phase = INDEX_UNPROVED;
}

/* Which lists answers changed. What has no proved owner may be left out or not with any record. */
static bool read_changes(struct graph_index *index, struct err *err) {
    struct changes changes = {.count = 0};
    bool is_end = false;
    int64_t before = index->since;
    arena_init(&changes.arena);
    bool is_read = holding_changed(index->store, &index->since, ANSWERS_AT_A_TIME, take_change,
                                   &changes, &is_end, err);
    index->is_behind = index->is_behind || before != index->since;
    if (!apply_all(index, &changes, is_read ? err : NULL) || !is_read)
        return false;
    if (is_end && index->phase == INDEX_CHANGES && index->is_behind)
        begin_sweep(index);
    else if (is_end && index->phase == INDEX_CHANGES)
        index->phase = INDEX_READY;
    return true;
}

static void end_sweep(struct graph_index *index) {
    for (size_t i = 0; i < index->lists.count && !index->lists.of[i].owner;)
        if (index->lists.of[i].is_seen)
            i++;
        else {
            index->is_counted = false;
            drop(index, &index->lists.of[i]);
        }
    holding_place_fini(&index->place);
    index->place = (struct holding_place){0};
    index->phase = INDEX_ROWS;
}

static bool sweep(struct graph_index *index, struct err *err) {
    struct changes changes = {.count = 0};
    bool is_end = false;
    arena_init(&changes.arena);
    bool is_read = holding_unproved(index->store, &index->place, LISTS_AT_A_TIME, take_change,
                                    &changes, &is_end, err);
    if (!apply_all(index, &changes, is_read ? err : NULL) || !is_read)
        return false;
    if (is_end && index->phase == INDEX_UNPROVED)
        end_sweep(index);
    return true;
}

static void sum_up(struct graph_index *index) {
    struct fact_scope *scope = &index->scope;
    *scope = (struct fact_scope){
        .is_counted = true, .oldest_ms = ACCOUNT_UNKNOWN, .newest_ms = ACCOUNT_UNKNOWN};
    for (size_t i = 0; i < index->lists.count; i++) {
        const struct chosen *list = &index->lists.of[i];
        scope->lists++;
        scope->incomplete += !list->is_complete;
        if (list->first_ms >= 0 && (scope->oldest_ms < 0 || list->first_ms < scope->oldest_ms))
            scope->oldest_ms = list->first_ms;
        if (list->last_ms > scope->newest_ms)
            scope->newest_ms = list->last_ms;
    }
    index->is_counted = true;
    index->version++;
}

static bool count_rows(struct graph_index *index, struct err *err) {
    bool is_stale = false;
    if (!list_scan_go_on(&index->scan, index->store, &index->counts, &is_stale, err))
        return false;
    if (is_stale) {
        start_again(index);
    } else if (list_scan_is_done(&index->scan)) {
        index->phase = INDEX_CHANGES;
        index->is_behind = false;
        sum_up(index);
    }
    return true;
}

/* Every commit, of this program or another, may be an answer. In the same step, because SQLite
 * counts a commit for each reading of a store that it may not write. */
static bool look(struct graph_index *index, struct err *err) {
    int64_t commits = 0, generation = 0;
    if (!store_version(index->store, &commits, err))
        return false;
    if (commits == index->commits)
        return true;
    if (!holding_generation(index->store, &generation, err))
        return false;
    index->commits = commits;
    index->is_behind = false;
    index->phase = generation == index->generation ? INDEX_CHANGES : INDEX_NEW;
    return index->phase == INDEX_NEW || read_changes(index, err);
}

static bool take_step(struct graph_index *index, struct err *err) {
    switch (index->phase) {
    case INDEX_NEW:
        return begin(index, err);
    case INDEX_LISTS:
        return read_lists(index, err);
    case INDEX_ROWS:
        return count_rows(index, err);
    case INDEX_CHANGES:
        return read_changes(index, err);
    case INDEX_UNPROVED:
        return sweep(index, err);
    case INDEX_READY:
        return look(index, err);
    }
    return true;
}

/* Until the store changes, it is not tried again. */
static void fail(struct graph_index *index) {
    empty(index);
    index->is_counted = false;
    index->scope = (struct fact_scope){.oldest_ms = ACCOUNT_UNKNOWN, .newest_ms = ACCOUNT_UNKNOWN};
    index->version++;
    index->generation = 0;
    index->phase = INDEX_READY;
}

bool graph_index_step(struct graph_index *index) {
    bool was_ready = index->phase == INDEX_READY;
    struct err err = {0};
    if (!take_step(index, &err)) {
        index->err = err;
        fail(index);
        return true;
    }
    if (!was_ready && index->phase == INDEX_READY)
        index->err = (struct err){0};
    return was_ready && index->phase == INDEX_READY;
}

bool graph_index_go_on(struct graph_index *index) {
    int64_t end_ms = clock_monotonic_ms() + SLICE_MS;
    while (!graph_index_step(index))
        if (clock_monotonic_ms() >= end_ms)
            return false;
    return true;
}

static bool report(const struct graph_index *index, struct err *err) {
    return !index->err.kind || err_set(err, index->err.kind, "%s", index->err.text);
}

bool graph_index_finish(struct graph_index *index, struct err *err) {
    while (!graph_index_step(index))
        continue;
    return report(index, err);
}

bool graph_index_read_lists(struct graph_index *index, struct err *err) {
    while (index->phase != INDEX_ROWS && !graph_index_step(index))
        continue;
    return report(index, err);
}

const struct err *graph_index_error(const struct graph_index *index) {
    return index->err.kind ? &index->err : NULL;
}

bool graph_index_is_ready(const struct graph_index *index) {
    return index->is_counted;
}

uint64_t graph_index_version(const struct graph_index *index) {
    return index->version;
}

bool graph_index_has_same_numbers(const struct graph_index *index) {
    return !index->has_new_numbers;
}

struct fact_scope graph_index_scope(const struct graph_index *index) {
    struct fact_scope scope = index->scope;
    scope.is_counted = graph_index_is_ready(index);
    return scope;
}

/* Before all lists are read, they are in no order. */
const struct chosen *graph_index_list(const struct graph_index *index, int64_t owner) {
    return index->phase > INDEX_LISTS ? chosen_lists_of_owner(&index->lists, owner) : NULL;
}

const struct chosen *graph_index_list_of_snapshot(const struct graph_index *index,
                                                  int64_t snapshot) {
    return index->phase > INDEX_LISTS ? chosen_lists_of_snapshot(&index->lists, snapshot) : NULL;
}

const struct chosen *graph_index_lists(const struct graph_index *index, size_t *count) {
    *count = index->phase > INDEX_LISTS ? index->lists.count : 0;
    return index->lists.of;
}

void graph_index_count(const struct graph_index *index, int64_t account, int64_t *lists,
                       int64_t *lists_max) {
    *lists = *lists_max = ACCOUNT_UNKNOWN;
    if (!graph_index_is_ready(index))
        return;
    struct list_count count = list_counts_of(&index->counts, account);
    const struct chosen *own = chosen_lists_of_owner(&index->lists, account);
    *lists = count.lists;
    *lists_max =
        count.lists + index->scope.incomplete - count.incomplete - (own && !own->is_complete);
}

uint32_t graph_index_lists_with(const struct graph_index *index, size_t account) {
    return index->is_counted ? list_counts_of(&index->counts, (int64_t)account).lists : 0;
}
