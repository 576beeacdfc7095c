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

#include "command/command.h"
#include "store/ledger.h"
#include "view/style.h"

enum ledger_pane_tab {
    LEDGER_PANE_REQUESTS,
    LEDGER_PANE_LISTS,
    LEDGER_PANE_DAYS,
    LEDGER_PANE_SESSIONS,
    LEDGER_PANE_TABS
};

struct ledger_pane {
    enum ledger_pane_tab tab;
    int64_t tops[LEDGER_PANE_TABS]; /* the first line that is shown */
    int64_t selected;               /* LEDGER_PANE_REQUESTS: the line of the selected one */
    bool is_stale;                  /* the sums are to be read again, when it is due_ms */
    bool is_turned;                 /* at once: another table is shown */
    int64_t due_ms;
    struct arena arena;      /* of what was read */
    int64_t count;           /* lines of the table */
    int64_t known;           /* requests, when they were read last */
    struct ledger_row *rows; /* LEDGER_PANE_REQUESTS: from the first line that is shown */
    struct ledger_sum *sums; /* the others: all */
    size_t held;             /* of either */
    struct ledger_sum list;  /* what the current list came to */
    struct purse purse;      /* as the whole store had it then */
    bool has_failed, has_head_failed;
    struct err err;
};

void ledger_pane_init(struct ledger_pane *pane) __attribute__((nonnull));
void ledger_pane_fini(struct ledger_pane *pane) __attribute__((nonnull));

/* From the newest request on. */
void ledger_pane_open(struct ledger_pane *pane) __attribute__((nonnull));

/* Scrolls, or shows another table; `rows` are visible. False for what leaves the ledger. */
bool ledger_pane_command(struct ledger_pane *pane, enum command command, int64_t rows)
    __attribute__((nonnull, warn_unused_result));

/* Moves the view by `step` lines, and the selection only as far as it must to stay in it. */
void ledger_pane_scroll(struct ledger_pane *pane, int64_t step, int64_t rows)
    __attribute__((nonnull));

/* The selected request; NULL for another table and where there is none. */
const struct ledger_row *ledger_pane_selected(const struct ledger_pane *pane)
    __attribute__((nonnull));

/* Whether a command does something here. */
bool ledger_pane_knows(enum command command);

/* Reads what `rows` visible rows show, to be done before each drawing; `now_ms` is
 * clock_monotonic_ms(). `is_key`: somebody waits for it. */
void ledger_pane_read(struct ledger_pane *pane, const struct session *session, int64_t rows,
                      int64_t now_ms, bool is_key) __attribute__((nonnull));

/* Whether the request may have been charged, and nobody said so. */
bool ledger_pane_is_maybe(const struct ledger_row *row) __attribute__((nonnull));

/* What came of a request, in a few words, and how it is to look. */
const char *ledger_pane_outcome(const struct ledger_row *entry, enum role *role)
    __attribute__((nonnull, returns_nonnull));

#endif
