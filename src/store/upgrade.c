/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/upgrade.h"

#include "store/schema.h"

static bool read_version(const char *path, int64_t *version) {
    struct sql *sql = sql_open(path, SQL_READ, NULL);
    bool is_read = sql && schema_check(sql, path, version, NULL);
    sql_close(sql);
    return is_read;
}

/* What a program that was killed left half written hides the version until a reader has taken it
 * back. */
static bool is_older(const struct store_config *config) {
    int64_t version = 0;
    if (!read_version(config->path, &version)) {
        store_close(store_open_reader(config, NULL));
        if (!read_version(config->path, &version))
            return false;
    }
    return version > 0 && version < SCHEMA_VERSION;
}

bool upgrade_if_older(const struct store_config *config, int64_t now_ms, struct err *err) {
    if (!is_older(config))
        return true;
    struct store *store = store_open(config, now_ms, err);
    bool is_done = store != NULL;
    store_close(store);
    return is_done;
}
