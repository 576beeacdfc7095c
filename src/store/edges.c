/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/edges.h"

#include "base/mem.h"
#include "store/views.h"

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
    struct statement *last =
        sql_use(store->sql, "SELECT pages FROM page WHERE snapshot = ?1 AND pages = seq + 1"
                            " ORDER BY seq DESC LIMIT 1");
    sql_bind(last, 1, snapshot);
    *pages = 0;
    return sql_read(last, pages, err);
}

/* Whether every row has an id: accounts need not be looked up then. */
static bool is_named(struct store *store, int64_t snapshot, int64_t pages, bool *is,
                     struct err *err) {
    int64_t nameless = 0;
    struct statement *last =
        sql_use(store->sql, "SELECT nameless FROM page WHERE snapshot = ?1 AND seq = ?2 - 1");
    sql_bind(last, 1, snapshot);
    sql_bind(last, 2, pages);
    bool is_read = sql_read(last, &nameless, err);
    *is = !nameless;
    return is_read;
}

#define ROWS_AFTER " WHERE e.snapshot = ?1 AND (e.seq, e.row) >= (?2, ?3) AND e.seq < ?4"

/* Rows with an id, from a place on, in the API's order. */
static struct statement *use_rows(struct store *store, int64_t snapshot,
                                  const struct edges_place *place, int64_t pages, bool is_all) {
    struct statement *rows =
        is_all ? sql_use(store->sql, "SELECT e.account, e.seq, e.row FROM edge e" ROWS_AFTER
                                     " ORDER BY e.seq, e.row")
               : sql_use(store->sql, "SELECT e.account, e.seq, e.row FROM edge e CROSS JOIN"
                                     " account a ON a.id = e.account" ROWS_AFTER
                                     " AND a.key <> '' ORDER BY e.seq, e.row");
    sql_bind(rows, 1, snapshot);
    sql_bind(rows, 2, place->seq);
    sql_bind(rows, 3, place->row);
    sql_bind(rows, 4, pages);
    return rows;
}

bool edges_read(struct store *store, int64_t snapshot, struct edges_place *place, int64_t pages,
                size_t most, edges_take *take, void *context, bool *is_end, struct err *err) {
    enum sql_step step = SQL_ROW;
    bool is_all;
    if (!is_named(store, snapshot, pages, &is_all, err))
        return false;
    struct statement *rows = use_rows(store, snapshot, place, pages, is_all);
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

/* Of the account's first row; 0: it has none in these pages. */
static bool find_rank(struct store *store, const struct holding *list, int64_t account,
                      int64_t *rank, struct err *err) {
    struct statement *find =
        sql_use(store->sql, "SELECT " VIEWS_RANK " FROM edge e JOIN page p"
                            " ON p.snapshot = e.snapshot AND p.seq = e.seq WHERE e.account = ?1"
                            " AND e.snapshot = ?2 AND e.seq < ?3 ORDER BY e.seq, e.row LIMIT 1");
    sql_bind(find, 1, account);
    sql_bind(find, 2, list->snapshot);
    sql_bind(find, 3, list->pages);
    *rank = 0;
    return sql_read(find, rank, err);
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
