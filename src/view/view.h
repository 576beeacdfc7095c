/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A view: what is shown in place of the list, or below it. It says what there is to see, and every
 * front shows it: the screen (ui/frame/draw_view), lines (plain/plain_view). One file with a struct
 * view_ops and one row in VIEWS; nothing else asks which view it is. It is opened by the command of
 * its row, moved through and left by the usual keys; keys that it does not know go on to the
 * commands.
 */
#ifndef FOLLOWTRAIL_VIEW_VIEW_H
#define FOLLOWTRAIL_VIEW_VIEW_H

#include "command/front.h"
#include "view/document.h"
#include "view/line.h"
#include "view/table.h"

/* A row a view. */
#define VIEWS(ROW)                                                                                 \
    ROW(help_view)                                                                                 \
    ROW(ledger_view)                                                                               \
    ROW(record_view)                                                                               \
    ROW(columns_view)                                                                              \
    ROW(about_view) ROW(stats_view) ROW(compare_view) ROW(timeline_view) ROW(crawl_view)

/* VIEW_UNKNOWN: the command means nothing to the view. VIEW_LEFT: it leaves the view. */
enum view_result { VIEW_DONE, VIEW_LEFT, VIEW_UNKNOWN };

enum view_flag {
    VIEW_KEEPS_LIST = 1 << 0, /* below the list, in the pane's place */
    VIEW_IS_WHOLE = 1 << 1,   /* covers everything except the status line */
    VIEW_IS_TYPED = 1 << 2,   /* letters are typed: it gets all keys first */
    VIEW_GOES_BACK = 1 << 3,  /* leaving it returns to where it was opened, not to the list */
};

enum { VIEW_TABS_MAX = 8 };

struct hint; /* view/hint.h */
struct view;

struct view_ops {
    enum command command; /* opens it, and leaves it */
    const char *name;     /* in messages: “No such key in the ledger.” */
    const char *title;    /* before its tables' names, and where it sets no heading */
    unsigned flags;
    size_t size; /* of view->own */
    /* A tab each, then NULL. view->body is shown for a table without columns for people, and
     * where there are no tables. */
    const struct table *const *tables;
    /* NULL where there is nothing to do. open(): false, with a message, if it cannot be opened.
     * run(): what is its own; moving, tabs and leaving are not. `key` is KEY_CODE_NONE for a
     * command that was typed. A command that it runs may close the view. */
    bool (*open)(struct view *view, const char *argument);
    void (*close)(struct view *view);
    enum view_result (*run)(struct view *view, int key, enum command command);
    /* Sets what is shown; called before each drawing. Reads no more than view->rows rows where
     * that takes long, and what does not change only when view->is_stale. */
    void (*read)(struct view *view);
    /* A row of the table; NULL after the last. */
    const void *(*row)(const struct view *view, int64_t line);
    /* The keys that matter in it now: hints, and first in the help that is opened from it. NULL:
     * only those that all views have. */
    const struct hint *(*keys)(const struct view *view);
};

struct view {
    const struct view_ops *ops;
    struct front *front; /* borrowed */
    struct view *behind; /* where leaving it goes; NULL: the list */
    void *own;           /* ops->size bytes, at first zero */

    /* Set by view_fit() and view_read(). */
    int64_t rows;     /* visible */
    int64_t room;     /* rows that there is room for: some may be kept for `below` */
    int cols;         /* of the screen; 0: lines of any length, without a selection */
    bool has_heading; /* the heading is shown: the title need not repeat it */
    bool is_key;      /* a key waits for what is read */
    int64_t now_ms;   /* clock_monotonic_ms() */

    /* Set by read(). Lines are empty before it. */
    struct line heading, title, foot; /* foot: what keys or signs mean */
    struct line titles;               /* above the body's lines; empty: none */
    struct document body;             /* where no table is shown */
    struct document below;            /* under the rows, which view_keep() leaves room for */
    int64_t count;                    /* rows of the table; of the body: counted */
    int cells;             /* that can be selected in a line, by Left and Right; 0: only lines */
    int bar_col, bar_cols; /* of the selected one; bar_cols 0: the whole line */
    int first_cell, cells_shown, cell_step; /* where a click finds the others: columns a cell */
    const char *nothing;                    /* shown where there are none; NULL: nothing */
    int cursor_col;                         /* VIEW_IS_TYPED: in the title's row */
    bool has_failed;                        /* err says why; nothing else is shown */
    struct err err;

    /* Kept by view_command() and its like; open() and read() may set them, too. */
    int tab;
    bool is_turned;        /* the tab changed, or the view has just been opened */
    int64_t top, selected; /* lines; selected -1: none */
    int cell;              /* the selected one */
    int64_t kept;          /* rows that view_keep() took */
    struct {
        int64_t top, selected;
    } tabs[VIEW_TABS_MAX]; /* of the other tabs */
    bool is_stale;         /* something arrived since it was read; read() clears it */
    int64_t due_ms;        /* is_stale: to be read again then; 0: with the next drawing */
};

/* All views, then NULL; and the view that a command opens. */
extern const struct view_ops *const view_all[];
const struct view_ops *view_of(enum command command);

/* Opens the view of front->command on top of those that are open, or in their place. False, with a
 * message and no change, if it cannot be opened. */
bool view_open(struct view **top, struct front *front) __attribute__((nonnull));

/* Closes the top one, or all; NULL: none is open. */
void view_close(struct view **top) __attribute__((nonnull));
void view_close_all(struct view **top) __attribute__((nonnull));

/* Something arrived: all that are open are stale. */
void view_mark_stale(struct view *top);

/* Says how much of it can be seen; before every command and reading. */
void view_fit(struct view *view, int64_t rows, int cols, bool has_heading) __attribute__((nonnull));

void view_read(struct view *view, int64_t now_ms, bool is_key) __attribute__((nonnull));

/* For read(): takes that many of the visible rows for view->below, but leaves one. */
void view_keep(struct view *view, int64_t rows) __attribute__((nonnull));

/* Whether the body is shown, not a table. */
bool view_shows_body(const struct view *view) __attribute__((nonnull));

/* Keeps top and selection within view->count, and the selection visible; view_read() does so, too.
 */
void view_limit(struct view *view) __attribute__((nonnull));

/* Gives it a key, which means `command` in a list. */
enum view_result view_command(struct view *view, int key, enum command command)
    __attribute__((nonnull));

/* Moves the selection, or scrolls; false for a command that does neither. */
bool view_move(struct view *view, enum command command) __attribute__((nonnull));

/* Turns to another tab; false: there is only one. */
bool view_turn(struct view *view, int by) __attribute__((nonnull));

/* Scrolls by lines; the selection moves only as far as it must to stay visible. */
void view_scroll(struct view *view, int64_t step) __attribute__((nonnull));

/* Selects the line `row` rows below the first visible one, and its cell in that column of the
 * screen, if there is one. False where there is no line to select. */
bool view_click(struct view *view, int64_t row, int col) __attribute__((nonnull));

/* The table of a tab, counted from the present one; NULL: there are no tabs. */
const struct table *view_table(const struct view *view, int by) __attribute__((nonnull));

/* The selected row of the table; NULL: none. */
const void *view_selected(const struct view *view) __attribute__((nonnull));

bool view_has(const struct view *view, enum view_flag flag); /* false for NULL, the list */

#define VIEW_DECLARE(view) extern const struct view_ops view;
VIEWS(VIEW_DECLARE)
#undef VIEW_DECLARE

#endif
