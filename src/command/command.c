/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command/command.h"

#include "session/cap.h"
#include "session/load.h"
#include "session/marking.h"
#include "session/navigate.h"
#include "session/refine.h"
#include "session/requests.h"
#include "session/snapshots.h"
#include "session/source_bookmarks.h"

#include <stdlib.h>
#include <string.h>

enum {
    SPENDS = COMMAND_SPENDS,
    MOVES = COMMAND_MOVES,
    ASKS_FIRST = COMMAND_ASKS_FIRST,
    BUYS_ROW = COMMAND_BUYS_ROW,
    NEEDS_LIST = COMMAND_NEEDS_LIST,
    EVERYWHERE = COMMAND_EVERYWHERE,
    BLIND = COMMAND_BLIND,
    PASSES_PROMPT = COMMAND_PASSES_PROMPT,
    LOCAL = COMMAND_LOCAL,
    KEEPS_MESSAGE = COMMAND_KEEPS_MESSAGE
};

static const struct command_info commands[COMMAND_COUNT] = {
    [COMMAND_NONE] = {"none", "", "", NULL, "nothing", 0},
#define COMMAND(id, name, named_keys, keys, argument, help, flags)                                 \
    [COMMAND_##id] = {name, named_keys, keys, argument, help, flags},
#include "command/command_list.h"
#undef COMMAND
};

const struct command_info *command_info(enum command command) {
    return &commands[command];
}

bool command_has(enum command command, enum command_flag flag) {
    return commands[command].flags & flag;
}

bool command_buys(enum command command) {
    return command_has(command, COMMAND_SPENDS) && !command_has(command, COMMAND_MOVES);
}

bool command_buys_now(enum command command, const struct session *session) {
    if (!command_buys(command))
        return false;
    if (command_has(command, COMMAND_BUYS_ROW))
        return navigate_drill_price(session) > 0;
    return !command_has(command, COMMAND_ASKS_FIRST) ||
           command == command_announced(session->announced);
}

enum command command_find(const char *name) {
    size_t len = strlen(name);
    enum command found = COMMAND_NONE;
    for (enum command command = COMMAND_NONE + 1; len && command < COMMAND_COUNT; command++) {
        if (!strcmp(commands[command].name, name))
            return command;
        if (strncmp(commands[command].name, name, len) != 0)
            continue;
        found = found == COMMAND_NONE ? command : COMMAND_COUNT;
    }
    return found == COMMAND_COUNT ? COMMAND_NONE : found;
}

enum command command_announced(enum session_announcement announced) {
    static const enum command announcing[] = {
        [ANNOUNCED_NOTHING] = COMMAND_NONE,    [ANNOUNCED_MORE] = COMMAND_MORE,
        [ANNOUNCED_FORWARD] = COMMAND_FORWARD, [ANNOUNCED_REFETCH] = COMMAND_REFETCH,
        [ANNOUNCED_LOAD] = COMMAND_LOAD,       [ANNOUNCED_DRILL_IN] = COMMAND_DRILL_IN,
        [ANNOUNCED_QUIT] = COMMAND_QUIT};
    return announcing[announced];
}

static bool run_movement(struct session *session, enum command command, size_t rows) {
    int64_t screen = rows > 1 ? (int64_t)rows - 1 : 1;
    int64_t half = rows > 1 ? (int64_t)rows / 2 : 1;
    switch (command) {
    case COMMAND_DOWN:
        navigate_move_by(session, 1, rows);
        return true;
    case COMMAND_UP:
        navigate_move_by(session, -1, rows);
        return true;
    case COMMAND_PAGE_DOWN:
        navigate_move_by(session, screen, rows);
        return true;
    case COMMAND_PAGE_UP:
        navigate_move_by(session, -screen, rows);
        return true;
    case COMMAND_HALF_DOWN:
        navigate_move_by(session, half, rows);
        return true;
    case COMMAND_HALF_UP:
        navigate_move_by(session, -half, rows);
        return true;
    case COMMAND_FIRST:
        navigate_move_to(session, 0, rows);
        return true;
    case COMMAND_LAST:
        navigate_move_to(session, SIZE_MAX, rows);
        return true;
    default:
        return false;
    }
}

static void bookmark_taken(struct session *session) {
    size_t count;
    const struct account **accounts = marking_take(session, &count);
    if (accounts)
        source_bookmarks_toggle(session, accounts, count);
    else
        session_say(session, TONE_INFO, "There is no account here to bookmark.");
    free(accounts);
}

static bool run_finding(struct session *session, enum command command) {
    switch (command) {
    case COMMAND_SEARCH_NEXT:
        refine_next(session, false);
        return true;
    case COMMAND_SEARCH_PREVIOUS:
        refine_next(session, true);
        return true;
    case COMMAND_MARK:
        marking_toggle(session);
        return true;
    case COMMAND_MARK_RANGE:
        marking_range(session);
        return true;
    case COMMAND_MARK_ALL:
        marking_all(session);
        return true;
    case COMMAND_UNMARK:
        marking_clear(session);
        return true;
    case COMMAND_BOOKMARK:
        bookmark_taken(session);
        return true;
    case COMMAND_BOOKMARKS:
        source_bookmarks_open(session);
        return true;
    default:
        return false;
    }
}

bool command_run(struct session *session, enum command command, size_t rows) {
    switch (command) {
    case COMMAND_DRILL_IN:
        navigate_drill_in(session);
        return true;
    case COMMAND_BACK:
        navigate_back(session);
        return true;
    case COMMAND_BACKWARD:
        navigate_backward(session);
        return true;
    case COMMAND_FORWARD:
        navigate_forward(session);
        return true;
    case COMMAND_WHOIS:
        navigate_whois_owner(session);
        return true;
    case COMMAND_MORE:
        requests_more(session);
        return true;
    case COMMAND_REFETCH:
        snapshots_refetch(session);
        return true;
    case COMMAND_OLDER:
        snapshots_step(session, -1);
        return true;
    case COMMAND_NEWER:
        snapshots_step(session, +1);
        return true;
    case COMMAND_STOP:
        if (!load_stop(session))
            session_say(session, TONE_INFO, "Nothing is being loaded.");
        return true;
    case COMMAND_PREFETCH:
        requests_toggle_prefetch(session);
        return true;
    case COMMAND_CAP:
        cap_say(session);
        return true;
    default:
        return run_movement(session, command, rows) || run_finding(session, command);
    }
}
