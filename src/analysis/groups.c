/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/groups.h"

#include "account/reference.h"
#include "analysis/account_file.h"
#include "base/csv_rows.h"
#include "base/dict.h"
#include "base/figure.h"
#include "base/mem.h"
#include "store/lookup.h"

#include <stdlib.h>
#include <string.h>

/* Of an account in a group. */
struct numbered {
    int64_t number;
    const char *group;
};

struct groups {
    struct fact_groups facts;
    struct arena arena;
    struct dict *of;    /* id → the group's name */
    struct dict *names; /* name → itself, in the arena */
    const char **sorted;
    struct numbered *numbered; /* by number */
    size_t count, capacity;
    struct account_file_missing missing;
};

void groups_free(struct groups *groups) {
    if (!groups)
        return;
    dict_free(groups->of);
    dict_free(groups->names);
    free(groups->sorted);
    free(groups->numbered);
    account_file_missing_fini(&groups->missing);
    arena_fini(&groups->arena);
    free(groups);
}

/* The name of the group, one pointer for each. */
static char *intern(struct groups *groups, const char *name) {
    char *known = dict_get(groups->names, name);
    if (known)
        return known;
    known = arena_dup(&groups->arena, name);
    dict_add(groups->names, known, known);
    return known;
}

/* An id, or else a handle. */
static bool look_up(struct store *store, const char *name, enum reference_kind kind,
                    struct arena *arena, struct account **account, struct err *err) {
    struct reference reference;
    if (*account || !reference_parse(name, &reference, NULL))
        return true;
    reference.kind = kind;
    return lookup_account(store, &reference, arena, account, err);
}

static bool find(struct store *store, const char *name, struct arena *arena,
                 struct account **account, struct err *err) {
    *account = NULL;
    bool is_handle = *name == '@';
    return (is_handle ||
            look_up(store, account_file_id(name), REFERENCE_ID, arena, account, err)) &&
           look_up(store, name, REFERENCE_HANDLE, arena, account, err);
}

static void add_number(struct groups *groups, int64_t number, const char *group) {
    groups->numbered =
        mem_grow(groups->numbered, &groups->capacity, groups->count + 1, sizeof *groups->numbered);
    groups->numbered[groups->count++] = (struct numbered){number, group};
}

static bool put(struct groups *groups, const struct account *account, const char *name, size_t line,
                struct err *err) {
    char *group = intern(groups, name);
    const char *before = dict_get(groups->of, account->id);
    if (before && before != group)
        return err_set(err, ERR_DATA, "line %zu: %.80s is in two groups, %.80s and %.80s", line,
                       account->username ? account->username : account->id, before, group);
    if (before)
        return true;
    dict_add(groups->of, account->id, group);
    add_number(groups, account->no, group);
    return true;
}

static bool take_row(struct groups *groups, struct store *store,
                     const struct account_file_columns *columns, const struct csv_rows_row *row,
                     struct err *err) {
    if (row->count <= columns->account || row->count <= columns->group)
        return err_set(err, ERR_DATA, "line %zu: an account and a group are expected", row->line);
    char *name = account_file_trim(row->cells[columns->account]),
         *group = account_file_trim(row->cells[columns->group]);
    struct account *account;
    struct arena arena;
    if (!*group) /* puts nobody in a group */
        return true;
    if (!*name)
        return err_set(err, ERR_DATA, "line %zu: the account is missing", row->line);
    arena_init(&arena);
    bool is_fine = find(store, name, &arena, &account, err);
    if (is_fine && account && account->id)
        is_fine = put(groups, account, group, row->line, err);
    else if (is_fine)
        account_file_miss(&groups->missing, row->line, name);
    arena_fini(&arena);
    return is_fine;
}

static bool take_rows(struct groups *groups, struct store *store, char *text, struct err *err) {
    struct csv_rows rows;
    struct csv_rows_row row;
    struct account_file_columns columns = {0, 1};
    bool is_end, is_first = true;
    csv_rows_init(&rows, text);
    while (csv_rows_next(&rows, &row, &is_end, err)) {
        bool is_header = is_first && account_file_header(&row, true, &columns);
        is_first = false;
        if (!is_header && !take_row(groups, store, &columns, &row, err))
            return false;
    }
    return is_end;
}

static int compare_names(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void add_name(void *context, const char *key, void *value) {
    struct groups *groups = context;
    (void)key;
    groups->sorted[groups->facts.count++] = value;
}

static void sort_names(struct groups *groups) {
    groups->sorted = mem_resize(NULL, dict_count(groups->names) + 1, sizeof *groups->sorted);
    dict_each(groups->names, add_name, groups);
    if (groups->facts.count)
        qsort(groups->sorted, groups->facts.count, sizeof *groups->sorted, compare_names);
    groups->facts.names = groups->sorted;
    groups->facts.of = groups->of;
}

static int compare_numbers(const void *a, const void *b) {
    int64_t one = ((const struct numbered *)a)->number,
            other = ((const struct numbered *)b)->number;
    return one < other ? -1 : one > other;
}

struct groups *groups_read(const char *path, struct store *store, struct err *err) {
    struct err reason;
    char *text = account_file_read(path, &reason);
    struct groups *groups = mem_zalloc(sizeof *groups);
    arena_init(&groups->arena);
    account_file_missing_init(&groups->missing);
    groups->of = dict_new();
    groups->names = dict_new();
    bool is_read = text && take_rows(groups, store, text, &reason);
    free(text);
    if (!is_read) {
        err_set(err, reason.kind, "%.200s: %s", path, reason.text);
        groups_free(groups);
        return NULL;
    }
    sort_names(groups);
    if (groups->count)
        qsort(groups->numbered, groups->count, sizeof *groups->numbered, compare_numbers);
    return groups;
}

const struct fact_groups *groups_facts(const struct groups *groups) {
    return &groups->facts;
}

const char *groups_of(const struct groups *groups, int64_t account) {
    const struct numbered wanted = {account, NULL};
    const struct numbered *found = groups->count ? bsearch(&wanted, groups->numbered, groups->count,
                                                           sizeof wanted, compare_numbers)
                                                 : NULL;
    return found ? found->group : NULL;
}

size_t groups_missing(const struct groups *groups) {
    return groups->missing.count;
}

void groups_describe(const struct groups *groups, struct buf *out) {
    char accounts[FIGURE_MAX], names[FIGURE_MAX];
    buf_format(out, "%s in %s", figure_counted((int64_t)groups->count, "account", accounts),
               figure_counted((int64_t)groups->facts.count, "group", names));
    if (!groups->missing.count)
        return;
    buf_text_put(out, "; not in the store: ");
    account_file_describe_missing(&groups->missing, out);
}
