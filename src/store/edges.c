/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/edges.h"

#include "base/mem.h"

#include <stdlib.h>

/* Accounts seen so far: open addressing, a power of two of places, at most half of them full. */
struct seen {
    uint32_t *places;
    size_t size, count;
};

static bool put(uint32_t *places, size_t size, uint32_t account) {
    size_t at = account * UINT32_C(2654435769) & (size - 1);
    for (; places[at]; at = (at + 1) & (size - 1))
        if (places[at] == account)
            return false;
    places[at] = account;
    return true;
}

static void grow_seen(struct seen *seen) {
    enum { FIRST = 1024 };
    size_t size = seen->size ? 2 * seen->size : FIRST;
    uint32_t *places = mem_zalloc(size * sizeof *places);
    for (size_t i = 0; i < seen->size; i++)
        if (seen->places[i])
            put(places, size, seen->places[i]);
    free(seen->places);
    seen->places = places;
    seen->size = size;
}

/* Whether it was not seen before. */
static bool see(struct seen *seen, uint32_t account) {
    if (2 * seen->count >= seen->size)
        grow_seen(seen);
    bool is_new = put(seen->places, seen->size, account);
    seen->count += is_new;
    return is_new;
}

static bool count_pages(struct store *store, int64_t snapshot, int64_t *pages, struct err *err) {
    struct statement *count =
        sql_use(store->sql, "SELECT p.seq + 1 FROM page p WHERE p.snapshot = ?1 AND NOT EXISTS"
                            " (SELECT 1 FROM page n WHERE n.snapshot = ?1 AND n.seq = p.seq + 1)"
                            " AND EXISTS (SELECT 1 FROM page f WHERE f.snapshot = ?1 AND f.seq = 0)"
                            " ORDER BY p.seq LIMIT 1");
    sql_bind(count, 1, snapshot);
    *pages = 0;
    return sql_read(count, pages, err);
}

/* Rows with an id, after a place, in the API's order. */
static struct statement *use_rows(struct store *store, int64_t snapshot,
                                  const struct edges_place *place, int64_t pages) {
    struct statement *rows = sql_use(
        store->sql, "SELECT e.account, e.seq, e.row FROM edge e CROSS JOIN account a"
                    " ON a.id = e.account WHERE e.snapshot = ?1 AND (e.seq, e.row) >= (?2, ?3)"
                    " AND e.seq < ?4 AND a.key <> '' ORDER BY e.seq, e.row");
    sql_bind(rows, 1, snapshot);
    sql_bind(rows, 2, place->seq);
    sql_bind(rows, 3, place->row);
    sql_bind(rows, 4, pages);
    return rows;
}

bool edges_read(struct store *store, int64_t snapshot, struct edges_place *place, int64_t pages,
                size_t most, edges_take *take, void *context, bool *is_end, struct err *err) {
    struct statement *rows = use_rows(store, snapshot, place, pages);
    enum sql_step step = SQL_ROW;
    for (size_t i = 0; i < most && (step = sql_step(rows, err)) == SQL_ROW; i++) {
        *place = (struct edges_place){sql_number(rows, 1), sql_number(rows, 2) + 1};
        take(context, sql_number(rows, 0));
    }
    sql_end(rows);
    *is_end = step == SQL_DONE;
    return step != SQL_FAILED;
}

struct gathering {
    struct seen seen;
    uint32_t *accounts;
    size_t count, capacity;
};

static void gather(void *context, int64_t account) {
    struct gathering *all = context;
    if (!see(&all->seen, (uint32_t)account))
        return;
    all->accounts = mem_grow(all->accounts, &all->capacity, all->count + 1, sizeof *all->accounts);
    all->accounts[all->count++] = (uint32_t)account;
}

bool edges_of(struct store *store, int64_t snapshot, uint32_t **accounts, size_t *count,
              struct err *err) {
    struct gathering all = {0};
    struct edges_place place = {0};
    int64_t pages;
    bool is_end;
    bool is_read = count_pages(store, snapshot, &pages, err) &&
                   edges_read(store, snapshot, &place, pages, SIZE_MAX, gather, &all, &is_end, err);
    free(all.seen.places);
    if (!is_read)
        free(all.accounts);
    *accounts = is_read ? all.accounts : NULL;
    *count = is_read ? all.count : 0;
    return is_read;
}

bool edges_request_sum(struct store *store, int64_t snapshot, int64_t pages, int64_t *sum,
                       struct err *err) {
    struct statement *add =
        sql_use(store->sql, "SELECT sum(request) FROM page WHERE snapshot = ?1 AND seq < ?2");
    sql_bind(add, 1, snapshot);
    sql_bind(add, 2, pages);
    *sum = 0;
    return sql_read(add, sum, err);
}

bool edges_snapshots(struct store *store, int64_t account, edges_take *take, void *context,
                     struct err *err) {
    struct statement *find = sql_use(
        store->sql, "SELECT DISTINCT snapshot FROM edge WHERE account = ?1 ORDER BY snapshot");
    enum sql_step step;
    sql_bind(find, 1, account);
    while ((step = sql_step(find, err)) == SQL_ROW)
        take(context, sql_number(find, 0));
    return step == SQL_DONE;
}

/* How many different ids come up to the account's first row; 0: it has none in these pages. */
static bool find_rank(struct store *store, const struct holding *list, int64_t account,
                      int64_t *rank, struct err *err) {
    struct statement *count =
        sql_use(store->sql, "WITH f AS MATERIALIZED (SELECT seq, row FROM edge WHERE snapshot = ?1"
                            " AND account = ?2 AND seq < ?3 ORDER BY seq, row LIMIT 1)"
                            " SELECT count(DISTINCT e.account) FROM f CROSS JOIN edge e"
                            " ON e.snapshot = ?1 AND (e.seq, e.row) <= (f.seq, f.row)"
                            " JOIN account a ON a.id = e.account AND a.key <> ''");
    sql_bind(count, 1, list->snapshot);
    sql_bind(count, 2, account);
    sql_bind(count, 3, list->pages);
    *rank = 0;
    return sql_read(count, rank, err);
}

struct owners {
    struct store *store;
    int64_t account;
    void (*take)(void *context, const struct holding *holding, int64_t rank);
    void *context;
    struct err *err;
};

/* An account's own list says nothing about it. */
static bool pass_owner(struct owners *owners, int64_t snapshot, struct arena *arena) {
    struct holding holding;
    int64_t rank;
    if (!holding_chosen(owners->store, snapshot, &holding, arena, owners->err))
        return false;
    bool is_other = holding.snapshot != snapshot || holding.state == STANDING_NONE;
    if (is_other || holding.account == owners->account)
        return true;
    if (!find_rank(owners->store, &holding, owners->account, &rank, owners->err))
        return false;
    if (rank)
        owners->take(owners->context, &holding, rank);
    return true;
}

bool edges_owners(struct store *store, int64_t account,
                  void (*take)(void *context, const struct holding *holding, int64_t rank),
                  void *context, struct err *err) {
    struct owners owners = {store, account, take, context, err};
    struct arena arena;
    struct statement *find = sql_use(
        store->sql, "SELECT DISTINCT snapshot, 1 FROM edge WHERE account = ?1 ORDER BY snapshot");
    enum sql_step step;
    arena_init(&arena);
    sql_bind(find, 1, account);
    while ((step = sql_step(find, err)) == SQL_ROW)
        if (!pass_owner(&owners, sql_number(find, 0), &arena)) {
            step = SQL_FAILED;
            break;
        }
    sql_end(find);
    arena_fini(&arena);
    return step != SQL_FAILED;
}
