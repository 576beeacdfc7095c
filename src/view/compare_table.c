/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/compare_table.h"

#include "base/figure.h"
#include "base/text.h"
#include "view/compare_matrix.h"

#include <stddef.h>
#include <stdio.h>

enum { WORDS_MAX = 1 << 12, PLACES = 3, DATA_PLACES = 6 };

struct list_row {
    const char *letter, *id, *name, *state, *length, *only, *standing;
    int64_t rows, reported, least, most, only_least, only_most, first_ms, last_ms;
};

/* A share as decimals; NULL: without a value. */
struct decimals {
    const char *least, *value, *most;
};

struct pair_row {
    const char *a, *b; /* ids */
    const char *name_a, *name_b, *letter_a, *letter_b;
    int64_t rows_a, rows_b, shared, shared_most;
    struct decimals jaccard, of_a, of_b;
    int64_t only_a_least, only_a_most, only_b_least, only_b_most;
    const struct overlap *pair;
};

struct pattern_row {
    const char *pattern; /* for programs: `o.?` */
    const char *signs, *says;
    int64_t accounts, all;
};

struct depth_row {
    int64_t lists, least, most, shown, all; /* shown: where the bar ends */
    struct overlap_range range;
};

struct scope_row {
    int64_t lists, complete, incomplete, among, stored, accounts, hidden, first_ms, last_ms;
};

/* Programs see nothing where there is no limit. */
static int64_t limit(int64_t most) {
    return most == OVERLAP_NO_LIMIT ? ACCOUNT_UNKNOWN : most;
}

static void letter_cell(const void *of, struct cell *cell) {
    const struct list_row *row = of;
    cell_text(cell, row->letter);
    cell_full(cell, "%s is %.80s", row->letter, row->name);
}

/* In sentences it is said with the letter. */
static void username_cell(const void *of, struct cell *cell) {
    const struct list_row *row = of;
    cell_text(cell, row->name + (*row->name == '@'));
    cell->brief = row->name;
    cell->full = "";
}

static void rows_cell(const void *of, struct cell *cell) {
    const struct list_row *row = of;
    cell_count(cell, row->rows);
    cell->brief = row->length;
    cell_full(cell, "%s rows", row->length);
}

static void only_cell(const void *of, struct cell *cell) {
    const struct list_row *row = of;
    cell->brief = row->only;
    cell_full(cell, "%s only here", row->only);
}

static void standing_cell(const void *of, struct cell *cell) {
    const struct list_row *row = of;
    cell->brief = cell->full = row->standing;
}

static void date_cell(const void *of, struct cell *cell) {
    const struct list_row *row = of;
    char date[FIGURE_MAX];
    bool is_known = row->last_ms != ACCOUNT_UNKNOWN;
    cell_brief(cell, "%s", is_known ? figure_date(row->last_ms, date) : "");
    cell->full = cell->brief;
}

static void name_cell(const void *of, struct cell *cell) {
    const struct pair_row *row = of;
    cell_brief(cell, "%s × %s", row->letter_a, row->letter_b);
    cell_full(cell, "%s and %s", row->letter_a, row->letter_b);
}

static void shared_cell(const void *of, struct cell *cell) {
    const struct overlap *pair = ((const struct pair_row *)of)->pair;
    char shared[FIGURE_MAX], most[FIGURE_MAX];
    cell_count(cell, pair->shared);
    figure_grouped(pair->shared, shared);
    figure_grouped(pair->shared_most, most);
    bool is_exact = pair->shared == pair->shared_most;
    bool is_endless = pair->shared_most == OVERLAP_NO_LIMIT;
    cell_brief(cell, "%s%s%s", shared,
               is_exact     ? ""
               : is_endless ? "+"
                            : "–",
               is_exact || is_endless ? "" : most);
    cell_full(cell, "%s in common%s%s", shared,
              is_exact     ? ""
              : is_endless ? " or more"
                           : " and at most ",
              is_exact || is_endless ? "" : most);
}

/* `.267`, `.117 [.108–.201]`; in sentences `0.117 (0.108 to 0.201)`. */
static void share_cell(const struct overlap_share *share, const char *before, const char *after,
                       struct cell *cell) {
    char value[FRACTION_MAX], least[FRACTION_MAX], most[FRACTION_MAX];
    fraction_brief(share->value, PLACES, value);
    if (overlap_is_exact(share))
        cell_brief(cell, "%s", value);
    else
        cell_brief(cell, "%s [%s–%s]", value, fraction_brief(share->least, PLACES, least),
                   fraction_brief(share->most, PLACES, most));
    if (overlap_is_exact(share))
        cell_full(cell, "%s%s%s", before, fraction_print(share->value, PLACES, value), after);
    else
        cell_full(cell, "%s%s (%s to %s)%s", before, fraction_print(share->value, PLACES, value),
                  fraction_print(share->least, PLACES, least),
                  fraction_print(share->most, PLACES, most), after);
}

static void jaccard_cell(const void *of, struct cell *cell) {
    share_cell(&((const struct pair_row *)of)->pair->jaccard, "Jaccard ", "", cell);
}

static void of_a_cell(const void *of, struct cell *cell) {
    const struct pair_row *row = of;
    char after[COMPARE_FIGURE_MAX];
    snprintf(after, sizeof after, " of %s", row->letter_a);
    share_cell(&row->pair->of_a, "", after, cell);
}

static void of_b_cell(const void *of, struct cell *cell) {
    const struct pair_row *row = of;
    char after[COMPARE_FIGURE_MAX];
    snprintf(after, sizeof after, " of %s", row->letter_b);
    share_cell(&row->pair->of_b, "", after, cell);
}

static void pattern_cell(const void *of, struct cell *cell) {
    const struct pattern_row *row = of;
    cell_text(cell, row->pattern);
    cell->brief = row->signs;
    cell->full = row->says;
}

static void accounts_cell(const void *of, struct cell *cell) {
    const struct pattern_row *row = of;
    char figure[FIGURE_MAX];
    cell_count(cell, row->accounts);
    cell_full(cell, "%s", figure_counted(row->accounts, "account", figure));
}

static void pattern_bar_cell(const void *of, struct cell *cell) {
    const struct pattern_row *row = of;
    cell_bar(cell, row->accounts, 0, row->all);
}

static void depth_cell(const void *of, struct cell *cell) {
    const struct depth_row *row = of;
    char figure[FIGURE_MAX];
    cell_count(cell, row->lists);
    figure_counted(row->lists, "list", figure);
    cell_brief(cell, "%s", figure);
    cell_full(cell, "in at least %s", figure);
}

static void least_cell(const void *of, struct cell *cell) {
    const struct depth_row *row = of;
    char words[COMPARE_FIGURE_MAX], figure[FIGURE_MAX];
    cell_count(cell, row->least);
    cell_brief(cell, "%s", compare_depth(row->range, words));
    if (row->range.most == OVERLAP_NO_LIMIT)
        cell_full(cell, "%s or more", figure_counted(row->least, "account", figure));
    else if (row->range.most == row->least)
        cell_full(cell, "%s", figure_counted(row->least, "account", figure));
    else
        cell_full(cell, "%s accounts", compare_range(row->range, words));
}

static void depth_bar_cell(const void *of, struct cell *cell) {
    const struct depth_row *row = of;
    cell_bar(cell, row->least, row->shown - row->least, row->all);
}

#define AT(of, member)                .offset = offsetof(struct of##_row, member)
#define DATA(id, of, kind_of, member) TABLE_COLUMN(id, #id, NULL, .kind = (kind_of), AT(of, member))

TABLE_COLUMN(list, "list", "list", .kind = CELL_TEXT, TABLE_WIDTHS(2, 2, 2, 2, 2),
             .cell = letter_cell);
DATA(id, list, CELL_ID, id);
TABLE_COLUMN(username, "username", NULL, .kind = CELL_HANDLE, .role = ROLE_ACCENT, .gap = 2,
             TABLE_WIDTHS(12, 16, 24, 24, 24), .cell = username_cell);
DATA(state, list, CELL_TEXT, state);
TABLE_COLUMN(rows, "rows", "rows", .kind = CELL_NUMBER, .gap = 2, TABLE_WIDTHS(7, 9, 11, 11, 11),
             .cell = rows_cell);
DATA(reported, list, CELL_NUMBER, reported);
DATA(length_least, list, CELL_NUMBER, least);
DATA(length_most, list, CELL_NUMBER, most);
TABLE_COLUMN(only, NULL, "only here", .kind = CELL_NUMBER, .gap = 2,
             TABLE_WIDTHS(0, 12, 14, 14, 14), .cell = only_cell);
DATA(only_least, list, CELL_NUMBER, only_least);
DATA(only_most, list, CELL_NUMBER, only_most);
TABLE_COLUMN(standing, NULL, "state", .kind = CELL_TEXT, .gap = 2, TABLE_WIDTHS(0, 0, 16, 16, 16),
             .cell = standing_cell);
DATA(first, list, CELL_TIME, first_ms);
DATA(last, list, CELL_TIME, last_ms);
TABLE_COLUMN(date, NULL, "date", .kind = CELL_TEXT, .gap = 2, TABLE_WIDTHS(0, 0, 10, 10, 10),
             .cell = date_cell);

static const struct table lists_table = {
    .name = "lists",
    .data = TABLE_COLUMNS(&list, &id, &username, &state, &rows, &reported, &length_least,
                          &length_most, &only_least, &only_most, &first, &last),
    .people = TABLE_COLUMNS(&list, &username, &rows, &only, &standing, &date)};

TABLE_COLUMN(name, NULL, "pair", .kind = CELL_TEXT, TABLE_WIDTHS(7, 7, 7, 7, 7), .cell = name_cell);
DATA(id_a, pair, CELL_ID, a);
DATA(id_b, pair, CELL_ID, b);
DATA(username_a, pair, CELL_HANDLE, name_a);
DATA(username_b, pair, CELL_HANDLE, name_b);
DATA(rows_a, pair, CELL_NUMBER, rows_a);
DATA(rows_b, pair, CELL_NUMBER, rows_b);
TABLE_COLUMN(shared, "common", "in common", .kind = CELL_NUMBER, .gap = 2,
             TABLE_WIDTHS(9, 9, 15, 15, 15), .cell = shared_cell);
TABLE_COLUMN(shared_most, "common_most", NULL, .kind = CELL_NUMBER, AT(pair, shared_most));
TABLE_COLUMN(jaccard_words, NULL, "Jaccard", .kind = CELL_NUMBER, .gap = 2,
             TABLE_WIDTHS(16, 16, 16, 16, 16), .cell = jaccard_cell);
DATA(jaccard, pair, CELL_DECIMAL, jaccard.value);
DATA(jaccard_least, pair, CELL_DECIMAL, jaccard.least);
DATA(jaccard_most, pair, CELL_DECIMAL, jaccard.most);
TABLE_COLUMN(of_a_words, NULL, "of the first", .kind = CELL_NUMBER, .gap = 2,
             TABLE_WIDTHS(0, 0, 16, 16, 16), .cell = of_a_cell);
DATA(of_a, pair, CELL_DECIMAL, of_a.value);
DATA(of_a_least, pair, CELL_DECIMAL, of_a.least);
DATA(of_a_most, pair, CELL_DECIMAL, of_a.most);
TABLE_COLUMN(of_b_words, NULL, "of the second", .kind = CELL_NUMBER, .gap = 2,
             TABLE_WIDTHS(0, 0, 16, 16, 16), .cell = of_b_cell);
DATA(of_b, pair, CELL_DECIMAL, of_b.value);
DATA(of_b_least, pair, CELL_DECIMAL, of_b.least);
DATA(of_b_most, pair, CELL_DECIMAL, of_b.most);
DATA(only_a_least, pair, CELL_NUMBER, only_a_least);
DATA(only_a_most, pair, CELL_NUMBER, only_a_most);
DATA(only_b_least, pair, CELL_NUMBER, only_b_least);
DATA(only_b_most, pair, CELL_NUMBER, only_b_most);

static const struct table pairs_table = {
    .name = "pairs",
    .data = TABLE_COLUMNS(&id_a, &id_b, &username_a, &username_b, &rows_a, &rows_b, &shared,
                          &shared_most, &jaccard, &jaccard_least, &jaccard_most, &of_a, &of_a_least,
                          &of_a_most, &of_b, &of_b_least, &of_b_most, &only_a_least, &only_a_most,
                          &only_b_least, &only_b_most),
    .people = TABLE_COLUMNS(&name, &shared, &jaccard_words, &of_a_words, &of_b_words)};

TABLE_COLUMN(pattern, "pattern", "pattern", .kind = CELL_TEXT, TABLE_WIDTHS(12, 23, 23, 23, 23),
             .cell = pattern_cell);
TABLE_COLUMN(accounts, "accounts", "accounts", .kind = CELL_NUMBER, .gap = 2,
             TABLE_WIDTHS(8, 8, 8, 8, 8), .cell = accounts_cell);
TABLE_COLUMN(pattern_bar, NULL, NULL, .kind = CELL_TEXT, .gap = 2, TABLE_WIDTHS(0, 0, 24, 24, 24),
             .cell = pattern_bar_cell);

static const struct table patterns_table = {.name = "patterns",
                                            .data = TABLE_COLUMNS(&pattern, &accounts),
                                            .people =
                                                TABLE_COLUMNS(&pattern, &accounts, &pattern_bar)};

TABLE_COLUMN(depth, "lists", "in at least", .kind = CELL_TEXT, TABLE_WIDTHS(11, 11, 11, 11, 11),
             .cell = depth_cell);
TABLE_COLUMN(depth_least, "accounts", "accounts", .kind = CELL_NUMBER, .gap = 2,
             TABLE_WIDTHS(8, 8, 15, 15, 15), .cell = least_cell);
DATA(accounts_most, depth, CELL_NUMBER, most);
TABLE_COLUMN(depth_bar, NULL, NULL, .kind = CELL_TEXT, .gap = 2, TABLE_WIDTHS(0, 0, 24, 24, 24),
             .cell = depth_bar_cell);

static const struct table depths_table = {
    .name = "at_least",
    .data = TABLE_COLUMNS(&depth, &depth_least, &accounts_most),
    .people = TABLE_COLUMNS(&depth, &depth_least, &depth_bar)};

TABLE_COLUMN(scope_lists, "lists", NULL, .kind = CELL_NUMBER, AT(scope, lists));
DATA(complete, scope, CELL_NUMBER, complete);
DATA(incomplete, scope, CELL_NUMBER, incomplete);
DATA(among_stored, scope, CELL_NUMBER, among);
TABLE_COLUMN(scope_stored, "stored", NULL, .kind = CELL_NUMBER, AT(scope, stored));
TABLE_COLUMN(scope_accounts, "accounts", NULL, .kind = CELL_NUMBER, AT(scope, accounts));
DATA(more_rows_most, scope, CELL_NUMBER, hidden);
TABLE_COLUMN(scope_first, "first", NULL, .kind = CELL_TIME, AT(scope, first_ms));
TABLE_COLUMN(scope_last, "last", NULL, .kind = CELL_TIME, AT(scope, last_ms));

static const struct table scope_table = {
    .name = "scope",
    .data = TABLE_COLUMNS(&scope_lists, &complete, &incomplete, &among_stored, &scope_stored,
                          &scope_accounts, &more_rows_most, &scope_first, &scope_last)};

const struct table compare_matrix_tab = {.name = "Jaccard"};
const struct table compare_patterns_tab = {.name = "patterns"};
const struct table compare_depths_tab = {.name = "in at least"};

static const char *letter_of(struct arena *arena, size_t at) {
    char letter[COMPARE_LETTER_MAX];
    return arena_dup(arena, compare_letter(at, letter));
}

static void add_lists(const struct comparison *of, struct arena *arena, struct sheet *sheet) {
    struct list_row *made = arena_alloc(arena, of->count * sizeof *made);
    char figure[COMPARE_FIGURE_MAX];
    for (size_t i = 0; i < of->count; i++) {
        const struct compared *compared = &of->lists[i];
        const struct holding *holding = &compared->holding;
        made[i] = (struct list_row){.letter = letter_of(arena, i),
                                    .id = compared->id,
                                    .name = compare_name(compared),
                                    .state = standing_name(holding->state),
                                    .length = arena_dup(arena, compare_rows(of, i, figure)),
                                    .only = arena_dup(arena, compare_range(compared->only, figure)),
                                    .standing = compare_state(holding),
                                    .rows = (int64_t)of->rows[i].count,
                                    .reported = holding->reported,
                                    .least = holding->length_lo,
                                    .most = limit(holding->length_hi),
                                    .only_least = compared->only.least,
                                    .only_most = limit(compared->only.most),
                                    .first_ms = holding->first_ms,
                                    .last_ms = holding->last_ms};
    }
    sheet_add(sheet, &(struct sheet_part){.table = &lists_table,
                                          .rows = made,
                                          .size = sizeof *made,
                                          .count = of->count,
                                          .name = "lists",
                                          .keys = 1,
                                          .title = "Lists"});
}

static const char *decimal_of(struct arena *arena, struct fraction fraction) {
    char digits[FRACTION_MAX];
    return fraction_has_value(fraction)
               ? arena_dup(arena, fraction_print(fraction, DATA_PLACES, digits))
               : NULL;
}

static struct decimals decimals_of(struct arena *arena, const struct overlap_share *share) {
    return (struct decimals){decimal_of(arena, share->least), decimal_of(arena, share->value),
                             decimal_of(arena, share->most)};
}

static struct pair_row pair_of(const struct comparison *of, size_t a, size_t b,
                               struct arena *arena) {
    const struct overlap *pair = comparison_pair(of, a, b);
    return (struct pair_row){.a = of->lists[a].id,
                             .b = of->lists[b].id,
                             .name_a = compare_name(&of->lists[a]),
                             .name_b = compare_name(&of->lists[b]),
                             .letter_a = letter_of(arena, a),
                             .letter_b = letter_of(arena, b),
                             .rows_a = (int64_t)of->rows[a].count,
                             .rows_b = (int64_t)of->rows[b].count,
                             .shared = pair->shared,
                             .shared_most = limit(pair->shared_most),
                             .jaccard = decimals_of(arena, &pair->jaccard),
                             .of_a = decimals_of(arena, &pair->of_a),
                             .of_b = decimals_of(arena, &pair->of_b),
                             .only_a_least = pair->only_a.least,
                             .only_a_most = limit(pair->only_a.most),
                             .only_b_least = pair->only_b.least,
                             .only_b_most = limit(pair->only_b.most),
                             .pair = pair};
}

static void add_pairs(const struct comparison *of, struct arena *arena, struct sheet *sheet) {
    struct pair_row *made = arena_alloc(arena, of->count * of->count * sizeof *made);
    size_t count = 0;
    for (size_t a = 0; a < of->count; a++)
        for (size_t b = a + 1; b < of->count; b++)
            made[count++] = pair_of(of, a, b, arena);
    sheet_add(sheet, &(struct sheet_part){.table = &pairs_table,
                                          .rows = made,
                                          .size = sizeof *made,
                                          .count = count,
                                          .name = "pairs",
                                          .keys = 2,
                                          .title = "Pairs"});
}

/* `in A, not in B, unknown in C`. */
static const char *say_pattern(const struct comparison *of, uint32_t in, struct arena *arena) {
    char letter[COMPARE_LETTER_MAX];
    struct buf words;
    buf_init(&words, WORDS_MAX);
    for (size_t i = 0; i < of->count; i++)
        buf_format(&words, "%s%s %s", i ? ", " : "",
                   in >> i & 1                        ? "in"
                   : of->lists[i].holding.is_complete ? "not in"
                                                      : "unknown in",
                   compare_letter(i, letter));
    const char *said = arena_dup(arena, buf_text(&words));
    buf_fini(&words);
    return said;
}

static const char *note_of(const struct comparison *of, const char *end, struct arena *arena) {
    struct buf words;
    buf_init(&words, WORDS_MAX);
    compare_put_open(of, end, &words);
    const char *note = arena_dup(arena, buf_text(&words));
    buf_fini(&words);
    return note;
}

static void add_patterns(const struct comparison *of, struct arena *arena, struct sheet *sheet) {
    struct pattern_row *made = arena_alloc(arena, (of->pattern_count + 1) * sizeof *made);
    char signs[COMPARE_PATTERN_MAX];
    for (size_t i = 0; i < of->pattern_count; i++) {
        uint32_t in = of->patterns[i].in;
        made[i].pattern = arena_dup(arena, compare_pattern(of, in, false, true, signs));
        made[i].signs = arena_dup(arena, compare_pattern(of, in, true, text_is_ascii(), signs));
        made[i].says = say_pattern(of, in, arena);
        made[i].accounts = of->patterns[i].accounts;
        made[i].all = of->patterns[0].accounts;
    }
    const char *title = arena_format(arena, "Pattern %s", compare_letters(of, true, signs));
    sheet_add(sheet, &(struct sheet_part){.table = &patterns_table,
                                          .rows = made,
                                          .size = sizeof *made,
                                          .count = of->pattern_count,
                                          .name = "patterns",
                                          .keys = 1,
                                          .title = title,
                                          .note = note_of(of, compare_open_patterns, arena)});
}

static void add_depths(const struct comparison *of, struct arena *arena, struct sheet *sheet) {
    struct depth_row *made = arena_alloc(arena, (of->count + 1) * sizeof *made);
    for (size_t i = 0; i < of->count; i++)
        made[i] = (struct depth_row){.lists = (int64_t)i + 1,
                                     .least = of->at_least[i].least,
                                     .most = limit(of->at_least[i].most),
                                     .shown = compare_depth_most(of, i),
                                     .all = compare_depth_most(of, 0),
                                     .range = of->at_least[i]};
    sheet_add(sheet, &(struct sheet_part){.table = &depths_table,
                                          .rows = made,
                                          .size = sizeof *made,
                                          .count = of->count,
                                          .name = "at_least",
                                          .keys = 1,
                                          .title = "In at least",
                                          .note = note_of(of, compare_open_depths, arena)});
}

static void add_scope(const struct comparison *of, int64_t stored, struct arena *arena,
                      struct sheet *sheet) {
    struct scope_row *made = arena_alloc(arena, sizeof *made);
    *made = (struct scope_row){.lists = (int64_t)of->count,
                               .complete = (int64_t)of->complete,
                               .incomplete = (int64_t)(of->count - of->complete),
                               .among = (int64_t)of->among,
                               .stored = stored,
                               .accounts = of->accounts,
                               .hidden = limit(of->hidden),
                               .first_ms = of->oldest_ms,
                               .last_ms = of->newest_ms};
    sheet_add(sheet, &(struct sheet_part){.table = &scope_table,
                                          .rows = made,
                                          .size = sizeof *made,
                                          .count = 1,
                                          .name = "scope"});
}

void compare_table_add(const struct comparison *comparison, unsigned parts, int64_t stored,
                       struct arena *arena, struct sheet *sheet) {
    if (parts & COMPARE_SCOPE)
        add_scope(comparison, stored, arena, sheet);
    if (parts & COMPARE_LISTS)
        add_lists(comparison, arena, sheet);
    if (parts & COMPARE_PAIRS)
        add_pairs(comparison, arena, sheet);
    if (parts & COMPARE_PATTERNS)
        add_patterns(comparison, arena, sheet);
    if (parts & COMPARE_DEPTHS)
        add_depths(comparison, arena, sheet);
}

void compare_table_tell(const struct comparison *comparison, unsigned parts,
                        struct document *document) {
    struct sheet sheet = {.count = 0};
    struct arena arena;
    arena_init(&arena);
    compare_table_add(comparison, parts, ACCOUNT_UNKNOWN, &arena, &sheet);
    sheet_tell(&sheet, document);
    sheet_fini(&sheet);
    arena_fini(&arena);
}
