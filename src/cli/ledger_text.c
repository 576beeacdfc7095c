/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/ledger_text.h"

#include "base/figure.h"
#include "base/text.h"
#include "cli/ledger_cells.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum {
    NUMBER_COLUMNS = 7,
    TIME_COLUMNS = 16, /* 2026-07-21 14:03 */
    WHAT_COLUMNS = 9,
    ROWS_COLUMNS = 6,
    CREDITS_COLUMNS = 12,
    BALANCE_COLUMNS = 11,
    MS_A_SECOND = 1000
};

/* printf() would count bytes. */
static void put_right(struct buf *out, const char *text, size_t columns) {
    for (size_t width = text_width(text); width < columns; width++)
        buf_text_put(out, " ");
    buf_text_put(out, text);
    buf_text_put(out, "  ");
}

static void put_count(struct buf *out, int64_t count, size_t columns) {
    char figure[FIGURE_MAX];
    put_right(out, figure_count(count, figure), columns);
}

static void put_time(struct buf *out, int64_t ms) {
    time_t seconds = (time_t)(ms / MS_A_SECOND);
    struct tm parts;
    char text[64] = "–";
    if (localtime_r(&seconds, &parts))
        strftime(text, sizeof text, "%Y-%m-%d %H:%M", &parts);
    put_right(out, text, TIME_COLUMNS);
}

static void put_safe(struct buf *out, const char *text) {
    text_reveal(out, text, strlen(text));
}

void ledger_text_head(struct buf *out) {
    put_right(out, "request", NUMBER_COLUMNS);
    put_right(out, "sent", TIME_COLUMNS);
    put_right(out, "what", WHAT_COLUMNS);
    put_right(out, "rows", ROWS_COLUMNS);
    put_right(out, "credits", CREDITS_COLUMNS);
    put_right(out, "balance", BALANCE_COLUMNS);
    buf_text_put(out, "account\n");
}

static void put_what(struct buf *out, const struct ledger_row *row) {
    char text[FIGURE_MAX + 8] = "profile";
    char figure[FIGURE_MAX];
    if (row->kind == JOURNAL_FOLLOWING)
        snprintf(text, sizeof text, "page %s", figure_grouped(row->page, figure));
    put_right(out, text, WHAT_COLUMNS);
}

static void put_credits(struct buf *out, const struct ledger_row *row) {
    char text[FIGURE_MAX + 8], figure[FIGURE_MAX];
    int64_t maybe = ledger_maybe(row);
    if (!maybe) {
        put_count(out, row->credits == REPLY_UNKNOWN ? 0 : row->credits, CREDITS_COLUMNS);
        return;
    }
    snprintf(text, sizeof text, "up to %s", figure_grouped(maybe, figure));
    put_right(out, text, CREDITS_COLUMNS);
}

static const char *words_of_state(enum ledger_state state) {
    switch (state) {
    case LEDGER_UNDER_WAY:
        return "under way";
    case LEDGER_NOT_SENT:
        return "not sent";
    case LEDGER_UNANSWERED:
        return "no answer came";
    case LEDGER_ANSWERED:
        break;
    }
    return "answered, not read yet";
}

/* What is not as usual. */
static void put_remarks(struct buf *out, const struct ledger_row *row) {
    char figure[FIGURE_MAX];
    if (row->state != LEDGER_ANSWERED || !row->outcome) {
        buf_format(out, " · %s", words_of_state(row->state));
    } else if (strcmp(row->outcome, "ok") != 0) {
        buf_text_put(out, " · ");
        put_safe(out, row->outcome);
    }
    if (row->attempt > 1)
        buf_format(out, " · attempt %d", row->attempt);
    if (row->is_proved && row->credits != REPLY_UNKNOWN)
        buf_text_put(out, row->is_shared ? " · charge proved by a later balance, with others"
                                         : " · charge proved by a later balance");
    if (row->jump)
        buf_format(out, " · %s%s not by this program", row->jump > 0 ? "+" : "",
                   figure_credits(row->jump, figure));
    if (row->remark) {
        buf_text_put(out, " · ");
        put_safe(out, row->remark);
    }
}

void ledger_text_row(struct buf *out, const struct ledger_row *row) {
    char number[FIGURE_MAX];
    snprintf(number, sizeof number, "%" PRId64, row->request);
    put_right(out, number, NUMBER_COLUMNS);
    put_time(out, row->sent_ms);
    put_what(out, row);
    put_count(out, row->rows, ROWS_COLUMNS);
    put_credits(out, row);
    put_count(out, row->balance, BALANCE_COLUMNS);
    put_safe(out, row->label ? row->label : "–");
    put_remarks(out, row);
    buf_text_put(out, "\n");
}

void ledger_text_sum_head(struct buf *out, enum ledger_by by) {
    static const char *const names[] = {
        [LEDGER_BY_LIST] = "list", [LEDGER_BY_DAY] = "day", [LEDGER_BY_SESSION] = "session"};
    put_right(out, "requests", NUMBER_COLUMNS + 1);
    put_right(out, "rows", CREDITS_COLUMNS);
    put_right(out, "credits", CREDITS_COLUMNS);
    put_right(out, "maybe", ROWS_COLUMNS);
    put_right(out, "first", TIME_COLUMNS);
    put_right(out, "last", TIME_COLUMNS);
    buf_format(out, "%s\n", names[by]);
}

void ledger_text_sum(struct buf *out, enum ledger_by by, const struct ledger_sum *sum) {
    put_count(out, sum->requests, NUMBER_COLUMNS + 1);
    put_count(out, sum->rows, CREDITS_COLUMNS);
    put_count(out, sum->credits, CREDITS_COLUMNS);
    put_count(out, sum->maybe, ROWS_COLUMNS);
    put_time(out, sum->first_ms);
    put_time(out, sum->last_ms);
    if (by == LEDGER_BY_SESSION)
        buf_format(out, "%" PRId64, sum->id);
    else
        put_safe(out, sum->label ? sum->label : "–");
    buf_text_put(out, "\n");
}

void ledger_text_total(struct buf *out, const struct ledger_sum *total) {
    char requests[FIGURE_MAX], rows[FIGURE_MAX], credits[FIGURE_MAX], dollars[FIGURE_MAX];
    buf_format(out, "\n%s, %s, %s (%s) charged",
               figure_counted(total->requests, "request", requests),
               figure_counted(total->rows, "record", rows), figure_credits(total->credits, credits),
               figure_dollars(total->credits, dollars));
    if (total->maybe)
        buf_format(out, "; up to %s more (%s) may have been", figure_grouped(total->maybe, credits),
                   figure_dollars(total->maybe, dollars));
    buf_text_put(out, "\n");
}
