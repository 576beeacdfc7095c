/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/spent.h"

#include "base/clock.h"

enum { MINUTE_MS = 60000, DAY_MS = 86400000 };

static bool read_scope(struct statement *sums, struct purse *purse, enum purse_scope scope,
                       struct err *err) {
    if (sql_step(sums, err) != SQL_ROW)
        return false;
    purse->spent[scope] = sql_number(sums, 0);
    purse->used[scope] = sql_number(sums, 1);
    if (scope == PURSE_STORE) {
        purse->reserved = sql_number(sums, 2);
        purse->maybe = sql_number(sums, 3);
    }
    sql_end(sums);
    return true;
}

#define SUMS "SELECT sum(charged), sum(counted), sum(reserved), sum(maybe) FROM spent"

/* The next day starts one day and a few hours later, because days differ in length. */
static int64_t day_end_ms(int64_t start_ms) {
    return clock_day_start_ms(start_ms + DAY_MS + DAY_MS / 4);
}

static bool read_day(struct store *store, int64_t now_ms, struct purse *purse, struct err *err) {
    int64_t start_ms = clock_day_start_ms(now_ms);
    struct statement *day =
        sql_use(store->sql, SUMS " WHERE scope = 'minute' AND no >= ?1 AND no < ?2");
    sql_bind(day, 1, start_ms / MINUTE_MS);
    sql_bind(day, 2, day_end_ms(start_ms) / MINUTE_MS);
    return read_scope(day, purse, PURSE_DAY, err);
}

bool spent_read(struct store *store, int64_t now_ms, struct purse *purse, struct err *err) {
    struct statement *run = sql_use(store->sql, SUMS " WHERE scope = 'sitting' AND no = ?1");
    sql_bind(run, 1, store->run);
    return read_scope(run, purse, PURSE_SESSION, err) && read_day(store, now_ms, purse, err) &&
           read_scope(sql_use(store->sql, SUMS " WHERE scope = 'all'"), purse, PURSE_STORE, err);
}

bool spent_read_crawl(struct store *store, int64_t crawl, struct spent_sums *sums,
                      struct err *err) {
    struct statement *select = sql_use(store->sql, SUMS " WHERE scope = 'crawl' AND no = ?1");
    sql_bind(select, 1, crawl);
    if (sql_step(select, err) != SQL_ROW)
        return false;
    *sums = (struct spent_sums){sql_number(select, 0), sql_number(select, 1), sql_number(select, 2),
                                sql_number(select, 3)};
    sql_end(select);
    return true;
}

/* Rows of zeros count as missing. */
#define KEPT   "SELECT * FROM spent WHERE charged OR counted OR reserved OR maybe"
#define SUMMED "SELECT * FROM full WHERE charged OR counted OR reserved OR maybe"

bool spent_check(struct store *store, bool *is_right, struct err *err) {
    int64_t unlike = 0;
    bool is_read =
        sql_read(sql_use(store->sql, "WITH full (scope, no, charged, counted, reserved, maybe)"
                                     " AS MATERIALIZED (" SPENT_IN_FULL ")"
                                     " SELECT EXISTS (" KEPT " EXCEPT " SUMMED ")"
                                     " OR EXISTS (" SUMMED " EXCEPT " KEPT ")"),
                 &unlike, err);
    *is_right = !unlike;
    return is_read;
}
