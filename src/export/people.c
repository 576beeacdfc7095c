/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/people.h"

#include "account/reference.h"
#include "analysis/account_file.h"
#include "store/lookup.h"

#include <stdlib.h>

static bool run_with(struct sql *sql, const char *text, const char *name, struct err *err) {
    struct statement *statement = sql_use(sql, text);
    sql_bind_text(statement, 1, name);
    return sql_do(statement, err);
}

static bool name_id(struct sql *sql, const char *id, struct err *err) {
    return run_with(sql, "INSERT INTO temp.named (id) SELECT ?1", id, err);
}

/* The account's list or, if it has none, what was requested by that handle. */
static bool name_account(struct store *store, const struct reference *reference,
                         const struct account *account, bool *is_known, struct err *err) {
    struct snapshot own = {.id = 0}, unbound = {.id = 0};
    const char *id = account && account->id            ? account->id
                     : reference->kind == REFERENCE_ID ? reference->name
                                                       : NULL;
    if (id && !lookup_newest(store, id, &own, err))
        return false;
    bool has_id = (account && account->id) || own.id;
    if ((has_id && !name_id(store->sql, id, err)) ||
        (!own.id && reference->kind == REFERENCE_HANDLE &&
         !lookup_unbound(store, reference->name, &unbound, err)))
        return false;
    *is_known = has_id || unbound.id;
    return !unbound.id ||
           run_with(store->sql, "INSERT INTO temp.named (handle) SELECT ?1", reference->name, err);
}

static bool name_typed(struct store *store, const char *typed, struct arena *arena,
                       struct err *err) {
    struct reference reference;
    struct account *account = NULL;
    bool is_known = false;
    const char *id = account_file_id(typed);
    if (id != typed && !lookup_account_by_id(store, id, arena, &account, err))
        return false;
    if (!reference_parse(account ? id : typed, &reference, err) ||
        (!account && !lookup_account(store, &reference, arena, &account, err)) ||
        !name_account(store, &reference, account, &is_known, err))
        return false;
    return is_known || err_set(err, ERR_USAGE, "The store has no account “%.80s”.", typed);
}

bool people_name(struct export *export, struct err *err) {
    const struct export_options *options = export->options;
    bool is_fine = sql_run(export->store->sql,
                           "CREATE TEMP TABLE named (id TEXT, handle TEXT COLLATE NOCASE)", err);
    for (size_t i = 0; is_fine && i < options->account_count; i++) {
        struct arena arena;
        arena_init(&arena);
        is_fine = name_typed(export->store, options->accounts[i], &arena, err);
        arena_fini(&arena);
    }
    return is_fine;
}

/* Digits may be an id or a handle, and so may a word with "tt" before digits. */
static bool withhold(struct sql *sql, const char *typed, struct err *err) {
    struct reference reference;
    if (!reference_parse(typed, &reference, err))
        return false;
    return run_with(sql, "INSERT OR IGNORE INTO temp.withheld_name SELECT ?1", reference.name,
                    err) &&
           run_with(sql,
                    "INSERT OR IGNORE INTO temp.withheld SELECT a.id FROM main.record r"
                    " JOIN main.account a ON a.id = r.account AND a.key <> ''"
                    " WHERE r.username = ?1 COLLATE NOCASE",
                    reference.name, err) &&
           run_with(sql,
                    "INSERT OR IGNORE INTO temp.withheld SELECT account FROM main.alias"
                    " WHERE name = ?1",
                    reference.name, err) &&
           run_with(sql,
                    "INSERT OR IGNORE INTO temp.withheld SELECT id FROM main.account"
                    " WHERE key = ?1 AND ?1 <> ''",
                    account_file_id(reference.name), err);
}

/* Whether the store has ever had somebody by that name. */
static bool find_known(struct sql *sql, const char *typed, int64_t *is_known, struct err *err) {
    struct reference reference;
    if (!reference_parse(typed, &reference, err))
        return false;
    struct statement *find =
        sql_use(sql, "SELECT EXISTS (SELECT 1 FROM main.record WHERE username = ?1 COLLATE NOCASE)"
                     " OR EXISTS (SELECT 1 FROM main.alias WHERE name = ?1)"
                     " OR EXISTS (SELECT 1 FROM main.account WHERE key = ?2)"
                     " OR EXISTS (SELECT 1 FROM main.snapshot WHERE target = ?1 COLLATE NOCASE)");
    sql_bind_text(find, 1, reference.name);
    sql_bind_text(find, 2, account_file_id(reference.name));
    return sql_read(find, is_known, err);
}

static bool withhold_or_miss(struct export *export, const char *typed, size_t line,
                             struct err *err) {
    struct sql *sql = export->store->sql;
    int64_t is_known;
    if (!withhold(sql, typed, err) || !find_known(sql, typed, &is_known, err))
        return false;
    if (!is_known)
        account_file_miss(&export->unknown, line, typed);
    return true;
}

static bool withhold_row(struct export *export, const struct account_file_columns *columns,
                         const struct csv_rows_row *row, struct err *err) {
    struct err reason;
    const char *typed =
        columns->account < row->count ? account_file_trim(row->cells[columns->account]) : "";
    if (!*typed)
        return err_set(err, ERR_DATA, "line %zu: the account is missing", row->line);
    if (withhold_or_miss(export, typed, row->line, &reason))
        return true;
    return reason.kind == ERR_USAGE ? err_set(err, ERR_DATA, "line %zu: %s", row->line, reason.text)
                                    : err_set(err, reason.kind, "%s", reason.text);
}

static bool withhold_rows(struct export *export, char *text, struct err *err) {
    struct csv_rows rows;
    struct csv_rows_row row;
    struct account_file_columns columns = {0, 1};
    bool is_end, is_first = true;
    csv_rows_init(&rows, text);
    while (csv_rows_next(&rows, &row, &is_end, err)) {
        bool is_header = is_first && account_file_header(&row, false, &columns);
        is_first = false;
        if (!is_header && !withhold_row(export, &columns, &row, err))
            return false;
    }
    return is_end;
}

static const char make_withheld[] =
    "CREATE TEMP TABLE withheld (account INTEGER PRIMARY KEY);"
    "CREATE TEMP TABLE withheld_name (name TEXT PRIMARY KEY COLLATE NOCASE) WITHOUT ROWID";
static const char name_withheld[] =
    "INSERT OR IGNORE INTO temp.withheld_name SELECT a.key FROM temp.withheld x"
    " JOIN main.account a ON a.id = x.account WHERE a.key <> '';"
    "INSERT OR IGNORE INTO temp.withheld_name SELECT r.username FROM temp.withheld x"
    " JOIN main.record r ON r.account = x.account WHERE r.username <> '';"
    "INSERT OR IGNORE INTO temp.withheld_name SELECT n.name FROM main.alias n"
    " WHERE n.account IN (SELECT account FROM temp.withheld)";

bool people_withhold(struct export *export, struct err *err) {
    struct sql *sql = export->store->sql;
    const char *path = export->options->without;
    struct err reason;
    if (!path)
        return true;
    char *text = account_file_read(path, &reason);
    bool is_read = text && sql_run(sql, make_withheld, &reason) &&
                   withhold_rows(export, text, &reason) && sql_run(sql, name_withheld, &reason);
    free(text);
    export->has_withheld = is_read;
    return is_read || err_set(err, reason.kind, "%.200s: %s", path, reason.text);
}
