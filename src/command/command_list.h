/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One row a command: id, name, keys that messages name, other keys, argument (NULL: none), help,
 * flags, function. command.h says what each of them means. Included where COMMAND() is defined.
 */
/* clang-format off */
COMMAND(DOWN, "down", "", "Down j ^N", NULL,
        "one account down; near the end fetches on", MOVES | SPENDS | NEEDS_LIST | LOCAL, run_down)
COMMAND(UP, "up", "", "Up k ^P", NULL,
        "one account up", MOVES | NEEDS_LIST | LOCAL, run_up)
COMMAND(PAGE_DOWN, "page-down", "", "PgDn ^F ^V", NULL,
        "a screen down; near the end fetches on",
        MOVES | SPENDS | NEEDS_LIST | LOCAL, run_page_down)
COMMAND(PAGE_UP, "page-up", "", "PgUp ^B", NULL,
        "a screen up", MOVES | NEEDS_LIST | LOCAL, run_page_up)
COMMAND(HALF_DOWN, "half-down", "", "^D", NULL,
        "half a screen down; near the end fetches on",
        MOVES | SPENDS | NEEDS_LIST | LOCAL, run_half_down)
COMMAND(HALF_UP, "half-up", "", "^U", NULL,
        "half a screen up", MOVES | NEEDS_LIST | LOCAL, run_half_up)
COMMAND(FIRST, "first", "", "Home g", NULL,
        "to the first account", MOVES | NEEDS_LIST | LOCAL, run_first)
COMMAND(LAST, "last", "", "End G", NULL,
        "to the last loaded account; says what comes next", MOVES | NEEDS_LIST, run_last)
COMMAND(DRILL_IN, "drill-in", "Enter l", "Right", NULL,
        "open the list of the account under the selection",
        SPENDS | BUYS_ROW | NEEDS_LIST | LOCAL, run_drill_in)
COMMAND(BACK, "back", "Backspace", "h Left", NULL,
        "back to the list one came from, to the same row", NEEDS_LIST | LOCAL, run_back)
COMMAND(BACKWARD, "backward", "[", "", NULL,
        "back over the lists visited", NEEDS_LIST, run_backward)
COMMAND(FORWARD, "forward", "]", "", NULL,
        "forward again; then the next account given", SPENDS | ASKS_FIRST, run_forward)
COMMAND(OPEN, "open", "@", "", "ACCOUNT",
        "open an account by its handle, id or address", SPENDS | ASKS_FIRST, run_open)
COMMAND(WHOIS, "whois", "", "", "HANDLE",
        "ask who has a handle now: 1 credit", SPENDS, run_whois)
COMMAND(MORE, "more", "m", "", NULL,
        "fetch the next page now; after an error, try again", SPENDS | NEEDS_LIST, run_more)
COMMAND(REFETCH, "refetch", "R", "", NULL,
        "a new snapshot of this list; says the price first",
        SPENDS | ASKS_FIRST | NEEDS_LIST, run_refetch)
COMMAND(OLDER, "older", "<", "", NULL,
        "the snapshot of this list before this one", NEEDS_LIST, run_older)
COMMAND(NEWER, "newer", ">", "", NULL,
        "the snapshot of this list after this one", NEEDS_LIST, run_newer)
COMMAND(LOAD, "load", "L", "", NULL,
        "load the rest, or marked accounts' lists; price first",
        SPENDS | ASKS_FIRST | NEEDS_LIST, run_load)
COMMAND(STOP, "stop", "s", "", NULL,
        "stop loading this list; from another list, all loads", EVERYWHERE, run_stop)
COMMAND(PREFETCH, "prefetch", "", "p", NULL,
        "fetching while scrolling: on or off", 0, run_prefetch)
COMMAND(CAP, "cap", "", "", "N",
        "the session cap: how much of it is left, or a new one", EVERYWHERE, run_cap)
COMMAND(SEARCH, "search", "/", "", "TEXT",
        "search handle, name and bio of what is loaded", NEEDS_LIST, run_search)
COMMAND(SEARCH_NEXT, "search-next", "", "n", NULL,
        "the next account that has it", NEEDS_LIST, run_search_next)
COMMAND(SEARCH_PREVIOUS, "search-previous", "", "N", NULL,
        "the one before that has it", NEEDS_LIST, run_search_previous)
COMMAND(FILTER, "filter", "&", "", "FILTER",
        "show only, as: verified followers>=10k !private \"tea\"", NEEDS_LIST, run_filter)
COMMAND(ORDER, "order", "", "o", "COLUMN",
        "sort by a column; among equals the one before decides", NEEDS_LIST, run_order)
COMMAND(FIND, "find", "", "f", "FILTER",
        "find among all accounts that the store has, free", 0, run_find)
COMMAND(MARK, "mark", "Space", "", "FILTER",
        "mark the account, or take its mark away", NEEDS_LIST, run_mark)
COMMAND(MARK_RANGE, "mark-range", "", "V", NULL,
        "mark from the nearest mark to here", NEEDS_LIST, run_mark_range)
COMMAND(MARK_ALL, "mark-all", "", "*", NULL,
        "mark all that is shown; again: take those marks away", NEEDS_LIST, run_mark_all)
COMMAND(UNMARK, "unmark", "U", "", NULL,
        "take all marks away", NEEDS_LIST, run_unmark)
COMMAND(COPY, "copy", "y", "", "KIND",
        "handle, id, address, CSV or JSON to the clipboard", NEEDS_LIST, run_copy)
COMMAND(BROWSE, "browse", "", "O", NULL,
        "open the profile in a web browser ($BROWSER)", NEEDS_LIST, run_browse)
COMMAND(BOOKMARK, "bookmark", "B", "", NULL,
        "bookmark the account, or take the bookmark away", NEEDS_LIST, run_bookmark)
COMMAND(BOOKMARKS, "bookmarks", "", "'", NULL,
        "the accounts that are bookmarked", 0, run_bookmarks)
COMMAND(DETAIL, "detail", "d", "", NULL,
        "the detail pane: show or hide", NEEDS_LIST, run_detail)
COMMAND(RECORD, "record", "", "J", "REQUEST",
        "this account's record, or the answer to a request", 0, run_record)
COMMAND(PANE_PLACE, "pane-place", "", "D", "PLACE",
        "the detail pane: below the list or beside it", NEEDS_LIST, run_pane_place)
COMMAND(PANE_LARGER, "pane-larger", "", "+", NULL,
        "the detail pane: larger", NEEDS_LIST, run_pane_larger)
COMMAND(PANE_SMALLER, "pane-smaller", "", "-", NULL,
        "the detail pane: smaller", NEEDS_LIST, run_pane_smaller)
COMMAND(ZOOM, "zoom", "z", "", NULL,
        "the detail pane in the list's place, whole; and back", NEEDS_LIST, run_zoom)
COMMAND(COLUMNS, "columns", "", "C", "COLUMNS",
        "choose, order and widen the columns", NEEDS_LIST, run_columns)
COMMAND(THEME, "theme", "", "T", "THEME",
        "the next theme: auto, dark, light, 16, mono", 0, run_theme)
COMMAND(LOOKS_DEFAULT, "looks-default", "", "", NULL,
        "columns, pane and theme as configured", 0, run_looks_default)
COMMAND(LEDGER, "ledger", "$", "", NULL,
        "the ledger: what every request cost", 0, run_ledger)
COMMAND(NEXT_TAB, "next-tab", "Tab", "", NULL,
        "in the ledger: requests; sums by list, day, session", 0, run_next_tab)
COMMAND(HELP, "help", "?", "", NULL,
        "the keys; type to find one", EVERYWHERE, run_help)
COMMAND(PALETTE, "command", "", ":", NULL,
        "type a command by its name; Tab completes it", EVERYWHERE, run_palette)
COMMAND(ESCAPE, "escape", "Esc", "^C", NULL,
        "out of a prompt, a message, a wait", KEEPS_MESSAGE, run_escape)
COMMAND(REDRAW, "redraw", "", "^L", NULL,
        "draw the whole screen again",
        EVERYWHERE | BLIND | PASSES_PROMPT | KEEPS_MESSAGE, run_redraw)
COMMAND(SUSPEND, "suspend", "", "^Z", NULL,
        "stop and go to the shell; fg comes back", EVERYWHERE | BLIND | PASSES_PROMPT, run_suspend)
COMMAND(LEAVE, "leave", "q", "", NULL,
        "leave this screen; in a list, as back", NEEDS_LIST | LOCAL, run_leave)
COMMAND(QUIT, "quit", "Q", "", NULL,
        "quit after paid answers arrive; again: quit now", EVERYWHERE | BLIND | LOCAL, run_quit)
/* clang-format on */
