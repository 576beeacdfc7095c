/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The help as the screen shows it: the commands that match what is typed, and which of them are
 * visible. Pure. */
#ifndef FOLLOWTRAIL_VIEW_HELP_VIEW_H
#define FOLLOWTRAIL_VIEW_HELP_VIEW_H

#include "command/bindings.h"
#include "command/edit.h"

struct help_view {
    const struct bindings *bindings;
    struct edit typed;
    bool is_unknown; /* the last key had no meaning here */
    enum command found[COMMAND_COUNT];
    int64_t count; /* of them */
    int64_t top;   /* the first one shown */
};

/* Opens it at the top, with all commands. The bindings are borrowed while it is open. */
void help_view_open(struct help_view *pane, const struct bindings *bindings)
    __attribute__((nonnull));

/* Opens it at the top, with the commands that match a text. */
void help_view_find(struct help_view *pane, const struct bindings *bindings, const char *text)
    __attribute__((nonnull));

/* Scrolls, with `rows` rows visible, or takes what is typed. False for a key that leaves the help:
 * Esc and, while nothing is typed, Backspace and ?. */
bool help_view_key(struct help_view *pane, int key, int64_t rows) __attribute__((nonnull));

#endif
