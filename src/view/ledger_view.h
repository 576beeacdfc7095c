/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The ledger as the screen shows it: one of four tables, and which of its lines are visible. Only
 * the visible requests are read, so that the ledger opens immediately however many there are. The
 * sums are read in full, which takes longer: only when something may have changed, at most once a
 * second, and never before a key is answered that does not ask for another table. One request is
 * selected, the first one until the user moves, and stays selected while others are added above it.
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
    int64_t tops[LEDGER_VIEW_TABS]; /* the first line shown */
    int64_t selected;               /* LEDGER_VIEW_REQUESTS: the selected line */
    bool is_stale;                  /* read the sums again, at due_ms */
    bool is_turned;                 /* read immediately: the table changed */
    int64_t due_ms;
    struct arena arena;      /* of what was read */
    int64_t count;           /* lines of the table */
    int64_t known;           /* requests at the last read */
    struct ledger_row *rows; /* LEDGER_VIEW_REQUESTS: from the first line shown */
    struct ledger_sum *sums; /* the others: all */
    size_t held;             /* of either */
    struct ledger_sum list;  /* of the current list */
    struct purse purse;      /* of the whole store at that time */
    bool has_failed, has_head_failed;
    struct err err;
};

void ledger_view_init(struct ledger_view *pane) __attribute__((nonnull));
void ledger_view_fini(struct ledger_view *pane) __attribute__((nonnull));

/* Opens it at the newest request. */
void ledger_view_open(struct ledger_view *pane) __attribute__((nonnull));

/* Scrolls, or shows another table; `rows` are visible. False for a command that leaves the
 * ledger. */
enum view_result ledger_view_command(struct ledger_view *pane, enum command command, int64_t rows)
    __attribute__((nonnull));

/* Scrolls by `step` lines; the selection moves only as far as it must to stay visible. */
void ledger_view_scroll(struct ledger_view *pane, int64_t step, int64_t rows)
    __attribute__((nonnull));

/* The selected request; NULL in another table, or if there is none. */
const struct ledger_row *ledger_view_selected(const struct ledger_view *pane)
    __attribute__((nonnull));

/* Reads what `rows` visible rows show; call it before each drawing. `now_ms` is
 * clock_monotonic_ms(). `is_key`: a key is waiting for the answer. */
void ledger_view_read(struct ledger_view *pane, const struct session *session, int64_t rows,
                      int64_t now_ms, bool is_key) __attribute__((nonnull));

/* The list that pane->list is about; NULL: none. */
const struct list *ledger_view_list(const struct session *session) __attribute__((nonnull));

/* The table of a tab; and visible line `line`, NULL after the last. */
const struct table *ledger_view_table(enum ledger_view_tab tab) __attribute__((returns_nonnull));
const void *ledger_view_row(const struct ledger_view *pane, size_t line) __attribute__((nonnull));

#endif
