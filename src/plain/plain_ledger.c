/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plain/plain_ledger.h"

#include "base/clock.h"
#include "base/figure.h"

#include <string.h>
#include <time.h>

enum { WORDS_MAX = 1 << 16, TIME_BYTES = 64, MS = 1000 };

static const char *const tab_names[LEDGER_VIEW_TABS] = {"requests", "lists", "days", "sessions"};

/* Local time. */
static void put_time(struct buf *out, int64_t wall_ms) {
    char text[TIME_BYTES];
    time_t seconds = (time_t)(wall_ms / MS);
    struct tm local;
    if (localtime_r(&seconds, &local) &&
        strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S", &local) > 0)
        buf_text_put(out, text);
}

static void put_number(struct buf *out, int64_t number, const char *noun) {
    char figure[FIGURE_MAX];
    buf_format(out, ", %s %s%s", figure_grouped(number, figure), noun, number == 1 ? "" : "s");
}

static void put_charge(struct buf *out, const struct ledger_row *row) {
    char figure[FIGURE_MAX];
    if (row->credits != REPLY_UNKNOWN)
        buf_format(out, ", %s%s", figure_credits(row->credits, figure),
                   row->is_shared   ? ", a share of what a later balance shows"
                   : row->is_proved ? ", as a later balance shows"
                                    : "");
    else if (ledger_view_is_maybe(row))
        buf_format(out, ", up to %s maybe charged", figure_credits(row->reserved, figure));
    else
        buf_format(out, ", up to %s", figure_credits(row->reserved, figure));
}

static void tell_row(struct plain_out *out, const struct ledger_row *row) {
    enum role role;
    char figure[FIGURE_MAX];
    struct buf words;
    buf_init(&words, WORDS_MAX);
    buf_format(&words, "Request %s, ", figure_grouped(row->request, figure));
    put_time(&words, row->sent_ms);
    buf_format(&words, ", %s, ", row->label ? row->label : "no name");
    if (row->kind == JOURNAL_PROFILE)
        buf_text_put(&words, "profile");
    else
        buf_format(&words, "page %s", figure_grouped(row->page, figure));
    if (row->rows >= 0)
        put_number(&words, row->rows, "row");
    put_charge(&words, row);
    if (row->balance != REPLY_UNKNOWN)
        buf_format(&words, ", balance %s", figure_grouped(row->balance, figure));
    const char *outcome = ledger_view_outcome(row, &role);
    buf_format(&words, ", %.*s", (int)strcspn(outcome, ":"), outcome);
    if (row->attempt > 1)
        buf_format(&words, ", attempt %d", row->attempt);
    if (row->jump)
        buf_format(&words, ", balance moved by %s without this program",
                   figure_grouped(row->jump, figure));
    if (row->remark)
        buf_format(&words, ", %s", row->remark);
    if (row->request_id)
        buf_format(&words, ", %s", row->request_id);
    plain_out_line(out, "%s.", buf_text(&words));
    buf_fini(&words);
}

static void tell_sum(struct plain_out *out, const struct ledger_sum *sum) {
    char figure[FIGURE_MAX];
    struct buf words;
    buf_init(&words, WORDS_MAX);
    if (sum->label)
        buf_text_put(&words, sum->label);
    else
        buf_format(&words, "Session %lld", (long long)sum->id);
    put_number(&words, sum->requests, "request");
    put_number(&words, sum->rows, "row");
    put_number(&words, sum->credits, "credit");
    if (sum->maybe)
        buf_format(&words, ", up to %s more maybe charged", figure_grouped(sum->maybe, figure));
    buf_text_put(&words, ", from ");
    put_time(&words, sum->first_ms);
    buf_text_put(&words, " to ");
    put_time(&words, sum->last_ms);
    plain_out_line(out, "%s.", buf_text(&words));
    buf_fini(&words);
}

static void tell_head(struct plain_out *out, const struct ledger_view *pane,
                      const struct session *session) {
    const struct place *place = session->trail.current;
    char own[FIGURE_MAX], day[FIGURE_MAX], all[FIGURE_MAX];
    struct buf words;
    buf_init(&words, WORDS_MAX);
    buf_format(&words, "Spent: session %s, day %s, store %s",
               figure_grouped(session->purse.spent[PURSE_SESSION], own),
               figure_grouped(pane->purse.spent[PURSE_DAY], day),
               figure_grouped(pane->purse.spent[PURSE_STORE], all));
    if (pane->purse.maybe)
        buf_format(&words, "; up to %s more maybe charged", figure_grouped(pane->purse.maybe, all));
    if (place)
        buf_format(&words, "; list of %s %s", place->list->label,
                   figure_grouped(pane->list.credits, own));
    plain_out_line(out, "%s.", buf_text(&words));
    buf_fini(&words);
}

static void tell_lines(struct plain_out *out, const struct ledger_view *pane, size_t rows) {
    size_t first = (size_t)pane->tops[pane->tab];
    size_t from = pane->tab == LEDGER_VIEW_REQUESTS ? 0 : first;
    size_t to = from + rows < pane->held ? from + rows : pane->held;
    for (size_t i = from; i < to; i++)
        if (pane->tab == LEDGER_VIEW_REQUESTS)
            tell_row(out, &pane->rows[i]);
        else
            tell_sum(out, &pane->sums[i]);
    size_t last = first + (to - from), count = (size_t)pane->count;
    plain_out_line(out, "Ledger, %s: %zu to %zu of %zu.%s next-tab shows the %s.",
                   tab_names[pane->tab], first + 1, last, count,
                   last < count ? " $ again reads on;" : "",
                   tab_names[(pane->tab + 1) % LEDGER_VIEW_TABS]);
}

void plain_ledger_tell(struct plain_out *out, struct ledger_view *pane,
                       const struct session *session, size_t rows) {
    pane->is_stale = pane->is_turned = true;
    ledger_view_read(pane, session, (int64_t)rows, clock_monotonic_ms(), true);
    if (pane->has_failed || pane->has_head_failed) {
        plain_out_line(out, "Error: The ledger cannot be read: %s", pane->err.text);
        return;
    }
    tell_head(out, pane, session);
    if (pane->count)
        tell_lines(out, pane, rows);
    else
        plain_out_line(out, "No request was made yet.");
    pane->tops[pane->tab] += (int64_t)rows;
}
