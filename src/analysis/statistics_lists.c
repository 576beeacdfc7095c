/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/statistics_lists.h"

#include "base/mem.h"
#include "graph/set.h"
#include "store/edges.h"
#include "store/holding.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum { DAY_MS = 24 * 60 * 60 * 1000 };

void statistics_bits_fini(struct statistics_bits *bits) {
    free(bits->bytes);
    *bits = (struct statistics_bits){NULL, 0};
}

bool statistics_bits_has(const struct statistics_bits *bits, uint32_t number) {
    size_t at = number / CHAR_BIT;
    return at < bits->size && bits->bytes[at] >> number % CHAR_BIT & 1;
}

bool statistics_bits_add(struct statistics_bits *bits, uint32_t number) {
    size_t at = number / CHAR_BIT, before = bits->size;
    if (at >= before) {
        bits->bytes = mem_grow(bits->bytes, &bits->size, at + 1, 1);
        memset(bits->bytes + before, 0, bits->size - before);
    }
    if (statistics_bits_has(bits, number))
        return false;
    bits->bytes[at] |= (uint8_t)(1U << number % CHAR_BIT);
    return true;
}

void statistics_reading_fini(struct statistics_reading *reading) {
    for (size_t i = 0; i < reading->count; i++)
        free(reading->lists[i].targets);
    free(reading->lists);
    statistics_bits_fini(&reading->accounts);
    statistics_bits_fini(&reading->nobody);
    statistics_bits_fini(&reading->owners);
    statistics_bits_fini(&reading->in_own);
    statistics_bits_fini(&reading->in_theirs);
}

static int compare_lists(const void *a, const void *b) {
    const struct statistics_list *one = a, *other = b;
    return (one->owner > other->owner) - (one->owner < other->owner);
}

static struct statistics_list *find(const struct statistics_reading *reading, size_t count,
                                    int64_t owner) {
    struct statistics_list key = {.owner = owner};
    return count ? bsearch(&key, reading->lists, count, sizeof key, compare_lists) : NULL;
}

static void append(struct statistics_reading *reading, const struct statistics_list *list) {
    reading->lists =
        mem_grow(reading->lists, &reading->capacity, reading->count + 1, sizeof *reading->lists);
    reading->lists[reading->count++] = *list;
}

void statistics_reading_add_unproved(struct statistics_reading *reading, int64_t snapshot) {
    append(reading, &(struct statistics_list){.snapshot = snapshot, .is_theirs = true});
}

static void add_theirs(struct statistics_reading *reading, size_t own, const struct chosen *list) {
    struct statistics_list *known = find(reading, own, list->owner);
    if (known)
        known->is_theirs = known->snapshot == list->snapshot;
    else
        append(reading, &(struct statistics_list){
                            .owner = list->owner, .snapshot = list->snapshot, .is_theirs = true});
}

/* Nobody asked for its list, but its record says all of it. */
static void add_nobody(struct statistics_reading *reading, size_t own, uint32_t account) {
    if (find(reading, own, account))
        return;
    append(reading,
           &(struct statistics_list){
               .owner = account, .is_theirs = true, .is_nobody = true, .is_complete = true});
    reading->into->theirs.nobody++;
}

/* The account's own list, once, though an older one may be what the statistics are about. */
void statistics_reading_begin(struct statistics_reading *reading, const struct graph_index *index,
                              const uint32_t *accounts, size_t count) {
    size_t own = reading->count;
    if (own)
        qsort(reading->lists, own, sizeof *reading->lists, compare_lists);
    for (size_t i = 0; i < count; i++) {
        const struct chosen *list = graph_index_list(index, accounts[i]);
        if (list)
            add_theirs(reading, own, list);
        else if (statistics_bits_has(&reading->nobody, accounts[i]))
            add_nobody(reading, own, accounts[i]);
        else
            reading->into->theirs.without++;
    }
    if (reading->count)
        qsort(reading->lists, reading->count, sizeof *reading->lists, compare_lists);
    while (reading->unproved < reading->count && !reading->lists[reading->unproved].owner)
        reading->unproved++;
    for (size_t i = reading->unproved; i < reading->count; i++)
        statistics_bits_add(&reading->owners, (uint32_t)reading->lists[i].owner);
}

/* Counters. */

static void add_to_state(struct statistics_state *state, const struct holding *list) {
    state->lists++;
    state->rows += list->listed;
    state->nameless += list->nameless;
    state->repeats += list->repeats;
    state->credits += list->credits;
    state->maybe += list->maybe;
    if (list->reported == ACCOUNT_UNKNOWN)
        state->unreported++;
    else
        state->reported += list->reported;
}

static size_t age_of(int64_t then_ms, int64_t now_ms) {
    static const int ends[] = {1, 8, 31, 91, 366};
    int64_t days = (now_ms - then_ms) / DAY_MS;
    size_t age = 0;
    while (age < STATISTICS_AGES - 1 && days >= ends[age])
        age++;
    return age;
}

static void add_holding(struct statistics_lists *lists, const struct holding *list,
                        int64_t now_ms) {
    add_to_state(&lists->states[list->state], list);
    add_to_state(&lists->all, list);
    if (list->last_ms == ACCOUNT_UNKNOWN)
        return;
    lists->ages[age_of(list->last_ms, now_ms)]++;
    if (lists->oldest_ms == ACCOUNT_UNKNOWN || list->last_ms < lists->oldest_ms)
        lists->oldest_ms = list->last_ms;
    if (list->last_ms > lists->newest_ms)
        lists->newest_ms = list->last_ms;
}

/* Rows. */

static void add_target(struct statistics_reading *reading, struct statistics_list *list,
                       uint32_t target) {
    struct statistics_list *of = find(reading, reading->count, target);
    if (!of)
        return;
    list->targets = mem_grow(list->targets, &list->target_capacity, list->target_count + 1,
                             sizeof *list->targets);
    list->targets[list->target_count++] = (uint32_t)(of - (reading->lists + reading->unproved));
}

static int compare_names(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Those of no group come last. */
static size_t group_of(const struct statistics_reading *reading, int64_t account) {
    const struct fact_groups *groups = groups_facts(reading->groups);
    const char *name = groups_of(reading->groups, account);
    const char *const *at =
        name ? bsearch(&name, groups->names, groups->count, sizeof *groups->names, compare_names)
             : NULL;
    return at ? (size_t)(at - groups->names) : groups->count;
}

static void add_row(struct statistics_reading *reading, struct statistics_list *list,
                    uint32_t target, size_t from) {
    struct statistics *into = reading->into;
    bool is_within = statistics_bits_has(&reading->accounts, target);
    if (list->is_own)
        into->own.distinct += statistics_bits_add(&reading->in_own, target);
    if (list->is_theirs)
        into->theirs.distinct += statistics_bits_add(&reading->in_theirs, target);
    if (list->is_own && is_within && target != list->owner)
        reading->listed++;
    if (list->owner && statistics_bits_has(&reading->owners, target))
        add_target(reading, list, target);
    if (into->group_count && (into->has_own ? list->is_own && is_within : list->is_theirs))
        into->mixing[from * into->group_count + group_of(reading, target)]++;
}

static bool read_rows(struct statistics_reading *reading, struct statistics_list *list,
                      struct err *err) {
    uint32_t *accounts = NULL;
    size_t count = 0, from = reading->into->group_count ? group_of(reading, list->owner) : 0;
    if (list->snapshot && !edges_of(reading->store, list->snapshot, &accounts, &count, err))
        return false;
    for (size_t i = 0; i < count; i++)
        add_row(reading, list, accounts[i], from);
    free(accounts);
    list->target_count = set_make(list->targets, list->target_count).count;
    return true;
}

bool statistics_reading_next(struct statistics_reading *reading, struct err *err) {
    struct statistics_list *list = &reading->lists[reading->read++];
    struct holding holding;
    struct arena arena;
    if (list->is_nobody)
        return true;
    arena_init(&arena);
    bool is_read = list->snapshot
                       ? holding_of_snapshot(reading->store, list->snapshot, &holding, &arena, err)
                       : holding_of(reading->store, list->owner, &holding, &arena, err);
    arena_fini(&arena);
    if (!is_read || !read_rows(reading, list, err))
        return false;
    list->is_complete = holding.is_complete;
    if (list->is_own)
        add_holding(&reading->into->own, &holding, reading->now_ms);
    if (list->is_theirs)
        add_holding(&reading->into->theirs, &holding, reading->now_ms);
    return true;
}

/* Pairs. */

/* Whether those whom an own list has follow its owner. */
static void count_back(struct statistics_reading *reading, const struct statistics_list *owners,
                       const struct statistics_list *own) {
    uint32_t place = (uint32_t)(own - owners);
    struct statistics_flag *back = &reading->into->back;
    for (size_t i = 0; i < own->target_count; i++) {
        const struct statistics_list *other = &owners[own->targets[i]];
        if (other == own || !statistics_bits_has(&reading->accounts, (uint32_t)other->owner))
            continue;
        bool is_back = set_has((struct set){other->targets, other->target_count}, place);
        back->yes += is_back;
        back->no += !is_back && other->is_complete;
    }
}

void statistics_reading_end(struct statistics_reading *reading) {
    struct statistics *into = reading->into;
    const struct statistics_list *owners = reading->lists + reading->unproved;
    size_t count = reading->count - reading->unproved;
    struct dyads_list *lists = mem_zalloc((count + 1) * sizeof *lists);
    for (size_t i = 0; i < count; i++) {
        lists[i] =
            (struct dyads_list){owners[i].is_complete, owners[i].targets, owners[i].target_count};
        if (owners[i].is_own)
            count_back(reading, owners, &owners[i]);
    }
    into->back.unknown = reading->listed - into->back.yes - into->back.no;
    into->owners = (int64_t)count;
    into->dyads = dyads_count(lists, count);
    free(lists);
}
