/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/synced.h"

bool synced_relax(struct store *store, struct err *err) {
    if (!store->is_local || store->is_temporary)
        return true;
    store->is_relaxed = sql_run(store->sql, "PRAGMA synchronous = NORMAL", err);
    return store->is_relaxed;
}

bool synced_restore(struct store *store, struct err *err) {
    bool was_relaxed = store->is_relaxed;
    store->is_relaxed = false;
    return !was_relaxed || sql_run(store->sql, "PRAGMA synchronous = FULL", err);
}

void synced_owe(struct store *store) {
    store->owes_sync = store->owes_sync || store->is_relaxed;
}

void synced_settle(struct store *store) {
    store->owes_sync = store->owes_sync && (store->is_relaxed || sql_is_within(store->sql));
}
