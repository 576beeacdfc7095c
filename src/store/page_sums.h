/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each page of a list adds to those before it, so that no reader has to count rows: in `page`,
 *
 *   fresh     ids on it that no earlier page has
 *   pages     pages up to it, with it; seq + 1 unless one is missing
 *   total     rows of these
 *   ids       different ids in these
 *   nameless  records without an id in these
 *   defects   records with a defect in these
 *
 * They are written with the page. A page that comes after a later one changes that one's. */
#ifndef FOLLOWTRAIL_STORE_PAGE_SUMS_H
#define FOLLOWTRAIL_STORE_PAGE_SUMS_H

#include "store/sql.h"

/* SQL that counts all of it from the rows, of the snapshots that conditions on e.snapshot and
 * g.snapshot let through. An account's record of the time says whether it has a defect. */
#define PAGE_SUMS_OF(which_e, which_g)                                                             \
    "(SELECT g.snapshot, g.seq, coalesce(f.fresh, 0) AS fresh, count(*) OVER w AS pages,"          \
    " sum(g.rows) OVER w AS total, sum(coalesce(f.fresh, 0)) OVER w AS ids,"                       \
    " sum(coalesce(o.nameless, 0)) OVER w AS nameless, sum(coalesce(o.defects, 0)) OVER w"         \
    " AS defects FROM page g LEFT JOIN (SELECT snapshot, seq, count(*) AS fresh FROM"              \
    " (SELECT e.snapshot, min(e.seq) AS seq FROM edge e JOIN account a ON a.id = e.account"        \
    " WHERE a.key <> '' " which_e " GROUP BY e.snapshot, e.account) GROUP BY 1, 2) f"              \
    " ON f.snapshot = g.snapshot AND f.seq = g.seq LEFT JOIN (SELECT e.snapshot, e.seq,"           \
    " count(*) FILTER (WHERE coalesce(a.key, '') = '') AS nameless,"                               \
    " count(*) FILTER (WHERE e.account IN (SELECT account FROM record WHERE defect IS NOT NULL)"   \
    " AND EXISTS (SELECT 1 FROM page p JOIN request q ON q.id = p.request"                         \
    " JOIN record r ON r.account = e.account AND q.ended_no BETWEEN r.first_no AND r.last_no"      \
    " WHERE p.snapshot = e.snapshot AND p.seq = e.seq AND r.defect IS NOT NULL)) AS defects"       \
    " FROM edge e JOIN account a ON a.id = e.account WHERE a.id > 0 " which_e                      \
    " GROUP BY e.snapshot, e.seq) o ON o.snapshot = g.snapshot AND o.seq = g.seq"                  \
    " WHERE g.seq >= 0 " which_g " WINDOW w AS (PARTITION BY g.snapshot ORDER BY g.seq)) n"
#define PAGE_SUMS_COUNT(which_e, which_g)                                                          \
    "UPDATE page SET fresh = n.fresh, pages = n.pages, total = n.total, ids = n.ids,"              \
    " nameless = n.nameless, defects = n.defects FROM " PAGE_SUMS_OF(                              \
        which_e, which_g) " WHERE page.snapshot = n.snapshot AND page.seq = n.seq;"

/* For a page whose rows were just entered. `nameless` and `defects` are its own. */
struct page_sums {
    int64_t snapshot, seq;
    int64_t nameless, defects;
};
bool page_sums_enter(struct sql *sql, const struct page_sums *page, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

/* Whether they are those of the rows. Takes time that grows with the store. */
bool page_sums_check(struct sql *sql, bool *are_right, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

#endif
