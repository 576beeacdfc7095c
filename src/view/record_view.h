/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The raw record of an account as the screen shows it, and which of its lines are visible. */
#ifndef FOLLOWTRAIL_VIEW_RECORD_VIEW_H
#define FOLLOWTRAIL_VIEW_RECORD_VIEW_H

#include "view/record_lines.h"
#include "view/scroll.h"

struct record_view {
    struct session *session; /* borrowed; NULL before record_view_open() */
    struct record record;
    struct document lines;
    int cols;      /* width of the lines; 0: to be laid out */
    int64_t top;   /* the first line shown */
    bool is_stale; /* something arrived since it was read */
};

void record_view_init(struct record_view *pane) __attribute__((nonnull));
void record_view_fini(struct record_view *pane) __attribute__((nonnull));

/* Opens the newest record of the selected account. False, with a message, if there is no
 * account. */
bool record_view_open(struct record_view *pane, struct session *session)
    __attribute__((nonnull, warn_unused_result));

/* Opens the stored answer to a request, as record_open_answer() finds it. False, with a message, on
 * failure. */
bool record_view_open_answer(struct record_view *pane, struct session *session, const char *request)
    __attribute__((nonnull, warn_unused_result));

/* Scrolls, or goes to an older or newer record; `rows` are visible. */
enum view_result record_view_command(struct record_view *pane, enum command command, int64_t rows)
    __attribute__((nonnull));

/* Reads and lays out what `rows` and `cols` show. Call it before each drawing. */
void record_view_read(struct record_view *pane, int64_t rows, int cols) __attribute__((nonnull));

#endif
