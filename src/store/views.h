/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The store's views, part of its schema: `accounts`, `names`, `follows`, `lists`, `requests`,
 * `crawls` and `crawl_steps`.
 * They are the tables that an export has, and what the manual documents; view_columns.h describes
 * their columns. They say of a list what graph/standing.h says; tests/store/test_store_views.c
 * compares both.
 *
 * list_facts and list_standing are what they are made of. list_facts has a row a snapshot,
 * and computes only the columns that a reader names. list_standing judges all snapshots once a
 * statement. Neither is meant for others.
 *
 * Each view is given without its CREATE VIEW: the schema makes them of the store's tables, and an
 * export makes its own of the part that it selects. */
#ifndef FOLLOWTRAIL_STORE_VIEWS_H
#define FOLLOWTRAIL_STORE_VIEWS_H

#include "store/view_columns.h"

/* clang-format off */

/* The columns of a list in view_columns.h, as a SELECT names them. */
#define VIEWS_FIRST(name, type, fate, need, sql, about) " " sql " AS \"" #name "\""
#define VIEWS_NEXT(name, type, fate, need, sql, about)  "," VIEWS_FIRST(name, type, fate, need, sql, about)

/* Why the snapshot w cannot go on after its page l although the API has more; NULL: it can. */
#define VIEWS_STOP \
    "CASE" \
    " WHEN coalesce(l.has_more, 0) = 0 THEN NULL" \
    " WHEN coalesce(l.cursor_out, '') = '' THEN iif(l.is_unsaid, 'unsaid', 'no_cursor')" \
    " WHEN EXISTS (SELECT 1 FROM page o WHERE o.snapshot = w.id AND o.seq < l.seq" \
    " AND o.has_more AND o.cursor_out = l.cursor_out) THEN 'same_cursor'" \
    " WHEN l.is_unsaid THEN 'unsaid'" \
    " WHEN l.pages >= 3 AND l.ids = coalesce(b.ids, 0)" \
    " AND l.nameless = coalesce(b.nameless, 0) THEN 'nothing_new'" \
    " END"

/* l is the last page before the first missing one, b the third before it, x the last request that
 * was sent for the page after it. r is what is known of the owner when l came: its newest record
 * then by the order of answers, else its first one after that. */
#define VIEWS_LIST_FACTS \
    "SELECT" \
    " w.id AS snapshot," \
    " w.owner," \
    " a.id AS account," \
    " w.target," \
    " w.label," \
    " n.username," \
    " w.started_ms," \
    " coalesce(l.pages, 0) AS pages," \
    " f.received_ms AS first_ms," \
    " l.received_ms AS last_ms," \
    " coalesce(l.has_more, 0) AS has_more," \
    " coalesce(l.is_cut OR (l.has_more AND x.outcome = 'insufficient_credits'), 0) AS is_cut," \
    " " VIEWS_STOP " AS stop," \
    " iif(x.state IN ('answered', 'unanswered')" \
    " AND x.outcome NOT IN ('ok', 'insufficient_credits')," \
    " replace(x.outcome, ' ', '_'), NULL) AS failure," \
    " coalesce(r.is_private, 0) AS is_private," \
    " iif(" VIEWS_HIDES_COUNTS("r") ", NULL, r.following) AS reported," \
    " iif(" VIEWS_HIDES_COUNTS("r") " OR r.following IS NULL, NULL," \
    " iif(r.last_no <= coalesce(q.ended_no, 1 << 62), r.last_ms, r.first_ms)) AS reported_ms," \
    " coalesce(l.ids, 0) AS listed," \
    " coalesce(l.nameless, 0) AS nameless," \
    " coalesce(l.total - l.ids - l.nameless, 0) AS repeats," \
    " coalesce(l.defects, 0) AS defects," \
    " (SELECT count(*) FROM request c" \
    " WHERE c.snapshot = w.id AND c.state <> 'not sent') AS requests," \
    " (SELECT coalesce(sum(c.credits), 0) FROM request c WHERE c.snapshot = w.id) AS credits," \
    " (SELECT coalesce(sum(c.reserved), 0) FROM request c" \
    " WHERE c.snapshot = w.id AND c.credits IS NULL AND c.state <> 'not sent') AS maybe," \
    " (SELECT max(c.reserved) FROM request c" \
    " WHERE c.snapshot = w.id AND c.state <> 'not sent') AS page_size," \
    " (SELECT s.program FROM sitting s WHERE s.id = q.sitting) AS program" \
    " FROM snapshot w" \
    " LEFT JOIN page f ON f.snapshot = w.id AND f.seq = 0" \
    " LEFT JOIN page l ON l.snapshot = w.id AND l.seq = (SELECT p.seq FROM page p" \
    " WHERE p.snapshot = w.id AND p.pages = p.seq + 1 ORDER BY p.seq DESC LIMIT 1)" \
    " LEFT JOIN page b ON b.snapshot = w.id AND b.seq = l.seq - 3" \
    " LEFT JOIN request q ON q.id = l.request" \
    " LEFT JOIN request x ON x.id = (SELECT max(c.id) FROM request c" \
    " WHERE c.snapshot = w.id AND c.seq = coalesce(l.pages, 0) AND c.state <> 'not sent')" \
    " LEFT JOIN account a ON a.key = w.owner" \
    " LEFT JOIN record n ON n.id = a.record" \
    " LEFT JOIN record r ON r.id = coalesce(" \
    "(SELECT o.id FROM record o WHERE o.account = a.id" \
    " AND o.first_no <= coalesce(q.ended_no, 1 << 62)" \
    " ORDER BY o.first_no DESC, o.id DESC LIMIT 1)," \
    " (SELECT o.id FROM record o WHERE o.account = a.id" \
    " ORDER BY o.first_no, o.id DESC LIMIT 1))"

#define VIEWS_STATE \
    "CASE" \
    " WHEN pages = 0 THEN iif(reported = 0 AND NOT is_private, 'nobody_reported', 'none')" \
    " WHEN stop IS NOT NULL THEN 'stopped'" \
    " WHEN (has_more OR is_cut) AND failure IS NOT NULL THEN 'failed'" \
    " WHEN is_cut THEN 'cut_by_balance'" \
    " WHEN has_more THEN 'partial'" \
    " WHEN listed + nameless = 0 AND reported IS NOT 0" \
    " THEN iif(reported IS NULL, 'empty_unknown', 'hidden')" \
    " WHEN nameless = 0 AND reported - listed <= max(1, reported / 20) THEN 'complete'" \
    " ELSE 'complete_short'" \
    " END"

/* Whether the API ended it: state is none of those in which it may go on. */
#define VIEWS_IS_OVER \
    "state IN ('complete', 'nobody_reported', 'complete_short', 'hidden', 'empty_unknown')"

/* Of the snapshots of an owner, or of a handle whose owner is not proved, the newest complete one
 * comes first, else the newest with a page. A handle's is not chosen if an account that ever had
 * that handle has a list. */
#define VIEWS_LIST_STANDING \
    "WITH judged AS MATERIALIZED (SELECT *, " VIEWS_STATE " AS state FROM list_facts)," \
    " ranked AS MATERIALIZED (SELECT *," \
    " state IN ('complete', 'nobody_reported') AS is_complete," \
    " row_number() OVER (PARTITION BY owner, iif(owner IS NULL, lower(target), '')" \
    " ORDER BY pages > 0 DESC, state = 'complete' DESC, snapshot DESC) AS place FROM judged)" \
    " SELECT *," \
    " place = 1 AND pages > 0 AND (owner IS NOT NULL OR NOT EXISTS (SELECT 1" \
    " FROM record r JOIN account a ON a.id = r.account JOIN snapshot w ON w.owner = a.key" \
    " WHERE r.username = k.target COLLATE NOCASE AND EXISTS" \
    " (SELECT 1 FROM page p WHERE p.snapshot = w.id AND p.seq = 0))) AS is_chosen," \
    " CASE" \
    " WHEN is_complete OR " VIEWS_IS_OVER " OR reported IS NULL" \
    " OR listed + nameless >= reported THEN listed" \
    " ELSE max(listed, reported - max(1, reported / 20))" \
    " END AS length_lo," \
    " CASE" \
    " WHEN is_complete THEN listed" \
    " WHEN reported IS NULL THEN NULL" \
    " WHEN " VIEWS_IS_OVER " THEN max(listed + nameless, reported)" \
    " WHEN listed + nameless >= reported THEN NULL" \
    " ELSE reported" \
    " END AS length_hi" \
    " FROM ranked k"

#define VIEWS_LISTS "SELECT" VIEW_COLUMNS_LISTS(VIEWS_FIRST, VIEWS_NEXT) " FROM list_standing"

/* A page without repeats needs no look at its rows. Elsewhere a row counts if its account did not
 * come before, and its rank is counted. */
#define VIEWS_IS_FIRST \
    "(p.fresh = p.rows OR NOT EXISTS (SELECT 1 FROM edge o" \
    " WHERE o.account = e.account AND o.snapshot = e.snapshot" \
    " AND (o.seq, o.row) < (e.seq, e.row)))"

#define VIEWS_RANK \
    "p.ids - p.fresh + iif(p.fresh = p.rows, e.row + 1, (SELECT count(*) FROM edge m" \
    " JOIN account k ON k.id = m.account AND k.key <> ''" \
    " WHERE m.snapshot = e.snapshot AND m.seq = e.seq AND m.row <= e.row" \
    " AND NOT EXISTS (SELECT 1 FROM edge o" \
    " WHERE o.account = m.account AND o.snapshot = m.snapshot" \
    " AND (o.seq, o.row) < (m.seq, m.row))))"

#define VIEWS_FOLLOWS_OF(which) \
    "WITH l AS MATERIALIZED (SELECT snapshot, owner, pages, state FROM list_standing" \
    " WHERE is_chosen AND owner IS NOT NULL)" \
    " SELECT" VIEW_COLUMNS_FOLLOWS(VIEWS_FIRST, VIEWS_NEXT, "'tt' || t.key", VIEWS_RANK) \
    " FROM account t" \
    " JOIN edge e ON e.account = t.id" \
    " JOIN l ON l.snapshot = e.snapshot" \
    " JOIN page p ON p.snapshot = e.snapshot AND p.seq = e.seq AND p.seq < l.pages" \
    " WHERE t.key <> '' AND " VIEWS_IS_FIRST which
#define VIEWS_FOLLOWS VIEWS_FOLLOWS_OF("")

/* An account's own list says nothing about it. */
#define VIEWS_IN_LISTS_WHERE(which) \
    "(SELECT count(DISTINCT e.snapshot) FROM edge e" \
    " CROSS JOIN l c ON c.snapshot = e.snapshot AND e.seq < c.pages" \
    " WHERE e.account = a.id AND c.account IS NOT a.id" which ")"
#define VIEWS_IN_LISTS VIEWS_IN_LISTS_WHERE("")
#define VIEWS_IN_LISTS_MAX \
    "(SELECT count(*) FROM l WHERE NOT is_complete) - coalesce(NOT o.is_complete, 0) + " \
    VIEWS_IN_LISTS_WHERE(" AND c.is_complete")

/* Of the accounts that `which` lets through, "" or " AND …". The store has no groups, and counts
 * lists for each row; an export has both at hand. */
#define VIEWS_ACCOUNTS_OF(which, in_lists, in_lists_max, group) \
    "WITH l AS MATERIALIZED (SELECT snapshot, owner, account, pages, state, is_complete, listed," \
    " last_ms FROM list_standing WHERE is_chosen)" \
    " SELECT" VIEW_COLUMNS_ACCOUNTS(VIEWS_FIRST, VIEWS_NEXT, in_lists, in_lists_max, group) \
    " FROM account a" \
    " LEFT JOIN record r ON r.id = a.record" \
    " LEFT JOIN l o ON o.account = a.id" \
    " WHERE a.key <> ''" which

/* After those: owners whom no answer described. Only a sec_uid proves one without a record. */
#define VIEWS_LONE_OWNERS(in_lists, in_lists_max, group) \
    " UNION ALL SELECT" \
    VIEW_COLUMNS_ACCOUNTS(VIEWS_FIRST, VIEWS_NEXT, in_lists, in_lists_max, group) \
    " FROM (SELECT DISTINCT NULL AS id, owner AS key FROM list_standing" \
    " WHERE account IS NULL AND owner IS NOT NULL) a" \
    " LEFT JOIN record r ON r.id = a.id" \
    " LEFT JOIN l o ON o.owner = a.key"
#define VIEWS_ACCOUNTS \
    VIEWS_ACCOUNTS_OF("", VIEWS_IN_LISTS, VIEWS_IN_LISTS_MAX, "NULL") \
    VIEWS_LONE_OWNERS(VIEWS_IN_LISTS, VIEWS_IN_LISTS_MAX, "NULL")

/* A row is the first record of an account that has the handle. */
#define VIEWS_NAMES_OF(which) \
    "SELECT" VIEW_COLUMNS_NAMES(VIEWS_FIRST, VIEWS_NEXT) \
    " FROM account a CROSS JOIN record r ON r.account = a.id" \
    " WHERE a.key <> '' AND r.username <> '' AND (NOT " VIEWS_HAS_OTHERS \
    " OR NOT EXISTS (SELECT 1 FROM record b WHERE b.account = r.account" \
    " AND b.username = r.username AND (b.first_no, b.id) < (r.first_no, r.id)))" which
#define VIEWS_NAMES VIEWS_NAMES_OF("")

#define VIEWS_REQUESTS \
    "SELECT" VIEW_COLUMNS_REQUESTS(VIEWS_FIRST, VIEWS_NEXT) \
    " FROM request q LEFT JOIN anchor n ON n.id = q.anchor AND n.request = q.id"

#define VIEWS_CRAWLS \
    "SELECT" VIEW_COLUMNS_CRAWLS(VIEWS_FIRST, VIEWS_NEXT) \
    " FROM crawl c JOIN sitting s ON s.id = c.sitting" \
    " LEFT JOIN spent x ON x.scope = 'crawl' AND x.no = c.id"

#define VIEWS_CRAWL_STEPS \
    "SELECT" VIEW_COLUMNS_CRAWL_STEPS(VIEWS_FIRST, VIEWS_NEXT) " FROM crawl_step t"

#define VIEWS_DROP \
    "DROP VIEW IF EXISTS crawl_steps; DROP VIEW IF EXISTS crawls;" \
    "DROP VIEW IF EXISTS requests; DROP VIEW IF EXISTS names; DROP VIEW IF EXISTS accounts;" \
    "DROP VIEW IF EXISTS follows; DROP VIEW IF EXISTS lists; DROP VIEW IF EXISTS list_standing;" \
    "DROP VIEW IF EXISTS list_facts;"

/* In this order: each is made of those before it. */
#define VIEWS_CREATE \
    "CREATE VIEW list_facts AS " VIEWS_LIST_FACTS ";" \
    "CREATE VIEW list_standing AS " VIEWS_LIST_STANDING ";" \
    "CREATE VIEW lists AS " VIEWS_LISTS ";" \
    "CREATE VIEW follows AS " VIEWS_FOLLOWS ";" \
    "CREATE VIEW accounts AS " VIEWS_ACCOUNTS ";" \
    "CREATE VIEW names AS " VIEWS_NAMES ";" \
    "CREATE VIEW requests AS " VIEWS_REQUESTS ";" \
    "CREATE VIEW crawls AS " VIEWS_CRAWLS ";" \
    "CREATE VIEW crawl_steps AS " VIEWS_CRAWL_STEPS ";"

/* clang-format on */

#endif
