/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Running sums of the cost of all requests, in the table `spent`: in total, for each run, for each
 * minute since 1970 by the clock at sending, and for each crawl. Triggers on `request` maintain
 * them (see schema.c), so reading the purse takes the same time however large the store is. */
#ifndef FOLLOWTRAIL_STORE_SPENT_H
#define FOLLOWTRAIL_STORE_SPENT_H

#include "store/store_internal.h"

/* What one request adds; `row` is "", or "NEW." or "OLD." in a trigger. No request can cost more
 * than the limit; a larger number could overflow the sums. */
#define SPENT_CREDITS(row) "min(max(" row "credits, 0), 1000000000)"
#define SPENT_CHARGED(row) "coalesce(" SPENT_CREDITS(row) ", 0)"
/* What a later balance seemed to prove may be wrong (bought credits hide a charge), so caps count
 * the most that it can have been. */
#define SPENT_COUNTED(row)                                                                         \
    "iif(" row "is_proved, " row "reserved, coalesce(" SPENT_CREDITS(row) ", " row "reserved))"
#define SPENT_RESERVED(row)                                                                        \
    "iif(" row "credits IS NULL AND " row "state = 'under way', " row "reserved, 0)"
#define SPENT_MAYBE(row)                                                                           \
    "iif(" row "credits IS NULL AND " row "state <> 'under way', " row "reserved, 0)"

/* clang-format off */

/* A trigger's statement: adds one request (sign "") or subtracts it ("-"). */
#define SPENT_ROW(scope, no, sign, row) \
    "('" scope "', " no "," \
    " " sign "(" SPENT_CHARGED(row) ")," \
    " " sign "(" SPENT_COUNTED(row) ")," \
    " " sign "(" SPENT_RESERVED(row) ")," \
    " " sign "(" SPENT_MAYBE(row) "))"
#define SPENT_INTO(rows) \
    " INSERT INTO spent (scope, no, charged, counted, reserved, maybe) VALUES " rows \
    " ON CONFLICT (scope, no) DO UPDATE SET" \
    " charged = charged + excluded.charged," \
    " counted = counted + excluded.counted," \
    " reserved = reserved + excluded.reserved," \
    " maybe = maybe + excluded.maybe;"
#define SPENT_ADD(sign, row) \
    SPENT_INTO(SPENT_ROW("all", "0", sign, row) "," \
    " " SPENT_ROW("sitting", row "sitting", sign, row) "," \
    " " SPENT_ROW("minute", row "sent_ms / 60000", sign, row))
#define SPENT_ADD_TO_CRAWL(sign, row) \
    SPENT_INTO(SPENT_ROW("crawl", row "crawl", sign, row))

/* The whole table, computed from the requests; and as version 3 had it, without crawls. */
#define SPENT_OF_ALL(scope, no, which) \
    "SELECT '" scope "', " no "," \
    " sum(" SPENT_CHARGED("") ")," \
    " sum(" SPENT_COUNTED("") ")," \
    " sum(" SPENT_RESERVED("") ")," \
    " sum(" SPENT_MAYBE("") ")" \
    " FROM request" which " GROUP BY " no
#define SPENT_IN_FULL_3 \
    SPENT_OF_ALL("all", "0 * attempt", "") \
    " UNION ALL " SPENT_OF_ALL("sitting", "sitting", "") \
    " UNION ALL " SPENT_OF_ALL("minute", "sent_ms / 60000", "")
#define SPENT_IN_FULL \
    SPENT_IN_FULL_3 " UNION ALL " SPENT_OF_ALL("crawl", "crawl", " WHERE crawl > 0")
#define SPENT_SUM_UP_BY(in_full) \
    "DELETE FROM spent;" \
    " INSERT INTO spent (scope, no, charged, counted, reserved, maybe) " in_full ";"
#define SPENT_SUM_UP SPENT_SUM_UP_BY(SPENT_IN_FULL)

/* clang-format on */

/* Fills in spent, used, reserved and maybe. The day is the local one of now_ms: requests sent at
 * any other time of the clock, even a later one, are not part of it. */
bool spent_read(struct store *store, int64_t now_ms, struct purse *purse, struct err *err)
    __attribute__((nonnull(1, 3), warn_unused_result));

/* What the requests of a crawl cost. `counted` is what counts against its budget, as against a
 * cap. */
struct spent_sums {
    int64_t charged, counted, reserved, maybe;
};
bool spent_read_crawl(struct store *store, int64_t crawl, struct spent_sums *sums, struct err *err)
    __attribute__((nonnull(1, 3), warn_unused_result));

/* Whether the sums match the requests. Takes time that grows with the store. */
bool spent_check(struct store *store, bool *is_right, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

#endif
