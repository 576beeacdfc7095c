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

static const struct command_info commands[COMMAND_COUNT] = {
    [COMMAND_NONE] = {"none", "nothing", false},
    [COMMAND_DOWN] = {"down", "one account down; near the end fetches on", true},
    [COMMAND_UP] = {"up", "one account up", false},
    [COMMAND_PAGE_DOWN] = {"page-down", "a screen down; near the end fetches on", true},
    [COMMAND_PAGE_UP] = {"page-up", "a screen up", false},
    [COMMAND_HALF_DOWN] = {"half-down", "half a screen down; near the end fetches on", true},
    [COMMAND_HALF_UP] = {"half-up", "half a screen up", false},
    [COMMAND_FIRST] = {"first", "to the first account", false},
    [COMMAND_LAST] = {"last", "to the last loaded account; says what comes next", false},
    [COMMAND_DRILL_IN] = {"drill-in", "open the list of the account under the selection", true},
    [COMMAND_BACK] = {"back", "back to the list one came from, to the same row", false},
    [COMMAND_BACKWARD] = {"backward", "back over the lists visited", false},
    [COMMAND_FORWARD] = {"forward", "forward again; then the next account given", true},
    [COMMAND_OPEN] = {"open", "open an account by its handle, id or address", true, "ACCOUNT"},
    [COMMAND_WHOIS] = {"whois", "ask who has a handle now: 1 credit", true, "HANDLE"},
    [COMMAND_MORE] = {"more", "fetch the next page now; after an error, try again", true},
    [COMMAND_REFETCH] = {"refetch", "a new snapshot of this list; says the price first", true},
    [COMMAND_OLDER] = {"older", "the snapshot of this list before this one", false},
    [COMMAND_NEWER] = {"newer", "the snapshot of this list after this one", false},
    [COMMAND_LOAD] = {"load", "load the rest, or marked accounts' lists; price first", true},
    [COMMAND_STOP] = {"stop", "stop loading this list; from another list, all loads", false},
    [COMMAND_PREFETCH] = {"prefetch", "fetching while scrolling: on or off", false},
    [COMMAND_CAP] = {"cap", "the session cap: how much of it is left, or a new one", false, "N"},
    [COMMAND_SEARCH] = {"search", "search handle, name and bio of what is loaded", false, "TEXT"},
    [COMMAND_SEARCH_NEXT] = {"search-next", "the next account that has it", false},
    [COMMAND_SEARCH_PREVIOUS] = {"search-previous", "the one before that has it", false},
    [COMMAND_FILTER] = {"filter", "show only, as: verified followers>=10k !private \"tea\"", false,
                        "FILTER"},
    [COMMAND_ORDER] = {"order", "sort by a column; among equals the one before decides", false,
                       "COLUMN"},
    [COMMAND_FIND] = {"find", "find among all accounts that the store has, free", false, "FILTER"},
    [COMMAND_MARK] = {"mark", "mark the account, or take its mark away", false, "FILTER"},
    [COMMAND_MARK_RANGE] = {"mark-range", "mark from the nearest mark to here", false},
    [COMMAND_MARK_ALL] = {"mark-all", "mark all that is shown; again: take those marks away",
                          false},
    [COMMAND_UNMARK] = {"unmark", "take all marks away", false},
    [COMMAND_COPY] = {"copy", "handle, id, address, CSV or JSON to the clipboard", false, "KIND"},
    [COMMAND_BROWSE] = {"browse", "open the profile in a web browser ($BROWSER)", false},
    [COMMAND_BOOKMARK] = {"bookmark", "bookmark the account, or take the bookmark away", false},
    [COMMAND_BOOKMARKS] = {"bookmarks", "the accounts that are bookmarked", false},
    [COMMAND_DETAIL] = {"detail", "the detail pane: show or hide", false},
    [COMMAND_RECORD] = {"record", "this account's record, or the answer to a request", false,
                        "REQUEST"},
    [COMMAND_PANE_PLACE] = {"pane-place", "the detail pane: below the list or beside it", false,
                            "PLACE"},
    [COMMAND_PANE_LARGER] = {"pane-larger", "the detail pane: larger", false},
    [COMMAND_PANE_SMALLER] = {"pane-smaller", "the detail pane: smaller", false},
    [COMMAND_ZOOM] = {"zoom", "the detail pane in the list's place, whole; and back", false},
    [COMMAND_COLUMNS] = {"columns", "choose, order and widen the columns", false, "COLUMNS"},
    [COMMAND_THEME] = {"theme", "the next theme: auto, dark, light, 16, mono", false, "THEME"},
    [COMMAND_LOOKS_DEFAULT] = {"looks-default", "columns, pane and theme as configured", false},
    [COMMAND_LEDGER] = {"ledger", "the ledger: what every request cost", false},
    [COMMAND_NEXT_TAB] = {"next-tab", "in the ledger: requests; sums by list, day, session", false},
    [COMMAND_HELP] = {"help", "the keys; type to find one", false},
    [COMMAND_PALETTE] = {"command", "type a command by its name; Tab completes it", false},
    [COMMAND_ESCAPE] = {"escape", "out of a prompt, a message, a wait", false},
    [COMMAND_REDRAW] = {"redraw", "draw the whole screen again", false},
    [COMMAND_SUSPEND] = {"suspend", "stop and go to the shell; fg comes back", false},
    [COMMAND_LEAVE] = {"leave", "leave this screen; in a list, as back", false},
    [COMMAND_QUIT] = {"quit", "quit after paid answers arrive; again: quit now", false},
};

const struct command_info *command_info(enum command command) {
    return &commands[command];
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
