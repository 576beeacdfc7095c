/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/crawl_log.h"

#include "account/account.h"
#include "base/mem.h"
#include "store/crawl_tables.h"
#include "store/spent.h"
#include "store/store_run.h"
#include "store/synced.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

const char *crawl_end_name(enum crawl_end end) {
    static const char *const names[CRAWL_ENDS] = {
        [CRAWL_RUNNING] = "running", [CRAWL_BUDGET] = "budget",
        [CRAWL_LISTS] = "lists",     [CRAWL_NOTHING_FITS] = "nothing fits",
        [CRAWL_DEPTH] = "depth",     [CRAWL_FAILURES] = "failures",
        [CRAWL_BALANCE] = "balance", [CRAWL_CAP] = "cap",
        [CRAWL_STOPPED] = "stopped",
    };
    return names[end];
}

const char *crawl_outcome_name(enum crawl_outcome outcome) {
    static const char *const names[CRAWL_OUTCOMES] = {
        [CRAWL_COMPLETE] = "complete", [CRAWL_SHORT] = "short",   [CRAWL_HIDDEN] = "hidden",
        [CRAWL_GONE] = "gone",         [CRAWL_FAILED] = "failed", [CRAWL_PARTIAL] = "partial",
        [CRAWL_SKIPPED] = "skipped",
    };
    return names[outcome];
}

/* Bounds and prices that do not exist stay NULL. */
static void bind_if(struct statement *statement, int parameter, int64_t number) {
    if (number >= 0)
        sql_bind(statement, parameter, number);
}

bool crawl_log_begin(struct store *store, const struct crawl_order *order, int64_t now_ms,
                     int64_t *crawl, struct err *err) {
    struct statement *insert =
        sql_use(store->sql, "INSERT INTO crawl (started_ms, state, seeds, sort, budget, lists,"
                            " depth, per_list, filter, frame, sitting, runs)"
                            " VALUES (?1, 'running', ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 1)");
    sql_bind(insert, 1, now_ms);
    sql_bind_text(insert, 2, order->seeds);
    sql_bind_text(insert, 3, order->sort);
    sql_bind(insert, 4, order->budget);
    bind_if(insert, 5, order->lists);
    bind_if(insert, 6, order->depth);
    bind_if(insert, 7, order->per_list);
    sql_bind_text(insert, 8, order->filter);
    sql_bind_text(insert, 9, order->frame);
    sql_bind(insert, 10, store->run);
    if (!sql_begin(store->sql, err) || !sql_finish(store->sql, sql_do(insert, err), err))
        return false;
    *crawl = sql_last_id(store->sql);
    return true;
}

/* Whether this program may go on with it. */
static bool check_free(struct store *store, int64_t crawl, struct err *err) {
    struct statement *select =
        sql_use(store->sql, "SELECT c.sitting, s.pid, s.host, c.state = 'running' FROM crawl c"
                            " JOIN sitting s ON s.id = c.sitting WHERE c.id = ?1");
    sql_bind(select, 1, crawl);
    enum sql_step step = sql_step(select, err);
    if (step == SQL_DONE)
        err_set(err, ERR_USAGE, "there is no crawl %" PRId64, crawl);
    if (step != SQL_ROW)
        return false;
    int64_t run = sql_number(select, 0);
    bool is_free = !sql_number(select, 3) || run == store->run || !store_run_is_alive(store, run);
    if (!is_free)
        err_set(err, ERR_LIMIT,
                "another program is running crawl %" PRId64 " (process %" PRId64 " on %s)", crawl,
                sql_number(select, 1), sql_text(select, 2));
    sql_end(select);
    return is_free;
}

static bool take_over(struct store *store, int64_t crawl, int64_t more, struct err *err) {
    struct spent_sums sums;
    if (!spent_read_crawl(store, crawl, &sums, err))
        return false;
    struct statement *update =
        sql_use(store->sql, "UPDATE crawl SET state = 'running', ended_ms = NULL, runs = runs + 1,"
                            " sitting = ?2, budget = iif(?3 > 0, ?3 + ?4, budget) WHERE id = ?1");
    sql_bind(update, 1, crawl);
    sql_bind(update, 2, store->run);
    sql_bind(update, 3, more);
    sql_bind(update, 4, sums.counted);
    return sql_do(update, err);
}

bool crawl_log_continue(struct store *store, int64_t crawl, int64_t more, int64_t now_ms,
                        struct err *err) {
    return sql_begin(store->sql, err) &&
           sql_finish(store->sql,
                      check_free(store, crawl, err) &&
                          store_run_bury_dead(store, now_ms, NULL, err) &&
                          take_over(store, crawl, more, err),
                      err);
}

/* Nothing is lost with it that was paid for: the step is then taken up again. */
static bool begin_unsynced(struct store *store, struct err *err) {
    if (!store->owes_sync && !synced_relax(store, err))
        return false;
    return sql_begin(store->sql, err) || !synced_restore(store, NULL);
}

static bool finish_unsynced(struct store *store, bool is_fine, struct err *err) {
    is_fine = sql_finish(store->sql, is_fine, err);
    return synced_restore(store, is_fine ? err : NULL) && is_fine;
}

static bool enter_step(struct store *store, const struct crawl_choice *choice, int64_t now_ms,
                       struct err *err) {
    struct statement *insert =
        sql_use(store->sql, "INSERT INTO crawl_step (crawl, n, account, in_lists, price, depth,"
                            " frontier_size, decided_ms, ended_ms, outcome)"
                            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, iif(?9, ?8, NULL),"
                            " iif(?9, 'skipped', NULL)) ON CONFLICT (crawl, n) DO UPDATE"
                            " SET outcome = NULL, ended_ms = NULL WHERE outcome = 'partial'"
                            " AND account = excluded.account");
    sql_bind(insert, 1, choice->crawl);
    sql_bind(insert, 2, choice->n);
    sql_bind_text(insert, 3, choice->account);
    sql_bind(insert, 4, choice->in_lists);
    bind_if(insert, 5, choice->price);
    sql_bind(insert, 6, choice->depth);
    sql_bind(insert, 7, choice->frontier_size);
    sql_bind(insert, 8, now_ms);
    sql_bind(insert, 9, choice->is_skipped);
    return sql_do(insert, err);
}

/* It may have been there before: then it is the same, and has not ended. */
static bool check_step(struct store *store, const struct crawl_choice *choice, struct err *err) {
    int64_t is_so = 0;
    struct statement *select = sql_use(
        store->sql, "SELECT EXISTS (SELECT 1 FROM crawl_step t JOIN crawl c ON c.id = t.crawl"
                    " WHERE t.crawl = ?1 AND t.n = ?2 AND t.account = ?3 AND c.sitting = ?4"
                    " AND t.outcome IS iif(?5, 'skipped', NULL) AND c.state = 'running')");
    sql_bind(select, 1, choice->crawl);
    sql_bind(select, 2, choice->n);
    sql_bind_text(select, 3, choice->account);
    sql_bind(select, 4, store->run);
    sql_bind(select, 5, choice->is_skipped);
    return sql_read(select, &is_so, err) &&
           (is_so || err_set(err, ERR_DATA,
                             "crawl %" PRId64 " is not run by this program, or its step %" PRId64
                             " is another one",
                             choice->crawl, choice->n));
}

static bool name_seed(struct store *store, const struct crawl_choice *choice, struct err *err) {
    if (!choice->seed)
        return true;
    struct statement *update = sql_use(
        store->sql, "UPDATE crawl SET seeds = trim(replace(' ' || seeds || ' ', ' ' || ?2 || ' ',"
                    " ' " ACCOUNT_ID_PREFIX "' || ?3 || ' ')) WHERE id = ?1");
    sql_bind(update, 1, choice->crawl);
    sql_bind_text(update, 2, choice->seed);
    sql_bind_text(update, 3, choice->account);
    return sql_do(update, err);
}

bool crawl_log_decide(struct store *store, const struct crawl_choice *choice, int64_t now_ms,
                      struct err *err) {
    return begin_unsynced(store, err) &&
           finish_unsynced(store,
                           enter_step(store, choice, now_ms, err) &&
                               check_step(store, choice, err) && name_seed(store, choice, err),
                           err);
}

static bool leave_step(struct store *store, int64_t crawl, int64_t n, enum crawl_outcome outcome,
                       int64_t now_ms, struct err *err) {
    struct statement *update =
        sql_use(store->sql, "UPDATE crawl_step SET outcome = ?3, ended_ms = ?4, listed = b.listed,"
                            " new = b.new, inside = b.inside FROM (" CRAWL_BROUGHT(
                                "?1", "?2") ") b"
                                            " WHERE crawl = ?1 AND n = ?2");
    sql_bind(update, 1, crawl);
    sql_bind(update, 2, n);
    sql_bind_text(update, 3, crawl_outcome_name(outcome));
    sql_bind(update, 4, now_ms);
    return sql_do(update, err);
}

bool crawl_log_end_step(struct store *store, int64_t crawl, int64_t n, enum crawl_outcome outcome,
                        int64_t now_ms, struct err *err) {
    return begin_unsynced(store, err) &&
           finish_unsynced(store, leave_step(store, crawl, n, outcome, now_ms, err), err);
}

#define RECOUNT                                                                                    \
    "UPDATE crawl_step SET (listed, new, inside) = (" CRAWL_BROUGHT("crawl_step.crawl",            \
                                                                    "crawl_step.n") ")"

bool crawl_log_recount(struct store *store, int64_t request, struct err *err) {
    int64_t has_ended = 0;
    struct statement *select = sql_use(
        store->sql, "SELECT EXISTS (SELECT 1 FROM request q JOIN crawl_step t ON t.crawl = q.crawl"
                    " AND t.n = q.step WHERE q.id = ?1 AND t.listed IS NOT NULL)");
    sql_bind(select, 1, request);
    if (!sql_read(select, &has_ended, err))
        return false;
    if (!has_ended)
        return true;
    struct statement *update = sql_use(
        store->sql, RECOUNT " WHERE (crawl, n) = (SELECT crawl, step FROM request WHERE id = ?1)");
    sql_bind(update, 1, request);
    return sql_begin(store->sql, err) && sql_finish(store->sql, sql_do(update, err), err);
}

bool crawl_log_recount_all(struct store *store, struct err *err) {
    return sql_do(sql_use(store->sql, RECOUNT " WHERE outcome IS NOT 'skipped'"
                                              " AND outcome IS NOT NULL"),
                  err);
}

bool crawl_log_end(struct store *store, int64_t crawl, enum crawl_end end, int64_t now_ms,
                   struct err *err) {
    struct statement *update =
        sql_use(store->sql, "UPDATE crawl SET state = ?2, ended_ms = ?3 WHERE id = ?1");
    sql_bind(update, 1, crawl);
    sql_bind_text(update, 2, crawl_end_name(end));
    sql_bind(update, 3, now_ms);
    return sql_begin(store->sql, err) && sql_finish(store->sql, sql_do(update, err), err);
}

int64_t crawl_left(const struct crawl_record *crawl) {
    return crawl->order.budget > crawl->counted ? crawl->order.budget - crawl->counted : 0;
}

static enum crawl_end end_of(const char *name) {
    int end = CRAWL_RUNNING;
    while (end < CRAWL_ENDS - 1 && strcmp(name, crawl_end_name((enum crawl_end)end)) != 0)
        end++;
    return (enum crawl_end)end;
}

static enum crawl_outcome outcome_of(const char *name) {
    if (!name)
        return CRAWL_UNDER_WAY;
    int outcome = CRAWL_UNDER_WAY + 1;
    while (outcome < CRAWL_OUTCOMES - 1 &&
           strcmp(name, crawl_outcome_name((enum crawl_outcome)outcome)) != 0)
        outcome++;
    return (enum crawl_outcome)outcome;
}

#define CRAWL_ROW                                                                                  \
    "SELECT c.id, c.started_ms, coalesce(c.ended_ms, -1), c.state, c.seeds, c.sort, c.budget,"     \
    " coalesce(c.lists, -1), coalesce(c.depth, -1), coalesce(c.per_list, -1), c.filter, c.frame,"  \
    " c.sitting, c.runs, s.program,"                                                               \
    " coalesce((SELECT max(n) FROM crawl_step t WHERE t.crawl = c.id), 0)"                         \
    " FROM crawl c JOIN sitting s ON s.id = c.sitting"

_Static_assert((int)ACCOUNT_UNKNOWN == -1 && (int)CRAWL_NO_BOUND == -1, "what it says for NULL");

static void take_crawl(struct statement *row, const struct store *store, struct arena *arena,
                       struct crawl_record *crawl) {
    int64_t run = sql_number(row, 12);
    *crawl = (struct crawl_record){
        .id = sql_number(row, 0),
        .started_ms = sql_number(row, 1),
        .ended_ms = sql_number(row, 2),
        .end = end_of(sql_text(row, 3)),
        .runs = sql_number(row, 13),
        .steps = sql_number(row, 15),
        .order = {.seeds = arena_dup(arena, sql_text(row, 4)),
                  .sort = arena_dup(arena, sql_text(row, 5)),
                  .budget = sql_number(row, 6),
                  .lists = sql_number(row, 7),
                  .depth = sql_number(row, 8),
                  .per_list = sql_number(row, 9),
                  .filter = arena_dup(arena, sql_text(row, 10)),
                  .frame = arena_dup(arena, sql_text(row, 11))},
        .program = arena_dup(arena, sql_text(row, 14)),
    };
    bool is_running = crawl->end == CRAWL_RUNNING;
    crawl->is_ours = is_running && store->run && run == store->run;
    crawl->is_alive = is_running && store_run_is_alive(store, run);
}

static bool count_outcomes(struct store *store, struct crawl_record *crawl, struct err *err) {
    struct statement *counts = sql_use(
        store->sql, "SELECT outcome, count(*) FROM crawl_step WHERE crawl = ?1 GROUP BY outcome");
    sql_bind(counts, 1, crawl->id);
    enum sql_step step;
    while ((step = sql_step(counts, err)) == SQL_ROW)
        crawl->outcomes[outcome_of(sql_text(counts, 0))] += sql_number(counts, 1);
    return step == SQL_DONE;
}

static bool add_sums(struct store *store, struct crawl_record *crawl, struct err *err) {
    struct spent_sums sums;
    if (!spent_read_crawl(store, crawl->id, &sums, err) || !count_outcomes(store, crawl, err))
        return false;
    crawl->charged = sums.charged;
    crawl->counted = sums.counted;
    crawl->reserved = sums.reserved;
    crawl->maybe = sums.maybe;
    return true;
}

bool crawl_log_read(struct store *store, int64_t id, struct arena *arena,
                    struct crawl_record *crawl, struct err *err) {
    struct statement *row = id ? sql_use(store->sql, CRAWL_ROW " WHERE c.id = ?1")
                               : sql_use(store->sql, CRAWL_ROW " ORDER BY c.id DESC LIMIT 1");
    *crawl = (struct crawl_record){0};
    if (id)
        sql_bind(row, 1, id);
    enum sql_step step = sql_step(row, err);
    if (step != SQL_ROW)
        return step == SQL_DONE;
    take_crawl(row, store, arena, crawl);
    sql_end(row);
    return add_sums(store, crawl, err);
}

bool crawl_log_read_all(struct store *store, struct arena *arena, struct crawl_record **crawls,
                        size_t *count, struct err *err) {
    struct statement *rows = sql_use(store->sql, CRAWL_ROW " ORDER BY c.id DESC");
    struct crawl_record *found = NULL;
    size_t capacity = 0;
    enum sql_step step;
    *count = 0;
    while ((step = sql_step(rows, err)) == SQL_ROW) {
        found = mem_grow(found, &capacity, *count + 1, sizeof *found);
        take_crawl(rows, store, arena, &found[(*count)++]);
    }
    bool is_read = step == SQL_DONE;
    for (size_t i = 0; is_read && i < *count; i++)
        is_read = add_sums(store, &found[i], err);
    *crawls = arena_alloc(arena, (*count + 1) * sizeof *found);
    if (*count)
        memcpy(*crawls, found, *count * sizeof *found);
    free(found);
    return is_read;
}

static void take_step(struct statement *row, struct store *store, struct arena *arena,
                      struct crawl_step *step) {
    bool is_run = sql_number(row, 16) && store_run_is_alive(store, sql_number(row, 17));
    *step = (struct crawl_step){
        .n = sql_number(row, 0),
        .account = arena_dup(arena, sql_text(row, 1)),
        .handle = arena_dup(arena, sql_text(row, 2)),
        .no = sql_number(row, 3),
        .in_lists = sql_number(row, 4),
        .price = sql_number(row, 5),
        .depth = sql_number(row, 6),
        .frontier_size = sql_number(row, 7),
        .decided_ms = sql_number(row, 8),
        .ended_ms = sql_number(row, 9),
        .outcome = outcome_of(sql_text(row, 10)),
        .credits = sql_number(row, 11),
        .maybe = sql_number(row, 12),
        .listed = sql_number(row, 13),
        .fresh = sql_number(row, 14),
        .inside = sql_number(row, 15),
    };
    step->is_left = step->outcome == CRAWL_UNDER_WAY && !is_run;
}

bool crawl_log_steps(struct store *store, int64_t crawl, int64_t from, size_t most,
                     struct arena *arena, struct crawl_step **steps, size_t *count,
                     struct err *err) {
    struct statement *rows = sql_use(
        store->sql,
        "SELECT t.n, t.account, r.username, coalesce(a.id, 0), t.in_lists, coalesce(t.price, -1),"
        " t.depth, t.frontier_size, t.decided_ms, coalesce(t.ended_ms, -1), t.outcome,"
        " (SELECT coalesce(sum(q.credits), 0) FROM request q"
        " WHERE q.crawl = t.crawl AND q.step = t.n),"
        " (SELECT coalesce(sum(q.reserved), 0) FROM request q WHERE q.crawl = t.crawl"
        " AND q.step = t.n AND q.credits IS NULL AND q.state <> 'not sent'),"
        " t.listed, t.new, t.inside, c.state = 'running', c.sitting"
        " FROM crawl_step t JOIN crawl c ON c.id = t.crawl LEFT JOIN account a ON a.key = t.account"
        " LEFT JOIN record r ON r.id = a.record"
        " WHERE t.crawl = ?1 AND t.n >= ?2 ORDER BY t.n LIMIT ?3");
    size_t capacity = 0;
    struct crawl_step *found = NULL;
    enum sql_step step;
    sql_bind(rows, 1, crawl);
    sql_bind(rows, 2, from);
    sql_bind(rows, 3, most > INT64_MAX ? INT64_MAX : (int64_t)most);
    *count = 0;
    while ((step = sql_step(rows, err)) == SQL_ROW) {
        found = mem_grow(found, &capacity, *count + 1, sizeof *found);
        take_step(rows, store, arena, &found[(*count)++]);
    }
    *steps = arena_alloc(arena, (*count + 1) * sizeof *found);
    if (*count)
        memcpy(*steps, found, *count * sizeof *found);
    free(found);
    return step == SQL_DONE;
}
