/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plain/plain_ledger.h"

#include "base/clock.h"
#include "base/figure.h"
#include "plain/plain_table.h"

enum { WORDS_MAX = 4096 };

static void tell_head(struct plain_out *out, const struct ledger_view *pane,
                      const struct session *session) {
    const struct list *list = ledger_view_list(session);
    char own[FIGURE_MAX], day[FIGURE_MAX], all[FIGURE_MAX];
    struct buf words;
    buf_init(&words, WORDS_MAX);
    buf_format(&words, "Spent: session %s, day %s, store %s",
               figure_grouped(session->purse.spent[PURSE_SESSION], own),
               figure_grouped(pane->purse.spent[PURSE_DAY], day),
               figure_grouped(pane->purse.spent[PURSE_STORE], all));
    if (pane->purse.maybe)
        buf_format(&words, "; up to %s more maybe charged", figure_grouped(pane->purse.maybe, all));
    if (list)
        buf_format(&words, "; list of %s %s", list->label, figure_grouped(pane->list.credits, own));
    if (list && pane->list.maybe)
        buf_format(&words, ", up to %s more maybe charged", figure_grouped(pane->list.maybe, own));
    plain_out_line(out, "%s.", buf_text(&words));
    buf_fini(&words);
}

static void tell_lines(struct plain_out *out, const struct ledger_view *pane, size_t rows) {
    const struct table *table = ledger_view_table(pane->tab);
    const void *row;
    size_t first = (size_t)pane->tops[pane->tab], last = first, count = (size_t)pane->count;
    while (last < first + rows && (row = ledger_view_row(pane, last - first))) {
        plain_table_row(out, table, row);
        last++;
    }
    plain_out_line(out, "Ledger, %s: %zu to %zu of %zu.%s next-tab shows the %s.", table->name,
                   first + 1, last, count, last < count ? " $ again reads on;" : "",
                   ledger_view_table((pane->tab + 1) % LEDGER_VIEW_TABS)->name);
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
        plain_out_line(out, "No requests yet.");
    pane->tops[pane->tab] += (int64_t)rows;
}
