/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The one table of commands. Help, palette, the session in lines and the configuration read it; the
 * manual page is held to it. Which key means which command command/bindings.h says.
 */
#ifndef FOLLOWTRAIL_COMMAND_COMMAND_H
#define FOLLOWTRAIL_COMMAND_COMMAND_H

#include "session/session.h"

#include <stdbool.h>
#include <stddef.h>

enum command {
    COMMAND_NONE,
    COMMAND_DOWN,
    COMMAND_UP,
    COMMAND_PAGE_DOWN,
    COMMAND_PAGE_UP,
    COMMAND_HALF_DOWN,
    COMMAND_HALF_UP,
    COMMAND_FIRST,
    COMMAND_LAST,
    COMMAND_DRILL_IN,
    COMMAND_BACK,
    COMMAND_BACKWARD,
    COMMAND_FORWARD,
    COMMAND_OPEN,
    COMMAND_WHOIS,
    COMMAND_MORE,
    COMMAND_REFETCH,
    COMMAND_OLDER,
    COMMAND_NEWER,
    COMMAND_LOAD,
    COMMAND_STOP,
    COMMAND_PREFETCH,
    COMMAND_CAP,
    COMMAND_SEARCH,
    COMMAND_SEARCH_NEXT,
    COMMAND_SEARCH_PREVIOUS,
    COMMAND_FILTER,
    COMMAND_ORDER,
    COMMAND_FIND,
    COMMAND_MARK,
    COMMAND_MARK_RANGE,
    COMMAND_MARK_ALL,
    COMMAND_UNMARK,
    COMMAND_COPY,
    COMMAND_BROWSE,
    COMMAND_BOOKMARK,
    COMMAND_BOOKMARKS,
    COMMAND_DETAIL,
    COMMAND_RECORD,
    COMMAND_PANE_PLACE,
    COMMAND_PANE_LARGER,
    COMMAND_PANE_SMALLER,
    COMMAND_ZOOM,
    COMMAND_COLUMNS,
    COMMAND_THEME,
    COMMAND_LOOKS_DEFAULT,
    COMMAND_LEDGER,
    COMMAND_NEXT_TAB,
    COMMAND_HELP,
    COMMAND_PALETTE,
    COMMAND_ESCAPE,
    COMMAND_REDRAW,
    COMMAND_SUSPEND,
    COMMAND_LEAVE,
    COMMAND_QUIT,
    COMMAND_COUNT
};

struct command_info {
    const char *name;     /* lower case, words joined by "-" */
    const char *help;     /* no full stop; 54 columns at most, what the help has at 80 */
    bool can_spend;       /* may cost credits: said in the help */
    const char *argument; /* what may follow its name where it is typed; NULL: nothing */
};

const struct command_info *command_info(enum command command) __attribute__((returns_nonnull));

/* The command with that name, or the only one whose name begins so; COMMAND_NONE when there is none
 * or several. */
enum command command_find(const char *name) __attribute__((nonnull));

/* The command that does what a message has announced; COMMAND_NONE for nothing. */
enum command command_announced(enum session_announcement announced);

/* Runs what needs no screen; `rows` of the list are visible. False, and nothing was done, for a
 * command of the screen's. */
bool command_run(struct session *session, enum command command, size_t rows)
    __attribute__((nonnull));

#endif
