/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/difference_sums.h"

#include "base/figure.h"

#include <inttypes.h>
#include <stddef.h>

enum { PLACES = 2, DATA_PLACES = 6 };

struct sum_row {
    const char *name, *words;
    int64_t value;
};

struct owner_row {
    const char *id, *name, *outcome, *why, *from, *to, *jaccard, *brief_jaccard;
    int64_t from_ms, to_ms, from_listed, to_listed, kept;
    int64_t newly, gone, renamed, changed, counts;
};

static void jaccard_cell(const void *of, struct cell *cell) {
    const struct owner_row *row = of;
    cell->kind = row->jaccard ? CELL_DECIMAL : CELL_NOTHING;
    cell->text = row->jaccard;
    cell->brief = row->brief_jaccard;
}

#define AT(of, member) .offset = offsetof(struct of##_row, member)
#define ALL(width)     .widths = {width, width, width, width, width}
#define COUNT(id, title, width)                                                                    \
    TABLE_COLUMN(id, #id, title, .kind = CELL_NUMBER, .gap = 2, ALL(width), AT(owner, id))

TABLE_COLUMN(sum, "sum", NULL, .kind = CELL_TEXT, AT(sum, name));
TABLE_COLUMN(sum_words, NULL, "of all lists compared", .kind = CELL_TEXT, ALL(44), AT(sum, words));
TABLE_COLUMN(value, "value", "sum", .kind = CELL_NUMBER, .gap = 2, ALL(12), AT(sum, value));

static const struct table sums_table = {.name = "sums",
                                        .data = TABLE_COLUMNS(&sum, &value),
                                        .people = TABLE_COLUMNS(&sum_words, &value)};

TABLE_COLUMN(id, "id", NULL, .kind = CELL_ID, AT(owner, id));
TABLE_COLUMN(username, "username", "owner", .kind = CELL_HANDLE, .role = ROLE_ACCENT, ALL(24),
             AT(owner, name));
TABLE_COLUMN(outcome, "outcome", NULL, .kind = CELL_TEXT, AT(owner, outcome));
TABLE_COLUMN(why, NULL, "why not", .kind = CELL_TEXT, .gap = 2, ALL(44), AT(owner, why));
TABLE_COLUMN(from_snapshot, "from_snapshot", NULL, .kind = CELL_TEXT, AT(owner, from));
TABLE_COLUMN(to_snapshot, "to_snapshot", NULL, .kind = CELL_TEXT, AT(owner, to));
TABLE_COLUMN(from_at, "from_at", NULL, .kind = CELL_TIME, AT(owner, from_ms));
TABLE_COLUMN(to_at, "to_at", NULL, .kind = CELL_TIME, AT(owner, to_ms));
COUNT(from_listed, "before", 7);
COUNT(to_listed, "after", 7);
TABLE_COLUMN(newly, "newly_listed", "newly", .kind = CELL_NUMBER, .gap = 2, ALL(7),
             AT(owner, newly));
TABLE_COLUMN(gone, "no_longer_listed", "no longer", .kind = CELL_NUMBER, .gap = 2, ALL(9),
             AT(owner, gone));
COUNT(kept, "kept", 7);
COUNT(renamed, "renamed", 7);
COUNT(changed, "changed", 7);
COUNT(counts, "counts", 7);
TABLE_COLUMN(jaccard, "jaccard", "Jaccard", .kind = CELL_NUMBER, .gap = 2, ALL(7),
             .cell = jaccard_cell);

#define OWNER_DATA                                                                                 \
    TABLE_COLUMNS(&id, &username, &outcome, &from_snapshot, &to_snapshot, &from_at, &to_at,        \
                  &from_listed, &to_listed, &newly, &gone, &kept, &renamed, &changed, &counts,     \
                  &jaccard)

static const struct table compared_table = {
    .name = "owners",
    .data = OWNER_DATA,
    .people = TABLE_COLUMNS(&username, &from_listed, &to_listed, &newly, &gone, &kept, &jaccard)};
static const struct table dropped_table = {
    .name = "owners", .data = OWNER_DATA, .people = TABLE_COLUMNS(&username, &why)};

/* A missing figure is not 0. */
static struct owner_row row_of(const struct difference_owner *owner, struct arena *arena) {
    bool is_compared = owner->outcome == DIFFERENCE_COMPARED;
    char digits[FRACTION_MAX];
    struct owner_row row = {.id = owner->id,
                            .name = owner->label,
                            .outcome = difference_outcome_name(owner->outcome),
                            .why = difference_outcome_words(owner->outcome),
                            .from_ms = owner->from_ms,
                            .to_ms = owner->to_ms,
                            .from_listed = is_compared ? owner->from_listed : ACCOUNT_UNKNOWN,
                            .to_listed = is_compared ? owner->to_listed : ACCOUNT_UNKNOWN,
                            .kept = is_compared ? owner->kept : ACCOUNT_UNKNOWN};
    int64_t *const figures[DIFFERENCE_KINDS] = {&row.newly, &row.gone, &row.renamed, &row.changed,
                                                &row.counts};
    for (size_t i = 0; i < DIFFERENCE_KINDS; i++)
        *figures[i] = is_compared ? owner->accounts[i] : ACCOUNT_UNKNOWN;
    if (owner->from)
        row.from = arena_format(arena, "s%" PRId64, owner->from);
    if (owner->to)
        row.to = arena_format(arena, "s%" PRId64, owner->to);
    if (is_compared && fraction_has_value(owner->jaccard)) {
        row.jaccard = arena_dup(arena, fraction_print(owner->jaccard, DATA_PLACES, digits));
        row.brief_jaccard = arena_dup(arena, fraction_brief(owner->jaccard, PLACES, digits));
    }
    return row;
}

/* Those who were compared, or the others. */
static void add_owners(const struct difference_owners *of, bool is_compared, struct arena *arena,
                       struct sheet *sheet) {
    struct owner_row *made = arena_alloc(arena, (of->count + 1) * sizeof *made);
    size_t count = 0;
    for (size_t i = 0; i < of->count; i++)
        if ((of->items[i].outcome == DIFFERENCE_COMPARED) == is_compared)
            made[count++] = row_of(&of->items[i], arena);
    sheet_add(sheet, &(struct sheet_part){.table = is_compared ? &compared_table : &dropped_table,
                                          .rows = made,
                                          .size = sizeof *made,
                                          .count = count,
                                          .name = is_compared ? "owners" : "dropped",
                                          .keys = 1,
                                          .title = is_compared ? "Compared" : "Not compared"});
}

static const char *note_of(const struct difference_owners *of, struct arena *arena) {
    char figure[FIGURE_MAX];
    const char *lost =
        of->halved ? arena_format(arena,
                                  " Over half of the older list is gone in %s: look at these before"
                                  " you rely on them.",
                                  figure_counted((int64_t)of->halved, "list", figure))
                   : "";
    if (!of->accounts[DIFFERENCE_NO_LONGER_LISTED])
        return NULL;
    return arena_format(arena, "Deleted and banned accounts look like unfollowed ones.%s", lost);
}

static void add_sums(const struct difference_owners *of, struct arena *arena, struct sheet *sheet) {
    const struct sum_row sums[] = {
        {"owners", "owners compared", (int64_t)of->outcomes[DIFFERENCE_COMPARED]},
        {"dropped", "owners not compared",
         (int64_t)(of->count - of->outcomes[DIFFERENCE_COMPARED])},
        {"from_listed", "follows listed before", of->from_listed},
        {"to_listed", "follows listed after", of->to_listed},
        {"newly_listed", "follows newly listed", of->accounts[DIFFERENCE_NEWLY_LISTED]},
        {"no_longer_listed", "follows no longer listed", of->accounts[DIFFERENCE_NO_LONGER_LISTED]},
        {"kept", "follows in both", of->kept},
        {"renamed", "different accounts renamed", of->accounts[DIFFERENCE_RENAMED]},
        {"changed", "different accounts changed", of->accounts[DIFFERENCE_CHANGED]},
        {"counts", "different accounts with other counts", of->accounts[DIFFERENCE_COUNTS]},
        {"halved", "lists that lost over half", (int64_t)of->halved},
    };
    enum { COUNT_OF_SUMS = sizeof sums / sizeof *sums };
    struct sum_row *made = arena_alloc(arena, sizeof sums);
    for (size_t i = 0; i < COUNT_OF_SUMS; i++)
        made[i] = sums[i];
    sheet_add(sheet, &(struct sheet_part){.table = &sums_table,
                                          .rows = made,
                                          .size = sizeof *made,
                                          .count = COUNT_OF_SUMS,
                                          .name = "sums",
                                          .keys = 1,
                                          .title = "Sums",
                                          .note = note_of(of, arena)});
}

void difference_sums_add_scope(const struct difference_owners *owners, const char *from,
                               const char *to, struct line *line) {
    char figure[FIGURE_MAX], all[FIGURE_MAX];
    size_t compared = owners->outcomes[DIFFERENCE_COMPARED];
    line_add(line, ROLE_TEXT, 0, "%s of %s compared", figure_grouped((int64_t)compared, figure),
             figure_counted((int64_t)owners->count, "owner", all));
    line_add(line, ROLE_TEXT, 0, " · lists that were complete on %.40s and on %.40s", from, to);
}

void difference_sums_add(const struct difference_owners *owners, struct arena *arena,
                         struct sheet *sheet) {
    add_sums(owners, arena, sheet);
    add_owners(owners, true, arena, sheet);
    add_owners(owners, false, arena, sheet);
}

const struct sheet_part *difference_sums_owners(const struct sheet *sheet, size_t at) {
    return &sheet->parts[sheet->count - DIFFERENCE_SUMS_OWNERS + at];
}
