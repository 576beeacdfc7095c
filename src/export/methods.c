/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/methods.h"

#include "account/account.h"
#include "store/asked.h"
#include "store/view_columns.h"

#include <inttypes.h>
#include <string.h>

/* clang-format off */

/* Requests of the crawl ?1; 0: of none. */
#define OURS "coalesce(q.crawl, 0) = ?1 AND q.state <> 'not sent'"
#define OUR_LISTS \
    "(SELECT * FROM list_standing l WHERE l.pages > 0 AND (?1 > 0 OR l.is_chosen) AND EXISTS" \
    " (SELECT 1 FROM request q WHERE q.snapshot = l.snapshot AND " OURS "))"

static const char requests[] =
    "SELECT count(*), coalesce(min(q.sent_ms), -1), coalesce(max(q.ended_ms), -1),"
    " coalesce(sum(q.credits), 0), coalesce(sum(iif(q.credits IS NULL, q.reserved, 0)), 0),"
    " coalesce(sum(iif(q.kind = 'profile', q.credits, 0)), 0),"
    " (SELECT group_concat(program, ', ') FROM (SELECT DISTINCT s.program FROM request q"
    " JOIN sitting s ON s.id = q.sitting WHERE " OURS " AND s.program <> '' ORDER BY s.id)),"
    " (SELECT count(*) FROM crawl) FROM request q WHERE " OURS;

static const char states[] = "SELECT state, count(*) FROM " OUR_LISTS " GROUP BY state";

static const char sums[] =
    "SELECT count(*), coalesce(sum(listed), 0), coalesce(sum(repeats), 0),"
    " coalesce(sum(nameless), 0), coalesce(sum(reported), 0),"
    " coalesce(sum(max(0, reported - listed)), 0), count(*) FILTER (WHERE reported IS NULL),"
    " (SELECT count(DISTINCT e.account) FROM " OUR_LISTS " o JOIN edge e"
    " ON e.snapshot = o.snapshot AND e.seq < o.pages JOIN account a ON a.id = e.account"
    " WHERE a.key <> '') FROM " OUR_LISTS;

static const char steps[] =
    "SELECT coalesce(sum(t.new), 0), count(*) FILTER (WHERE t.depth > 0 OR t.frontier_size > 0),"
    " count(*) FILTER (WHERE (t.depth > 0 OR t.frontier_size > 0)"
    " AND t.outcome IN ('complete', 'short')) FROM crawl_step t"
    " WHERE t.crawl = ?1 AND t.outcome IS NOT 'skipped'";

/* Asked for by hand, and in vain; or without a request, because they follow nobody. */
static const char unlisted[] =
    "SELECT count(DISTINCT coalesce(l.owner, l.target)) FROM list_standing l"
    " WHERE l.pages = 0 AND l.state <> 'nobody_reported' AND EXISTS (SELECT 1 FROM request q"
    " WHERE q.snapshot = l.snapshot AND q.crawl IS NULL AND q.state <> 'not sent')"
    " AND NOT EXISTS (SELECT 1 FROM list_standing o"
    " WHERE o.pages > 0 AND coalesce(o.owner, o.target) = coalesce(l.owner, l.target))";
static const char nobodies[] =
    "SELECT count(*) FROM account a JOIN record r ON r.id = a.record"
    " WHERE " VIEWS_FOLLOWS_NOBODY " AND " ASKED_SQL " AND NOT EXISTS"
    " (SELECT 1 FROM list_standing s WHERE s.owner = a.key AND s.is_chosen)"
    " AND NOT EXISTS (SELECT 1 FROM crawl_step t WHERE t.account = a.key)";

static const char seed[] =
    "SELECT coalesce('@' || r.username, ?2), EXISTS (SELECT 1 FROM crawl_step t"
    " JOIN request q ON q.crawl = t.crawl AND q.step = t.n"
    " WHERE t.crawl = ?1 AND t.account = a.key), EXISTS (SELECT 1 FROM snapshot w"
    " JOIN page g ON g.snapshot = w.id WHERE w.owner = a.key)"
    " FROM (SELECT 1) LEFT JOIN account a ON a.id = coalesce("
    "(SELECT o.id FROM account o WHERE 'tt' || o.key = ?2),"
    " (SELECT o.id FROM record c JOIN account o ON o.record = c.id"
    " WHERE c.username = substr(?2, 2) COLLATE NOCASE AND ?2 GLOB '@*' LIMIT 1),"
    " (SELECT n.account FROM alias n WHERE n.name = substr(?2, 2) AND ?2 GLOB '@*'))"
    " LEFT JOIN record r ON r.id = a.record";

/* clang-format on */

static bool step_once(struct statement *row, int64_t crawl, struct err *err) {
    sql_bind(row, 1, crawl);
    return sql_step(row, err) == SQL_ROW;
}

static bool read_requests(struct sql *sql, struct arena *arena, struct methods *methods,
                          struct err *err) {
    struct statement *row = sql_use(sql, requests);
    if (!step_once(row, methods->crawl.id, err))
        return false;
    methods->requests = sql_number(row, 0);
    methods->first_ms = sql_number(row, 1);
    methods->last_ms = sql_number(row, 2);
    methods->credits = sql_number(row, 3);
    methods->maybe = sql_number(row, 4);
    methods->profiles = sql_number(row, 5);
    methods->programs = arena_dup(arena, sql_text(row, 6));
    methods->crawls = sql_number(row, 7);
    sql_end(row);
    return true;
}

static bool read_states(struct sql *sql, struct methods *methods, struct err *err) {
    struct statement *rows = sql_use(sql, states);
    enum sql_step step;
    sql_bind(rows, 1, methods->crawl.id);
    while ((step = sql_step(rows, err)) == SQL_ROW)
        for (enum standing_state state = 0; state < STANDING_STATES; state++)
            if (!strcmp(sql_text(rows, 0), standing_name(state)))
                methods->by_state[state] = sql_number(rows, 1);
    return step == SQL_DONE;
}

static bool read_lists(struct sql *sql, struct methods *methods, struct err *err) {
    struct statement *row = sql_use(sql, sums);
    if (!step_once(row, methods->crawl.id, err))
        return false;
    methods->lists = sql_number(row, 0);
    methods->listed = sql_number(row, 1);
    methods->repeats = sql_number(row, 2);
    methods->nameless = sql_number(row, 3);
    methods->reported = sql_number(row, 4);
    methods->not_listed = sql_number(row, 5);
    methods->unreported = sql_number(row, 6);
    methods->accounts = sql_number(row, 7);
    sql_end(row);
    return read_states(sql, methods, err);
}

static bool read_steps(struct sql *sql, struct methods *methods, struct err *err) {
    struct statement *row = sql_use(sql, steps);
    if (!step_once(row, methods->crawl.id, err))
        return false;
    methods->fresh = sql_number(row, 0);
    methods->taken = sql_number(row, 1);
    methods->obtained = sql_number(row, 2);
    sql_end(row);
    return true;
}

static bool read_seed(struct sql *sql, int64_t crawl, const char *word, struct arena *arena,
                      struct methods_seed *into, struct err *err) {
    struct statement *row = sql_use(sql, seed);
    sql_bind_text(row, 2, word);
    if (!step_once(row, crawl, err))
        return false;
    into->name = arena_dup(arena, sql_text(row, 0));
    into->is_bought = sql_number(row, 1) != 0;
    into->is_stored = sql_number(row, 2) != 0;
    sql_end(row);
    return true;
}

static size_t count_words(const char *words) {
    size_t count = 0;
    for (const char *at = words + strspn(words, " "); *at; at += strspn(at, " ")) {
        count++;
        at += strcspn(at, " ");
    }
    return count;
}

/* Two words for one account are one seed. */
static bool has_seed(const struct methods *methods, const struct methods_seed *one) {
    for (size_t i = 0; i < methods->seed_count; i++)
        if (!strcmp(methods->seeds[i].name, one->name))
            return true;
    return false;
}

static bool read_seeds(struct sql *sql, struct arena *arena, struct methods *methods,
                       struct err *err) {
    const char *at = methods->crawl.order.seeds;
    size_t most = count_words(at);
    methods->seeds = arena_alloc(arena, (most + 1) * sizeof *methods->seeds);
    for (size_t i = 0; i < most; i++) {
        struct methods_seed one;
        at += strspn(at, " ");
        const char *word = arena_dup_n(arena, at, strcspn(at, " "));
        if (!read_seed(sql, methods->crawl.id, word, arena, &one, err))
            return false;
        if (!has_seed(methods, &one))
            methods->seeds[methods->seed_count++] = one;
        at += strlen(word);
    }
    return true;
}

static bool read_crawl(struct store *store, int64_t crawl, struct arena *arena,
                       struct methods *methods, struct err *err) {
    if (!crawl_log_read(store, crawl, arena, &methods->crawl, err))
        return false;
    if (!methods->crawl.id)
        return err_set(err, ERR_USAGE, "the store has no crawl %" PRId64, crawl);
    return read_seeds(store->sql, arena, methods, err) && read_steps(store->sql, methods, err);
}

static bool read_by_hand(struct sql *sql, struct methods *methods, struct err *err) {
    int64_t count = 0;
    if (!sql_read(sql_use(sql, unlisted), &methods->unlisted, err) ||
        !sql_read(sql_use(sql, nobodies), &count, err))
        return false;
    methods->by_state[STANDING_NOBODY_REPORTED] = count;
    return true;
}

bool methods_read(struct store *store, int64_t crawl, struct arena *arena, struct methods *methods,
                  struct err *err) {
    *methods = (struct methods){.kind = store->kind};
    if (crawl && !read_crawl(store, crawl, arena, methods, err))
        return false;
    return read_requests(store->sql, arena, methods, err) && read_lists(store->sql, methods, err) &&
           (crawl || read_by_hand(store->sql, methods, err));
}
