/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/census.h"

#include "account/account.h"
#include "store/store_internal.h"

static int64_t number_or_unknown(struct statement *from, int column) {
    return sql_is_null(from, column) ? ACCOUNT_UNKNOWN : sql_number(from, column);
}

static struct census_row read_row(struct statement *from) {
    return (struct census_row){.account = sql_number(from, 1),
                               .following = number_or_unknown(from, 2),
                               .followers = number_or_unknown(from, 3),
                               .is_private = sql_number(from, 4) != 0,
                               .has_id = sql_number(from, 5) != 0};
}

/* A record becomes an account's latest only when it is entered (store/catalogue.c), so a later
 * number has whatever changed. */
bool census_read(struct store *store, int64_t *since, size_t most,
                 void (*take)(void *context, const struct census_row *row), void *context,
                 bool *is_end, struct err *err) {
    struct statement *select =
        sql_use(store->sql, "SELECT r.id, r.account, r.following, r.followers, r.is_private,"
                            " nullif(a.key, '') IS NOT NULL, a.record = r.id FROM record r"
                            " CROSS JOIN account a ON a.id = r.account"
                            " WHERE r.id > ?1 ORDER BY r.id LIMIT ?2");
    enum sql_step step;
    size_t count = 0;
    sql_bind(select, 1, *since);
    sql_bind(select, 2, (int64_t)most);
    for (; (step = sql_step(select, err)) == SQL_ROW; count++) {
        struct census_row row = read_row(select);
        *since = sql_number(select, 0);
        if (sql_number(select, 6))
            take(context, &row);
    }
    *is_end = count < most;
    return step != SQL_FAILED;
}

bool census_ids(struct store *store, int64_t *after, size_t most,
                void (*take)(void *context, int64_t account, const char *id), void *context,
                bool *is_end, struct err *err) {
    struct statement *select = sql_use(
        store->sql, "SELECT id, nullif(key, '') FROM account WHERE id > ?1 ORDER BY id LIMIT ?2");
    enum sql_step step;
    size_t count = 0;
    sql_bind(select, 1, *after);
    sql_bind(select, 2, (int64_t)most);
    for (; (step = sql_step(select, err)) == SQL_ROW; count++) {
        *after = sql_number(select, 0);
        if (!sql_is_null(select, 1))
            take(context, *after, sql_text(select, 1));
    }
    *is_end = count < most;
    return step != SQL_FAILED;
}

bool census_put_id(struct store *store, int64_t account, struct buf *out, struct err *err) {
    struct statement *select =
        sql_use(store->sql, "SELECT nullif(key, '') FROM account WHERE id = ?1");
    sql_bind(select, 1, account);
    enum sql_step step = sql_step(select, err);
    if (step == SQL_ROW && !sql_is_null(select, 0))
        buf_text_put(out, sql_text(select, 0));
    sql_end(select);
    return step != SQL_FAILED;
}
