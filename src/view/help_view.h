/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The help as the screen shows it: the commands that what is typed finds, and which of them. Pure.
 */
#ifndef FOLLOWTRAIL_VIEW_HELP_VIEW_H
#define FOLLOWTRAIL_VIEW_HELP_VIEW_H

#include "command/bindings.h"
#include "command/edit.h"

struct help_view {
    const struct bindings *bindings;
    struct edit typed;
    bool is_unknown; /* the last key meant nothing here */
    enum command found[COMMAND_COUNT];
    int64_t count; /* of them */
    int64_t top;   /* the first that is shown */
};

/* From its beginning, with all of them. The bindings are borrowed while it is open. */
void help_view_open(struct help_view *pane, const struct bindings *bindings)
    __attribute__((nonnull));

/* From its beginning, with those that a text finds. */
void help_view_find(struct help_view *pane, const struct bindings *bindings, const char *text)
    __attribute__((nonnull));

/* Scrolls `rows` visible rows, or takes what is typed. False for a key that leaves the help:
 * Esc, and while nothing is typed Backspace and ?. */
bool help_view_key(struct help_view *pane, int key, int64_t rows) __attribute__((nonnull));

#endif
