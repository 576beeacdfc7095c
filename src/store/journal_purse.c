/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/clock.h"
#include "store/journal.h"

/* What a later balance seemed to prove may be wrong (credits that were bought meanwhile hide a
 * charge): against a cap the most counts that it can have been. */
#define COUNTED "iif(is_proved, reserved, coalesce(credits, reserved))"

/* One pass over the index request_money, which holds all that is asked for here. */
static bool read_sums(struct store *store, int64_t now_ms, struct purse *purse, struct err *err) {
    struct statement *sums =
        sql_use(store->sql, "SELECT sum(credits) FILTER (WHERE sitting = ?1),"
                            " sum(credits) FILTER (WHERE sent_ms >= ?2),"
                            " sum(credits),"
                            " sum(" COUNTED ") FILTER (WHERE sitting = ?1),"
                            " sum(" COUNTED ") FILTER (WHERE sent_ms >= ?2),"
                            " sum(" COUNTED "),"
                            " sum(reserved) FILTER (WHERE credits IS NULL AND state = 'under way'),"
                            " sum(reserved) FILTER (WHERE credits IS NULL AND state <> 'under way')"
                            " FROM request");
    sql_bind(sums, 1, store->sitting);
    sql_bind(sums, 2, clock_day_start_ms(now_ms));
    if (sql_step(sums, err) != SQL_ROW)
        return false;
    for (int scope = 0; scope < PURSE_SCOPE_COUNT; scope++) {
        purse->spent[scope] = sql_number(sums, scope);
        purse->used[scope] = sql_number(sums, PURSE_SCOPE_COUNT + scope);
    }
    purse->reserved = sql_number(sums, 2 * PURSE_SCOPE_COUNT);
    purse->maybe = sql_number(sums, 2 * PURSE_SCOPE_COUNT + 1);
    sql_end(sums);
    return true;
}

/* Whose balance is meant: a reader has none of its own, and shows that of what was bought last. */
static bool find_payer(struct store *store, int64_t *payer, struct err *err) {
    *payer = store->purse;
    if (store->purse || store->sitting)
        return true;
    return sql_read(sql_use(store->sql, "SELECT purse FROM request ORDER BY id DESC LIMIT 1"),
                    payer, err);
}

static enum sql_step take_balance(struct statement *told, int64_t sitting, int64_t payer,
                                  struct purse *purse, struct err *err) {
    sql_bind(told, 1, sitting);
    if (payer)
        sql_bind(told, 2, payer);
    enum sql_step step = sql_step(told, err);
    if (step == SQL_ROW) {
        purse->balance = sql_number(told, 0);
        purse->balance_ms = sql_number(told, 1);
        purse->is_balance_current = sql_number(told, 2) != 0;
    }
    sql_end(told);
    return step;
}

/* Those that ended before another was begun are out of date. Of the others, which overlapped, the
 * one with the lowest balance was the last on the API's side. */
static bool read_balance(struct store *store, struct purse *purse, struct err *err) {
    int64_t payer;
    if (!find_payer(store, &payer, err))
        return false;
    struct statement *loose = sql_use(
        store->sql, "SELECT balance, ended_ms, sitting = ?1"
                    " OR sent_ms >= (SELECT started_ms FROM sitting WHERE id = ?1)"
                    " FROM request WHERE anchor IS NULL AND purse IS ?2 AND balance IS NOT NULL"
                    " AND ended_no > (SELECT max(sent_no) FROM request WHERE anchor IS NULL"
                    " AND purse IS ?2 AND ended_no > 0 AND balance IS NOT NULL) ORDER BY balance, "
                    "ended_no DESC LIMIT 1");
    enum sql_step step = take_balance(loose, store->sitting, payer, purse, err);
    if (step != SQL_DONE)
        return step == SQL_ROW;
    struct statement *anchored =
        sql_use(store->sql, "SELECT anchor.balance, ended_ms, sitting = ?1"
                            " OR sent_ms >= (SELECT started_ms FROM sitting WHERE id = ?1)"
                            " FROM anchor JOIN request ON request.id = anchor.request"
                            " WHERE anchor.purse IS ?2 ORDER BY anchor.id DESC LIMIT 1");
    return take_balance(anchored, store->sitting, payer, purse, err) != SQL_FAILED;
}

bool journal_read_purse(struct store *store, int64_t now_ms, struct purse *purse, struct err *err) {
    purse_init(purse);
    purse->caps = store->caps;
    return read_sums(store, now_ms, purse, err) && read_balance(store, purse, err);
}
