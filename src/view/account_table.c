/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/account_table.h"

#include "graph/fraction.h"
#include "model/columns.h"
#include "view/fact_words.h"

#include <stdio.h>
#include <string.h>

enum { LISTS_COLS = 9, ROWS_COLS = 11, EXCESS_PLACES = 6 };

#define COLUMN(id, name, title, ...)                                                               \
    static const struct table_column id = {name, title, __VA_ARGS__}
#define WIDTH(cols)  .gap = 2, .widths = {[TABLE_TEXT] = (cols)}
#define FACT(member) .offset = offsetof(struct account_row, facts.member)
#define OWN(member)  .offset = offsetof(struct account_row, own.member)

static const struct account *account_of(const void *row) {
    return ((const struct account_row *)row)->account;
}

static void id_cell(const void *row, struct cell *cell) {
    cell_text(cell, account_of(row)->id);
    if (cell->kind)
        cell->kind = CELL_ID;
}

static void username_cell(const void *row, struct cell *cell) {
    const char *handle = account_of(row)->username;
    cell_text(cell, handle);
    if (handle)
        cell_brief(cell, "@%s", handle);
    else
        cell->brief = "(no handle)";
    cell->full = cell->brief;
}

static void name_cell(const void *row, struct cell *cell) {
    cell_text(cell, account_of(row)->display_name);
}

static void bio_cell(const void *row, struct cell *cell) {
    cell_text(cell, account_of(row)->bio);
}

static void region_cell(const void *row, struct cell *cell) {
    cell_text(cell, account_of(row)->region);
}

static void flag(struct cell *cell, int value) {
    cell_text(cell, value == ACCOUNT_UNKNOWN ? NULL : value ? "true" : "false");
    if (cell->kind)
        cell->kind = CELL_DECIMAL;
}

static void verified_cell(const void *row, struct cell *cell) {
    flag(cell, account_flag(account_of(row), ACCOUNT_FLAG_VERIFIED));
}

static void private_cell(const void *row, struct cell *cell) {
    flag(cell, account_flag(account_of(row), ACCOUNT_FLAG_PRIVATE));
}

static void count(struct cell *cell, const void *row, int64_t number) {
    cell_count(cell, account_has_counts(account_of(row)) && number >= 0 ? number : ACCOUNT_UNKNOWN);
}

static void followers_cell(const void *row, struct cell *cell) {
    count(cell, row, account_of(row)->follower_count);
}

static void following_cell(const void *row, struct cell *cell) {
    count(cell, row, account_of(row)->following_count);
}

static void likes_cell(const void *row, struct cell *cell) {
    count(cell, row, account_of(row)->like_count);
}

static void videos_cell(const void *row, struct cell *cell) {
    count(cell, row, account_of(row)->video_count);
}

static void seen_cell(const void *row, struct cell *cell) {
    cell_count(cell, account_of(row)->seen_ms);
    if (cell->kind)
        cell->kind = CELL_TIME;
}

static void state_cell(const void *of, struct cell *cell) {
    const struct account_row *row = of;
    cell_text(cell, row->facts.state_name ? row->facts.state_name : "none");
    cell->brief = fact_words_state_name(row->facts.state_name, cell->brief_room);
}

static void lists_cell(const void *of, struct cell *cell) {
    const struct account_row *row = of;
    char words[FACT_WORDS_MAX];
    cell_count(cell, row->facts.lists);
    cell_brief(cell, "%s", fact_words_lists(&row->facts, LISTS_COLS, words));
}

/* “yes”, “no”, “unknown”. */
static const char *verdict_name(int verdict) {
    return verdict == VERDICT_YES ? "yes" : verdict == VERDICT_NO ? "no" : "unknown";
}

static void back_cell(const void *of, struct cell *cell) {
    const struct account_row *row = of;
    cell_text(cell, row->facts.back == FACT_NONE ? NULL : verdict_name(row->facts.back));
}

static void membership_cell(const void *of, struct cell *cell) {
    const struct account_row *row = of;
    cell_text(cell, row->own.in == VERDICT_YES ? "listed" : "unknown");
}

static void certainty_cell(const void *of, struct cell *cell) {
    const struct account_row *row = of;
    cell_text(cell, row->own.in == VERDICT_YES ? "certain" : "unknown");
}

static void rows_cell(const void *of, struct cell *cell) {
    const struct account_row *row = of;
    char words[FACT_WORDS_MAX];
    cell_count(cell, row->own.listed);
    cell_brief(cell, "%s", fact_words_rows(&row->own, ROWS_COLS, words));
}

static void excess_cell(const void *of, struct cell *cell) {
    const struct account_row *row = of;
    struct fraction excess = {row->own.excess_n, row->own.excess_d};
    char words[FACT_WORDS_MAX];
    cell_brief(cell, "%s", fact_words_excess(&row->own, words));
    if (!fraction_has_value(excess))
        return;
    cell->text = fraction_print(excess, EXCESS_PLACES, cell->full_room);
    cell->kind = CELL_DECIMAL;
}

COLUMN(number, NULL, "#", .kind = CELL_NUMBER, .offset = offsetof(struct account_row, number),
       WIDTH(6));
COLUMN(place, "rank", NULL, .kind = CELL_NUMBER, .offset = offsetof(struct account_row, number));
COLUMN(rank, "rank", "rank", .kind = CELL_NUMBER, OWN(rank), WIDTH(5));
COLUMN(id, "id", NULL, .cell = id_cell);
COLUMN(username, "username", "account", .kind = CELL_TEXT, .cell = username_cell, WIDTH(25));
COLUMN(display_name, "display_name", "name", .cell = name_cell, WIDTH(TABLE_REST));
COLUMN(is_verified, "is_verified", NULL, .cell = verified_cell);
COLUMN(is_private, "is_private", NULL, .cell = private_cell);
COLUMN(followers, "follower_count", "followers", .kind = CELL_NUMBER, .cell = followers_cell,
       WIDTH(11));
COLUMN(following, "following_count", "following", .kind = CELL_NUMBER, .cell = following_cell,
       WIDTH(9));
COLUMN(likes, "like_count", NULL, .cell = likes_cell);
COLUMN(videos, "video_count", NULL, .cell = videos_cell);
COLUMN(region, "region", NULL, .cell = region_cell);
COLUMN(bio, "bio", NULL, .cell = bio_cell);
COLUMN(record_at, "record_at", NULL, .cell = seen_cell);
COLUMN(state, "list_state", "state", .kind = CELL_TEXT, .cell = state_cell, WIDTH(14));
COLUMN(listed, "listed", "rows", .kind = CELL_NUMBER, .cell = rows_cell, WIDTH(ROWS_COLS));
COLUMN(reported, "reported", NULL, .kind = CELL_NUMBER, OWN(reported));
COLUMN(list_at, "list_at", "list of", .kind = CELL_TIME, OWN(at_ms), WIDTH(TABLE_TIME_COLS));
COLUMN(credits, "credits", "credits", .kind = CELL_NUMBER, OWN(credits), WIDTH(7));
COLUMN(price, "price", "price", .kind = CELL_NUMBER, OWN(price), WIDTH(7));
COLUMN(lists, "in_lists", "lists", .kind = CELL_NUMBER, .cell = lists_cell, WIDTH(LISTS_COLS));
COLUMN(lists_max, "in_lists_max", NULL, .kind = CELL_NUMBER, FACT(lists_max));
COLUMN(excess, "excess", "excess", .kind = CELL_NUMBER, .cell = excess_cell, WIDTH(6));
COLUMN(back, "back", "back", .cell = back_cell, WIDTH(7));
COLUMN(membership, "membership", "in it", .cell = membership_cell, WIDTH(7));
COLUMN(certainty, "certainty", "certainty", .cell = certainty_cell, WIDTH(9));
COLUMN(change, "change", "change", .kind = CELL_TEXT, OWN(change), WIDTH(TABLE_REST));
COLUMN(group, "group", NULL, .kind = CELL_TEXT, FACT(group));

enum { ALWAYS = -1, OF_OWNER = -2 };

/* In order. `needs`: an enum row_fact that the list must tell, or one of the above. */
static const struct {
    const struct table_column *column;
    int needs;
} all[] = {
    {&number, ALWAYS},
    {&place, OF_OWNER},
    {&rank, ROW_FACT_RANK},
    {&id, ALWAYS},
    {&username, ALWAYS},
    {&membership, ROW_FACT_IN},
    {&certainty, ROW_FACT_CERTAINTY},
    {&change, ROW_FACT_CHANGE},
    {&lists, ALWAYS},
    {&lists_max, ALWAYS},
    {&excess, ROW_FACT_EXCESS},
    {&price, ROW_FACT_PRICE},
    {&state, ALWAYS},
    {&listed, ROW_FACT_ROWS},
    {&reported, ROW_FACT_ROWS},
    {&list_at, ROW_FACT_AGE},
    {&credits, ROW_FACT_CREDITS},
    {&back, OF_OWNER},
    {&followers, ALWAYS},
    {&following, ALWAYS},
    {&likes, ALWAYS},
    {&videos, ALWAYS},
    {&is_verified, ALWAYS},
    {&is_private, ALWAYS},
    {&region, ALWAYS},
    {&display_name, ALWAYS},
    {&bio, ALWAYS},
    {&record_at, ALWAYS},
    {&group, ALWAYS},
};

static bool suits(const struct list *list, int needs) {
    return needs == ALWAYS ||
           (needs == OF_OWNER ? !list_is_local(list) : list_tells(list, (enum row_fact)needs));
}

void account_table_init(struct account_table *table, const struct list *list, const char *name) {
    size_t data = 0, people = 0;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        const struct table_column *column = all[i].column;
        if (!suits(list, all[i].needs))
            continue;
        if (column->name)
            table->data[data++] = column;
        if (column->widths[TABLE_TEXT])
            table->people[people++] = column;
    }
    table->data[data] = table->people[people] = NULL;
    table->table = (struct table){.name = name, .data = table->data, .people = table->people};
}

struct account_row account_table_row(const struct list *list, size_t row) {
    return (struct account_row){.account = list->rows[row],
                                .facts = list_facts(list, row),
                                .own = list_row_facts(list, row),
                                .number = (int64_t)row + 1};
}
