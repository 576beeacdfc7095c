/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/page_sums.h"

/* o is the page before it. Of those on this page, those on earlier ones are found one by one. */
static const char add_to_last[] =
    "UPDATE page SET fresh = n.fresh, pages = n.pages, total = n.total + page.rows,"
    " ids = n.ids + n.fresh, nameless = n.nameless + ?3, defects = n.defects + ?4 FROM"
    " (SELECT coalesce(max(o.pages), 0) + 1 AS pages, coalesce(max(o.total), 0) AS total,"
    " coalesce(max(o.ids), 0) AS ids, coalesce(max(o.nameless), 0) AS nameless,"
    " coalesce(max(o.defects), 0) AS defects, (SELECT count(DISTINCT e.account) FROM edge e"
    " JOIN account a ON a.id = e.account WHERE e.snapshot = ?1 AND e.seq = ?2 AND a.key <> '')"
    " - (SELECT count(DISTINCT b.account) FROM edge b WHERE b.snapshot = ?1 AND b.seq < ?2"
    " AND b.account IN (SELECT e.account FROM edge e WHERE e.snapshot = ?1 AND e.seq = ?2))"
    " AS fresh FROM page o WHERE o.snapshot = ?1"
    " AND o.seq = (SELECT max(seq) FROM page WHERE snapshot = ?1 AND seq < ?2)) n"
    " WHERE page.snapshot = ?1 AND page.seq = ?2";

static bool add_page(struct sql *sql, const struct page_sums *page, struct err *err) {
    struct statement *add = sql_use(sql, add_to_last);
    sql_bind(add, 1, page->snapshot);
    sql_bind(add, 2, page->seq);
    sql_bind(add, 3, page->nameless);
    sql_bind(add, 4, page->defects);
    return sql_do(add, err);
}

static bool has_later(struct sql *sql, const struct page_sums *page, bool *has, struct err *err) {
    int64_t found = 0;
    struct statement *find =
        sql_use(sql, "SELECT EXISTS (SELECT 1 FROM page WHERE snapshot = ?1 AND seq > ?2)");
    sql_bind(find, 1, page->snapshot);
    sql_bind(find, 2, page->seq);
    bool is_read = sql_read(find, &found, err);
    *has = found != 0;
    return is_read;
}

bool page_sums_enter(struct sql *sql, const struct page_sums *page, struct err *err) {
    bool is_before;
    if (!add_page(sql, page, err) || !has_later(sql, page, &is_before, err))
        return false;
    if (!is_before)
        return true;
    struct statement *count =
        sql_use(sql, PAGE_SUMS_COUNT("AND e.snapshot = ?1", "AND g.snapshot = ?1"));
    sql_bind(count, 1, page->snapshot);
    return sql_do(count, err);
}

bool page_sums_check(struct sql *sql, bool *are_right, struct err *err) {
    int64_t unlike = 0;
    struct statement *compare = sql_use(
        sql,
        "SELECT EXISTS (SELECT 1 FROM " PAGE_SUMS_OF(
            "",
            "") " JOIN page"
                " ON page.snapshot = n.snapshot AND page.seq = n.seq WHERE (page.fresh, page.pages,"
                " page.total, page.ids, page.nameless) <> (n.fresh, n.pages, n.total, n.ids,"
                " n.nameless))");
    bool is_read = sql_read(compare, &unlike, err);
    *are_right = !unlike;
    return is_read;
}
