/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/difference_owners.h"

#include "base/mem.h"
#include "graph/set.h"
#include "store/asked.h"
#include "store/history.h"
#include "store/store_internal.h"
#include "store/views.h"

#include <stdlib.h>

/* Accounts of a kind, of all lists, with repeats. */
struct numbers {
    uint32_t *items;
    size_t count, capacity;
};

struct work {
    struct difference_owners *owners;
    struct store *store;
    int64_t from, to;
    struct numbers changed[DIFFERENCE_KINDS];
    struct err *err;
};

/* The list that was chosen at a moment. */
struct chosen_then {
    bool has_list, is_complete;
    int64_t snapshot;
};

void difference_owners_init(struct difference_owners *owners) {
    *owners = (struct difference_owners){.count = 0};
    arena_init(&owners->arena);
}

void difference_owners_fini(struct difference_owners *owners) {
    arena_fini(&owners->arena);
    free(owners->items);
}

static const struct {
    const char *name, *words;
} outcomes[DIFFERENCE_OUTCOMES] = {
    [DIFFERENCE_COMPARED] = {"compared", "compared"},
    [DIFFERENCE_SAME_LIST] = {"same_list", "no newer complete list"},
    [DIFFERENCE_NO_LIST_FROM] = {"no_list_from", "no list at the first date"},
    [DIFFERENCE_INCOMPLETE_FROM] = {"incomplete_from", "not complete at the first date"},
    [DIFFERENCE_NO_LIST_TO] = {"no_list_to", "no list at the second date"},
    [DIFFERENCE_INCOMPLETE_TO] = {"incomplete_to", "not complete at the second date"},
    [DIFFERENCE_UNPROVED] = {"unproved", "requested by handle: its owner is not proved"},
};

const char *difference_outcome_name(enum difference_outcome outcome) {
    return outcomes[outcome].name;
}

const char *difference_outcome_words(enum difference_outcome outcome) {
    return outcomes[outcome].words;
}

/* Whether a snapshot that had a page by then was complete. */
static bool was_complete(struct work *work, int64_t snapshot, int64_t no, bool *is, int64_t last_no,
                         int64_t described_no) {
    struct holding holding;
    struct arena arena;
    *is = false;
    if (last_no > no || !described_no || described_no > no)
        return true;
    arena_init(&arena);
    bool is_read = holding_of_snapshot(work->store, snapshot, &holding, &arena, work->err);
    *is = is_read && holding.is_complete;
    arena_fini(&arena);
    return is_read;
}

/* Snapshots whose first page had come by then, the newest first: when the last page of each came,
 * and when an answer first described the owner. */
static const char snapshots_by[] =
    "SELECT w.id, (SELECT q.ended_no FROM page p JOIN request q ON q.id = p.request"
    " WHERE p.snapshot = w.id AND p.pages = p.seq + 1 ORDER BY p.seq DESC LIMIT 1),"
    " coalesce((SELECT min(r.first_no) FROM record r JOIN account a ON a.id = r.account"
    " WHERE a.key = w.owner), 0)"
    " FROM snapshot w JOIN page f ON f.snapshot = w.id AND f.seq = 0"
    " JOIN request x ON x.id = f.request"
    " WHERE w.owner = ?1 AND x.ended_no <= ?2 ORDER BY w.id DESC";

/* Whether the owner was known to follow nobody, and asked for. */
static const char nobody_by[] =
    "SELECT " VIEWS_FOLLOWS_NOBODY " AND " ASKED_SQL " FROM account a JOIN record r ON r.id ="
    " (SELECT o.id FROM record o WHERE o.account = a.id AND o.first_no <= ?2"
    " ORDER BY o.first_no DESC, o.id DESC LIMIT 1) WHERE a.key = ?1";

static bool choose_nobody(struct work *work, const char *owner, int64_t no,
                          struct chosen_then *chosen) {
    int64_t is_nobody = 0;
    struct statement *find = sql_use(work->store->sql, nobody_by);
    sql_bind_text(find, 1, owner);
    sql_bind(find, 2, no);
    bool is_read = sql_read(find, &is_nobody, work->err);
    chosen->has_list = chosen->is_complete = is_nobody > 0;
    return is_read;
}

static bool choose_then(struct work *work, const char *owner, int64_t no,
                        struct chosen_then *chosen) {
    struct statement *newest = sql_use(work->store->sql, snapshots_by);
    enum sql_step step = SQL_DONE;
    bool is_fine = true;
    *chosen = (struct chosen_then){.snapshot = 0};
    sql_bind_text(newest, 1, owner);
    sql_bind(newest, 2, no);
    while (is_fine && !chosen->is_complete && (step = sql_step(newest, work->err)) == SQL_ROW) {
        int64_t snapshot = sql_number(newest, 0);
        is_fine = was_complete(work, snapshot, no, &chosen->is_complete, sql_number(newest, 1),
                               sql_number(newest, 2));
        if (!chosen->has_list || chosen->is_complete)
            chosen->snapshot = snapshot;
        chosen->has_list = true;
    }
    sql_end(newest);
    if (!is_fine || step == SQL_FAILED)
        return false;
    return chosen->has_list || choose_nobody(work, owner, no, chosen);
}

static enum difference_outcome judge(const struct chosen_then *from, const struct chosen_then *to) {
    if (!from->has_list)
        return DIFFERENCE_NO_LIST_FROM;
    if (!from->is_complete)
        return DIFFERENCE_INCOMPLETE_FROM;
    if (!to->has_list)
        return DIFFERENCE_NO_LIST_TO;
    if (!to->is_complete)
        return DIFFERENCE_INCOMPLETE_TO;
    return from->snapshot == to->snapshot && from->snapshot ? DIFFERENCE_SAME_LIST
                                                            : DIFFERENCE_COMPARED;
}

static void collect(struct work *work, const struct difference *difference) {
    for (size_t i = difference->first[DIFFERENCE_RENAMED]; i < difference->count; i++) {
        const struct difference_item *item = &difference->items[i];
        struct numbers *of = &work->changed[item->kind];
        of->items = mem_grow(of->items, &of->capacity, of->count + 1, sizeof *of->items);
        of->items[of->count++] = (uint32_t)item->account->no;
    }
}

static void add_up(struct work *work, struct difference_owner *owner,
                   const struct difference *difference) {
    struct difference_owners *all = work->owners;
    owner->from_ms = difference->from.last_ms;
    owner->to_ms = difference->to.last_ms;
    owner->kept = difference->kept;
    owner->from_listed = difference->kept + difference->accounts[DIFFERENCE_NO_LONGER_LISTED];
    owner->to_listed = difference->kept + difference->accounts[DIFFERENCE_NEWLY_LISTED];
    owner->jaccard = difference->overlap.jaccard.value;
    owner->is_halved = difference->is_halved;
    for (size_t kind = 0; kind < DIFFERENCE_KINDS; kind++)
        owner->accounts[kind] = difference->accounts[kind];
    all->from_listed += owner->from_listed;
    all->to_listed += owner->to_listed;
    all->kept += owner->kept;
    all->halved += owner->is_halved;
    all->accounts[DIFFERENCE_NEWLY_LISTED] += owner->accounts[DIFFERENCE_NEWLY_LISTED];
    all->accounts[DIFFERENCE_NO_LONGER_LISTED] += owner->accounts[DIFFERENCE_NO_LONGER_LISTED];
}

static bool compare(struct work *work, struct difference_owner *owner) {
    struct difference difference;
    difference_init(&difference);
    bool is_read = difference_read(&difference, work->store, owner->from, owner->to, work->err);
    if (is_read) {
        collect(work, &difference);
        add_up(work, owner, &difference);
    }
    difference_fini(&difference);
    return is_read;
}

static void add_owner(struct work *work, const struct difference_owner *owner) {
    struct difference_owners *all = work->owners;
    all->items = mem_grow(all->items, &all->capacity, all->count + 1, sizeof *all->items);
    all->items[all->count++] = *owner;
    all->outcomes[owner->outcome]++;
}

static bool take_owner(struct work *work, const char *key, const char *label) {
    struct arena *arena = &work->owners->arena;
    struct chosen_then from, to;
    struct difference_owner owner = {.from_ms = ACCOUNT_UNKNOWN, .to_ms = ACCOUNT_UNKNOWN};
    owner.id = arena_dup(arena, key);
    owner.label = arena_dup(arena, label);
    if (!choose_then(work, owner.id, work->from, &from) ||
        !choose_then(work, owner.id, work->to, &to))
        return false;
    if (!from.has_list && !to.has_list)
        return true;
    owner.outcome = judge(&from, &to);
    owner.from = from.snapshot;
    owner.to = to.snapshot;
    if (owner.outcome == DIFFERENCE_COMPARED && !compare(work, &owner))
        return false;
    add_owner(work, &owner);
    return true;
}

/* Whose list there may be. */
static const char owners_of[] =
    "SELECT k.key, coalesce('@' || r.username, k.key) FROM (SELECT owner AS key FROM snapshot"
    " WHERE owner IS NOT NULL UNION SELECT a.key FROM account a WHERE a.key <> '' AND a.id IN"
    " (SELECT account FROM record WHERE following = 0) AND " ASKED_SQL ") k"
    " LEFT JOIN account a ON a.key = k.key LEFT JOIN record r ON r.id = a.record ORDER BY k.key";

static bool read_owners(struct work *work) {
    struct statement *each = sql_use(work->store->sql, owners_of);
    enum sql_step step;
    while ((step = sql_step(each, work->err)) == SQL_ROW)
        if (!take_owner(work, sql_text(each, 0), sql_text(each, 1))) {
            sql_end(each);
            return false;
        }
    return step == SQL_DONE;
}

/* The newest of each handle that had a page by then. */
static bool read_unproved(struct work *work) {
    struct statement *each =
        sql_use(work->store->sql, "SELECT max(w.id), w.label FROM snapshot w JOIN page f"
                                  " ON f.snapshot = w.id AND f.seq = 0 JOIN request x"
                                  " ON x.id = f.request WHERE w.owner IS NULL AND x.ended_no <= ?1"
                                  " GROUP BY lower(w.target) ORDER BY lower(w.target)");
    enum sql_step step;
    sql_bind(each, 1, work->to);
    while ((step = sql_step(each, work->err)) == SQL_ROW) {
        struct difference_owner owner = {.outcome = DIFFERENCE_UNPROVED,
                                         .to = sql_number(each, 0),
                                         .from_ms = ACCOUNT_UNKNOWN,
                                         .to_ms = ACCOUNT_UNKNOWN};
        owner.label = arena_dup(&work->owners->arena, sql_text(each, 1));
        add_owner(work, &owner);
    }
    return step == SQL_DONE;
}

/* An account in several lists changed once. */
static void count_changed(struct work *work) {
    for (size_t kind = DIFFERENCE_RENAMED; kind < DIFFERENCE_KINDS; kind++) {
        struct numbers *of = &work->changed[kind];
        work->owners->accounts[kind] = (int64_t)set_make(of->items, of->count).count;
        free(of->items);
    }
}

bool difference_owners_read(struct difference_owners *owners, struct store *store, int64_t from,
                            int64_t to, struct err *err) {
    struct work work = {.owners = owners, .store = store, .from = from, .to = to, .err = err};
    bool is_read = read_owners(&work) && read_unproved(&work);
    count_changed(&work);
    return is_read;
}
