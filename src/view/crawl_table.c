/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/crawl_table.h"

#include "base/figure.h"

#define REST         TABLE_REST
#define STEP(member) .offset = offsetof(struct crawl_step, member)
#define CRAWL(of)    .offset = offsetof(struct crawl_record, of)

static void account_cell(const void *of, struct cell *cell) {
    const struct crawl_step *step = of;
    cell_text(cell, step->handle ? step->handle : step->account);
    cell_brief(cell, "%s%s", step->handle ? "@" : "", cell->text);
    cell->full = cell->brief;
}

/* What is skipped or under way brought nothing yet, which is no zero. */
static bool has_brought(const struct crawl_step *step) {
    return step->outcome != CRAWL_UNDER_WAY && step->outcome != CRAWL_SKIPPED;
}

static void brought(const struct crawl_step *step, int64_t count, const char *noun,
                    struct cell *cell) {
    char figure[FIGURE_MAX];
    cell_count(cell, count);
    cell->brief = cell->full = "";
    if (!has_brought(step))
        return;
    cell_brief(cell, "%s", figure_grouped(count, figure));
    cell_full(cell, "%s %s", figure, noun);
}

static void credits_cell(const void *of, struct cell *cell) {
    const struct crawl_step *step = of;
    char figure[FIGURE_MAX];
    cell_count(cell, step->credits);
    cell->role = step->maybe ? ROLE_WARNING : ROLE_STRONG;
    if (step->outcome == CRAWL_SKIPPED) {
        cell->brief = cell->full = "";
        return;
    }
    cell_brief(cell, "%s%s", step->maybe ? "≤" : "",
               figure_grouped(step->credits + step->maybe, figure));
    cell_full(cell, "%s%s", step->maybe ? "up to " : "",
              figure_credits(step->credits + step->maybe, figure));
}

static void listed_cell(const void *of, struct cell *cell) {
    const struct crawl_step *step = of;
    brought(step, step->listed, "listed", cell);
}

static void fresh_cell(const void *of, struct cell *cell) {
    const struct crawl_step *step = of;
    brought(step, step->fresh, "new", cell);
}

static void inside_cell(const void *of, struct cell *cell) {
    const struct crawl_step *step = of;
    brought(step, step->inside, "inside", cell);
}

static void outcome_cell(const void *of, struct cell *cell) {
    static const enum role roles[CRAWL_OUTCOMES] = {
        [CRAWL_UNDER_WAY] = ROLE_ACCENT, [CRAWL_COMPLETE] = ROLE_GOOD, [CRAWL_SHORT] = ROLE_WARNING,
        [CRAWL_HIDDEN] = ROLE_DIM,       [CRAWL_GONE] = ROLE_DIM,      [CRAWL_FAILED] = ROLE_ERROR,
        [CRAWL_PARTIAL] = ROLE_WARNING,  [CRAWL_SKIPPED] = ROLE_DIM};
    const struct crawl_step *step = of;
    const char *name = crawl_outcome_name(step->outcome);
    cell_text(cell, name ? name : step->is_left ? "not ended" : "under way");
    cell->role = roles[step->outcome];
}

static void step_cell(const void *of, struct cell *cell) {
    const struct crawl_step *step = of;
    char figure[FIGURE_MAX];
    cell_count(cell, step->n);
    cell_brief(cell, "%s", figure_grouped(step->n, figure));
    cell_full(cell, "Step %s", figure);
}

static void lists_cell(const void *of, struct cell *cell) {
    const struct crawl_step *step = of;
    char figure[FIGURE_MAX], lists[FIGURE_MAX];
    cell_count(cell, step->in_lists);
    cell_brief(cell, "%s", figure_grouped(step->in_lists, figure));
    cell_full(cell, "in %s", figure_counted(step->in_lists, "list", lists));
}

TABLE_COLUMN(number, NULL, "#", .kind = CELL_NUMBER, .role = ROLE_DIM, TABLE_WIDTHS(0, 4, 5, 6, 8),
             .cell = step_cell);
TABLE_COLUMN(account, NULL, "account", .kind = CELL_HANDLE, .role = ROLE_ACCENT, .gap = 2,
             TABLE_WIDTHS(10, 13, 16, 24, REST), .widest = 32, .cell = account_cell);
TABLE_COLUMN(lists, NULL, "in lists", .kind = CELL_NUMBER, .gap = 1, TABLE_WIDTHS(0, 0, 8, 9, 9),
             .cell = lists_cell);
TABLE_COLUMN(price, NULL, "price", .lead = "price ", .kind = CELL_NUMBER, .gap = 1,
             TABLE_WIDTHS(0, 0, 6, 8, 8), STEP(price));
TABLE_COLUMN(credits, NULL, "credits", .kind = CELL_NUMBER, .role = ROLE_STRONG, .gap = 1,
             TABLE_WIDTHS(7, 7, 7, 9, 9), .cell = credits_cell);
TABLE_COLUMN(listed, NULL, "listed", .kind = CELL_NUMBER, .gap = 1, TABLE_WIDTHS(0, 0, 6, 9, 9),
             .cell = listed_cell);
TABLE_COLUMN(fresh, NULL, "new", .kind = CELL_NUMBER, .gap = 1, TABLE_WIDTHS(0, 0, 5, 9, 9),
             .cell = fresh_cell);
TABLE_COLUMN(inside, NULL, "inside", .kind = CELL_NUMBER, .gap = 1, TABLE_WIDTHS(0, 0, 6, 9, 9),
             .cell = inside_cell);
TABLE_COLUMN(outcome, NULL, "outcome", .kind = CELL_TEXT, TABLE_WIDTHS(0, REST, REST, REST, REST),
             .cell = outcome_cell);

const struct table crawl_steps = {
    .name = "steps",
    .people = TABLE_COLUMNS(&number, &account, &lists, &price, &credits, &listed, &fresh, &inside,
                            &outcome),
    .rest_cols = 12,
};

const char *crawl_state_words(const struct crawl_record *crawl) {
    return crawl->end != CRAWL_RUNNING ? crawl_end_name(crawl->end)
           : crawl->is_alive           ? "running"
                                       : "interrupted";
}

static void crawl_cell(const void *of, struct cell *cell) {
    const struct crawl_record *crawl = of;
    char figure[FIGURE_MAX];
    cell_count(cell, crawl->id);
    cell_brief(cell, "%s", figure_grouped(crawl->id, figure));
    cell_full(cell, "Crawl %s", figure);
}

static void state_cell(const void *of, struct cell *cell) {
    const struct crawl_record *crawl = of;
    cell_text(cell, crawl_state_words(crawl));
    cell->role = crawl->end != CRAWL_RUNNING ? ROLE_TEXT
                 : crawl->is_alive           ? ROLE_ACCENT
                                             : ROLE_WARNING;
}

static void sort_cell(const void *of, struct cell *cell) {
    const struct crawl_record *crawl = of;
    cell_text(cell, crawl->order.sort);
    cell_full(cell, "order %s", crawl->order.sort);
}

static void budget_cell(const void *of, struct cell *cell) {
    const struct crawl_record *crawl = of;
    char figure[FIGURE_MAX];
    cell_count(cell, crawl->order.budget);
    cell_brief(cell, "%s", figure_grouped(crawl->order.budget, figure));
    cell_full(cell, "of %s", figure);
}

static void loaded_cell(const void *of, struct cell *cell) {
    const struct crawl_record *crawl = of;
    cell_count(cell, crawl->outcomes[CRAWL_COMPLETE] + crawl->outcomes[CRAWL_SHORT]);
}

TABLE_COLUMN(crawl, NULL, "crawl", .kind = CELL_NUMBER, .role = ROLE_DIM,
             TABLE_WIDTHS(5, 5, 6, 6, 8), .cell = crawl_cell);
TABLE_COLUMN(started, NULL, "started", .kind = CELL_TIME, .gap = 2, TABLE_WIDTHS(0, 11, 14, 16, 19),
             CRAWL(started_ms));
TABLE_COLUMN(sort, NULL, "order", .kind = CELL_TEXT, .gap = 2, TABLE_WIDTHS(0, 0, 14, 20, 20),
             .cell = sort_cell);
TABLE_COLUMN(loaded, NULL, "lists", .noun = "list", .kind = CELL_NUMBER, .gap = 1,
             TABLE_WIDTHS(0, 0, 6, 8, 8), .cell = loaded_cell);
TABLE_COLUMN(charged, NULL, "credits", .noun = "credit", .kind = CELL_NUMBER, .role = ROLE_STRONG,
             .gap = 1, TABLE_WIDTHS(7, 7, 8, 10, 10), CRAWL(charged));
TABLE_COLUMN(budget, NULL, "budget", .kind = CELL_NUMBER, .gap = 1, TABLE_WIDTHS(0, 0, 8, 10, 10),
             .cell = budget_cell);
TABLE_COLUMN(state, NULL, "ended by", .kind = CELL_TEXT, TABLE_WIDTHS(0, REST, REST, REST, REST),
             .cell = state_cell);

const struct table crawl_crawls = {
    .name = "crawls",
    .people = TABLE_COLUMNS(&crawl, &started, &sort, &loaded, &charged, &budget, &state),
    .rest_cols = 14,
};
