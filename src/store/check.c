/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/check.h"

#include <string.h>

static bool set_damaged(const struct store *store, const char *found, struct err *err) {
    return err_set(
        err, ERR_DATA,
        "%s is damaged: %s. Keep the file, and restore a copy or run `sqlite3 FILE .recover`",
        store->path, found != NULL ? found : "its pages cannot be checked");
}

/* SQLite reports a fault in two lines; the first names the database. */
bool check_whole(struct store *store, struct err *err) {
    struct statement *check = sql_use(store->sql, "PRAGMA quick_check(1)");
    enum sql_step step = sql_step(check, err);
    if (step == SQL_FAILED)
        return false;
    const char *found = step == SQL_ROW ? sql_text(check, 0) : NULL;
    const char *line = found != NULL ? strchr(found, '\n') : NULL;
    bool is_whole = found != NULL && strcmp(found, "ok") == 0;
    if (!is_whole)
        set_damaged(store, line != NULL ? line + 1 : found, err);
    sql_end(check);
    return is_whole;
}

/* Found by descending each tree from its root, first on the left, then on the right. */
#define ENDS(from, column)                                                                         \
    "SELECT (SELECT min(" column ") FROM " from "), (SELECT max(" column ") FROM " from ");"
#define INDEX_ENDS(table, index, column) ENDS(table " INDEXED BY " index, column)

static const char ends[] = ENDS("about", "only") ENDS("sitting", "id") ENDS("snapshot", "id")
    ENDS("request", "id") ENDS("answer", "request") ENDS("asked", "owner") ENDS("account", "id")
        ENDS("record", "id") ENDS("page", "snapshot") ENDS("edge", "snapshot") ENDS("alias", "name")
            ENDS("anchor", "id") ENDS("spent", "scope") ENDS("crawl", "id")
                ENDS("crawl_step", "crawl") ENDS("account", "key")
                    INDEX_ENDS("snapshot", "snapshot_target", "target COLLATE NOCASE")
                        INDEX_ENDS("snapshot", "snapshot_owner", "owner")
                            INDEX_ENDS("request", "request_page", "snapshot")
                                INDEX_ENDS("request", "request_ended", "ended_no")
                                    INDEX_ENDS("record", "record_account", "account") INDEX_ENDS(
                                        "record", "record_username", "username COLLATE NOCASE")
                                        INDEX_ENDS("edge", "edge_account", "account")
                                            INDEX_ENDS("anchor", "anchor_purse", "purse");

static bool is_small(struct store *store, bool *small, struct err *err) {
    int64_t pages = 0;
    bool is_read = sql_read(sql_use(store->sql, "PRAGMA page_count"), &pages, err);
    *small = pages <= CHECK_PAGES_MAX;
    return is_read;
}

bool check_ends(struct store *store, struct err *err) {
    bool small;
    struct err why = {.kind = ERR_NONE};
    if (!is_small(store, &small, err))
        return false;
    if (small)
        return check_whole(store, err);
    if (sql_run(store->sql, ends, &why))
        return true;
    return why.kind == ERR_DATA ? set_damaged(store, "the end of a table cannot be read", err)
                                : err_set(err, why.kind, "%s", why.text);
}
