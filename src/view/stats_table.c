/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/stats_table.h"

#include "account/account.h"
#include "base/figure.h"
#include "graph/fraction.h"

#include <stdio.h>

#define LISTS(member) .offset = offsetof(struct stats_lists, member)
#define ROW(member)   .offset = offsetof(struct stats_row, member)
#define MIX(member)   .offset = offsetof(struct stats_mix, member)
#define RATE(member)  .offset = offsetof(struct stats_reciprocity, member)

enum { HUNDRED = 100, CENTS = 2 };

/* A sum of counts may be too large to be multiplied: then a few of its last digits do not count. */
const char *stats_percent(int64_t part, int64_t whole, char out[static CELL_BYTES]) {
    char digits[FRACTION_MAX];
    for (; part > INT64_MAX / HUNDRED; whole /= 2)
        part /= 2;
    snprintf(out, CELL_BYTES, "%s",
             fraction_print((struct fraction){part * HUNDRED, whole}, 1, digits));
    return out;
}

/* Words of one kind: the other column says the same. */
static void put_label(struct cell *cell, const char *label, const char *full) {
    cell->brief = label;
    cell->full = full;
}

/* Lists by state. */

static void state_cell(const void *of, struct cell *cell) {
    const struct stats_lists *row = of;
    put_label(cell, row->label, row->label);
}

static void rows_cell(const void *of, struct cell *cell) {
    const struct stats_lists *row = of;
    char rows[FIGURE_MAX], reported[FIGURE_MAX];
    cell_count(cell, row->rows);
    if (row->rows == ACCOUNT_UNKNOWN)
        cell->brief = cell->full = "";
    else if (row->reported != ACCOUNT_UNKNOWN)
        cell_full(cell, "%s of %s reported", figure_counted(row->rows, "row", rows),
                  figure_grouped(row->reported, reported));
}

/* Nothing where there is no list; what nobody reported is a dash. */
static void reported_cell(const void *of, struct cell *cell) {
    const struct stats_lists *row = of;
    cell_count(cell, row->reported);
    cell->full = "";
    if (row->rows == ACCOUNT_UNKNOWN)
        cell->brief = "";
}

static void put_count(struct cell *cell, const struct stats_lists *row, int64_t count,
                      const char *noun) {
    char figure[FIGURE_MAX];
    cell_count(cell, count);
    if (row->rows == ACCOUNT_UNKNOWN)
        cell->brief = cell->full = "";
    else
        cell_full(cell, "%s", figure_counted(count, noun, figure));
}

static void repeats_cell(const void *of, struct cell *cell) {
    put_count(cell, of, ((const struct stats_lists *)of)->repeats, "repeat");
}

static void credits_cell(const void *of, struct cell *cell) {
    put_count(cell, of, ((const struct stats_lists *)of)->credits, "credit");
}

static void each_cell(const void *of, struct cell *cell) {
    const struct stats_lists *row = of;
    char each[FRACTION_MAX];
    cell->brief = cell->full = "";
    if (row->distinct <= 0)
        return;
    fraction_print((struct fraction){row->credits, row->distinct}, CENTS, each);
    cell_brief(cell, "%s", each);
    cell_full(cell, "%s credits per distinct account", each);
}

static void lists_bar(const void *of, struct cell *cell) {
    const struct stats_lists *row = of;
    cell_bar(cell, row->most ? row->lists : 0, 0, row->most);
}

TABLE_COLUMN(lists_of, "of", NULL, .kind = CELL_TEXT, LISTS(of));
TABLE_COLUMN(state, "state", NULL, .kind = CELL_TEXT, LISTS(state));
TABLE_COLUMN(state_label, NULL, NULL, TABLE_WIDTHS(10, 17, 17, 17, 17), .cell = state_cell);
TABLE_COLUMN(lists, "lists", "lists", .noun = "list", .kind = CELL_NUMBER, LISTS(lists), .gap = 1,
             TABLE_WIDTHS(7, 7, 7, 7, 9));
TABLE_COLUMN(rows, "rows", "rows", .noun = "row", .kind = CELL_NUMBER, .gap = 1,
             TABLE_WIDTHS(0, 10, 10, 11, 12), .cell = rows_cell);
TABLE_COLUMN(reported, "reported", "reported", .kind = CELL_NUMBER, .gap = 1,
             TABLE_WIDTHS(0, 0, 10, 11, 12), .cell = reported_cell);
TABLE_COLUMN(repeats, "repeats", "repeats", .kind = CELL_NUMBER, .gap = 1,
             TABLE_WIDTHS(0, 0, 8, 8, 9), .cell = repeats_cell);
TABLE_COLUMN(credits, "credits", "credits", .kind = CELL_NUMBER, .gap = 1,
             TABLE_WIDTHS(0, 0, 10, 10, 12), .cell = credits_cell);
TABLE_COLUMN(maybe, "maybe_credits", NULL, .kind = CELL_NUMBER, LISTS(maybe));
TABLE_COLUMN(distinct, "distinct_accounts", NULL, .kind = CELL_NUMBER, LISTS(distinct));
TABLE_COLUMN(each, NULL, "each", .kind = CELL_NUMBER, .gap = 1, TABLE_WIDTHS(0, 0, 6, 6, 6),
             .cell = each_cell);
TABLE_COLUMN(lists_bars, NULL, NULL, .role = ROLE_ACCENT, .gap = 2, TABLE_WIDTHS(0, 0, 0, 24, 24),
             .cell = lists_bar);

const struct table stats_lists = {.name = "lists",
                                  .data = TABLE_COLUMNS(&lists_of, &state, &lists, &rows, &reported,
                                                        &repeats, &credits, &maybe, &distinct),
                                  .people = TABLE_COLUMNS(&state_label, &lists, &rows, &reported,
                                                          &repeats, &credits, &each, &lists_bars)};

/* Counts. Exact where there is room; programs get the numbers behind the shares. */

#define COUNT_CELLS(member, says)                                                                  \
    static void member##_cell(const void *of, struct cell *cell) {                                 \
        put_exact(cell, ((const struct stats_count *)of)->of.member, says);                        \
    }                                                                                              \
    static void member##_short(const void *of, struct cell *cell) {                                \
        put_short(cell, ((const struct stats_count *)of)->of.member);                              \
    }

static void put_exact(struct cell *cell, int64_t count, const char *says) {
    char figure[FIGURE_MAX];
    cell_count(cell, count);
    if (count != DISTRIBUTION_UNKNOWN)
        cell_full(cell, "%s %s", says, figure_grouped(count, figure));
}

static void put_short(struct cell *cell, int64_t count) {
    char figure[FIGURE_MAX];
    cell_brief(cell, "%s", figure_short(count, figure));
    cell->full = "";
}

COUNT_CELLS(lower, "lower quartile")
COUNT_CELLS(median, "median")
COUNT_CELLS(upper, "upper quartile")
COUNT_CELLS(greatest, "greatest")

#define COUNT_DATA(member)                                                                         \
    static void member##_data(const void *of, struct cell *cell) {                                 \
        cell_count(cell, ((const struct stats_count *)of)->of.member);                             \
    }
COUNT_DATA(least)
COUNT_DATA(sum)
COUNT_DATA(tenth)
COUNT_DATA(tenth_sum)
COUNT_DATA(hundredth)
COUNT_DATA(hundredth_sum)

static void known_cell(const void *of, struct cell *cell) {
    char figure[FIGURE_MAX];
    int64_t known = ((const struct stats_count *)of)->of.known;
    cell_count(cell, known);
    cell_full(cell, "%s known", figure_grouped(known, figure));
}

static void unknown_cell(const void *of, struct cell *cell) {
    char figure[FIGURE_MAX];
    int64_t unknown = ((const struct stats_count *)of)->of.unknown;
    cell_count(cell, unknown);
    cell_full(cell, "%s unknown", figure_grouped(unknown, figure));
    cell->full = unknown ? cell->full : "";
}

static void put_share(struct cell *cell, int64_t part, int64_t whole, const char *top) {
    char share[CELL_BYTES];
    bool is_share = part != DISTRIBUTION_UNKNOWN && whole > 0;
    stats_percent(part, is_share ? whole : 0, share);
    cell_brief(cell, "%s", share);
    cell_full(cell, "the top %s hold %s %%", top, share);
    cell->full = is_share ? cell->full : "";
}

static void tenth_share(const void *of, struct cell *cell) {
    const struct stats_count *row = of;
    put_share(cell, row->of.tenth_sum, row->of.sum, "10 %");
}

static void hundredth_share(const void *of, struct cell *cell) {
    const struct stats_count *row = of;
    put_share(cell, row->of.hundredth_sum, row->of.sum, "1 %");
}

static void count_label_cell(const void *of, struct cell *cell) {
    const struct stats_count *row = of;
    put_label(cell, row->label, row->label);
}

#define EXACT(id, name, title, width)                                                              \
    TABLE_COLUMN(id, name, title, .kind = CELL_NUMBER, .gap = 1, TABLE_WIDTHS(0, 0, 0, 0, width),  \
                 .cell = id##_cell)
#define SHORT(id, title, narrow)                                                                   \
    TABLE_COLUMN(short_##id, NULL, title, .kind = CELL_NUMBER, .gap = 1,                           \
                 TABLE_WIDTHS(0, narrow, 7, 7, 0), .cell = id##_short)
#define FOR_DATA(id, name)                                                                         \
    TABLE_COLUMN(data_##id, name, NULL, .kind = CELL_NUMBER, .cell = id##_data)

TABLE_COLUMN(count_name, "count", NULL, .kind = CELL_TEXT,
             .offset = offsetof(struct stats_count, name));
TABLE_COLUMN(count_label, NULL, NULL, TABLE_WIDTHS(9, 9, 10, 10, 10), .cell = count_label_cell);
TABLE_COLUMN(known, "known", "known", .kind = CELL_NUMBER, .gap = 1, TABLE_WIDTHS(0, 0, 8, 8, 9),
             .cell = known_cell);
TABLE_COLUMN(unknown, "unknown", "unknown", .kind = CELL_NUMBER, .gap = 1,
             TABLE_WIDTHS(0, 0, 8, 8, 9), .cell = unknown_cell);
SHORT(lower, "Q1", 0);
TABLE_COLUMN(short_median, NULL, "median", .kind = CELL_NUMBER, .gap = 1,
             TABLE_WIDTHS(7, 7, 7, 7, 0), .cell = median_short);
SHORT(upper, "Q3", 0);
SHORT(greatest, "max", 7);
EXACT(lower, "lower_quartile", "Q1", 12);
EXACT(median, "median", "median", 12);
EXACT(upper, "upper_quartile", "Q3", 12);
EXACT(greatest, "greatest", "max", 15);
TABLE_COLUMN(tenth, NULL, "top 10 %", .kind = CELL_NUMBER, .gap = 1, TABLE_WIDTHS(0, 8, 8, 8, 8),
             .cell = tenth_share);
TABLE_COLUMN(hundredth, NULL, "top 1 %", .kind = CELL_NUMBER, .gap = 1, TABLE_WIDTHS(0, 0, 8, 8, 8),
             .cell = hundredth_share);
FOR_DATA(least, "least");
FOR_DATA(sum, "sum");
FOR_DATA(tenth, "top_10_percent");
FOR_DATA(tenth_sum, "top_10_percent_sum");
FOR_DATA(hundredth, "top_1_percent");
FOR_DATA(hundredth_sum, "top_1_percent_sum");

const struct table stats_counts = {
    .name = "counts",
    .data = TABLE_COLUMNS(&count_name, &known, &unknown, &data_least, &lower, &median, &upper,
                          &greatest, &data_sum, &data_tenth, &data_tenth_sum, &data_hundredth,
                          &data_hundredth_sum),
    .people =
        TABLE_COLUMNS(&count_label, &known, &unknown, &short_lower, &short_median, &short_upper,
                      &short_greatest, &lower, &median, &upper, &greatest, &tenth, &hundredth)};

/* How many of each. */

static void label_cell(const void *of, struct cell *cell) {
    const struct stats_row *row = of;
    put_label(cell, row->label, row->full ? row->full : row->label);
}

static void brief_cell(const void *of, struct cell *cell) {
    put_label(cell, ((const struct stats_row *)of)->brief, "");
}

static void percent_cell(const void *of, struct cell *cell) {
    const struct stats_row *row = of;
    char share[CELL_BYTES];
    cell->brief = cell->full = "";
    if (row->of <= 0)
        return;
    stats_percent(row->value, row->of, share);
    cell_brief(cell, "%s", share);
    cell_full(cell, "%s %%", share);
    cell->full = row->value ? cell->full : "";
}

static void upto_cell(const void *of, struct cell *cell) {
    const struct stats_row *row = of;
    char share[CELL_BYTES];
    cell->brief = cell->full = "";
    if (row->upto == ACCOUNT_UNKNOWN || row->of <= 0)
        return;
    stats_percent(row->upto, row->of, share);
    cell_brief(cell, "%s", share);
    cell_full(cell, "%s %% so far", share);
    cell->full = row->value ? cell->full : "";
}

static void row_bar(const void *of, struct cell *cell) {
    const struct stats_row *row = of;
    cell_bar(cell, row->is_possible ? 0 : row->value, row->is_possible ? row->value : 0, row->most);
}

/* “0 accounts” says nothing in a sentence of its own. */
static void value_cell(const void *of, struct cell *cell, const char *noun) {
    const struct stats_row *row = of;
    char figure[FIGURE_MAX];
    cell_count(cell, row->value);
    cell_full(cell, "%s", figure_counted(row->value, noun, figure));
    cell->full = row->value ? cell->full : "";
}

static void accounts_cell(const void *of, struct cell *cell) {
    value_cell(of, cell, "account");
}

static void short_cell(const void *of, struct cell *cell) {
    char figure[FIGURE_MAX];
    cell->full = "";
    cell_brief(cell, "%s", figure_short(((const struct stats_row *)of)->value, figure));
}

static void lists_cell(const void *of, struct cell *cell) {
    value_cell(of, cell, "list");
}

static void pairs_cell(const void *of, struct cell *cell) {
    value_cell(of, cell, "pair");
}

static void flag_cell(const void *of, struct cell *cell) {
    const struct stats_row *row = of;
    char yes[FIGURE_MAX], all[FIGURE_MAX];
    cell_count(cell, row->value);
    cell_full(cell, "%s of %s", figure_grouped(row->value, yes), figure_grouped(row->of, all));
}

static void flag_of_cell(const void *of, struct cell *cell) {
    char all[FIGURE_MAX];
    cell_brief(cell, "%s", figure_grouped(((const struct stats_row *)of)->of, all));
    cell->full = "";
}

static void flag_unknown_cell(const void *of, struct cell *cell) {
    const struct stats_row *row = of;
    char figure[FIGURE_MAX];
    cell_count(cell, row->unknown);
    cell_full(cell, "%s unknown", figure_grouped(row->unknown, figure));
    cell->full = row->unknown ? cell->full : "";
}

static void flag_bar(const void *of, struct cell *cell) {
    const struct stats_row *row = of;
    cell_bar(cell, row->value, row->unknown, row->most);
}

TABLE_COLUMN(key, "key", NULL, .kind = CELL_TEXT, ROW(key));
TABLE_COLUMN(from, "from", NULL, .kind = CELL_NUMBER, ROW(from));
TABLE_COLUMN(to, "to", NULL, .kind = CELL_NUMBER, ROW(to));
TABLE_COLUMN(label_decade, NULL, NULL, TABLE_WIDTHS(9, 0, 12, 12, 12), .cell = label_cell);
TABLE_COLUMN(brief_decade, NULL, NULL, TABLE_WIDTHS(0, 5, 0, 0, 0), .cell = brief_cell);
TABLE_COLUMN(label, NULL, NULL, TABLE_WIDTHS(9, 19, 19, 19, 19), .cell = label_cell);
TABLE_COLUMN(percent, NULL, "%", .kind = CELL_NUMBER, .role = ROLE_DIM, .gap = 1,
             TABLE_WIDTHS(0, 6, 6, 6, 6), .cell = percent_cell);
TABLE_COLUMN(decade_percent, NULL, "%", .kind = CELL_NUMBER, .role = ROLE_DIM, .gap = 1,
             TABLE_WIDTHS(0, 0, 6, 6, 6), .cell = percent_cell);
TABLE_COLUMN(upto, NULL, "cum. %", .kind = CELL_NUMBER, .role = ROLE_DIM, .gap = 1,
             TABLE_WIDTHS(0, 0, 7, 7, 7), .cell = upto_cell);
TABLE_COLUMN(bar, NULL, NULL, .role = ROLE_ACCENT, .gap = 2, TABLE_WIDTHS(0, 0, 24, 24, 24),
             .cell = row_bar);
TABLE_COLUMN(decade_bar, NULL, NULL, .role = ROLE_ACCENT, .gap = 1, TABLE_WIDTHS(0, 24, 0, 0, 0),
             .cell = row_bar);
TABLE_COLUMN(accounts_short, NULL, NULL, .kind = CELL_NUMBER, .gap = 1, TABLE_WIDTHS(0, 6, 0, 0, 0),
             .cell = short_cell);
TABLE_COLUMN(decade_accounts, "accounts", "accounts", .kind = CELL_NUMBER, .gap = 1,
             TABLE_WIDTHS(8, 0, 9, 9, 9), .cell = accounts_cell);
TABLE_COLUMN(accounts, "accounts", "accounts", .kind = CELL_NUMBER, .gap = 1,
             TABLE_WIDTHS(8, 9, 9, 9, 9), .cell = accounts_cell);
TABLE_COLUMN(age_lists, "lists", "lists", .kind = CELL_NUMBER, .gap = 1,
             TABLE_WIDTHS(8, 9, 9, 9, 9), .cell = lists_cell);
TABLE_COLUMN(pairs, "pairs", "pairs", .kind = CELL_NUMBER, .gap = 1, TABLE_WIDTHS(8, 9, 9, 9, 17),
             .cell = pairs_cell);
TABLE_COLUMN(count_key, "count", NULL, .kind = CELL_TEXT, ROW(key));
TABLE_COLUMN(region_key, "region", NULL, .kind = CELL_TEXT, ROW(key));
TABLE_COLUMN(yes, "yes", "yes", .kind = CELL_NUMBER, .gap = 1, TABLE_WIDTHS(8, 9, 9, 9, 9),
             .cell = flag_cell);
TABLE_COLUMN(no, "no", NULL, .kind = CELL_NUMBER, ROW(no));
TABLE_COLUMN(flag_of, NULL, "of", .kind = CELL_NUMBER, .gap = 1, TABLE_WIDTHS(0, 0, 9, 9, 9),
             .cell = flag_of_cell);
TABLE_COLUMN(flag_unknown, "unknown", NULL, .kind = CELL_NUMBER, .cell = flag_unknown_cell);
TABLE_COLUMN(flag_label, NULL, NULL, TABLE_WIDTHS(9, 19, 9, 9, 9), .cell = label_cell);
TABLE_COLUMN(flag_bars, NULL, NULL, .role = ROLE_ACCENT, .gap = 2, TABLE_WIDTHS(0, 0, 24, 24, 24),
             .cell = flag_bar);

const struct table stats_decades = {
    .name = "decades",
    .data = TABLE_COLUMNS(&count_key, &from, &to, &decade_accounts),
    .people = TABLE_COLUMNS(&label_decade, &brief_decade, &decade_accounts, &accounts_short,
                            &decade_percent, &upto, &bar, &decade_bar)};
const struct table stats_regions = {
    .name = "regions",
    .data = TABLE_COLUMNS(&region_key, &accounts),
    .people = TABLE_COLUMNS(&label_decade, &brief_decade, &decade_accounts, &accounts_short,
                            &decade_percent, &upto, &bar, &decade_bar)};
const struct table stats_ages = {.name = "ages",
                                 .data = TABLE_COLUMNS(&from, &to, &age_lists),
                                 .people = TABLE_COLUMNS(&label, &age_lists, &percent, &bar)};
const struct table stats_flags = {
    .name = "flags",
    .data = TABLE_COLUMNS(&key, &yes, &no, &flag_unknown),
    .people = TABLE_COLUMNS(&flag_label, &yes, &flag_of, &percent, &flag_unknown, &flag_bars)};
const struct table stats_pairs = {.name = "pairs",
                                  .data = TABLE_COLUMNS(&key, &pairs),
                                  .people = TABLE_COLUMNS(&label, &pairs, &percent, &bar)};
const struct table stats_back = {.name = "back",
                                 .data = TABLE_COLUMNS(&key, &accounts),
                                 .people = TABLE_COLUMNS(&label, &accounts, &percent, &bar)};

/* Groups. */

static void mix_cell(const void *of, struct cell *cell) {
    const struct stats_mix *row = of;
    cell->brief = row->is_first ? row->from_label : "";
    cell_full(cell, "%s to %s", row->from_label, row->to_label);
}

static void mix_to_cell(const void *of, struct cell *cell) {
    put_label(cell, ((const struct stats_mix *)of)->to_label, "");
}

static void follows_cell(const void *of, struct cell *cell) {
    char figure[FIGURE_MAX];
    int64_t follows = ((const struct stats_mix *)of)->follows;
    cell_count(cell, follows);
    cell_full(cell, "%s", figure_counted(follows, "follow", figure));
}

static void mix_percent_cell(const void *of, struct cell *cell) {
    const struct stats_mix *row = of;
    char share[CELL_BYTES];
    stats_percent(row->follows, row->of, share);
    cell_brief(cell, "%s", share);
    cell_full(cell, "%s %% of all from %s", share, row->from_label);
    cell->full = row->of ? cell->full : "";
}

static void mix_bar(const void *of, struct cell *cell) {
    const struct stats_mix *row = of;
    cell_bar(cell, row->follows, 0, row->most);
}

TABLE_COLUMN(mix_from, "from", NULL, .kind = CELL_TEXT, MIX(from));
TABLE_COLUMN(mix_to, "to", NULL, .kind = CELL_TEXT, MIX(to));
TABLE_COLUMN(mix_label, NULL, NULL, TABLE_WIDTHS(0, 11, 11, 11, 15), .cell = mix_cell);
TABLE_COLUMN(mix_to_label, NULL, "to", .gap = 1, TABLE_WIDTHS(9, 11, 11, 11, 15),
             .cell = mix_to_cell);
TABLE_COLUMN(follows, "follows", "follows", .kind = CELL_NUMBER, .gap = 1,
             TABLE_WIDTHS(8, 9, 9, 9, 11), .cell = follows_cell);
TABLE_COLUMN(mix_percent, NULL, "%", .kind = CELL_NUMBER, .role = ROLE_DIM, .gap = 1,
             TABLE_WIDTHS(0, 0, 0, 0, 6), .cell = mix_percent_cell);
TABLE_COLUMN(mix_bars, NULL, NULL, .role = ROLE_ACCENT, .gap = 2, TABLE_WIDTHS(0, 0, 24, 24, 24),
             .cell = mix_bar);

const struct table stats_mixing = {
    .name = "follows by group",
    .data = TABLE_COLUMNS(&mix_from, &mix_to, &follows),
    .people = TABLE_COLUMNS(&mix_label, &mix_to_label, &follows, &mix_percent, &mix_bars)};

/* For programs: what the title and the notes say. */

TABLE_COLUMN(rate_of, "of", NULL, .kind = CELL_TEXT, RATE(of));
TABLE_COLUMN(least_n, "least_n", NULL, .kind = CELL_NUMBER, RATE(least_n));
TABLE_COLUMN(least_d, "least_d", NULL, .kind = CELL_NUMBER, RATE(least_d));
TABLE_COLUMN(most_n, "most_n", NULL, .kind = CELL_NUMBER, RATE(most_n));
TABLE_COLUMN(most_d, "most_d", NULL, .kind = CELL_NUMBER, RATE(most_d));

const struct table stats_reciprocity = {
    .name = "reciprocity",
    .data = TABLE_COLUMNS(&rate_of, &least_n, &least_d, &most_n, &most_d),
    .people = TABLE_COLUMNS(&rate_of)};

#define SCOPE(member) .offset = offsetof(struct stats_scope, member)
TABLE_COLUMN(scope_accounts, "accounts", NULL, .kind = CELL_NUMBER, SCOPE(accounts));
TABLE_COLUMN(scope_hiding, "hide_counts", NULL, .kind = CELL_NUMBER, SCOPE(hiding));
TABLE_COLUMN(scope_open, "maybe_in_more_lists", NULL, .kind = CELL_NUMBER, SCOPE(open_lists));
TABLE_COLUMN(scope_owners, "owners", NULL, .kind = CELL_NUMBER, SCOPE(owners));
TABLE_COLUMN(scope_lists, "lists", NULL, .kind = CELL_NUMBER, SCOPE(lists));
TABLE_COLUMN(scope_incomplete, "incomplete", NULL, .kind = CELL_NUMBER, SCOPE(incomplete));
TABLE_COLUMN(scope_oldest, "oldest", NULL, .kind = CELL_TIME, SCOPE(oldest_ms));
TABLE_COLUMN(scope_newest, "newest", NULL, .kind = CELL_TIME, SCOPE(newest_ms));

const struct table stats_scope = {
    .name = "scope",
    .data = TABLE_COLUMNS(&scope_accounts, &scope_hiding, &scope_open, &scope_owners, &scope_lists,
                          &scope_incomplete, &scope_oldest, &scope_newest),
    .people = TABLE_COLUMNS(&scope_accounts)};
