/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/comparison.h"

#include "account/account.h"
#include "base/mem.h"
#include "store/edges.h"
#include "store/lookup.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

void comparison_init(struct comparison *comparison) {
    *comparison = (struct comparison){.oldest_ms = ACCOUNT_UNKNOWN, .newest_ms = ACCOUNT_UNKNOWN};
    arena_init(&comparison->arena);
}

void comparison_fini(struct comparison *comparison) {
    arena_fini(&comparison->arena);
}

/* A list that nothing proves an owner of has no account's id. */
#define SNAPSHOT "snapshot:"

const char *comparison_name_snapshot(int64_t snapshot, struct arena *arena) {
    return arena_format(arena, SNAPSHOT "%" PRId64, snapshot);
}

/* The newest list that was requested by that handle. */
static bool find_unbound(struct store *store, const struct reference *reference,
                         struct arena *arena, const char **id, struct err *err) {
    struct snapshot snapshot = {.id = 0};
    if (reference->kind == REFERENCE_HANDLE &&
        !lookup_unbound(store, reference->name, &snapshot, err))
        return false;
    *id = snapshot.id ? comparison_name_snapshot(snapshot.id, arena) : NULL;
    return true;
}

/* An account that the store knows from other lists may have a list that was requested by its
 * handle, and that nothing proves to be its own. */
bool comparison_find(struct store *store, const char *name, struct arena *arena, const char **id,
                     struct err *err) {
    struct reference reference;
    struct account *account;
    struct snapshot own = {.id = 0};
    const char *unbound = NULL;
    if (!reference_parse(name, &reference, err) ||
        !lookup_account(store, &reference, arena, &account, err) ||
        (account && account->id && !lookup_newest(store, account->id, &own, err)) ||
        (!own.id && !find_unbound(store, &reference, arena, &unbound, err)))
        return false;
    *id = unbound ? unbound : account ? account->id : NULL;
    return *id || err_set(err, ERR_USAGE, "The store has no account “%.80s”.", name);
}

/* In the arena, zeroed. */
static void *make(struct comparison *comparison, size_t count, size_t size) {
    return arena_alloc(&comparison->arena, (count ? count : 1) * size);
}

static bool read_rows(struct comparison *comparison, struct store *store, size_t at,
                      struct err *err) {
    int64_t snapshot = comparison->lists[at].holding.snapshot;
    uint32_t *numbers = NULL;
    size_t count;
    if (!snapshot)
        return true;
    if (!edges_of(store, snapshot, &numbers, &count, err))
        return false;
    uint32_t *kept = make(comparison, count, sizeof *kept);
    for (size_t i = 0; i < count; i++)
        kept[i] = numbers[i];
    free(numbers);
    comparison->rows[at] = set_make(kept, count);
    return true;
}

static bool is_snapshot(const char *id) {
    return !strncmp(id, SNAPSHOT, strlen(SNAPSHOT));
}

bool comparison_holding(struct store *store, const char *id, struct holding *holding,
                        struct arena *arena, struct err *err) {
    int64_t account;
    if (is_snapshot(id))
        return holding_of_snapshot(store, strtoll(id + strlen(SNAPSHOT), NULL, 10), holding, arena,
                                   err);
    if (!lookup_number(store, id, &account, err))
        return false;
    if (!account)
        return err_set(err, ERR_USAGE, "The store has no account with the id %.40s.", id);
    return holding_of(store, account, holding, arena, err);
}

static bool read_list(struct comparison *comparison, struct store *store, size_t at, const char *id,
                      struct err *err) {
    struct compared *list = &comparison->lists[at];
    list->id = is_snapshot(id) ? NULL : arena_dup(&comparison->arena, id);
    return comparison_holding(store, id, &list->holding, &comparison->arena, err) &&
           read_rows(comparison, store, at, err);
}

static void note_dates(struct comparison *comparison, const struct holding *holding) {
    if (!holding->snapshot || holding->first_ms == ACCOUNT_UNKNOWN)
        return;
    if (comparison->oldest_ms == ACCOUNT_UNKNOWN || holding->first_ms < comparison->oldest_ms)
        comparison->oldest_ms = holding->first_ms;
    if (holding->last_ms > comparison->newest_ms)
        comparison->newest_ms = holding->last_ms;
}

/* Of an account that follows nobody, only where somebody asked for its list. */
static bool is_stored(const struct holding *holding) {
    return (holding->snapshot || holding->is_asked) && holding->state != STANDING_NONE;
}

static void note_lists(struct comparison *comparison) {
    for (size_t i = 0; i < comparison->count; i++) {
        comparison->complete += comparison->lists[i].holding.is_complete;
        comparison->among += is_stored(&comparison->lists[i].holding);
        note_dates(comparison, &comparison->lists[i].holding);
    }
}

static struct overlap_list length_of(const struct comparison *comparison, size_t at) {
    const struct holding *holding = &comparison->lists[at].holding;
    return (struct overlap_list){(int64_t)comparison->rows[at].count,
                                 {holding->length_lo, holding->length_hi}};
}

static void compare_pairs(struct comparison *comparison) {
    size_t count = comparison->count;
    comparison->pairs = make(comparison, count * count, sizeof *comparison->pairs);
    for (size_t a = 0; a < count; a++)
        for (size_t b = a; b < count; b++) {
            struct overlap_list left = length_of(comparison, a), right = length_of(comparison, b);
            int64_t shared = (int64_t)set_shared(comparison->rows[a], comparison->rows[b]);
            comparison->pairs[a * count + b] = overlap_make(left, right, shared);
            comparison->pairs[b * count + a] = overlap_make(right, left, shared);
        }
}

static void find_patterns(struct comparison *comparison) {
    if (comparison->count > PATTERN_LISTS_MAX)
        return;
    struct pattern *found = mem_resize(NULL, PATTERN_MAX, sizeof *found);
    size_t count = pattern_find(comparison->rows, comparison->count, found);
    comparison->patterns = make(comparison, count, sizeof *found);
    for (size_t i = 0; i < count; i++)
        comparison->patterns[i] = found[i];
    comparison->pattern_count = count;
    free(found);
}

struct count {
    struct comparison *comparison;
    int64_t *members; /* graph/depth.h */
};

static void count_member(void *context, const struct comparison_member *member) {
    struct count *count = context;
    struct comparison *comparison = count->comparison;
    comparison->accounts++;
    if (member->in_count == 1)
        comparison->lists[*member->in].only.least++;
    count->members[member->lists * ((int64_t)comparison->count + 1) + member->lists_max]++;
}

/* What incomplete lists may have besides their rows. */
static int64_t count_hidden(const struct overlap_list *lists, size_t count) {
    int64_t hidden = 0;
    for (size_t i = 0; i < count; i++) {
        if (lists[i].length.most == OVERLAP_NO_LIMIT)
            return OVERLAP_NO_LIMIT;
        hidden += lists[i].length.most - lists[i].listed;
    }
    return hidden;
}

static void find_depths(struct comparison *comparison, const int64_t *members) {
    size_t count = comparison->count;
    struct overlap_list *lists = make(comparison, count, sizeof *lists);
    for (size_t i = 0; i < count; i++)
        lists[i] = length_of(comparison, i);
    comparison->hidden = count_hidden(lists, count);
    comparison->at_least = make(comparison, count, sizeof *comparison->at_least);
    depth_find(count, lists, members, comparison->at_least);
}

/* Of a row that no other list has, another that is incomplete may have it. */
static void bound_only(struct comparison *comparison, size_t at) {
    struct compared *list = &comparison->lists[at];
    int64_t rows = (int64_t)comparison->rows[at].count, most = list->holding.length_hi;
    size_t others = comparison->count - 1;
    size_t complete = comparison->complete - list->holding.is_complete;
    list->only.most = most == OVERLAP_NO_LIMIT ? most : most - (rows - list->only.least);
    if (complete < others)
        list->only.least = 0;
}

static void count_members(struct comparison *comparison) {
    size_t count = comparison->count;
    int64_t *members = mem_zalloc((count + 1) * (count + 1) * sizeof *members);
    comparison_each(comparison, count_member, &(struct count){comparison, members});
    find_depths(comparison, members);
    free(members);
    for (size_t i = 0; i < count; i++)
        bound_only(comparison, i);
}

bool comparison_read(struct comparison *comparison, struct store *store, const char *const *ids,
                     size_t count, struct err *err) {
    comparison->lists = make(comparison, count, sizeof *comparison->lists);
    comparison->rows = make(comparison, count, sizeof *comparison->rows);
    for (size_t i = 0; i < count; i++)
        if (!read_list(comparison, store, i, ids[i], err))
            return false;
    comparison->count = count;
    note_lists(comparison);
    compare_pairs(comparison);
    find_patterns(comparison);
    count_members(comparison);
    return true;
}

const struct overlap *comparison_pair(const struct comparison *comparison, size_t a, size_t b) {
    return &comparison->pairs[a * comparison->count + b];
}

struct pass {
    const struct comparison *comparison;
    void (*take)(void *context, const struct comparison_member *member);
    void *context;
};

static void count_list(struct comparison_member *member, const struct holding *list, bool has_it) {
    if (list->account && list->account == member->number)
        return;
    member->lists += has_it;
    member->lists_max += has_it || !list->is_complete;
    member->complete += has_it && list->is_complete;
    member->complete_all += list->is_complete && list->is_asked;
}

static void pass_member(void *context, uint32_t number, const uint32_t *in, size_t in_count) {
    const struct pass *pass = context;
    struct comparison_member member = {.number = number, .in = in, .in_count = in_count};
    size_t at = 0;
    for (size_t i = 0; i < pass->comparison->count; i++) {
        bool has_it = at < in_count && in[at] == i;
        count_list(&member, &pass->comparison->lists[i].holding, has_it);
        at += has_it;
    }
    pass->take(pass->context, &member);
}

void comparison_each(const struct comparison *comparison,
                     void (*take)(void *context, const struct comparison_member *member),
                     void *context) {
    struct pass pass = {comparison, take, context};
    pattern_each(comparison->rows, comparison->count, pass_member, &pass);
}
