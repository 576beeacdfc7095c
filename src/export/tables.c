/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/tables.h"

#include "store/view_columns.h"

#include <string.h>

enum { OPTIONAL, REQUIRED };

#define COLUMN(name, type, fate, need, sql, about)                                                 \
    {#name, FIELD_##type, about, FATE_##fate, (need) == REQUIRED},
#define LENGTH(array) (sizeof(array) / sizeof *(array))

static const struct export_column accounts[] = {VIEW_COLUMNS_ACCOUNTS(COLUMN, COLUMN, "", "", "")};
static const struct export_column names[] = {VIEW_COLUMNS_NAMES(COLUMN, COLUMN)};
static const struct export_column follows[] = {VIEW_COLUMNS_FOLLOWS(COLUMN, COLUMN, "", "")};
static const struct export_column lists[] = {VIEW_COLUMNS_LISTS(COLUMN, COLUMN)};
static const struct export_column requests[] = {VIEW_COLUMNS_REQUESTS(COLUMN, COLUMN)};

static const struct export_column crawls[] = {VIEW_COLUMNS_CRAWLS(COLUMN, COLUMN)};
static const struct export_column crawl_steps[] = {VIEW_COLUMNS_CRAWL_STEPS(COLUMN, COLUMN)};

static const struct export_column cofollow[] = {
    {"a", FIELD_STRING, "The account of the two whose id comes first.", FATE_ID, true},
    {"b", FIELD_STRING, "The other.", FATE_ID, true},
    {"both", FIELD_INTEGER, "How many complete lists of others have both.", FATE_KEEP, true},
    {"either", FIELD_INTEGER, "How many complete lists of others have one of them or both.",
     FATE_KEEP, true},
};

static const struct export_reference of_accounts[] = {
    {"record_request", "requests", "request"}, {"list_snapshot", "lists", "snapshot"}, {NULL}};
static const struct export_reference of_names[] = {{"id", "accounts", "id"}, {NULL}};
static const struct export_reference of_follows[] = {{"source", "accounts", "id"},
                                                     {"target", "accounts", "id"},
                                                     {"snapshot", "lists", "snapshot"},
                                                     {"request", "requests", "request"},
                                                     {NULL}};
static const struct export_reference of_lists[] = {{"source", "accounts", "id"}, {NULL}};
static const struct export_reference of_requests[] = {{"crawl", "crawls", "crawl"}, {NULL}};
static const struct export_reference of_crawls[] = {{NULL}};
static const struct export_reference of_crawl_steps[] = {
    {"crawl", "crawls", "crawl"}, {"account", "accounts", "id"}, {NULL}};

static const struct export_reference of_cofollow[] = {
    {"a", "accounts", "id"}, {"b", "accounts", "id"}, {NULL}};

#define TABLE(id, sentence, ...)                                                                   \
    {                                                                                              \
        .name = #id, .file = #id ".csv", .about = sentence, .columns = id,                         \
        .column_count = LENGTH(id), .references = of_##id, __VA_ARGS__                             \
    }

const struct export_table export_tables[TABLES] = {
    [TABLE_ACCOUNTS] =
        TABLE(accounts, "Who follows or is followed, by the newest record of each.", .key = {"id"}),
    [TABLE_NAMES] = TABLE(names, "Every handle that an account was seen with.",
                          .key = {"id", "username"}, .is_out = true),
    [TABLE_FOLLOWS] = TABLE(follows, "Who follows whom, by the chosen list of each owner.",
                            .key = {"source", "target"}),
    [TABLE_LISTS] = TABLE(lists, "Every snapshot of a list, with how much of it is known.",
                          .key = {"snapshot"}),
    [TABLE_REQUESTS] = TABLE(requests, "The requests that all of it is from, with their charges.",
                             .key = {"request"}, .is_out = true),
    [TABLE_CRAWLS] = TABLE(crawls, "What lists were fetched by a rule: the rule, and how it ended.",
                           .key = {"crawl"}),
    [TABLE_CRAWL_STEPS] = TABLE(crawl_steps, "Whose lists a crawl took, in order, and what came.",
                                .key = {"crawl", "step"}),
    [TABLE_COFOLLOW] = TABLE(cofollow, "Which accounts are followed together.", .key = {"a", "b"}),
};

const struct export_table *export_table_find(const char *name) {
    for (size_t i = 0; i < TABLES; i++)
        if (!strcmp(export_tables[i].name, name))
            return &export_tables[i];
    return NULL;
}

size_t export_table_column(const struct export_table *table, const char *name) {
    size_t i = 0;
    while (i < table->column_count && strcmp(table->columns[i].name, name) != 0)
        i++;
    return i;
}
