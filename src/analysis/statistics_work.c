/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/statistics_work.h"

#include "analysis/statistics_lists.h"
#include "base/clock.h"
#include "base/dict.h"
#include "base/mem.h"
#include "store/edges.h"
#include "store/lookup.h"

#include <stdlib.h>
#include <string.h>

struct statistics_work {
    struct statistics made;
    struct statistics_reading reading;
    struct store *store;
    const struct graph_index *index;
    const char **names; /* of groups */
    uint32_t *accounts; /* their numbers */
    size_t account_count, account_capacity;
    int64_t *values[STATISTICS_COUNTS]; /* of all accounts */
    size_t value_count, value_capacity[STATISTICS_COUNTS];
    struct arena arena;   /* of names */
    struct dict *regions; /* struct statistics_region by name */
    int64_t without_region;
    bool has_begun, is_done;
};

/* Groups, and none of them. */
static void set_groups(struct statistics_work *work, const struct groups *groups) {
    const struct fact_groups *facts = groups_facts(groups);
    size_t count = facts->count + 1;
    if (!facts->count || facts->count > STATISTICS_GROUPS_MAX)
        return;
    work->reading.groups = groups;
    work->names = mem_zalloc(count * sizeof *work->names);
    for (size_t i = 0; i < facts->count; i++)
        work->names[i] = arena_dup(&work->arena, facts->names[i]);
    work->made.groups = work->names;
    work->made.group_count = count;
    work->made.mixing = mem_zalloc(count * count * sizeof *work->made.mixing);
}

struct statistics_work *statistics_work_new(struct store *store, const struct graph_index *index,
                                            const struct groups *groups, int64_t now_ms) {
    struct statistics_work *work = mem_zalloc(sizeof *work);
    work->store = store;
    work->index = index;
    work->made.scope = graph_index_scope(index);
    work->made.own.oldest_ms = work->made.own.newest_ms = ACCOUNT_UNKNOWN;
    work->made.theirs.oldest_ms = work->made.theirs.newest_ms = ACCOUNT_UNKNOWN;
    work->reading = (struct statistics_reading){.store = store, .into = &work->made};
    work->reading.now_ms = now_ms;
    arena_init(&work->arena);
    work->regions = dict_new();
    if (groups)
        set_groups(work, groups);
    return work;
}

void statistics_work_free(struct statistics_work *work) {
    if (!work)
        return;
    statistics_reading_fini(&work->reading);
    for (size_t i = 0; i < STATISTICS_COUNTS; i++)
        free(work->values[i]);
    dict_free(work->regions);
    arena_fini(&work->arena);
    free(work->accounts);
    free(work->names);
    free(work->made.regions);
    free(work->made.mixing);
    free(work);
}

void statistics_work_add_list(struct statistics_work *work, const struct holding *list) {
    struct statistics_reading *reading = &work->reading;
    work->made.has_own = true;
    reading->lists =
        mem_grow(reading->lists, &reading->capacity, reading->count + 1, sizeof *reading->lists);
    reading->lists[reading->count++] = (struct statistics_list){
        .owner = list->account, .snapshot = list->snapshot, .is_own = true};
}

/* Accounts. */

static void add_flag(struct statistics_flag *flag, int value) {
    flag->yes += value == 1;
    flag->no += value == 0;
    flag->unknown += value == ACCOUNT_UNKNOWN;
}

static void add_region(struct statistics_work *work, const char *name) {
    struct statistics_region *region;
    if (!name) {
        work->without_region++;
        return;
    }
    region = dict_get(work->regions, name);
    if (!region) {
        region = arena_alloc(&work->arena, sizeof *region);
        region->region = arena_dup(&work->arena, name);
        dict_add(work->regions, name, region);
    }
    region->accounts++;
}

static void add_values(struct statistics_work *work, const struct account *account, int64_t no) {
    int64_t lists = ACCOUNT_UNKNOWN, most = ACCOUNT_UNKNOWN;
    bool has_counts = account_has_counts(account);
    if (no && account->id)
        graph_index_count(work->index, no, &lists, &most);
    work->made.hiding += !has_counts;
    work->made.open_lists += most > lists;
    const int64_t values[STATISTICS_COUNTS] = {
        [STATISTICS_FOLLOWERS] = has_counts ? account->follower_count : ACCOUNT_UNKNOWN,
        [STATISTICS_FOLLOWING] = has_counts ? account->following_count : ACCOUNT_UNKNOWN,
        [STATISTICS_LIKES] = has_counts ? account->like_count : ACCOUNT_UNKNOWN,
        [STATISTICS_VIDEOS] = has_counts ? account->video_count : ACCOUNT_UNKNOWN,
        [STATISTICS_LISTS] = lists};
    for (size_t i = 0; i < STATISTICS_COUNTS; i++) {
        work->values[i] = mem_grow(work->values[i], &work->value_capacity[i], work->value_count + 1,
                                   sizeof *work->values[i]);
        work->values[i][work->value_count] = values[i];
    }
    work->value_count++;
}

/* 0: the store does not have it. */
static int64_t number_of(struct statistics_work *work, const struct account *account) {
    int64_t no = account->no;
    struct err err;
    if (!no && account->id && !lookup_number(work->store, account->id, &no, &err))
        no = 0;
    return no;
}

void statistics_work_add_account(struct statistics_work *work, const struct account *account) {
    int64_t no = number_of(work, account);
    work->made.accounts++;
    add_flag(&work->made.verified, account_flag(account, ACCOUNT_FLAG_VERIFIED));
    add_flag(&work->made.private, account_flag(account, ACCOUNT_FLAG_PRIVATE));
    add_region(work, account->region);
    add_values(work, account, no);
    if (!no) {
        work->made.theirs.without++;
        return;
    }
    statistics_bits_add(&work->reading.accounts, (uint32_t)no);
    if (!account->following_count && account_flag(account, ACCOUNT_FLAG_PRIVATE) == 0)
        statistics_bits_add(&work->reading.nobody, (uint32_t)no);
    work->accounts = mem_grow(work->accounts, &work->account_capacity, work->account_count + 1,
                              sizeof *work->accounts);
    work->accounts[work->account_count++] = (uint32_t)no;
}

static bool add_number(struct statistics_work *work, uint32_t number, struct err *err) {
    struct account *account;
    struct arena arena;
    arena_init(&arena);
    bool is_read = lookup_account_by_number(work->store, number, &arena, &account, err);
    if (is_read && account)
        statistics_work_add_account(work, account);
    arena_fini(&arena);
    return is_read;
}

static bool add_listed(struct statistics_work *work, int64_t snapshot, struct err *err) {
    uint32_t *accounts = NULL;
    size_t count = 0;
    bool is_read = edges_of(work->store, snapshot, &accounts, &count, err);
    for (size_t i = 0; is_read && i < count; i++)
        if (!statistics_bits_has(&work->reading.accounts, accounts[i]))
            is_read = add_number(work, accounts[i], err);
    free(accounts);
    return is_read;
}

bool statistics_work_add_listed(struct statistics_work *work, struct err *err) {
    bool is_read = true;
    for (size_t i = 0; is_read && i < work->reading.count; i++)
        if (work->reading.lists[i].snapshot)
            is_read = add_listed(work, work->reading.lists[i].snapshot, err);
    return is_read;
}

static void take_account(void *context, const struct account *account) {
    if (account->id)
        statistics_work_add_account(context, account);
}

static void take_unproved(void *context, const struct holding *list) {
    struct statistics_work *work = context;
    statistics_reading_add_unproved(&work->reading, list->snapshot);
}

bool statistics_work_add_store(struct statistics_work *work, struct err *err) {
    struct holding_place place = {0};
    bool is_end;
    bool is_read =
        lookup_every_account(work->store, take_account, work, err) &&
        holding_unproved(work->store, &place, SIZE_MAX, take_unproved, work, &is_end, err);
    holding_place_fini(&place);
    return is_read;
}

/* What all together say. */

struct regions {
    struct statistics_region *regions;
    size_t count;
};

static void take_region(void *context, const char *name, void *region) {
    struct regions *taken = context;
    (void)name;
    taken->regions[taken->count++] = *(struct statistics_region *)region;
}

static int compare_regions(const void *a, const void *b) {
    const struct statistics_region *one = a, *other = b;
    if (one->accounts != other->accounts)
        return one->accounts < other->accounts ? 1 : -1;
    return strcmp(one->region, other->region);
}

static void finish_regions(struct statistics_work *work) {
    size_t count = dict_count(work->regions);
    struct regions taken = {mem_zalloc((count + 1) * sizeof *taken.regions), 0};
    dict_each(work->regions, take_region, &taken);
    qsort(taken.regions, count, sizeof *taken.regions, compare_regions);
    if (work->without_region)
        taken.regions[taken.count++] = (struct statistics_region){NULL, work->without_region};
    work->made.regions = taken.regions;
    work->made.region_count = taken.count;
}

/* No account in no group, and no follow of one: then there is no such row. */
static void drop_no_group(struct statistics *made) {
    size_t count = made->group_count, none = count - 1;
    for (size_t i = 0; i < count; i++)
        if (made->mixing[none * count + i] || made->mixing[i * count + none])
            return;
    for (size_t from = 0; from < none; from++)
        memmove(&made->mixing[from * none], &made->mixing[from * count],
                none * sizeof *made->mixing);
    made->group_count = none;
}

static void finish(struct statistics_work *work) {
    statistics_reading_end(&work->reading);
    for (size_t i = 0; i < STATISTICS_COUNTS; i++)
        work->made.counts[i] = distribution_make(work->values[i], work->value_count);
    finish_regions(work);
    if (work->made.group_count)
        drop_no_group(&work->made);
    work->is_done = true;
}

bool statistics_work_go_on(struct statistics_work *work, int64_t until_ms, bool *is_done,
                           struct err *err) {
    struct statistics_reading *reading = &work->reading;
    if (!work->has_begun)
        statistics_reading_begin(reading, work->index, work->accounts, work->account_count);
    work->has_begun = true;
    while (reading->read < reading->count) {
        if (!statistics_reading_next(reading, err))
            return false;
        if (clock_monotonic_ms() >= until_ms)
            break;
    }
    if (!work->is_done && reading->read == reading->count)
        finish(work);
    *is_done = work->is_done;
    return true;
}

void statistics_work_progress(const struct statistics_work *work, size_t *read, size_t *all) {
    *read = work->reading.read;
    *all = work->reading.count;
}

const struct statistics *statistics_work_of(const struct statistics_work *work) {
    return &work->made;
}
