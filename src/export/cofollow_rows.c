/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/cofollow_rows.h"

#include "base/arena.h"
#include "base/mem.h"
#include "export/list_rows.h"
#include "graph/cofollow.h"
#include "graph/set.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMN_A, COLUMN_B, COLUMN_BOTH, COLUMN_EITHER, COLUMNS, NUMBER_MAX = 24, ID_MAX = 64 };

struct reading {
    struct export *export;
    uint32_t *accounts; /* by place */
    size_t accounts_capacity;
    uint32_t targets; /* how many */
    uint32_t *places; /* by account; COFOLLOW_NOBODY: not among the targets */
    size_t places_capacity;
    struct cofollow_list *lists;
    size_t lists_capacity, count;
    uint32_t *row; /* the list being read */
    size_t row_capacity, row_count;
    struct arena arena;
    export_sink *sink;
    void *context;
    struct err *err;
    bool is_fine;
};

static uint32_t place_of(const struct reading *reading, int64_t account) {
    return account > 0 && (size_t)account < reading->places_capacity ? reading->places[account]
                                                                     : COFOLLOW_NOBODY;
}

static bool is_often_enough(const struct export *export, int64_t account) {
    struct list_count count = list_counts_of(&export->counts, account);
    return (int64_t)count.lists - (int64_t)count.incomplete >= export->options->cofollow;
}

static void add_target(struct reading *reading, int64_t account) {
    size_t before = reading->places_capacity;
    reading->places = mem_grow(reading->places, &reading->places_capacity, (size_t)account + 1,
                               sizeof *reading->places);
    memset(reading->places + before, 0xFF,
           (reading->places_capacity - before) * sizeof *reading->places);
    reading->accounts = mem_grow(reading->accounts, &reading->accounts_capacity,
                                 reading->targets + 1, sizeof *reading->accounts);
    reading->accounts[reading->targets] = (uint32_t)account;
    reading->places[account] = reading->targets++;
}

#define TARGETS                                                                                    \
    "SELECT a.id FROM account a WHERE a.key <> '' AND export_has(a.id) AND export_follows(a.id)"   \
    " ORDER BY "

/* In the order of the rows. */
static bool read_targets(struct reading *reading, struct err *err) {
    struct export *export = reading->export;
    struct statement *rows = sql_use(export->store->sql, export->options->is_pseudonymous
                                                             ? TARGETS "export_pseudonym(a.key)"
                                                             : TARGETS "a.key");
    enum sql_step step;
    while ((step = sql_step(rows, err)) == SQL_ROW)
        if (is_often_enough(export, sql_number(rows, 0)))
            add_target(reading, sql_number(rows, 0));
    return step == SQL_DONE;
}

static bool take_row(void *context, const struct list_rows_row *row) {
    struct reading *reading = context;
    uint32_t place = place_of(reading, row->account);
    if (place == COFOLLOW_NOBODY)
        return true;
    reading->row = mem_grow(reading->row, &reading->row_capacity, reading->row_count + 1,
                            sizeof *reading->row);
    reading->row[reading->row_count++] = place;
    return true;
}

static void keep_list(struct reading *reading, int64_t owner) {
    struct set set = set_make(reading->row, reading->row_count);
    uint32_t *items = arena_alloc(&reading->arena, (set.count + 1) * sizeof *items);
    if (set.count)
        memcpy(items, set.items, set.count * sizeof *items);
    reading->lists = mem_grow(reading->lists, &reading->lists_capacity, reading->count + 1,
                              sizeof *reading->lists);
    reading->lists[reading->count++] =
        (struct cofollow_list){place_of(reading, owner), items, set.count};
    reading->row_count = 0;
}

static bool read_lists(struct reading *reading, struct err *err) {
    struct statement *rows =
        sql_use(reading->export->store->sql,
                "SELECT snapshot, pages, repeats > 0, coalesce(account, 0) FROM list_standing"
                " WHERE is_chosen AND is_complete AND owner IS NOT NULL ORDER BY snapshot");
    enum sql_step step = SQL_DONE;
    bool is_fine = true;
    while (is_fine && (step = sql_step(rows, err)) == SQL_ROW) {
        const struct list_rows_list list = {.snapshot = sql_number(rows, 0),
                                            .pages = sql_number(rows, 1),
                                            .has_repeats = sql_number(rows, 2) != 0};
        is_fine = list_rows_read(reading->export, &list, take_row, reading, err);
        keep_list(reading, sql_number(rows, 3));
    }
    sql_end(rows);
    return is_fine && step == SQL_DONE;
}

static bool put_id(struct reading *reading, uint32_t place, char id[ID_MAX],
                   struct export_cell *cell) {
    const char *text = account_keys_text(&reading->export->keys, reading->export->store,
                                         reading->accounts[place], &cell->length, reading->err);
    if (text)
        snprintf(id, ID_MAX, "%s", text);
    cell->text = id;
    return text != NULL;
}

static struct export_cell number_cell(int64_t number, char text[NUMBER_MAX]) {
    return (struct export_cell){text, (size_t)snprintf(text, NUMBER_MAX, "%" PRId64, number)};
}

static bool take_pair(void *context, const struct cofollow_pair *pair) {
    struct reading *reading = context;
    char ids[2][ID_MAX], both[NUMBER_MAX], either[NUMBER_MAX];
    struct export_cell cells[COLUMNS];
    cells[COLUMN_BOTH] = number_cell(pair->both, both);
    cells[COLUMN_EITHER] = number_cell(pair->either, either);
    reading->is_fine =
        put_id(reading, pair->a, ids[0], &cells[COLUMN_A]) &&
        put_id(reading, pair->b, ids[1], &cells[COLUMN_B]) &&
        reading->sink(reading->context, &export_tables[TABLE_COFOLLOW], cells, reading->err);
    return reading->is_fine;
}

static bool pass_pairs(struct reading *reading) {
    return cofollow_each(reading->lists, reading->count, reading->targets,
                         reading->export->options->cofollow, take_pair, reading) ||
           reading->is_fine;
}

bool cofollow_rows_read(struct export *export, export_sink *sink, void *context, struct err *err) {
    struct reading reading = {
        .export = export, .sink = sink, .context = context, .err = err, .is_fine = true};
    arena_init(&reading.arena);
    bool is_fine = list_rows_count(export, err) && read_targets(&reading, err) &&
                   read_lists(&reading, err) && pass_pairs(&reading);
    arena_fini(&reading.arena);
    free(reading.accounts);
    free(reading.places);
    free(reading.lists);
    free(reading.row);
    return is_fine;
}
