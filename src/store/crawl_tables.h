/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tables of crawls, part of the schema; crawl_log.h says what they are for.
 *
 * Ids are those of accounts, without a prefix; in crawl.seeds
 * and crawl.frame "tt" is before them, because handles may stand beside them. state is 'running',
 * or why the crawl ended; sitting is the run that began it or last went on, and runs how many did.
 * NULL: no such bound, or not known. `new` and `inside` are as the step ended: later lists change
 * what they would be.
 *
 * request.crawl is whose budget paid for it, request.step what it was for: NULL for a seed's
 * profile.
 */
#ifndef FOLLOWTRAIL_STORE_CRAWL_TABLES_H
#define FOLLOWTRAIL_STORE_CRAWL_TABLES_H

/* clang-format off */

#define CRAWL_TABLES                                                                               \
    "CREATE TABLE crawl ("                                                                         \
    " id INTEGER PRIMARY KEY,"                                                                     \
    " started_ms INTEGER NOT NULL,"                                                                \
    " ended_ms INTEGER,"                                                                           \
    " state TEXT NOT NULL,"                                                                        \
    " seeds TEXT NOT NULL,"                                                                        \
    " sort TEXT NOT NULL,"                                                                         \
    " budget INTEGER NOT NULL,"                                                                    \
    " lists INTEGER,"                                                                              \
    " depth INTEGER,"                                                                              \
    " per_list INTEGER,"                                                                           \
    " filter TEXT,"                                                                                \
    " frame TEXT,"                                                                                 \
    " sitting INTEGER NOT NULL REFERENCES sitting,"                                                \
    " runs INTEGER NOT NULL"                                                                       \
    ") STRICT;"                                                                                    \
    "CREATE TABLE crawl_step ("                                                                    \
    " crawl INTEGER NOT NULL REFERENCES crawl,"                                                    \
    " n INTEGER NOT NULL,"                                                                         \
    " account TEXT NOT NULL,"                                                                      \
    " in_lists INTEGER NOT NULL,"                                                                  \
    " price INTEGER,"                                                                              \
    " depth INTEGER NOT NULL,"                                                                     \
    " frontier_size INTEGER NOT NULL,"                                                             \
    " decided_ms INTEGER NOT NULL,"                                                                \
    " ended_ms INTEGER,"                                                                           \
    " outcome TEXT,"                                                                               \
    " listed INTEGER,"                                                                             \
    " new INTEGER,"                                                                                \
    " inside INTEGER,"                                                                             \
    " PRIMARY KEY (crawl, n)"                                                                      \
    ") STRICT, WITHOUT ROWID;"                                                                     \
    "CREATE INDEX crawl_step_account ON crawl_step (account);"
#define CRAWL_INDEX "CREATE INDEX request_crawl ON request (crawl, step) WHERE crawl IS NOT NULL;"

/* What the pages of a step's requests brought: how many accounts that no earlier page of the list
 * has; of these, those that no list had before, and those whose own list was stored before. */
#define CRAWL_BROUGHT(crawl_sql, n_sql) \
    "SELECT count(*) AS listed," \
    " count(*) FILTER (WHERE NOT EXISTS (SELECT 1 FROM edge o" \
    " JOIN page g ON g.snapshot = o.snapshot AND g.seq = o.seq" \
    " JOIN request r ON r.id = g.request" \
    " WHERE o.account = e.account AND o.snapshot <> e.snapshot" \
    " AND r.ended_no < q.ended_no)) AS new," \
    " count(*) FILTER (WHERE EXISTS (SELECT 1 FROM snapshot w" \
    " JOIN page g ON g.snapshot = w.id AND g.seq = 0" \
    " JOIN request r ON r.id = g.request" \
    " WHERE w.owner = a.key AND r.ended_no < q.ended_no)) AS inside" \
    " FROM request q" \
    " CROSS JOIN page p ON p.snapshot = q.snapshot AND p.seq = q.seq AND p.request = q.id" \
    " CROSS JOIN edge e ON e.snapshot = p.snapshot AND e.seq = p.seq" \
    " CROSS JOIN account a ON a.id = e.account" \
    " WHERE q.crawl = " crawl_sql " AND q.step = " n_sql " AND a.key <> ''" \
    " AND (p.fresh = p.rows OR NOT EXISTS (SELECT 1 FROM edge o" \
    " WHERE o.account = e.account AND o.snapshot = e.snapshot" \
    " AND (o.seq, o.row) < (e.seq, e.row)))"

/* clang-format on */

#endif
