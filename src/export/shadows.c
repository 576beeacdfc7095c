/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/shadows.h"

#include "base/buf.h"

enum { SCRIPT_MAX = 1 << 14 };

/* clang-format off */

/* The number of the last start or end of a request that counts. */
#define LAST "(SELECT no FROM temp.last_number)"

/* ended_no stays as it is, for its index: nothing that counts refers to a later one. */
#define REQUESTS_BY \
    "CREATE TEMP VIEW request AS SELECT id, sitting, kind, target, label, snapshot, seq, attempt," \
    " cursor_in, reserved, iif(ended_no <= " LAST ", state, 'under way') AS state," \
    " sent_no, sent_ms, ended_no," \
    " iif(ended_no <= " LAST ", ended_ms, NULL) AS ended_ms," \
    " iif(ended_no <= " LAST ", outcome, NULL) AS outcome," \
    " iif(ended_no <= " LAST ", request_id, NULL) AS request_id," \
    " iif(ended_no <= " LAST ", rows, NULL) AS rows," \
    " iif(ended_no <= " LAST ", credits, NULL) AS credits," \
    " iif(ended_no <= " LAST ", balance, NULL) AS balance," \
    " iif(ended_no <= " LAST ", anchor, NULL) AS anchor," \
    " is_proved, is_shared, purse," \
    " iif(ended_no <= " LAST ", remark, NULL) AS remark, crawl, step" \
    " FROM main.request WHERE sent_no <= " LAST

/* late_page: the first page of each list that came later; profile_answer: whom a profile was of. */
static const char late[] =
    "CREATE TEMP TABLE late_page AS SELECT p.snapshot, min(p.seq) AS seq FROM main.page p"
    " JOIN main.request q ON q.id = p.request WHERE q.ended_no > " LAST " GROUP BY 1;"
    "CREATE UNIQUE INDEX temp.late_page_snapshot ON late_page (snapshot);"
    "CREATE TEMP TABLE profile_answer AS SELECT n.account, q.ended_no AS no FROM main.request q"
    " JOIN main.alias n ON n.name = q.target WHERE q.kind = 'profile' AND q.outcome = 'ok'"
    " AND q.ended_no <= " LAST ";"
    "CREATE INDEX temp.profile_answer_account ON profile_answer (account, no);";

/* The last answer in time that had the record r. */
#define LAST_NO \
    "max(r.first_no," \
    " coalesce((SELECT max(q.ended_no) FROM main.edge e" \
    " JOIN main.page p ON p.snapshot = e.snapshot AND p.seq = e.seq" \
    " JOIN main.request q ON q.id = p.request WHERE e.account = r.account" \
    " AND q.ended_no BETWEEN r.first_no AND " LAST "), 0)," \
    " coalesce((SELECT max(f.no) FROM temp.profile_answer f WHERE f.account = r.account" \
    " AND f.no BETWEEN r.first_no AND " LAST "), 0))"
static const char records_by[] =
    "CREATE TEMP VIEW record AS SELECT r.id, r.account, r.first_ms,"
    " iif(r.last_no <= " LAST ", r.last_ms, (SELECT q.ended_ms FROM main.request q"
    " WHERE q.ended_no = " LAST_NO ")) AS last_ms,"
    " r.username, r.display_name, r.bio, r.region, r.avatar_url, r.followers, r.following,"
    " r.likes, r.videos, r.is_verified, r.is_private, r.defect, r.first_no,"
    " iif(r.last_no <= " LAST ", r.last_no, " LAST_NO ") AS last_no"
    " FROM main.record r WHERE r.first_no <= " LAST;

#define SNAPSHOT_BEGUN \
    "coalesce((SELECT min(q.sent_no) FROM main.request q WHERE q.snapshot = w.id), 0)" \
    " <= " LAST
#define NOT_OF_WITHHELD \
    "w.target COLLATE NOCASE NOT IN (SELECT name FROM temp.withheld_name)" \
    " AND coalesce(w.owner, '') NOT IN (SELECT name FROM temp.withheld_name)"

#define RECORD_BY \
    "(SELECT o.id FROM main.record o WHERE o.account = a.id AND o.first_no <= " LAST \
    " ORDER BY o.first_no DESC, o.id DESC LIMIT 1)"
#define ACCOUNT_SEEN \
    "(" RECORD_BY " IS NOT NULL OR EXISTS (SELECT 1 FROM main.snapshot w" \
    " WHERE w.owner = a.key AND " SNAPSHOT_BEGUN "))"
#define NOT_WITHHELD "a.id NOT IN (SELECT account FROM temp.withheld)"

#define PAGE_CAME \
    "p.seq < coalesce((SELECT l.seq FROM temp.late_page l WHERE l.snapshot = p.snapshot), 1 << 62)"
#define UP_TO_PAGE(column) \
    "coalesce((SELECT sum(x." column ") FROM temp.withheld_page x" \
    " WHERE x.snapshot = p.snapshot AND x.seq <= p.seq), 0)"
#define PAGES \
    "CREATE TEMP VIEW page AS SELECT p.snapshot, p.seq, p.request, p.received_ms, p.has_more," \
    " p.is_cut, p.cursor_out, p.rows, p.is_unsaid, p.pages, p.total, p.defects, "
#define SUMS "p.fresh, p.ids, p.nameless"
#define SUMS_WITHOUT \
    "p.fresh - coalesce((SELECT x.ids FROM temp.withheld_page x" \
    " WHERE x.snapshot = p.snapshot AND x.seq = p.seq), 0) AS fresh," \
    " p.ids - " UP_TO_PAGE("ids") " AS ids," \
    " p.nameless + " UP_TO_PAGE("rows") " AS nameless"

/* By the last number that counts, and without those withheld. */
static const struct {
    const char *snapshots, *accounts, *pages;
} shadows[2][2] = {
    [true][false] = {
        "CREATE TEMP VIEW snapshot AS SELECT * FROM main.snapshot w WHERE " SNAPSHOT_BEGUN,
        "CREATE TEMP VIEW account AS SELECT a.id, a.key, " RECORD_BY " AS record"
        " FROM main.account a WHERE " ACCOUNT_SEEN,
        PAGES SUMS " FROM main.page p WHERE " PAGE_CAME},
    [false][true] = {
        "CREATE TEMP VIEW snapshot AS SELECT * FROM main.snapshot w WHERE " NOT_OF_WITHHELD,
        "CREATE TEMP VIEW account AS SELECT * FROM main.account a WHERE " NOT_WITHHELD,
        PAGES SUMS_WITHOUT " FROM main.page p"},
    [true][true] = {
        "CREATE TEMP VIEW snapshot AS SELECT * FROM main.snapshot w WHERE " SNAPSHOT_BEGUN
        " AND " NOT_OF_WITHHELD,
        "CREATE TEMP VIEW account AS SELECT a.id, a.key, " RECORD_BY " AS record"
        " FROM main.account a WHERE " NOT_WITHHELD " AND " ACCOUNT_SEEN,
        PAGES SUMS_WITHOUT " FROM main.page p WHERE " PAGE_CAME},
};

static const char withheld_pages[] =
    "CREATE TEMP TABLE withheld_page AS SELECT e.snapshot, e.seq, count(*) AS rows,"
    " count(*) FILTER (WHERE NOT EXISTS (SELECT 1 FROM main.edge o WHERE o.account = e.account"
    " AND o.snapshot = e.snapshot AND (o.seq, o.row) < (e.seq, e.row))) AS ids"
    " FROM temp.withheld x JOIN main.edge e ON e.account = x.account GROUP BY 1, 2;"
    "CREATE UNIQUE INDEX temp.withheld_page_place ON withheld_page (snapshot, seq);";

static const char last_number[] =
    "CREATE TEMP TABLE last_number AS SELECT max("
    "coalesce((SELECT max(sent_no) FROM main.request WHERE sent_ms <= ?1), 0),"
    " coalesce((SELECT max(ended_no) FROM main.request WHERE ended_ms <= ?1), 0)) AS no";

/* In place of those above, or of the tables; their conditions hold for what is selected. */
static const char narrow_snapshots[] =
    "DROP VIEW IF EXISTS temp.snapshot;"
    "CREATE TEMP VIEW snapshot AS SELECT * FROM main.snapshot WHERE id IN"
    " (SELECT snapshot FROM temp.list_standing WHERE owner IS NOT NULL OR is_chosen)";
#define ALL_REQUESTS "CREATE TEMP VIEW request AS SELECT * FROM main.request"
#define OF_LISTS "snapshot IN (SELECT snapshot FROM temp.list_standing)"
#define OF_NODES \
    "(EXISTS (SELECT 1 FROM main.alias n WHERE n.name = target AND export_has(n.account))" \
    " OR EXISTS (SELECT 1 FROM main.account a WHERE a.key = target AND export_has(a.id)))"
#define OF_OTHERS "target COLLATE NOCASE NOT IN (SELECT name FROM temp.withheld_name)"

/* clang-format on */

static bool find_last(struct export *export, struct err *err) {
    int64_t last = 0;
    struct sql *sql = export->store->sql;
    struct statement *make = sql_use(sql, last_number);
    sql_bind(make, 1, export->options->as_of_ms);
    return sql_do(make, err) && sql_read(sql_use(sql, "SELECT no FROM last_number"), &last, err) &&
           (last || err_set(err, ERR_USAGE, "the store has nothing from %.40s or before",
                            export->options->as_of ? export->options->as_of : "then"));
}

bool shadows_make(struct export *export, struct err *err) {
    struct sql *sql = export->store->sql;
    bool is_cut = export->options->as_of_ms != EXPORT_ALWAYS;
    bool has_withheld = export->has_withheld;
    if (!is_cut && !has_withheld)
        return true;
    if ((has_withheld && !sql_run(sql, withheld_pages, err)) ||
        (is_cut && (!find_last(export, err) || !sql_run(sql, late, err) ||
                    !sql_run(sql, REQUESTS_BY, err) || !sql_run(sql, records_by, err))))
        return false;
    return sql_run(sql, shadows[is_cut][has_withheld].snapshots, err) &&
           sql_run(sql, shadows[is_cut][has_withheld].accounts, err) &&
           sql_run(sql, shadows[is_cut][has_withheld].pages, err);
}

static bool narrow_requests(struct export *export, struct err *err) {
    bool is_cut = export->options->as_of_ms != EXPORT_ALWAYS;
    struct buf script;
    buf_init(&script, SCRIPT_MAX);
    buf_text_put(&script, "DROP VIEW IF EXISTS temp.request;");
    buf_text_put(&script, is_cut ? REQUESTS_BY " AND " : ALL_REQUESTS " WHERE ");
    buf_text_put(&script, "(" OF_LISTS " OR (kind = 'profile'");
    buf_text_put(&script, export->is_part ? " AND " OF_NODES : "");
    buf_text_put(&script, export->has_withheld ? " AND " OF_OTHERS : "");
    buf_text_put(&script, "))");
    bool is_run = sql_run(export->store->sql, buf_text(&script), err);
    buf_fini(&script);
    return is_run;
}

bool shadows_narrow(struct export *export, struct err *err) {
    bool is_whole =
        export->options->as_of_ms == EXPORT_ALWAYS && !export->has_withheld && !export->is_part;
    return is_whole ||
           (sql_run(export->store->sql, narrow_snapshots, err) && narrow_requests(export, err));
}
