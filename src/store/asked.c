/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/asked.h"

#include "store/synced.h"

static bool is_noted(struct store *store, const char *owner, bool *is, struct err *err) {
    int64_t found = 0;
    struct statement *find =
        sql_use(store->sql, "SELECT EXISTS (SELECT 1 FROM asked WHERE owner = ?1)");
    sql_bind_text(find, 1, owner);
    bool is_read = sql_read(find, &found, err);
    *is = found != 0;
    return is_read;
}

/* Readers see it by another generation (holding.h). */
static bool add(struct store *store, const char *owner, int64_t now_ms, struct err *err) {
    struct statement *insert = sql_use(
        store->sql, "INSERT INTO asked (owner, asked_ms) VALUES (?1, ?2) ON CONFLICT DO NOTHING");
    sql_bind_text(insert, 1, owner);
    sql_bind(insert, 2, now_ms);
    return sql_do(insert, err) &&
           sql_do(sql_use(store->sql, "UPDATE about SET generation = generation + 1"), err);
}

static bool add_in_transaction(struct store *store, const char *owner, int64_t now_ms,
                               struct err *err) {
    return sql_begin(store->sql, err) &&
           sql_finish(store->sql, add(store, owner, now_ms, err), err);
}

bool asked_note(struct store *store, const char *owner, int64_t now_ms, struct err *err) {
    bool is_there;
    if (!is_noted(store, owner, &is_there, err) || is_there)
        return is_there;
    if (store->owes_sync)
        return add_in_transaction(store, owner, now_ms, err);
    bool is_fine = synced_relax(store, err) && add_in_transaction(store, owner, now_ms, err);
    return synced_restore(store, is_fine ? err : NULL) && is_fine;
}
