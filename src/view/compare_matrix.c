/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/compare_matrix.h"

#include "base/figure.h"
#include "base/text.h"
#include "view/table.h"

#include <stdio.h>
#include <string.h>

enum { LABEL_COL = 3, LABEL_WIDEST = 24, GAP = 2, ACCOUNTS_COLS = 8 };

/* What is shown beside the cells, and how wide everything is; 0: not shown. */
struct plan {
    int label, rows, only, cell, gap, shown;
    bool is_full;
};

static const char rows_title[] = "rows", only_title[] = "only here", jaccard_title[] = "Jaccard";
static const char in_at_least[] = "in at least";

static int wider(int a, int b) {
    return a > b ? a : b;
}

static int label_cols(const struct comparison *comparison) {
    int cols = (int)strlen(jaccard_title) - 2;
    for (size_t i = 0; i < comparison->count; i++)
        cols = wider(cols, (int)text_width(compare_name(&comparison->lists[i])));
    return cols;
}

static int rows_cols(const struct comparison *comparison) {
    char figure[COMPARE_FIGURE_MAX];
    int cols = (int)strlen(rows_title);
    for (size_t i = 0; i < comparison->count; i++)
        cols = wider(cols, (int)text_width(compare_rows(comparison, i, figure)));
    return cols;
}

static int only_cols(const struct comparison *comparison) {
    char figure[COMPARE_FIGURE_MAX];
    int cols = (int)strlen(only_title);
    for (size_t i = 0; i < comparison->count; i++)
        cols = wider(cols, (int)text_width(compare_range(comparison->lists[i].only, figure)));
    return cols;
}

static const char *cell_of(const struct comparison *comparison, size_t a, size_t b, bool is_full,
                           char out[static COMPARE_FIGURE_MAX]) {
    if (a == b)
        return "–";
    return compare_share(&comparison_pair(comparison, a, b)->jaccard, is_full, out);
}

static int cell_cols(const struct comparison *comparison, bool is_full) {
    char figure[COMPARE_FIGURE_MAX];
    int cols = 1;
    for (size_t a = 0; a < comparison->count; a++)
        for (size_t b = 0; b < comparison->count; b++)
            cols = wider(cols, (int)text_width(cell_of(comparison, a, b, is_full, figure)));
    return cols;
}

/* Where the first cell's gap begins. */
static int cells_col(const struct plan *plan) {
    int col = plan->label ? LABEL_COL + plan->label : 1;
    return col + (plan->rows ? GAP + plan->rows : 0) + (plan->only ? GAP + plan->only : 0);
}

static int cells_fitting(const struct plan *plan, int cols) {
    int cells = (cols - cells_col(plan)) / (plan->gap + plan->cell);
    return cells > 1 ? cells : 1;
}

/* From the roomiest down to what always fits; of the last that leaves room for a few cells, as many
 * as fit are shown. */
static struct plan make_plan(const struct comparison *comparison, int cols) {
    static const struct {
        int label, gap;
        bool has_rows, has_only, is_full;
        int cells; /* enough, if not all fit; 0: all must */
    } steps[] = {{LABEL_WIDEST, 3, true, true, true, 0}, {LABEL_WIDEST, 2, true, true, false, 0},
                 {16, 2, true, true, false, 0},          {16, 1, true, true, false, 0},
                 {12, 1, true, false, false, 0},         {8, 1, true, false, false, 0},
                 {8, 1, false, false, false, 0},         {16, 1, true, true, false, 8},
                 {12, 1, true, false, false, 4},         {8, 1, false, false, false, 2},
                 {0, 1, false, false, false, 1}};
    int label = label_cols(comparison), lists = (int)comparison->count;
    struct plan plan = {.shown = 0};
    for (size_t i = 0; !plan.shown; i++) {
        plan = (struct plan){.label = label < steps[i].label ? label : steps[i].label,
                             .rows = steps[i].has_rows ? rows_cols(comparison) : 0,
                             .only = steps[i].has_only ? only_cols(comparison) : 0,
                             .cell = cell_cols(comparison, steps[i].is_full),
                             .gap = steps[i].gap,
                             .is_full = steps[i].is_full};
        int fitting = cells_fitting(&plan, cols);
        if (fitting >= lists || (steps[i].cells && fitting >= steps[i].cells))
            plan.shown = fitting < lists ? fitting : lists;
    }
    int spare = cols - cells_col(&plan) - plan.shown * (plan.gap + plan.cell);
    if (plan.label && plan.label < label)
        plan.label += spare < label - plan.label ? spare : label - plan.label;
    return plan;
}

static void put_right(struct document *out, int col, int width, enum role role, const char *text) {
    int used = (int)text_width(text);
    document_place(out, used < width ? col + width - used : col, used < width ? used : width, role,
                   text);
}

static void put_list(struct document *out, const struct comparison *comparison,
                     const struct plan *plan, size_t list) {
    char letter[COMPARE_LETTER_MAX], figure[COMPARE_FIGURE_MAX];
    const struct compared *of = &comparison->lists[list];
    int col = plan->label ? LABEL_COL + plan->label : 1;
    document_begin(out, 0);
    document_place(out, 0, 1, ROLE_STRONG, compare_letter(list, letter));
    if (plan->label)
        document_place(out, LABEL_COL, plan->label, ROLE_ACCENT, compare_name(of));
    if (plan->rows)
        put_right(out, col + GAP, plan->rows, ROLE_TEXT, compare_rows(comparison, list, figure));
    col += plan->rows ? GAP + plan->rows : 0;
    if (plan->only)
        put_right(out, col + GAP, plan->only, ROLE_TEXT, compare_range(of->only, figure));
}

/* A bounded value is dim: it may move. */
static void put_cells(struct document *out, const struct comparison *comparison,
                      const struct plan *plan, size_t list, int first) {
    char figure[COMPARE_FIGURE_MAX];
    int col = cells_col(plan) + plan->gap;
    for (int at = first; at < first + plan->shown; at++, col += plan->cell + plan->gap) {
        size_t other = (size_t)at;
        bool is_certain = overlap_is_exact(&comparison_pair(comparison, list, other)->jaccard);
        put_right(out, col, plan->cell,
                  other == list ? ROLE_DIM
                  : is_certain  ? ROLE_STRONG
                                : ROLE_TEXT,
                  cell_of(comparison, list, other, plan->is_full, figure));
    }
}

static void put_titles(struct line *titles, const struct comparison *comparison,
                       const struct plan *plan, int first) {
    char letter[COMPARE_LETTER_MAX];
    line_add(titles, ROLE_HEADER, 0, "%-*s", plan->label ? LABEL_COL + plan->label : 1,
             plan->label ? jaccard_title : "");
    if (plan->rows)
        line_add(titles, ROLE_HEADER, 0, "%*s", GAP + plan->rows, rows_title);
    if (plan->only)
        line_add(titles, ROLE_HEADER, 0, "%*s", GAP + plan->only, only_title);
    for (int at = first; at < first + plan->shown; at++) {
        bool is_cut = at == first && first > 0;
        line_add(titles, ROLE_HEADER, 0, "%*s%s%s", plan->gap + plan->cell - 1 - is_cut, "",
                 is_cut ? "…" : "", compare_letter((size_t)at, letter));
    }
    if (first + plan->shown < (int)comparison->count)
        line_add(titles, ROLE_HEADER, 0, "…");
}

struct compare_cell compare_matrix_put(const struct comparison *comparison,
                                       struct compare_look look, int cell, int *first,
                                       struct line *titles, struct document *out) {
    struct plan plan = make_plan(comparison, look.cols);
    int last = (int)comparison->count - plan.shown;
    if (*first > (cell < last ? cell : last))
        *first = cell < last ? cell : last;
    if (*first < cell - plan.shown + 1)
        *first = cell - plan.shown + 1;
    put_titles(titles, comparison, &plan, *first);
    for (size_t i = 0; i < comparison->count; i++) {
        put_list(out, comparison, &plan, i);
        put_cells(out, comparison, &plan, i, *first);
    }
    int step = plan.gap + plan.cell;
    return (struct compare_cell){cells_col(&plan) + (cell - *first) * step + plan.gap - 1,
                                 plan.cell + 2, plan.shown, step};
}

/* Lines of what is counted, how many accounts that are, and a bar: full in the largest. */
struct bars {
    int key, gap, count; /* columns; the bar is after them */
    int64_t all, largest;
};

static struct bars plan_bars(int key, int count, int64_t all, int cols) {
    struct bars bars = {.key = key, .gap = 3, .count = wider(count, ACCOUNTS_COLS), .all = all};
    if (key + bars.gap + bars.count > cols)
        bars.gap = 1;
    if (key + bars.gap + bars.count > cols)
        bars.count = count;
    return bars;
}

static void put_bar_titles(struct line *titles, const struct bars *bars, const char *key) {
    char figure[FIGURE_MAX];
    int room = bars->gap + bars->count;
    line_add(titles, ROLE_HEADER, 0, "%s%*s%*s", key, bars->key - (int)text_width(key), "", room,
             bars->count < ACCOUNTS_COLS ? "" : "accounts");
    line_add(titles, ROLE_HEADER, 1, " %s", figure_grouped(bars->all, figure));
}

static void put_bar(struct document *out, const struct bars *bars, const char *count, int64_t sure,
                    int64_t possible) {
    int col = bars->key + bars->gap + bars->count;
    struct cell cell;
    put_right(out, bars->key + bars->gap, bars->count, ROLE_TEXT, count);
    cell_bar(&cell, sure, possible, bars->largest);
    if (col + GAP + TABLE_BAR_COLS <= out->cols)
        document_place(out, col + GAP, 0, ROLE_ACCENT, cell.brief);
}

static bool is_spaced(const struct comparison *comparison, struct compare_look look) {
    return 2 * (int)comparison->count - 1 + GAP + ACCOUNTS_COLS <= look.cols;
}

static struct bars plan_patterns(const struct comparison *comparison, struct compare_look look) {
    char figure[FIGURE_MAX];
    int lists = (int)comparison->count;
    return plan_bars(is_spaced(comparison, look) ? 2 * lists - 1 : lists,
                     (int)text_width(figure_grouped(comparison->accounts, figure)),
                     comparison->accounts, look.cols);
}

void compare_patterns_titles(const struct comparison *comparison, struct compare_look look,
                             struct line *titles) {
    struct bars bars = plan_patterns(comparison, look);
    char words[COMPARE_PATTERN_MAX];
    put_bar_titles(titles, &bars, compare_letters(comparison, is_spaced(comparison, look), words));
}

void compare_patterns_put(const struct comparison *comparison, struct compare_look look,
                          struct document *out) {
    struct bars bars = plan_patterns(comparison, look);
    char figure[FIGURE_MAX], words[COMPARE_PATTERN_MAX];
    if (comparison->pattern_count)
        bars.largest = comparison->patterns[0].accounts;
    for (size_t i = 0; i < comparison->pattern_count; i++) {
        const struct pattern *pattern = &comparison->patterns[i];
        document_begin(out, 0);
        document_place(out, 0, 0, ROLE_STRONG,
                       compare_pattern(comparison, pattern->in, is_spaced(comparison, look),
                                       look.is_ascii, words));
        put_bar(out, &bars, figure_grouped(pattern->accounts, figure), pattern->accounts, 0);
    }
}

static struct bars plan_depths(const struct comparison *comparison, struct compare_look look) {
    char words[COMPARE_FIGURE_MAX];
    int count = 1;
    for (size_t i = 0; i < comparison->count; i++)
        count = wider(count, (int)text_width(compare_depth(comparison->at_least[i], words)));
    return plan_bars((int)strlen(in_at_least), count, comparison->accounts, look.cols);
}

void compare_depths_titles(const struct comparison *comparison, struct compare_look look,
                           struct line *titles) {
    struct bars bars = plan_depths(comparison, look);
    put_bar_titles(titles, &bars, in_at_least);
}

void compare_depths_put(const struct comparison *comparison, struct compare_look look,
                        struct document *out) {
    struct bars bars = plan_depths(comparison, look);
    char words[COMPARE_FIGURE_MAX], figure[FIGURE_MAX];
    bars.largest = compare_depth_most(comparison, 0);
    for (size_t i = 0; i < comparison->count; i++) {
        int64_t least = comparison->at_least[i].least;
        document_begin(out, 0);
        document_place(out, 0, 0, ROLE_STRONG, figure_counted((int64_t)i + 1, "list", figure));
        put_bar(out, &bars, compare_depth(comparison->at_least[i], words), least,
                compare_depth_most(comparison, i) - least);
    }
}
