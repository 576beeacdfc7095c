/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The ledger as the screen shows it: one of four tables, and which lines of it. The requests are
 * read by the window that is visible, so that it opens immediately however many there are; the sums
 * whole, which takes longer: only when something may have changed, at most once a second, and never
 * before the answer to a key that does not ask for others. Of the requests one is selected, and
 * stays so while others are added above it; the first is, unless somebody moved.
 */
#ifndef FOLLOWTRAIL_VIEW_LEDGER_VIEW_H
#define FOLLOWTRAIL_VIEW_LEDGER_VIEW_H

#include "view/ledger_table.h"
#include "view/scroll.h"

enum ledger_view_tab {
    LEDGER_VIEW_REQUESTS,
    LEDGER_VIEW_LISTS, /* from here on as enum ledger_by */
    LEDGER_VIEW_DAYS,
    LEDGER_VIEW_SESSIONS,
    LEDGER_VIEW_TABS
};

struct ledger_view {
    enum ledger_view_tab tab;
    int64_t tops[LEDGER_VIEW_TABS]; /* the first line that is shown */
    int64_t selected;               /* LEDGER_VIEW_REQUESTS: the line of the selected one */
    bool is_stale;                  /* the sums are to be read again, when it is due_ms */
    bool is_turned;                 /* at once: another table is shown */
    int64_t due_ms;
    struct arena arena;      /* of what was read */
    int64_t count;           /* lines of the table */
    int64_t known;           /* requests, when they were read last */
    struct ledger_row *rows; /* LEDGER_VIEW_REQUESTS: from the first line that is shown */
    struct ledger_sum *sums; /* the others: all */
    size_t held;             /* of either */
    struct ledger_sum list;  /* what the current list came to */
    struct purse purse;      /* as the whole store had it then */
    bool has_failed, has_head_failed;
    struct err err;
};

void ledger_view_init(struct ledger_view *pane) __attribute__((nonnull));
void ledger_view_fini(struct ledger_view *pane) __attribute__((nonnull));

/* From the newest request on. */
void ledger_view_open(struct ledger_view *pane) __attribute__((nonnull));

/* Scrolls, or shows another table; `rows` are visible. */
enum view_result ledger_view_command(struct ledger_view *pane, enum command command, int64_t rows)
    __attribute__((nonnull));

/* Moves the view by `step` lines, and the selection only as far as it must to stay in it. */
void ledger_view_scroll(struct ledger_view *pane, int64_t step, int64_t rows)
    __attribute__((nonnull));

/* The selected request; NULL for another table and where there is none. */
const struct ledger_row *ledger_view_selected(const struct ledger_view *pane)
    __attribute__((nonnull));

/* Reads what `rows` visible rows show, to be done before each drawing; `now_ms` is
 * clock_monotonic_ms(). `is_key`: somebody waits for it. */
void ledger_view_read(struct ledger_view *pane, const struct session *session, int64_t rows,
                      int64_t now_ms, bool is_key) __attribute__((nonnull));

/* The list that pane->list is about; NULL: none. */
const struct list *ledger_view_list(const struct session *session) __attribute__((nonnull));

/* What a tab shows; and line `line` of those that are shown, NULL after the last. */
const struct table *ledger_view_table(enum ledger_view_tab tab) __attribute__((returns_nonnull));
const void *ledger_view_row(const struct ledger_view *pane, size_t line) __attribute__((nonnull));

#endif
