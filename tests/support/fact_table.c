/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/fact_table.h"

#include <string.h>

static const struct fact_entry *find(const struct fact_table *table,
                                     const struct account *account) {
    for (size_t i = 0; account->id && i < table->count; i++)
        if (!strcmp(table->entries[i].id, account->id))
            return &table->entries[i];
    return NULL;
}

static void read(void *context, const struct list *list, const struct account *account,
                 struct facts *facts) {
    const struct fact_entry *entry = find(context, account);
    (void)list;
    if (entry)
        *facts = entry->facts;
}

/* FACT_TABLE_NAMES: none. */
static size_t find_name(const struct fact_table *table, const char *name) {
    size_t i = 0;
    while (i < FACT_TABLE_NAMES && (!table->names[i] || strcmp(table->names[i], name) != 0))
        i++;
    return i;
}

static enum verdict is_followed_by(void *context, const char *name, const struct account *account) {
    const struct fact_entry *entry = find(context, account);
    size_t at = find_name(context, name);
    return entry && at < FACT_TABLE_NAMES ? entry->followed_by[at] : VERDICT_UNKNOWN;
}

static enum verdict follows(void *context, const char *name, const struct account *account) {
    const struct fact_entry *entry = find(context, account);
    size_t at = find_name(context, name);
    return entry && at < FACT_TABLE_NAMES ? entry->follows[at] : VERDICT_UNKNOWN;
}

static bool knows(void *context, const char *name, struct err *err) {
    return find_name(context, name) < FACT_TABLE_NAMES ||
           err_set(err, ERR_USAGE, "the store has no account “%s”", name);
}

static bool owners(void *context, const struct account *account, size_t most, struct arena *arena,
                   struct fact_owners *owners, struct err *err) {
    const struct fact_table *table = context;
    size_t total = 0;
    (void)account;
    (void)err;
    while (table->in && table->in[total])
        total++;
    *owners = (struct fact_owners){.in_count = total < most ? total : most,
                                   .in_total = (int64_t)total,
                                   .may_total = table->may,
                                   .lists = table->reader.scope.lists};
    owners->in = arena_alloc(arena, (total + 1) * sizeof *owners->in);
    for (size_t i = 0; i < owners->in_count; i++)
        owners->in[i] = arena_dup(arena, table->in[i]);
    return true;
}

void fact_table_init(struct fact_table *table, struct fact_entry *entries, size_t count) {
    *table = (struct fact_table){.entries = entries, .count = count};
    table->reader = (struct fact_reader){
        .context = table,
        .read = read,
        .is_followed_by = is_followed_by,
        .follows = follows,
        .knows = knows,
        .owners = owners,
        .scope = {.is_counted = true, .oldest_ms = ACCOUNT_UNKNOWN, .newest_ms = ACCOUNT_UNKNOWN},
        .version = 1};
}
