/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/ledger_table.h"

#include "base/figure.h"
#include "fetch/event.h"

#include <string.h>

#define EVERYWHERE  TABLE_WIDTHS(REST, REST, REST, REST, REST)
#define REST        TABLE_REST
#define ROW(member) .offset = offsetof(struct ledger_row, member)
#define SUM(member) .offset = offsetof(struct ledger_sum, member)

static void page_cell(const void *of, struct cell *cell) {
    const struct ledger_row *row = of;
    if (row->kind == JOURNAL_FOLLOWING)
        cell_count(cell, row->page);
    else
        cell->brief = cell->full = "profile";
}

static void credits_cell(const void *of, struct cell *cell) {
    const struct ledger_row *row = of;
    bool is_known = row->credits != REPLY_UNKNOWN;
    int64_t most = is_known ? row->credits : row->reserved;
    char figure[FIGURE_MAX];
    cell_count(cell, row->credits);
    cell->role = ledger_is_maybe(row) ? ROLE_WARNING : is_known ? ROLE_TEXT : ROLE_DIM;
    cell_brief(cell, "%s%s",
               !is_known        ? "≤"
               : row->is_shared ? "~"
                                : "",
               figure_grouped(most, figure));
    cell_full(cell, "%s%s", is_known ? "" : "up to ", figure_credits(most, figure));
}

static void jump_cell(const void *of, struct cell *cell) {
    const struct ledger_row *row = of;
    char figure[FIGURE_MAX];
    cell->kind = CELL_NUMBER;
    cell->number = row->jump;
    cell_full(cell, "balance %s%s not by this program", row->jump > 0 ? "+" : "",
              figure_grouped(row->jump, figure));
    cell->brief = cell->full = row->jump ? cell->full : "";
}

/* The same before the outcome, when there is no room for a sentence. */
static void short_jump_cell(const void *of, struct cell *cell) {
    const struct ledger_row *row = of;
    char figure[FIGURE_MAX];
    cell->brief = cell->full = "";
    if (row->jump)
        cell_brief(cell, "jump %s%s · ", row->jump > 0 ? "+" : "",
                   figure_grouped(row->jump, figure));
}

static void proof_cell(const void *of, struct cell *cell) {
    const struct ledger_row *row = of;
    bool is_told = row->credits != REPLY_UNKNOWN && row->state != LEDGER_NOT_SENT;
    cell_text(cell, !is_told          ? "none"
                    : !row->is_proved ? "bill"
                    : !row->is_shared ? "balance"
                                      : "balance-shared");
    cell->brief = cell->full = "";
    if (ledger_is_maybe(row)) {
        cell->role = ROLE_WARNING;
        cell->brief = "?";
        cell->full = "maybe charged";
    } else if (is_told && row->is_proved) {
        cell->brief = row->is_shared ? "" : "*";
        cell->full = row->is_shared ? "its share of a charge shown by a later balance"
                                    : "charge shown by a later balance";
    }
}

static const struct {
    const char *words;
    enum role role;
} states[] = {
    [LEDGER_UNDER_WAY] = {"under way", ROLE_ACCENT},
    [LEDGER_ANSWERED] = {"not yet entered", ROLE_DIM},
    [LEDGER_NOT_SENT] = {"not sent", ROLE_DIM},
    [LEDGER_UNANSWERED] = {"no answer", ROLE_WARNING},
};

static void outcome_cell(const void *of, struct cell *cell) {
    const struct ledger_row *row = of;
    const char *words = states[row->state].words;
    cell->role = states[row->state].role;
    cell_text(cell, row->outcome);
    if (row->state == LEDGER_ANSWERED && row->outcome) {
        words = answer_brief_of(row->outcome);
        cell->role = strcmp(words, "ok") == 0 ? ROLE_DIM : ROLE_WARNING;
    }
    /* Leaves out what the credits already say. */
    cell_brief(cell, "%.*s", (int)strcspn(words, ":"), words);
    cell->full = cell->brief;
}

static void attempt_cell(const void *of, struct cell *cell) {
    const struct ledger_row *row = of;
    cell_count(cell, row->attempt);
    cell->brief = cell->full = "";
    if (row->attempt > 1) {
        cell_brief(cell, "try %d", row->attempt);
        cell_full(cell, "attempt %d", row->attempt);
    }
}

TABLE_COLUMN(request, "request", "request", .lead = "Request ", .kind = CELL_NUMBER, ROW(request),
             TABLE_WIDTHS(0, 0, 0, 0, 7));
TABLE_COLUMN(sent, "sent", "time", .kind = CELL_TIME, ROW(sent_ms),
             TABLE_WIDTHS(0, 11, 14, 14, 19));
TABLE_COLUMN(ended, "ended", NULL, .kind = CELL_TIME, ROW(ended_ms));
TABLE_COLUMN(run, "session", NULL, .kind = CELL_NUMBER, ROW(run));
TABLE_COLUMN(kind, "kind", NULL, .kind = CELL_TEXT, ROW(kind_name));
TABLE_COLUMN(account, "account", "list", .kind = CELL_HANDLE, ROW(label), .role = ROLE_ACCENT,
             .gap = 1, TABLE_WIDTHS(9, 12, 15, 24, REST), .widest = 32);
TABLE_COLUMN(page, "page", "page", .lead = "page ", .kind = CELL_NUMBER, .gap = 1,
             TABLE_WIDTHS(0, 0, 7, 7, 7), .cell = page_cell);
TABLE_COLUMN(attempt, "attempt", NULL, .gap = TABLE_GAP_DOT, EVERYWHERE, .cell = attempt_cell);
TABLE_COLUMN(limit, "limit", NULL, .kind = CELL_NUMBER, ROW(limit));
TABLE_COLUMN(rows, "rows", "rows", .noun = "row", .kind = CELL_NUMBER, ROW(rows), .gap = 1,
             TABLE_WIDTHS(0, 0, 4, 4, 4));
TABLE_COLUMN(credits, "credits", "credits", .kind = CELL_NUMBER, .gap = 1,
             TABLE_WIDTHS(8, 7, 7, 7, 7), .cell = credits_cell);
TABLE_COLUMN(maybe, "maybe_credits", NULL, .kind = CELL_NUMBER, ROW(maybe));
TABLE_COLUMN(balance, "balance", "balance", .lead = "balance ", .kind = CELL_NUMBER, ROW(balance),
             .gap = 1, TABLE_WIDTHS(0, 0, 9, 9, 9));
TABLE_COLUMN(jump, "jump", NULL, .role = ROLE_WARNING, .gap = TABLE_GAP_DOT,
             TABLE_WIDTHS(0, 0, 0, REST, REST), .cell = jump_cell);
TABLE_COLUMN(short_jump, NULL, NULL, .role = ROLE_WARNING, TABLE_WIDTHS(REST, REST, REST, 0, 0),
             .cell = short_jump_cell);
TABLE_COLUMN(proof, "proof", NULL, .role = ROLE_DIM, TABLE_WIDTHS(1, 1, 1, 1, REST),
             .cell = proof_cell);
TABLE_COLUMN(outcome, "outcome", "outcome", EVERYWHERE, .cell = outcome_cell);
TABLE_COLUMN(request_id, "request_id", "request", .kind = CELL_TEXT, ROW(request_id),
             .role = ROLE_DIM, .gap = 2, EVERYWHERE);
TABLE_COLUMN(state, "state", NULL, .kind = CELL_TEXT, ROW(state_name));
TABLE_COLUMN(remark, "remark", NULL, .kind = CELL_TEXT, ROW(remark), .role = ROLE_WARNING,
             .gap = TABLE_GAP_DOT, EVERYWHERE);

const struct table ledger_requests = {
    .name = "requests",
    .data = TABLE_COLUMNS(&request, &sent, &ended, &run, &kind, &account, &page, &attempt, &limit,
                          &rows, &credits, &maybe, &balance, &jump, &proof, &outcome, &request_id,
                          &state, &remark),
    .people = TABLE_COLUMNS(&request, &sent, &account, &page, &rows, &credits, &proof, &balance,
                            &short_jump, &outcome, &attempt, &jump, &remark, &request_id),
    .rest_cols = 50,
};

static void session_cell(const void *of, struct cell *cell) {
    const struct ledger_sum *sum = of;
    cell_count(cell, sum->id);
    cell_brief(cell, "session %lld", (long long)sum->id);
    cell_full(cell, "Session %lld", (long long)sum->id);
}

static void more_cell(const void *of, struct cell *cell) {
    const struct ledger_sum *sum = of;
    char figure[FIGURE_MAX];
    cell_count(cell, sum->maybe);
    cell->brief = cell->full = "";
    if (sum->maybe) {
        cell_brief(cell, "≤%s", figure_grouped(sum->maybe, figure));
        cell_full(cell, "up to %s more maybe charged", figure);
    }
}

TABLE_COLUMN(list, "list", "list", .kind = CELL_HANDLE, SUM(label), .role = ROLE_ACCENT,
             TABLE_WIDTHS(9, 12, 19, 24, REST), .widest = 32);
TABLE_COLUMN(day, "day", "day", .kind = CELL_TEXT, SUM(label), TABLE_WIDTHS(9, 12, 19, 24, 10),
             .widest = 32);
TABLE_COLUMN(session, "session", "session", TABLE_WIDTHS(9, 12, 19, 24, 12), .widest = 32,
             .cell = session_cell);
TABLE_COLUMN(requests, "requests", "requests", .noun = "request", .kind = CELL_NUMBER,
             SUM(requests), .gap = 1, TABLE_WIDTHS(0, 0, 8, 9, 8));
TABLE_COLUMN(came, "rows", "rows", .noun = "row", .kind = CELL_NUMBER, SUM(rows), .gap = 1,
             TABLE_WIDTHS(0, 0, 7, 10, 12));
TABLE_COLUMN(charged, "credits", "credits", .noun = "credit", .kind = CELL_NUMBER, SUM(credits),
             .role = ROLE_STRONG, .gap = 1, TABLE_WIDTHS(8, 8, 7, 10, 12));
TABLE_COLUMN(more, "maybe_credits", "maybe charged", .kind = CELL_NUMBER, .role = ROLE_WARNING,
             .gap = 1, TABLE_WIDTHS(0, 13, 13, 13, 13), .cell = more_cell);
TABLE_COLUMN(first, "first", "first", .lead = "first ", .kind = CELL_TIME, SUM(first_ms), .gap = 2,
             TABLE_WIDTHS(0, 0, 0, 14, 19));
TABLE_COLUMN(last, "last", "last", .lead = "last ", .kind = CELL_TIME, SUM(last_ms), .gap = 2,
             TABLE_WIDTHS(0, 0, 14, 14, 19));

#define SUMS(of) TABLE_COLUMNS(&(of), &requests, &came, &charged, &more, &first, &last)

const struct table ledger_sum_tables[] = {
    [LEDGER_BY_LIST] = {"lists", .data = SUMS(list), .people = SUMS(list)},
    [LEDGER_BY_DAY] = {"days", .data = SUMS(day), .people = SUMS(day)},
    [LEDGER_BY_SESSION] = {"sessions", .data = SUMS(session), .people = SUMS(session)},
};
