/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/difference_table.h"

#include "base/figure.h"
#include "view/compare_words.h"

#include <inttypes.h>
#include <stddef.h>

enum { PLACES = 3, DATA_PLACES = 6, NOTES_MAX = 1 << 10 };

struct list_row {
    const char *list, *snapshot, *id, *name, *state, *words, *is_complete;
    int64_t rows, reported, least, most, first_ms, last_ms;
};

struct scope_row {
    int64_t kept;
    const char *jaccard, *least, *most;
};

struct kind_row {
    const char *kind, *words, *certainty, *says;
    int64_t accounts;
    bool is_most; /* of the rows; none of them is certain */
};

struct item_row {
    const char *id, *username, *name, *display_name, *field, *from, *to, *certainty;
    int64_t rank;
};

static const char *const kind_words[DIFFERENCE_KINDS] = {[DIFFERENCE_NEWLY_LISTED] = "newly listed",
                                                         [DIFFERENCE_NO_LONGER_LISTED] =
                                                             "no longer listed",
                                                         [DIFFERENCE_RENAMED] = "renamed",
                                                         [DIFFERENCE_CHANGED] = "changed",
                                                         [DIFFERENCE_COUNTS] = "counts"};
static const char *const kind_titles[DIFFERENCE_KINDS] = {
    [DIFFERENCE_NEWLY_LISTED] = "Newly listed",
    [DIFFERENCE_NO_LONGER_LISTED] = "No longer listed",
    [DIFFERENCE_RENAMED] = "Renamed",
    [DIFFERENCE_CHANGED] = "Changed",
    [DIFFERENCE_COUNTS] = "Counts"};
static const char *const unknown_titles[DIFFERENCE_RENAMED] = {
    [DIFFERENCE_NEWLY_LISTED] = "Perhaps newly listed",
    [DIFFERENCE_NO_LONGER_LISTED] = "Perhaps no longer listed"};

static int64_t limit(int64_t most) {
    return most == STANDING_NO_LIMIT ? ACCOUNT_UNKNOWN : most;
}

static void accounts_cell(const void *of, struct cell *cell) {
    const struct kind_row *row = of;
    char figure[FIGURE_MAX];
    cell_count(cell, row->accounts);
    if (row->is_most && row->accounts)
        cell_brief(cell, "up to %s", figure_grouped(row->accounts, figure));
}

static void date_cell(const void *of, struct cell *cell) {
    const struct list_row *row = of;
    char date[FIGURE_MAX];
    cell_brief(cell, "%s", row->last_ms == ACCOUNT_UNKNOWN ? "" : figure_date(row->last_ms, date));
}

#define AT(of, member)                .offset = offsetof(struct of##_row, member)
#define DATA(id, of, kind_of, member) TABLE_COLUMN(id, #id, NULL, .kind = (kind_of), AT(of, member))
#define ALL(width)                    TABLE_WIDTHS(width, width, width, width, width)

TABLE_COLUMN(list, "list", "list", .kind = CELL_TEXT, ALL(6), AT(list, list));
TABLE_COLUMN(snapshot, "snapshot", "snapshot", .kind = CELL_TEXT, .gap = 2, ALL(9),
             AT(list, snapshot));
TABLE_COLUMN(list_id, "id", NULL, .kind = CELL_ID, AT(list, id));
TABLE_COLUMN(list_username, "username", NULL, .kind = CELL_HANDLE, AT(list, name));
TABLE_COLUMN(state, "list_state", NULL, .kind = CELL_TEXT, AT(list, state));
TABLE_COLUMN(state_words, NULL, "state", .kind = CELL_TEXT, .gap = 2, ALL(16), AT(list, words));
DATA(is_complete, list, CELL_DECIMAL, is_complete);
TABLE_COLUMN(rows, "listed", "listed", .kind = CELL_NUMBER, .gap = 2, ALL(9), AT(list, rows));
TABLE_COLUMN(reported, "reported", "reported", .kind = CELL_NUMBER, .gap = 2, ALL(9),
             AT(list, reported));
DATA(length_least, list, CELL_NUMBER, least);
DATA(length_most, list, CELL_NUMBER, most);
TABLE_COLUMN(first_at, "first_at", NULL, .kind = CELL_TIME, AT(list, first_ms));
TABLE_COLUMN(last_at, "last_at", NULL, .kind = CELL_TIME, AT(list, last_ms));
TABLE_COLUMN(day, NULL, "date", .kind = CELL_TEXT, .gap = 2, ALL(10), .cell = date_cell);

static const struct table lists_table = {
    .name = "lists",
    .data = TABLE_COLUMNS(&list, &snapshot, &list_id, &list_username, &state, &is_complete, &rows,
                          &reported, &length_least, &length_most, &first_at, &last_at),
    .people = TABLE_COLUMNS(&list, &snapshot, &day, &rows, &reported, &state_words)};

DATA(kept, scope, CELL_NUMBER, kept);
DATA(jaccard, scope, CELL_DECIMAL, jaccard);
TABLE_COLUMN(jaccard_least, "jaccard_least", NULL, .kind = CELL_DECIMAL, AT(scope, least));
TABLE_COLUMN(jaccard_most, "jaccard_most", NULL, .kind = CELL_DECIMAL, AT(scope, most));

static const struct table scope_table = {
    .name = "scope", .data = TABLE_COLUMNS(&kept, &jaccard, &jaccard_least, &jaccard_most)};

TABLE_COLUMN(kind, "kind", NULL, .kind = CELL_TEXT, AT(kind, kind));
TABLE_COLUMN(kind_of, NULL, "change", .kind = CELL_TEXT, ALL(16), AT(kind, words));
TABLE_COLUMN(accounts, "accounts", "accounts", .kind = CELL_NUMBER, .gap = 2, ALL(12),
             .cell = accounts_cell);
DATA(certainty, kind, CELL_TEXT, certainty);
TABLE_COLUMN(says, NULL, "certainty", .kind = CELL_TEXT, .gap = 2, ALL(44), AT(kind, says));

static const struct table kinds_table = {.name = "kinds",
                                         .data = TABLE_COLUMNS(&kind, &accounts, &certainty),
                                         .people = TABLE_COLUMNS(&kind_of, &accounts, &says)};

DATA(id, item, CELL_ID, id);
DATA(username, item, CELL_TEXT, username);
DATA(display_name, item, CELL_TEXT, display_name);
TABLE_COLUMN(name, NULL, "account", .kind = CELL_TEXT, .role = ROLE_ACCENT, ALL(26),
             AT(item, name));
TABLE_COLUMN(shown_name, NULL, "name", .kind = CELL_TEXT, .gap = 2, ALL(30),
             AT(item, display_name));
TABLE_COLUMN(rank, "rank", "rank", .kind = CELL_NUMBER, .gap = 2, ALL(8), AT(item, rank));
TABLE_COLUMN(field, "field", "field", .kind = CELL_TEXT, .gap = 2, ALL(15), AT(item, field));
TABLE_COLUMN(from_value, "from_value", "before", .kind = CELL_TEXT, .gap = 2, ALL(30),
             AT(item, from));
TABLE_COLUMN(to_value, "to_value", "after", .kind = CELL_TEXT, .gap = 2, ALL(30), AT(item, to));
TABLE_COLUMN(item_certainty, "certainty", NULL, .kind = CELL_TEXT, AT(item, certainty));

#define ITEM_DATA                                                                                  \
    TABLE_COLUMNS(&id, &username, &display_name, &rank, &field, &from_value, &to_value,            \
                  &item_certainty)
static const struct table listed_table = {
    .name = "accounts", .data = ITEM_DATA, .people = TABLE_COLUMNS(&name, &shown_name, &rank)};
static const struct table values_table = {.name = "changes",
                                          .data = ITEM_DATA,
                                          .people =
                                              TABLE_COLUMNS(&name, &field, &from_value, &to_value)};

static const char *print(struct fraction value, struct arena *arena) {
    char digits[FRACTION_MAX];
    return fraction_has_value(value) ? arena_dup(arena, fraction_print(value, DATA_PLACES, digits))
                                     : NULL;
}

static const char *name_snapshot(int64_t number, struct arena *arena) {
    return number ? arena_format(arena, "s%" PRId64, number) : NULL;
}

static const char *truth(bool is) {
    return is ? "true" : "false";
}

static struct list_row row_of_list(const char *which, const struct holding *of,
                                   struct arena *arena) {
    return (struct list_row){.list = which,
                             .snapshot = name_snapshot(of->snapshot, arena),
                             .id = of->id,
                             .name = of->label,
                             .state = standing_name(of->state),
                             .words = compare_state(of),
                             .is_complete = truth(of->is_complete),
                             .rows = of->listed,
                             .reported = of->reported,
                             .least = of->length_lo,
                             .most = limit(of->length_hi),
                             .first_ms = of->first_ms,
                             .last_ms = of->last_ms};
}

static void add_lists(const struct difference *of, struct arena *arena, struct sheet *sheet) {
    struct list_row *made = arena_alloc(arena, 2 * sizeof *made);
    made[0] = row_of_list("older", &of->from, arena);
    made[1] = row_of_list("newer", &of->to, arena);
    sheet_add(sheet, &(struct sheet_part){.table = &lists_table,
                                          .rows = made,
                                          .size = sizeof *made,
                                          .count = 2,
                                          .name = "lists",
                                          .keys = 1,
                                          .title = "Lists"});
}

static void add_overlap(const struct difference *of, struct arena *arena, struct sheet *sheet) {
    struct scope_row *made = arena_alloc(arena, sizeof *made);
    const struct overlap_share *share = &of->overlap.jaccard;
    *made = (struct scope_row){of->kept, print(share->value, arena), print(share->least, arena),
                               print(share->most, arena)};
    sheet_add(sheet, &(struct sheet_part){.table = &scope_table,
                                          .rows = made,
                                          .size = sizeof *made,
                                          .count = 1,
                                          .name = "scope"});
}

static bool is_certain(const struct difference *of, enum difference_kind what) {
    return what == DIFFERENCE_NEWLY_LISTED       ? of->is_newly_certain
           : what == DIFFERENCE_NO_LONGER_LISTED ? of->is_no_longer_certain
                                                 : true;
}

/* Whether no others can be among them: the list that has them is complete. */
static bool is_most(const struct difference *of, enum difference_kind what) {
    bool is_whole = what == DIFFERENCE_NEWLY_LISTED ? of->to.is_complete : of->from.is_complete;
    return !is_certain(of, what) && is_whole;
}

static const char *say_certainty(const struct difference *of, enum difference_kind what) {
    if (!is_certain(of, what) && !is_most(of, what))
        return "unknown: neither list is complete";
    if (!is_certain(of, what))
        return what == DIFFERENCE_NEWLY_LISTED ? "unknown: the older list is not complete"
                                               : "unknown: the newer list is not complete";
    if (what == DIFFERENCE_NEWLY_LISTED && !of->to.is_complete)
        return "certain, and there may be more";
    if (what == DIFFERENCE_NO_LONGER_LISTED && !of->from.is_complete)
        return "certain, and there may be more";
    return what < DIFFERENCE_RENAMED ? "certain" : "of the accounts in both lists";
}

void difference_put_notes(const struct difference *difference, struct buf *out) {
    char figure[FIGURE_MAX], listed[FIGURE_MAX];
    int64_t gone = difference->accounts[DIFFERENCE_NO_LONGER_LISTED];
    if (gone)
        buf_text_put(out, "Deleted and banned accounts look like unfollowed ones.");
    if (difference->is_halved)
        buf_format(out,
                   " Over half of the older list is gone, %s of %s, although both lists are"
                   " complete: look at both before you rely on it.",
                   figure_grouped(gone, figure), figure_grouped(difference->from.listed, listed));
    if (difference->from.snapshot && difference->to.snapshot &&
        (!difference->from.id || !difference->to.id))
        buf_format(out,
                   "%sNothing proves that both lists are of the same account: they were requested"
                   " by handle.",
                   out->len ? " " : "");
}

static const char *notes_of(const struct difference *of, struct arena *arena) {
    struct buf notes;
    buf_init(&notes, NOTES_MAX);
    difference_put_notes(of, &notes);
    const char *text = notes.len ? arena_dup(arena, buf_text(&notes)) : NULL;
    buf_fini(&notes);
    return text;
}

static void add_kinds(const struct difference *of, struct arena *arena, struct sheet *sheet) {
    struct kind_row *made = arena_alloc(arena, DIFFERENCE_KINDS * sizeof *made);
    for (size_t i = 0; i < DIFFERENCE_KINDS; i++) {
        enum difference_kind at = (enum difference_kind)i;
        made[i] = (struct kind_row){.kind = difference_kind_name(at),
                                    .words = kind_words[i],
                                    .certainty = difference_certainty(is_certain(of, at)),
                                    .says = say_certainty(of, at),
                                    .accounts = of->accounts[i],
                                    .is_most = is_most(of, at)};
    }
    sheet_add(sheet, &(struct sheet_part){.table = &kinds_table,
                                          .rows = made,
                                          .size = sizeof *made,
                                          .count = DIFFERENCE_KINDS,
                                          .name = "kinds",
                                          .keys = 1,
                                          .title = "Changes",
                                          .note = notes_of(of, arena)});
}

static struct item_row row_of_item(const struct difference_item *item, struct arena *arena) {
    const struct account *account = item->account;
    return (struct item_row){
        .id = account->id,
        .username = account->username,
        .name = account->username ? arena_format(arena, "@%s", account->username) : account->id,
        .display_name = account->display_name,
        .field = item->field,
        .from = item->from,
        .to = item->to,
        .certainty = difference_certainty(item->is_certain),
        .rank = item->rank};
}

static void add_items(const struct difference *of, enum difference_kind kind_of_items,
                      struct arena *arena, struct sheet *sheet) {
    size_t count = of->items_of[kind_of_items];
    struct item_row *made = arena_alloc(arena, (count + 1) * sizeof *made);
    for (size_t i = 0; i < count; i++)
        made[i] = row_of_item(&of->items[of->first[kind_of_items] + i], arena);
    bool is_of_values = kind_of_items >= DIFFERENCE_RENAMED;
    sheet_add(sheet, &(struct sheet_part){.table = is_of_values ? &values_table : &listed_table,
                                          .rows = made,
                                          .size = sizeof *made,
                                          .count = count,
                                          .name = difference_kind_name(kind_of_items),
                                          .keys = 1,
                                          .title = is_certain(of, kind_of_items)
                                                       ? kind_titles[kind_of_items]
                                                       : unknown_titles[kind_of_items]});
}

void difference_table_add(const struct difference *difference, struct arena *arena,
                          struct sheet *sheet) {
    add_overlap(difference, arena, sheet);
    add_lists(difference, arena, sheet);
    add_kinds(difference, arena, sheet);
    for (size_t kind_of_items = 0; kind_of_items < DIFFERENCE_KINDS; kind_of_items++)
        add_items(difference, (enum difference_kind)kind_of_items, arena, sheet);
}

static void add_list_scope(const struct holding *of, struct line *line) {
    char date[FIGURE_MAX], listed[FIGURE_MAX];
    if (of->snapshot)
        line_add(line, ROLE_TEXT, 0, "s%" PRId64 " of %s, %s, %s", of->snapshot,
                 figure_date(of->last_ms, date), compare_state(of),
                 figure_counted(of->listed, "row", listed));
    else
        line_add(line, ROLE_TEXT, 0, "%s", compare_state(of));
    int64_t missing = of->reported - of->listed;
    if (of->is_complete && of->reported != ACCOUNT_UNKNOWN && missing > 0)
        line_add(line, ROLE_DIM, 1, " (%s of %s reported not listed)",
                 figure_grouped(missing, date), figure_grouped(of->reported, listed));
}

static void add_share(const struct overlap_share *share, struct line *line) {
    char value[COMPARE_FIGURE_MAX];
    line_add(line, ROLE_TEXT, 0, " · Jaccard %s", compare_share(share, true, value));
}

void difference_add_scope(const struct difference *difference, struct line *line) {
    char figure[FIGURE_MAX];
    const char *label = difference->to.label ? difference->to.label : difference->from.label;
    line_add(line, ROLE_TEXT, 0, "Following of %s: ", label ? label : "nobody");
    add_list_scope(&difference->from, line);
    line_add(line, ROLE_TEXT, 0, "; ");
    add_list_scope(&difference->to, line);
    line_add(line, ROLE_TEXT, 0, " · %s in both", figure_grouped(difference->kept, figure));
    add_share(&difference->overlap.jaccard, line);
}
