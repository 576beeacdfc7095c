/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/selection.h"

#include "base/mem.h"
#include "export/crawl_part.h"
#include "export/export_internal.h"
#include "export/people.h"
#include "export/shadows.h"
#include "export/targets.h"

#include <stdlib.h>

struct store *export_store(struct export *export) {
    return export->store;
}

int64_t export_filtered_unknown(const struct export *export) {
    return export->filtered_unknown;
}

int64_t export_withheld(const struct export *export) {
    return export->withheld;
}

int64_t export_withheld_steps(const struct export *export) {
    return export->withheld_steps;
}

void export_describe_files(const struct export *export, struct buf *out) {
    if (export->groups && groups_missing(export->groups)) {
        buf_format(out, "%s: ", export->options->groups);
        groups_describe(export->groups, out);
        buf_text_put(out, ".\n");
    }
    if (export->unknown.count) {
        buf_format(out, "%s: not in the store, so nobody is withheld for ",
                   export->options->without);
        account_file_describe_missing(&export->unknown, out);
        buf_text_put(out, ".\n");
    }
}

static struct list_count count_of(const struct export *export, int64_t account) {
    return list_counts_of(&export->counts, account);
}

static int64_t lists_of(void *context, int64_t account) {
    return count_of(context, account).lists;
}

/* Lists that are incomplete and do not have it; its own, which the caller takes off, is one. */
static int64_t lists_max_of(void *context, int64_t account) {
    const struct export *export = context;
    struct list_count count = count_of(export, account);
    return export->incomplete + count.lists - count.incomplete;
}

static int64_t has_account(void *context, int64_t account) {
    return export_has(context, account);
}

static int64_t owns_account(void *context, int64_t account) {
    return export_owns(context, account);
}

static int64_t follows_account(void *context, int64_t account) {
    return export_follows(context, account);
}

static const char *group_of(void *context, int64_t account) {
    const struct export *export = context;
    return export->groups ? groups_of(export->groups, account) : NULL;
}

static const char *pseudonym_for(void *context, const char *id) {
    return pseudonym_of(context, id);
}

/* Rows are in the order of pseudonyms then, so that the order of ids is no trace. */
static bool define_pseudonyms(struct export *export, struct err *err) {
    return !export->options->is_pseudonymous ||
           (pseudonyms_open(&export->pseudonyms, export->store, err) &&
            sql_define_map(export->store->sql, "export_pseudonym", pseudonym_for,
                           &export->pseudonyms, err));
}

static bool define_functions(struct export *export, struct err *err) {
    struct sql *sql = export->store->sql;
    return sql_define(sql, "export_has", has_account, export, err) &&
           sql_define(sql, "export_owns", owns_account, export, err) &&
           sql_define(sql, "export_follows", follows_account, export, err) &&
           sql_define(sql, "export_lists", lists_of, export, err) &&
           sql_define(sql, "export_lists_max", lists_max_of, export, err) &&
           sql_define_text(sql, "export_group", group_of, export, err) &&
           define_pseudonyms(export, err);
}

/* The views of the store, judged once. */
static const char judge[] = "CREATE TEMP VIEW list_facts AS " VIEWS_LIST_FACTS ";"
                            "CREATE TEMP TABLE list_standing AS " VIEWS_LIST_STANDING ";"
                            "CREATE INDEX temp.list_standing_owner ON list_standing (owner);"
                            "CREATE INDEX temp.list_standing_snapshot ON list_standing (snapshot);";
static const char describe[] =
    "CREATE TEMP VIEW lists AS " VIEWS_LISTS ";"
    "CREATE TEMP VIEW follows AS " VIEWS_FOLLOWS_OF(
        " AND export_follows(t.id)") ";"
                                     "CREATE TEMP VIEW accounts AS " EXPORT_ACCOUNTS ";"
                                     "CREATE TEMP VIEW names AS " EXPORT_NAMES ";"
                                     "CREATE TEMP VIEW requests AS " VIEWS_REQUESTS ";"
                                     "CREATE TEMP VIEW crawls AS " VIEWS_CRAWLS ";"
                                     "CREATE TEMP VIEW crawl_steps AS " VIEWS_CRAWL_STEPS ";";

static bool read_groups(struct export *export, struct err *err) {
    const char *path = export->options->groups;
    export->groups = path ? groups_read(path, export->store, err) : NULL;
    return !path || export->groups;
}

/* Those withheld who would be in it: anybody in the store, or who is in a selected list. */
static bool count_withheld(struct export *export, struct err *err) {
    static const char all[] = "SELECT count(*) FROM temp.withheld x JOIN main.account a"
                              " ON a.id = x.account WHERE a.key <> ''";
    static const char some[] =
        "SELECT count(*) FROM temp.withheld x JOIN main.account a ON a.id = x.account"
        " WHERE a.key <> '' AND (a.key IN (SELECT id FROM temp.named) OR EXISTS"
        " (SELECT 1 FROM main.edge e JOIN temp.list_standing l ON l.snapshot = e.snapshot"
        " WHERE e.account = x.account AND l.is_chosen AND e.seq < l.pages))";
    struct sql *sql = export->store->sql;
    bool is_part = export->options->account_count > 0;
    return !export->has_withheld ||
           sql_read(is_part ? sql_use(sql, some) : sql_use(sql, all), &export->withheld, err);
}

/* A reader may write nothing, not even what is its own: this lets it, and writes only there. */
static bool select_part(struct export *export, struct err *err) {
    struct sql *sql = export->store->sql;
    return define_functions(export, err) && sql_run(sql, "PRAGMA query_only = OFF; BEGIN", err) &&
           read_groups(export, err) && people_name(export, err) && people_withhold(export, err) &&
           shadows_make(export, err) && sql_run(sql, judge, err) && targets_find(export, err) &&
           count_withheld(export, err) && shadows_narrow(export, err) &&
           crawl_part_make(export, err) && targets_filter(export, err) &&
           sql_run(sql, describe, err) && sql_run(sql, "PRAGMA query_only = ON", err);
}

struct export *export_open(struct store *reader, const struct export_options *options,
                           struct err *err) {
    struct export *export = mem_zalloc(sizeof *export);
    export->store = reader;
    export->options = options;
    account_keys_init(&export->keys);
    account_file_missing_init(&export->unknown);
    if (!select_part(export, err)) {
        export_close(export);
        return NULL;
    }
    return export;
}

void export_close(struct export *export) {
    if (!export)
        return;
    list_counts_fini(&export->counts);
    account_keys_fini(&export->keys);
    account_file_missing_fini(&export->unknown);
    pseudonyms_close(&export->pseudonyms);
    groups_free(export->groups);
    number_set_fini(&export->owners);
    number_set_fini(&export->nodes);
    number_set_fini(&export->targets);
    number_set_fini(&export->seen);
    store_close(export->store);
    free(export);
}
