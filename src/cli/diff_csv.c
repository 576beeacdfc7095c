/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/diff_csv.h"

#include "export/csv_file.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { COLUMNS = 9 };

static const struct export_column columns[COLUMNS] = {
    {"account", FIELD_STRING, "The account.", FATE_ID, true},
    {"username", FIELD_STRING, "Its handle in the newer list that has it.", FATE_OUT, false},
    {"kind", FIELD_STRING, "What happened to it.", FATE_KEEP, true},
    {"field", FIELD_STRING, "A column of accounts.csv, or listed.", FATE_KEEP, true},
    {"from_value", FIELD_STRING, "Its value in the older list.", FATE_OUT, false},
    {"to_value", FIELD_STRING, "Its value in the newer list.", FATE_OUT, false},
    {"certainty", FIELD_STRING, "certain or unknown.", FATE_KEEP, true},
    {"from_snapshot", FIELD_STRING, "The older list.", FATE_NUMBER, true},
    {"to_snapshot", FIELD_STRING, "The newer list.", FATE_NUMBER, true},
};

static const struct export_table table = {.name = "diff",
                                          .file = "diff.csv",
                                          .about = "What changed between two lists.",
                                          .columns = columns,
                                          .column_count = COLUMNS};

static struct export_cell cell_of(const char *text) {
    return (struct export_cell){text, text ? strlen(text) : 0};
}

static bool put_item(struct csv_file *file, const struct difference_item *item,
                     const char *const snapshots[2], struct arena *arena, struct err *err) {
    const struct export_cell cells[COLUMNS] = {
        cell_of(arena_format(arena, ACCOUNT_ID_PREFIX "%s", item->account->id)),
        cell_of(item->account->username),
        cell_of(difference_kind_name(item->kind)),
        cell_of(item->field),
        cell_of(item->from),
        cell_of(item->to),
        cell_of(difference_certainty(item->is_certain)),
        cell_of(snapshots[0]),
        cell_of(snapshots[1])};
    return csv_file_put_row(file, &table, cells, err);
}

static bool put_items(struct csv_file *file, const struct difference *difference, struct err *err) {
    struct arena arena;
    bool is_put = csv_file_put_header(file, &table, err);
    arena_init(&arena);
    const char *const snapshots[2] = {arena_format(&arena, "s%" PRId64, difference->from.snapshot),
                                      arena_format(&arena, "s%" PRId64, difference->to.snapshot)};
    for (size_t i = 0; is_put && i < difference->count; i++)
        is_put = put_item(file, &difference->items[i], snapshots, &arena, err);
    arena_fini(&arena);
    return is_put;
}

bool diff_csv_print(const struct difference *difference, bool is_excel, int64_t *formulas,
                    struct err *err) {
    char hash[SHA256_HEX_MAX];
    struct data_file out;
    struct csv_file file;
    data_file_borrow(&out, STDOUT_FILENO, "stdout");
    csv_file_init(&file, &out, is_excel);
    bool is_printed = put_items(&file, difference, err) && data_file_finish(&out, hash, err);
    *formulas = file.formula_cells;
    csv_file_fini(&file);
    data_file_close(&out);
    return is_printed;
}
