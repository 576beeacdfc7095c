/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/crawl_part.h"

#include "base/buf.h"

#include <inttypes.h>

enum { SCRIPT_MAX = 1 << 13 };

/* clang-format off */

#define IN_TIME(column) "iif(t.ended_ms <= %1$" PRId64 ", t." column ", NULL) AS " column

/* %1: the last millisecond that counts. */
static const char steps[] =
    "CREATE TEMP VIEW crawl_step AS SELECT t.crawl, t.n, t.account, t.in_lists, t.price, t.depth,"
    " t.frontier_size, t.decided_ms, " IN_TIME("ended_ms") ", " IN_TIME("outcome") ","
    " " IN_TIME("listed") ", " IN_TIME("new") ", " IN_TIME("inside")
    " FROM main.crawl_step t JOIN account a ON a.key = t.account"
    " WHERE t.decided_ms <= %1$" PRId64 " AND export_owns(a.id) AND export_has(a.id);";

/* Those who are withheld are no seeds, and a filter may name them. */
#define SEEDS_WITHOUT \
    "(WITH RECURSIVE w (i, word, rest) AS (SELECT 0, '', c.seeds || ' ' UNION ALL" \
    " SELECT i + 1, substr(rest, 1, instr(rest, ' ') - 1), substr(rest, instr(rest, ' ') + 1)" \
    " FROM w WHERE rest <> '') SELECT coalesce(group_concat(word, ' '), '')" \
    " FROM (SELECT word FROM w WHERE i > 0 AND iif(word GLOB 'tt*', substr(word, 3)," \
    " substr(word, 2)) NOT IN (SELECT name FROM temp.withheld_name) ORDER BY i))"
#define CRAWLS(seeds, filter) \
    "CREATE TEMP VIEW crawl AS SELECT c.id, c.started_ms," \
    " iif(c.ended_ms <= %1$" PRId64 ", c.ended_ms, NULL) AS ended_ms," \
    " iif(c.ended_ms <= %1$" PRId64 ", c.state, 'running') AS state," \
    " " seeds " AS seeds, c.sort, c.budget, c.lists, c.depth, c.per_list, " filter " AS filter," \
    " c.frame, c.sitting, c.runs FROM main.crawl c" \
    " WHERE (NOT %2$d AND c.started_ms <= %1$" PRId64 ")" \
    " OR EXISTS (SELECT 1 FROM crawl_step t WHERE t.crawl = c.id)" \
    " OR EXISTS (SELECT 1 FROM request q WHERE q.crawl = c.id);"
static const char crawls[] = CRAWLS("c.seeds", "c.filter");
static const char crawls_without[] = CRAWLS(SEEDS_WITHOUT, "NULL");

#define LAST     "(SELECT no FROM temp.last_number)"
#define HAS_BILL "(q.ended_no <= " LAST " AND (q.credits IS NOT NULL OR q.state = 'not sent'))"
static const char sums[] =
    "CREATE TEMP TABLE spent AS SELECT 'crawl' AS scope, q.crawl AS no,"
    " sum(iif(" HAS_BILL ", q.credits, 0)) AS charged, 0 AS reserved,"
    " sum(iif(" HAS_BILL ", 0, q.reserved)) AS maybe FROM main.request q"
    " WHERE q.crawl > 0 AND q.sent_no <= " LAST " GROUP BY q.crawl";

/* clang-format on */

static bool make_views(struct export *export, int64_t last_ms, struct err *err) {
    struct buf script;
    buf_init(&script, SCRIPT_MAX);
    buf_format(&script, steps, last_ms);
    buf_format(&script, export->has_withheld ? crawls_without : crawls, last_ms,
               (int)export->is_part);
    bool is_run = sql_run(export->store->sql, buf_text(&script), err);
    buf_fini(&script);
    return is_run;
}

static bool count_withheld(struct export *export, int64_t last_ms, struct err *err) {
    struct statement *count =
        sql_use(export->store->sql, "SELECT count(*) FROM main.crawl_step WHERE decided_ms <= ?1"
                                    " AND account IN (SELECT name FROM temp.withheld_name)");
    sql_bind(count, 1, last_ms);
    return sql_read(count, &export->withheld_steps, err);
}

bool crawl_part_make(struct export *export, struct err *err) {
    struct sql *sql = export->store->sql;
    bool is_cut = export->options->as_of_ms != EXPORT_ALWAYS;
    int64_t last_ms = is_cut ? export->options->as_of_ms : INT64_MAX;
    return (!is_cut || sql_run(sql, sums, err)) && make_views(export, last_ms, err) &&
           (!export->has_withheld || count_withheld(export, last_ms, err)) &&
           sql_read(sql_use(sql, "SELECT count(*) FROM crawl"), &export->crawls, err);
}
