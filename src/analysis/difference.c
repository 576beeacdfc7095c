/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/difference.h"

#include "base/mem.h"
#include "graph/set.h"
#include "store/edges.h"
#include "store/history.h"
#include "store/lookup.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* A list's accounts: in its order, and as a set. */
struct side {
    uint32_t *order;
    size_t count;
    struct set set;
    int64_t no; /* when its last page came (store/history.h) */
};

struct work {
    struct difference *difference;
    struct store *store;
    struct side from, to;
    bool has_records; /* items have accounts, and those that both lists have are compared */
    struct difference_item *items;
    size_t count, capacity;
    struct err *err;
};

enum field_type { FIELD_TEXT, FIELD_NAME, FIELD_TRUTH, FIELD_COUNT };

static const struct field {
    const char *name;
    enum difference_kind kind;
    enum field_type type;
    size_t offset; /* in struct account; FIELD_TRUTH: an enum account_flag */
} fields[] = {
    {"username", DIFFERENCE_RENAMED, FIELD_NAME, offsetof(struct account, username)},
    {"display_name", DIFFERENCE_CHANGED, FIELD_TEXT, offsetof(struct account, display_name)},
    {"bio", DIFFERENCE_CHANGED, FIELD_TEXT, offsetof(struct account, bio)},
    {"is_verified", DIFFERENCE_CHANGED, FIELD_TRUTH, ACCOUNT_FLAG_VERIFIED},
    {"is_private", DIFFERENCE_CHANGED, FIELD_TRUTH, ACCOUNT_FLAG_PRIVATE},
    {"region", DIFFERENCE_CHANGED, FIELD_TEXT, offsetof(struct account, region)},
    {"follower_count", DIFFERENCE_COUNTS, FIELD_COUNT, offsetof(struct account, follower_count)},
    {"following_count", DIFFERENCE_COUNTS, FIELD_COUNT, offsetof(struct account, following_count)},
    {"like_count", DIFFERENCE_COUNTS, FIELD_COUNT, offsetof(struct account, like_count)},
    {"video_count", DIFFERENCE_COUNTS, FIELD_COUNT, offsetof(struct account, video_count)},
};

static const char listed[] = "listed", yes[] = "true", no[] = "false";

void difference_init(struct difference *difference) {
    *difference = (struct difference){.count = 0};
    arena_init(&difference->arena);
}

void difference_fini(struct difference *difference) {
    arena_fini(&difference->arena);
}

const char *difference_kind_name(enum difference_kind kind) {
    static const char *const names[DIFFERENCE_KINDS] = {[DIFFERENCE_NEWLY_LISTED] = "newly_listed",
                                                        [DIFFERENCE_NO_LONGER_LISTED] =
                                                            "no_longer_listed",
                                                        [DIFFERENCE_RENAMED] = "renamed",
                                                        [DIFFERENCE_CHANGED] = "changed",
                                                        [DIFFERENCE_COUNTS] = "counts"};
    return names[kind];
}

const char *difference_certainty(bool is_certain) {
    return is_certain ? "certain" : "unknown";
}

/* NULL: unknown. */
static const char *value_of(const struct field *field, const struct account *account,
                            struct arena *arena) {
    const void *at = (const char *)account + field->offset;
    const char *text = NULL;
    int64_t count;
    int truth;
    switch (field->type) {
    case FIELD_TEXT:
        return *(const char *const *)at;
    case FIELD_NAME:
        text = *(const char *const *)at;
        return text && *text ? text : NULL;
    case FIELD_TRUTH:
        truth = account_flag(account, (enum account_flag)field->offset);
        return truth == ACCOUNT_UNKNOWN ? NULL : truth ? yes : no;
    case FIELD_COUNT:
        count = *(const int64_t *)at;
        if (count != ACCOUNT_UNKNOWN && account_has_counts(account))
            return arena_format(arena, "%" PRId64, count);
        break;
    }
    return NULL;
}

static void add_item(struct work *work, const struct difference_item *item) {
    work->items = mem_grow(work->items, &work->capacity, work->count + 1, sizeof *work->items);
    work->items[work->count++] = *item;
    work->difference->items_of[item->kind]++;
}

/* As of answer `no`. Without a record then it is bare. */
static bool read_account(struct work *work, uint32_t number, int64_t no_then,
                         const struct account **account) {
    struct arena *arena = &work->difference->arena;
    struct account *found = NULL;
    int64_t record;
    *account = NULL;
    if (!work->has_records)
        return true;
    if (!history_record(work->store, number, no_then, &record, work->err) ||
        !lookup_account_in(work->store, number, record, arena, &found, work->err) ||
        (!found && !lookup_account_by_number(work->store, number, arena, &found, work->err)))
        return false;
    if (!found)
        found = arena_alloc(arena, sizeof *found);
    if (!record)
        *found = (struct account){.id = found->id, .no = number, .is_bare = true};
    *account = found;
    return true;
}

/* An account that one list has and the other has not, or may have. */
static bool add_listed(struct work *work, enum difference_kind kind, uint32_t number,
                       int64_t rank) {
    bool is_new = kind == DIFFERENCE_NEWLY_LISTED;
    const struct difference *difference = work->difference;
    bool is_certain = is_new ? difference->is_newly_certain : difference->is_no_longer_certain;
    const char *absent = is_certain ? no : NULL;
    struct difference_item item = {.kind = kind,
                                   .is_certain = is_certain,
                                   .rank = rank,
                                   .field = listed,
                                   .from = is_new ? absent : yes,
                                   .to = is_new ? yes : absent};
    if (!read_account(work, number, is_new ? work->to.no : work->from.no, &item.account))
        return false;
    work->difference->accounts[kind]++;
    add_item(work, &item);
    return true;
}

static void compare_records(struct work *work, const struct account *from, const struct account *to,
                            int64_t rank) {
    struct arena *arena = &work->difference->arena;
    bool has[DIFFERENCE_KINDS] = {false};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        struct difference_item item = {.kind = fields[i].kind,
                                       .is_certain = true,
                                       .account = to,
                                       .rank = rank,
                                       .field = fields[i].name,
                                       .from = value_of(&fields[i], from, arena),
                                       .to = value_of(&fields[i], to, arena)};
        if (!item.from || !item.to || !strcmp(item.from, item.to))
            continue;
        work->difference->accounts[item.kind] += !has[item.kind];
        has[item.kind] = true;
        add_item(work, &item);
    }
}

/* An account that both lists have. */
static bool compare_kept(struct work *work, uint32_t number, int64_t rank) {
    struct arena *arena = &work->difference->arena;
    struct account *from, *to;
    int64_t before, after;
    if (!work->has_records)
        return true;
    if (!history_record(work->store, number, work->from.no, &before, work->err) ||
        !history_record(work->store, number, work->to.no, &after, work->err))
        return false;
    if (before == after)
        return true;
    if (!lookup_account_in(work->store, number, before, arena, &from, work->err) ||
        !lookup_account_in(work->store, number, after, arena, &to, work->err))
        return false;
    if (from && to)
        compare_records(work, from, to, rank);
    return true;
}

static bool compare_sides(struct work *work) {
    struct difference *difference = work->difference;
    bool is_fine = true;
    for (size_t i = 0; is_fine && i < work->to.count; i++) {
        uint32_t number = work->to.order[i];
        bool is_kept = set_has(work->from.set, number);
        difference->kept += is_kept;
        is_fine = is_kept ? compare_kept(work, number, (int64_t)i + 1)
                          : add_listed(work, DIFFERENCE_NEWLY_LISTED, number, (int64_t)i + 1);
    }
    for (size_t i = 0; is_fine && i < work->from.count; i++)
        if (!set_has(work->to.set, work->from.order[i]))
            is_fine =
                add_listed(work, DIFFERENCE_NO_LONGER_LISTED, work->from.order[i], (int64_t)i + 1);
    return is_fine;
}

/* By kind; those of a kind stay in their order. */
static void sort_items(struct work *work) {
    struct difference *difference = work->difference;
    size_t places[DIFFERENCE_KINDS], at = 0;
    for (size_t kind = 0; kind < DIFFERENCE_KINDS; kind++) {
        difference->first[kind] = places[kind] = at;
        at += difference->items_of[kind];
    }
    difference->items = arena_alloc(&difference->arena, (at + 1) * sizeof *difference->items);
    difference->count = at;
    for (size_t i = 0; i < work->count; i++)
        difference->items[places[work->items[i].kind]++] = work->items[i];
}

/* Of an owner who follows nobody. */
static const struct holding nobody = {.state = STANDING_NOBODY_REPORTED,
                                      .is_complete = true,
                                      .reported = 0,
                                      .reported_ms = ACCOUNT_UNKNOWN,
                                      .started_ms = ACCOUNT_UNKNOWN,
                                      .first_ms = ACCOUNT_UNKNOWN,
                                      .last_ms = ACCOUNT_UNKNOWN};

static bool read_side(struct work *work, int64_t snapshot, struct holding *holding,
                      struct side *side) {
    struct arena *arena = &work->difference->arena;
    *holding = nobody;
    if (!snapshot)
        return true;
    if (!holding_of_snapshot(work->store, snapshot, holding, arena, work->err) ||
        !history_moment_of_snapshot(work->store, snapshot, &side->no, work->err) ||
        !edges_of(work->store, snapshot, &side->order, &side->count, work->err))
        return false;
    uint32_t *sorted = arena_alloc(arena, (side->count + 1) * sizeof *sorted);
    if (side->count)
        memcpy(sorted, side->order, side->count * sizeof *sorted);
    side->set = set_make(sorted, side->count);
    return true;
}

static struct overlap_list length_of(const struct holding *holding, const struct side *side) {
    return (struct overlap_list){(int64_t)side->count, {holding->length_lo, holding->length_hi}};
}

static void judge(struct work *work) {
    struct difference *difference = work->difference;
    difference->is_newly_certain = difference->from.is_complete;
    difference->is_no_longer_certain = difference->to.is_complete;
}

static void sum_up(struct work *work) {
    struct difference *difference = work->difference;
    int64_t gone = difference->accounts[DIFFERENCE_NO_LONGER_LISTED];
    difference->overlap = overlap_make(length_of(&difference->from, &work->from),
                                       length_of(&difference->to, &work->to), difference->kept);
    difference->is_halved = difference->from.is_complete && difference->to.is_complete &&
                            2 * gone > (int64_t)work->from.count;
    sort_items(work);
}

static bool read(struct difference *difference, struct store *store, int64_t from, int64_t to,
                 bool has_records, struct err *err) {
    struct work work = {
        .difference = difference, .store = store, .has_records = has_records, .err = err};
    bool is_read = read_side(&work, from, &difference->from, &work.from) &&
                   read_side(&work, to, &difference->to, &work.to);
    if (is_read) {
        judge(&work);
        is_read = compare_sides(&work);
    }
    if (is_read)
        sum_up(&work);
    free(work.items);
    free(work.from.order);
    free(work.to.order);
    return is_read;
}

bool difference_read(struct difference *difference, struct store *store, int64_t from, int64_t to,
                     struct err *err) {
    return read(difference, store, from, to, true, err);
}

bool difference_count(struct difference *difference, struct store *store, int64_t from, int64_t to,
                      struct err *err) {
    return read(difference, store, from, to, false, err);
}
