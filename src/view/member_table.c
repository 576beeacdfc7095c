/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/member_table.h"

#include <stddef.h>
#include <stdio.h>

enum { PLACES = 6, BRIEF_PLACES = 2 };

struct row {
    const char *id, *username, *display_name, *name, *pattern, *excess;
    int64_t lists, lists_max, here, here_all, elsewhere, elsewhere_all;
    struct fraction value;
};

static void username_cell(const void *of, struct cell *cell) {
    const struct row *row = of;
    cell_text(cell, row->username);
    cell->brief = row->name;
}

static void lists_cell(const void *of, struct cell *cell) {
    const struct row *row = of;
    cell_count(cell, row->lists);
    if (row->lists_max > row->lists)
        cell_brief(cell, "%lld–%lld", (long long)row->lists, (long long)row->lists_max);
}

static void excess_cell(const void *of, struct cell *cell) {
    const struct row *row = of;
    char digits[FRACTION_MAX];
    cell->kind = row->excess ? CELL_DECIMAL : CELL_NOTHING;
    cell->text = row->excess;
    if (row->excess)
        cell_brief(cell, "%s%s", row->value.n > 0 ? "+" : "",
                   fraction_brief(row->value, BRIEF_PLACES, digits));
}

#define AT(member) .offset = offsetof(struct row, member)

TABLE_COLUMN(id, "id", NULL, .kind = CELL_ID, AT(id));
TABLE_COLUMN(username, "username", "account", .kind = CELL_TEXT, .role = ROLE_ACCENT,
             TABLE_WIDTHS(16, 24, 24, 24, 24), .cell = username_cell);
TABLE_COLUMN(display_name, "display_name", NULL, .kind = CELL_TEXT, AT(display_name));
TABLE_COLUMN(pattern, "pattern", "pattern", .kind = CELL_TEXT, AT(pattern), .gap = 2,
             TABLE_WIDTHS(0, 12, 12, 12, 12));
TABLE_COLUMN(lists, "lists", "lists", .kind = CELL_NUMBER, .gap = 2, TABLE_WIDTHS(5, 5, 5, 5, 5),
             .cell = lists_cell);
TABLE_COLUMN(lists_max, "lists_max", NULL, .kind = CELL_NUMBER, AT(lists_max));
TABLE_COLUMN(excess, "excess", "excess", .kind = CELL_NUMBER, .gap = 2, TABLE_WIDTHS(0, 6, 6, 6, 6),
             .cell = excess_cell);
TABLE_COLUMN(here, "here", NULL, .kind = CELL_NUMBER, AT(here));
TABLE_COLUMN(here_all, "here_of", NULL, .kind = CELL_NUMBER, AT(here_all));
TABLE_COLUMN(elsewhere, "elsewhere", NULL, .kind = CELL_NUMBER, AT(elsewhere));
TABLE_COLUMN(elsewhere_all, "elsewhere_of", NULL, .kind = CELL_NUMBER, AT(elsewhere_all));

static const struct table table = {
    .name = "accounts",
    .data = (const struct table_column *const[]){&id, &username, &display_name, &pattern, &lists,
                                                 &lists_max, &excess, &here, &here_all, &elsewhere,
                                                 &elsewhere_all, NULL},
    .people = (const struct table_column *const[]){&username, &pattern, &lists, &excess, NULL}};

static struct row row_of(const struct member *member, struct arena *arena) {
    const struct account *account = member->account;
    const struct excess *counts = &member->excess;
    char digits[FRACTION_MAX];
    struct row row = {.id = account->id,
                      .username = account->username,
                      .display_name = account->display_name,
                      .name = account->username ? arena_format(arena, "@%s", account->username)
                                                : account->id,
                      .pattern = member->pattern,
                      .lists = member->lists,
                      .lists_max = member->lists_max,
                      .here = counts->here,
                      .here_all = counts->here_all,
                      .elsewhere = counts->elsewhere,
                      .elsewhere_all = counts->elsewhere_all,
                      .value = excess_value(counts)};
    if (fraction_has_value(row.value))
        row.excess = arena_dup(arena, fraction_print(row.value, PLACES, digits));
    return row;
}

void member_table_add(const struct members *members, struct arena *arena, struct sheet *sheet) {
    struct row *made = arena_alloc(arena, (members->count + 1) * sizeof *made);
    for (size_t i = 0; i < members->count; i++)
        made[i] = row_of(&members->items[i], arena);
    sheet_add(sheet, &(struct sheet_part){.table = &table,
                                          .rows = made,
                                          .size = sizeof *made,
                                          .count = members->count,
                                          .name = "accounts",
                                          .keys = 1,
                                          .title = "Accounts"});
}
