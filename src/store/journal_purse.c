/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/journal.h"

#include "store/spent.h"
#include "store/store_run.h"

/* How far back to look for unread answers: a program reads its answers right after storing them,
 * and a full search would slow down as the store grows. */
#define RECENT "ended_no > (SELECT max(ended_no) FROM request) - 64"

/* Whose balance is meant: a reader has no purse and shows that of the latest purchase. */
static bool find_payer(struct store *store, int64_t *payer, struct err *err) {
    *payer = store->purse;
    if (store->purse || store->run)
        return true;
    return sql_read(sql_use(store->sql, "SELECT purse FROM request ORDER BY id DESC LIMIT 1"),
                    payer, err);
}

static enum sql_step take_balance(struct statement *told, int64_t run, int64_t payer,
                                  struct purse *purse, struct err *err) {
    sql_bind(told, 1, run);
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

/* The latest start of a request that has reported a balance since the purse's last anchor. Requests
 * that start after one ended also end after it, so from the last end on few are left to check. */
static bool find_last_sent(struct store *store, int64_t payer, int64_t *sent_no, struct err *err) {
    struct statement *loose = sql_use(
        store->sql, "SELECT sent_no, ended_no FROM request WHERE anchor IS NULL AND purse IS ?1"
                    " AND ended_no > 0 AND balance IS NOT NULL ORDER BY ended_no DESC");
    enum sql_step step;
    *sent_no = 0;
    if (payer)
        sql_bind(loose, 1, payer);
    while ((step = sql_step(loose, err)) == SQL_ROW && sql_number(loose, 1) > *sent_no)
        if (sql_number(loose, 0) > *sent_no)
            *sent_no = sql_number(loose, 0);
    sql_end(loose);
    return step != SQL_FAILED;
}

/* Balances of requests that ended before another one began are outdated. Of the others, which
 * overlapped, the lowest balance is the API's latest. */
static bool read_balance(struct store *store, struct purse *purse, struct err *err) {
    int64_t payer, sent_no;
    if (!find_payer(store, &payer, err) || !find_last_sent(store, payer, &sent_no, err))
        return false;
    struct statement *loose = sql_use(
        store->sql, "SELECT balance, ended_ms, sitting = ?1"
                    " OR sent_no > (SELECT started_no FROM sitting WHERE id = ?1)"
                    " FROM request WHERE anchor IS NULL AND purse IS ?2 AND balance IS NOT NULL"
                    " AND ended_no > ?3 ORDER BY balance, ended_no DESC LIMIT 1");
    sql_bind(loose, 3, sent_no);
    enum sql_step step = take_balance(loose, store->run, payer, purse, err);
    if (step != SQL_DONE)
        return step == SQL_ROW;
    struct statement *anchored =
        sql_use(store->sql, "SELECT anchor.balance, ended_ms, sitting = ?1"
                            " OR sent_no > (SELECT started_no FROM sitting WHERE id = ?1)"
                            " FROM anchor JOIN request ON request.id = anchor.request"
                            " WHERE anchor.purse IS ?2 ORDER BY anchor.id DESC LIMIT 1");
    return take_balance(anchored, store->run, payer, purse, err) != SQL_FAILED;
}

/* An answer that another program has stored and is about to read counts as under way; one left by a
 * dead program does not. */
static bool count_unread(struct store *store, struct purse *purse, struct err *err) {
    if (!purse->maybe)
        return true;
    struct statement *unread =
        sql_use(store->sql, "SELECT sitting, reserved FROM request WHERE anchor IS NULL AND " RECENT
                            " AND state = 'answered' AND outcome IS NULL AND credits IS NULL"
                            " AND sitting <> ?1");
    sql_bind(unread, 1, store->run);
    enum sql_step step;
    while ((step = sql_step(unread, err)) == SQL_ROW) {
        if (!store_run_is_alive(store, sql_number(unread, 0)))
            continue;
        purse->maybe -= sql_number(unread, 1);
        purse->reserved += sql_number(unread, 1);
    }
    sql_end(unread);
    return step != SQL_FAILED;
}

bool journal_read_purse(struct store *store, int64_t now_ms, struct purse *purse, struct err *err) {
    purse_init(purse);
    purse->caps = store->caps;
    return spent_read(store, now_ms, purse, err) && count_unread(store, purse, err) &&
           read_balance(store, purse, err);
}
