/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The commands. command/command_list.h has one row a command; keys, help, palette, completion, the
 * session in lines, the guard of what spends, and dispatch read that row, and the manual page is
 * tested against it.
 */
#ifndef FOLLOWTRAIL_COMMAND_COMMAND_H
#define FOLLOWTRAIL_COMMAND_COMMAND_H

#include "session/session.h"

#include <stdbool.h>
#include <stddef.h>

enum command {
    COMMAND_NONE,
#define COMMAND(id, ...) COMMAND_##id,
#include "command/command_list.h"
#undef COMMAND
    COMMAND_COUNT
};

enum command_flag {
    COMMAND_SPENDS = 1 << 0,        /* may cost credits: the help says so */
    COMMAND_MOVES = 1 << 1,         /* moves the selection; one that spends fetches ahead */
    COMMAND_ASKS_FIRST = 1 << 2,    /* spends only what the user agrees to, when asked */
    COMMAND_BUYS_ROW = 1 << 3,      /* costs what the list of the selected account costs */
    COMMAND_NEEDS_LIST = 1 << 4,    /* does nothing before an account is open */
    COMMAND_EVERYWHERE = 1 << 5,    /* works in every view, and does not leave it */
    COMMAND_BLIND = 1 << 6,         /* works where nothing is shown, too */
    COMMAND_PASSES_PROMPT = 1 << 7, /* works while something is asked, unless its key types */
    COMMAND_LOCAL = 1 << 8,         /* needs only the rows around the selection */
    COMMAND_KEEPS_MESSAGE = 1 << 9, /* deals with the present message itself */
    COMMAND_COUNTS = 1 << 10,       /* repeats as often as the number typed before its key */
    COMMAND_QUOTES = 1 << 11        /* spends only an amount that is typed after a quote, so that it
                                       works in every view */
};

/* What commands are for, in the order of the help. */
enum command_section {
    SECTION_MOVE,
    SECTION_OPEN,
    SECTION_FIND,
    SECTION_MARK,
    SECTION_LOAD,
    SECTION_COMPARE,
    SECTION_SAVE,
    SECTION_LOOK,
    SECTION_HELP,
    SECTION_COUNT
};

struct front;

/* Runs front->command with front->argument (command/front.h). Written once for every front. */
typedef void command_run(struct front *front);

#define COMMAND(id, name, named_keys, keys, argument, help, section, hint, words, flags, run)      \
    command_run run;
#include "command/command_list.h"
#undef COMMAND

struct command_info {
    const char *name;       /* lower case, words joined by "-" */
    const char *named_keys; /* named by messages: they cannot be given to another command */
    const char *keys;       /* others; both as key_parse() reads them, separated by blanks */
    const char *argument;   /* what may be typed after its name; NULL: nothing */
    const char *help;       /* no full stop; at most 45 columns, the room in the help at 132 */
    enum command_section section;
    const char *hint;  /* one word for the last line of the screen; "": it is never there */
    const char *words; /* by which the help finds it, too, separated by blanks */
    unsigned flags;
    command_run *run;
};

const char *command_section_title(enum command_section section) __attribute__((returns_nonnull));

const struct command_info *command_info(enum command command) __attribute__((returns_nonnull));

bool command_has(enum command command, enum command_flag flag);

/* Whether it spends, except by moving: it must not act before its price is shown. */
bool command_buys(enum command command);

/* Whether it would buy something now. */
bool command_buys_now(enum command command, const struct session *session) __attribute__((nonnull));

/* The command with that name, or the only one whose name begins with it; COMMAND_NONE if there is
 * none or several. */
enum command command_find(const char *name) __attribute__((nonnull));

#endif
