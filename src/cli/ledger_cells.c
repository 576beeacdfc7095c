/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/ledger_cells.h"

#include "base/csv_text.h"
#include "base/json_text.h"
#include "base/text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum { MS_A_SECOND = 1000 };

int64_t ledger_maybe(const struct ledger_row *row) {
    return row->credits == REPLY_UNKNOWN && row->state != LEDGER_NOT_SENT ? row->reserved : 0;
}

static void set_number(struct cell *cell, const char *name, int64_t number, bool is_known) {
    cell->name = name;
    cell->kind = is_known ? CELL_NUMBER : CELL_NOTHING;
    cell->number = number;
}

static void set_text(struct cell *cell, const char *name, const char *text) {
    cell->name = name;
    cell->kind = text ? CELL_TEXT : CELL_NOTHING;
    cell->text = text;
}

static void set_time(struct cell *cell, const char *name, int64_t ms) {
    time_t seconds = (time_t)(ms / MS_A_SECOND);
    struct tm parts;
    char until_seconds[CELL_TIME_MAX - 6];
    set_text(cell, name, NULL);
    if (ms < 0 || !gmtime_r(&seconds, &parts) ||
        !strftime(until_seconds, sizeof until_seconds, "%Y-%m-%dT%H:%M:%S", &parts))
        return;
    snprintf(cell->time, sizeof cell->time, "%s.%03dZ", until_seconds, (int)(ms % MS_A_SECOND));
    set_text(cell, name, cell->time);
}

static const char *proof_of(const struct ledger_row *row) {
    if (row->credits == REPLY_UNKNOWN || row->state == LEDGER_NOT_SENT)
        return "none";
    if (!row->is_proved)
        return "bill";
    return row->is_shared ? "balance-shared" : "balance";
}

static const char *state_of(const struct ledger_row *row) {
    switch (row->state) {
    case LEDGER_UNDER_WAY:
        return "under way";
    case LEDGER_ANSWERED:
        return "answered";
    case LEDGER_NOT_SENT:
        return "not sent";
    case LEDGER_UNANSWERED:
        break;
    }
    return "unanswered";
}

void ledger_row_cells(const struct ledger_row *row, struct cell cells[static LEDGER_ROW_CELLS]) {
    bool is_list = row->kind == JOURNAL_FOLLOWING;
    const char *label = row->label;
    struct cell *cell = cells;
    set_number(cell++, "request", row->request, true);
    set_time(cell++, "sent", row->sent_ms);
    set_time(cell++, "ended", row->ended_ms);
    set_number(cell++, "session", row->run, true);
    set_text(cell++, "kind", is_list ? "following" : "profile");
    set_text(cell++, "account", label && *label == '@' ? label + 1 : label);
    set_number(cell++, "page", row->page, is_list);
    set_number(cell++, "attempt", row->attempt, true);
    set_number(cell++, "limit", row->limit, is_list);
    set_number(cell++, "rows", row->rows, row->rows != REPLY_UNKNOWN);
    set_number(cell++, "credits", row->credits, row->credits != REPLY_UNKNOWN);
    set_number(cell++, "maybe_credits", ledger_maybe(row), true);
    set_number(cell++, "balance", row->balance, row->balance != REPLY_UNKNOWN);
    set_number(cell++, "jump", row->jump, true);
    set_text(cell++, "proof", proof_of(row));
    set_text(cell++, "outcome", row->outcome);
    set_text(cell++, "request_id", row->request_id);
    set_text(cell++, "state", state_of(row));
    set_text(cell++, "remark", row->remark);
}

void ledger_key_cell(const struct ledger_sum *sum, enum ledger_by by, struct cell *cell) {
    const char *label = sum->label;
    switch (by) {
    case LEDGER_BY_LIST:
        set_text(cell, "list", label && *label == '@' ? label + 1 : label);
        break;
    case LEDGER_BY_DAY:
        set_text(cell, "day", label);
        break;
    case LEDGER_BY_SESSION:
        set_number(cell, "session", sum->id, true);
        break;
    }
}

void ledger_sum_cells(const struct ledger_sum *sum, struct cell cells[static LEDGER_SUM_CELLS]) {
    bool has_some = sum->requests > 0;
    struct cell *cell = cells;
    set_number(cell++, "requests", sum->requests, true);
    set_number(cell++, "rows", sum->rows, true);
    set_number(cell++, "credits", sum->credits, true);
    set_number(cell++, "maybe_credits", sum->maybe, true);
    set_time(cell++, "first", has_some ? sum->first_ms : REPLY_UNKNOWN);
    set_time(cell++, "last", has_some ? sum->last_ms : REPLY_UNKNOWN);
}

void ledger_add_sum(struct ledger_sum *sum, const struct ledger_sum *other) {
    if (!sum->requests || other->first_ms < sum->first_ms)
        sum->first_ms = other->first_ms;
    if (!sum->requests || other->last_ms > sum->last_ms)
        sum->last_ms = other->last_ms;
    sum->requests += other->requests;
    sum->rows += other->rows;
    sum->credits += other->credits;
    sum->maybe += other->maybe;
}

void ledger_add_row(struct ledger_sum *sum, const struct ledger_row *row) {
    ledger_add_sum(sum,
                   &(struct ledger_sum){
                       .requests = 1,
                       .rows = row->rows == REPLY_UNKNOWN ? 0 : row->rows,
                       .credits = row->credits == REPLY_UNKNOWN ? 0 : row->credits,
                       .maybe = ledger_maybe(row),
                       .first_ms = row->sent_ms,
                       .last_ms = row->ended_ms == REPLY_UNKNOWN ? row->sent_ms : row->ended_ms,
                   });
}

void ledger_put_csv_names(struct buf *out, const struct cell *cells, size_t count) {
    for (size_t i = 0; i < count; i++)
        buf_format(out, "%s%s", i ? "," : "", cells[i].name);
    buf_text_put(out, "\r\n");
}

static void put_csv_text(struct buf *out, const char *text, bool is_terminal) {
    if (!is_terminal) {
        csv_text_put(out, text);
        return;
    }
    struct buf safe;
    buf_init(&safe, out->ceiling);
    text_reveal(&safe, text, strlen(text));
    csv_text_put(out, buf_text(&safe));
    buf_fini(&safe);
}

void ledger_put_csv(struct buf *out, const struct cell *cells, size_t count, bool is_terminal) {
    for (size_t i = 0; i < count; i++) {
        buf_text_put(out, i ? "," : "");
        if (cells[i].kind == CELL_NUMBER)
            buf_format(out, "%" PRId64, cells[i].number);
        else if (cells[i].kind == CELL_TEXT)
            put_csv_text(out, cells[i].text, is_terminal);
    }
    buf_text_put(out, "\r\n");
}

void ledger_put_json(struct buf *out, const struct cell *cells, size_t count) {
    for (size_t i = 0; i < count; i++) {
        buf_format(out, "%s\"%s\": ", i ? ", " : "", cells[i].name);
        if (cells[i].kind == CELL_NUMBER)
            buf_format(out, "%" PRId64, cells[i].number);
        else
            json_text_put(out, cells[i].kind == CELL_TEXT ? cells[i].text : NULL);
    }
}
