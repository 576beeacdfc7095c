/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/targets.h"

#include "analysis/graph_facts.h"
#include "export/list_rows.h"
#include "model/filter.h"
#include "store/lookup.h"

static bool add_number(struct number_set *set, struct statement *rows, struct err *err) {
    enum sql_step step;
    while ((step = sql_step(rows, err)) == SQL_ROW)
        number_set_add(set, sql_number(rows, 0));
    return step == SQL_DONE;
}

/* Whose lists they are, whoever was named, and who was asked for without a request. */
static bool add_owners(struct export *export, struct number_set *set, struct err *err) {
    struct sql *sql = export->store->sql;
    bool is_named = export->options->account_count > 0;
    struct statement *asked =
        sql_use(sql, "SELECT a.id FROM asked k JOIN account a ON a.key = k.owner"
                     " WHERE ?1 < 0 OR k.asked_ms <= ?1");
    sql_bind(asked, 1, export->options->as_of_ms);
    return add_number(set,
                      sql_use(sql, "SELECT account FROM list_standing WHERE account IS NOT NULL"),
                      err) &&
           (is_named ? add_number(set,
                                  sql_use(sql, "SELECT a.id FROM temp.named n"
                                               " JOIN account a ON a.key = n.id"),
                                  err)
                     : add_number(set, asked, err));
}

static bool add_row(void *context, const struct list_rows_row *row) {
    struct export *export = context;
    number_set_add(&export->nodes, row->account);
    return true;
}

static bool add_list(void *context, const struct list_rows_list *list, struct err *err) {
    return list_rows_read(context, list, add_row, context, err);
}

static const char drop_others[] =
    "DELETE FROM temp.list_standing WHERE iif(owner IS NULL,"
    " target COLLATE NOCASE NOT IN (SELECT handle FROM temp.named WHERE handle IS NOT NULL),"
    " owner NOT IN (SELECT id FROM temp.named WHERE id IS NOT NULL))";

bool targets_find(struct export *export, struct err *err) {
    export->is_part = export->options->account_count > 0;
    if (!export->is_part)
        return true;
    if (!sql_run(export->store->sql, drop_others, err) || !add_owners(export, &export->owners, err))
        return false;
    number_set_add_all(&export->nodes, &export->owners);
    return list_rows_each(export, add_list, export, err);
}

struct filtering {
    struct export *export;
    const struct filter *filter;
    struct list *list; /* a place for the reader of facts */
};

static void test(void *context, const struct account *account) {
    struct filtering *filtering = context;
    struct export *export = filtering->export;
    if (!account->id || !export_has(export, account->no))
        return;
    enum verdict verdict = filter_test_account(filtering->filter, filtering->list, account);
    export->filtered_unknown += verdict == VERDICT_UNKNOWN;
    if (verdict == VERDICT_YES)
        number_set_add(&export->targets, account->no);
}

/* An export has many lists: `back` would ask about none of them. */
static bool check_back(const struct filter *filter, struct err *err) {
    for (size_t i = 0; i < filter->count; i++)
        if (filter->terms[i].kind == FILTER_FLAG && filter->terms[i].flag == FILTER_BACK)
            return err_set(err, ERR_USAGE,
                           "“back” is about the list of one account: use follows:@NAME");
    return true;
}

static bool parse(struct filter *filter, const char *text, const struct list *list,
                  struct err *err) {
    return filter_parse_whole(filter, text, err) && check_back(filter, err) &&
           filter_check(filter, text, list, err);
}

static bool test_all(struct export *export, const struct fact_reader *reader, struct err *err) {
    struct filter filter;
    struct err reason;
    struct list *list = list_new("", "");
    struct filtering filtering = {export, &filter, list};
    list->facts = reader;
    filter_init(&filter);
    bool is_parsed = parse(&filter, export->options->filter, list, &reason);
    bool is_read = is_parsed && lookup_every_account(export->store, test, &filtering, err);
    filter_fini(&filter);
    list_free(list);
    return is_parsed ? is_read : err_set(err, reason.kind, "filter: %s", reason.text);
}

/* Owners stay; of the others, those who pass. */
static bool keep(struct export *export, struct err *err) {
    struct number_set kept = {0};
    number_set_add_all(&kept, &export->targets);
    bool is_fine = add_owners(export, &kept, err);
    number_set_fini(&export->nodes);
    export->nodes = kept;
    export->is_part = export->is_filtered = true;
    return is_fine;
}

bool targets_filter(struct export *export, struct err *err) {
    if (!export->options->filter)
        return true;
    struct graph_index *index = graph_index_new(export->store);
    struct graph_facts *facts = graph_facts_new(index, export->store);
    bool is_fine = graph_index_finish(index, err);
    if (is_fine) {
        graph_facts_renew(facts);
        struct fact_reader *reader = graph_facts_reader(facts);
        reader->groups = export->groups ? groups_facts(export->groups) : NULL;
        is_fine = test_all(export, reader, err);
    }
    graph_facts_free(facts);
    graph_index_free(index);
    return is_fine && keep(export, err);
}
