/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/upgrade.h"

#include "store/schema.h"

static bool is_older(const char *path) {
    struct sql *sql = sql_open(path, SQL_READ, NULL);
    int64_t version = 0;
    bool is_read = sql && schema_check(sql, path, &version, NULL);
    sql_close(sql);
    return is_read && version > 0 && version < SCHEMA_VERSION;
}

bool upgrade_if_older(const struct store_config *config, int64_t now_ms, struct err *err) {
    if (!is_older(config->path))
        return true;
    struct store *store = store_open(config, now_ms, err);
    bool is_done = store != NULL;
    store_close(store);
    return is_done;
}
