/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One row a command: id, name, keys that messages name, other keys, argument (NULL: none), help;
 * its section of the help, its word as a hint (empty: it is none), other words that find it; flags,
 * function. command.h says what each of them means. Included where COMMAND() is defined.
 */
/* clang-format off */
COMMAND(DOWN, "down", "", "Down j ^N", NULL,
        "move down one account; fetches near the end",
        MOVE, "", "next scroll",
        MOVES | COUNTS | SPENDS | NEEDS_LIST | LOCAL, run_down)
COMMAND(UP, "up", "", "Up k ^P", NULL,
        "move up one account",
        MOVE, "", "previous scroll",
        MOVES | COUNTS | NEEDS_LIST | LOCAL, run_up)
COMMAND(PAGE_DOWN, "page-down", "", "PgDn ^F ^V", NULL,
        "move down one screen; fetches near the end",
        MOVE, "", "next scroll",
        MOVES | COUNTS | SPENDS | NEEDS_LIST | LOCAL, run_page_down)
COMMAND(PAGE_UP, "page-up", "", "PgUp ^B b", NULL,
        "move up one screen",
        MOVE, "", "previous scroll",
        MOVES | COUNTS | NEEDS_LIST | LOCAL, run_page_up)
COMMAND(HALF_DOWN, "half-down", "", "^D", NULL,
        "move down half a screen; fetches near the end",
        MOVE, "", "next scroll",
        MOVES | COUNTS | SPENDS | NEEDS_LIST | LOCAL, run_half_down)
COMMAND(HALF_UP, "half-up", "", "^U", NULL,
        "move up half a screen",
        MOVE, "", "previous scroll",
        MOVES | COUNTS | NEEDS_LIST | LOCAL, run_half_up)
COMMAND(FIRST, "first", "", "Home g", NULL,
        "go to the first account",
        MOVE, "", "top start beginning",
        MOVES | COUNTS | NEEDS_LIST | LOCAL, run_first)
COMMAND(LAST, "last", "", "End G", NULL,
        "go to the last loaded one; says what is next",
        MOVE, "", "bottom end",
        MOVES | COUNTS | NEEDS_LIST, run_last)
COMMAND(DRILL_IN, "drill-in", "Enter l", "Right", NULL,
        "open the list of the selected account",
        OPEN, "", "dive follow enter following",
        SPENDS | BUYS_ROW | NEEDS_LIST | LOCAL, run_drill_in)
COMMAND(BACK, "back", "Backspace", "h Left", NULL,
        "return to the previous list of the trail",
        OPEN, "", "up parent return leave",
        NEEDS_LIST | LOCAL, run_back)
COMMAND(BACKWARD, "backward", "[", "^O", NULL,
        "go back through the lists you visited",
        OPEN, "", "history previous",
        NEEDS_LIST, run_backward)
COMMAND(FORWARD, "forward", "]", "", NULL,
        "go forward; then open the next account given",
        OPEN, "", "history next",
        SPENDS | ASKS_FIRST, run_forward)
COMMAND(OPEN, "open", "@", "", "ACCOUNT",
        "open an account by its handle, id or address",
        OPEN, "open", "goto user profile handle",
        SPENDS | ASKS_FIRST, run_open)
COMMAND(WHOIS, "whois", "", "", "HANDLE",
        "ask which account has a handle now: 1 credit",
        OPEN, "", "rename renamed who owner resolve",
        SPENDS | ASKS_FIRST, run_whois)
COMMAND(MORE, "more", "m", "", NULL,
        "fetch the next page; after an error, retry",
        LOAD, "retry", "load buy pay next retry",
        SPENDS | NEEDS_LIST, run_more)
COMMAND(REFETCH, "refetch", "R", "", NULL,
        "fetch this list again; asks first",
        LOAD, "refetch", "reload refresh update again buy",
        SPENDS | ASKS_FIRST | NEEDS_LIST, run_refetch)
COMMAND(OLDER, "older", "<", "", NULL,
        "show the next older snapshot of this list",
        LOAD, "older", "history version previous past compare",
        NEEDS_LIST, run_older)
COMMAND(NEWER, "newer", ">", "", NULL,
        "show the next newer snapshot of this list",
        LOAD, "newer", "history version next compare",
        NEEDS_LIST, run_newer)
COMMAND(LOAD, "load", "L", "", NULL,
        "load the rest or marked lists; asks first",
        LOAD, "load", "download complete all buy pay",
        SPENDS | ASKS_FIRST | NEEDS_LIST, run_load)
COMMAND(CRAWL, "crawl", "E", "", "CRAWL",
        "crawl: load lists by a rule within a budget",
        LOAD, "crawl", "extend expand grow snowball sample collect buy pay budget automatic",
        SPENDS | ASKS_FIRST | QUOTES, run_crawl)
COMMAND(STOP, "stop", "s", "", NULL,
        "stop loading this list; elsewhere, all loads",
        LOAD, "stop", "cancel abort pause interrupt",
        EVERYWHERE, run_stop)
COMMAND(PREFETCH, "prefetch", "", "p", NULL,
        "switch fetching while scrolling on or off",
        LOAD, "", "automatic background",
        0, run_prefetch)
COMMAND(CAP, "cap", "", "", "N",
        "show what the session cap leaves, or set it",
        LOAD, "", "limit budget money maximum spend",
        EVERYWHERE, run_cap)
COMMAND(SEARCH, "search", "/", "", "TEXT",
        "search the handles, names and bios loaded",
        FIND, "find", "grep look",
        NEEDS_LIST, run_search)
COMMAND(SEARCH_NEXT, "search-next", "", "n", NULL,
        "go to the next match",
        FIND, "next", "again",
        COUNTS | NEEDS_LIST, run_search_next)
COMMAND(SEARCH_PREVIOUS, "search-previous", "", "N", NULL,
        "go to the previous match",
        FIND, "previous", "again backwards",
        COUNTS | NEEDS_LIST, run_search_previous)
COMMAND(FILTER, "filter", "&", "", "FILTER",
        "show only what passes a filter: see Filters",
        FIND, "filter", "limit hide select query where grep",
        NEEDS_LIST, run_filter)
COMMAND(ORDER, "order", "", "o", "COLUMN",
        "sort by a column; again reverses the order",
        FIND, "sort", "rank ascending descending reverse",
        NEEDS_LIST, run_order)
COMMAND(FIND, "find", "", "f", "FILTER",
        "search all accounts in the store, free",
        FIND, "store", "database everywhere global query lookup",
        0, run_find)
COMMAND(GROUPS, "groups", "", "", "FILE",
        "read which account is in which group (CSV)",
        FIND, "", "group csv party class label category",
        0, run_groups)
COMMAND(MARK, "mark", "Space", "Insert", "FILTER",
        "mark the account, or remove its mark",
        MARK, "mark", "select tag toggle choose",
        NEEDS_LIST, run_mark)
COMMAND(MARK_RANGE, "mark-range", "", "V", NULL,
        "mark from the nearest mark to this account",
        MARK, "", "select visual tag",
        NEEDS_LIST, run_mark_range)
COMMAND(MARK_ALL, "mark-all", "", "*", NULL,
        "mark all accounts shown; again: unmark them",
        MARK, "", "select everything tag invert",
        NEEDS_LIST, run_mark_all)
COMMAND(UNMARK, "unmark", "U", "", NULL,
        "remove all marks",
        MARK, "unmark", "deselect unselect untag clear none",
        NEEDS_LIST, run_unmark)
COMMAND(COMPARE, "compare", "", "c", "ACCOUNTS",
        "compare marked lists, or those of the trail",
        COMPARE, "compare", "jaccard overlap common shared similar intersection union venn matrix pattern excess",
        0, run_view)
COMMAND(DIFF, "diff", "", "=", "ACCOUNT",
        "compare the snapshots of this list over time",
        COMPARE, "changes", "difference snapshot history timeline time new gone lost renamed unfollowed version",
        0, run_view)
COMMAND(UNDO, "undo", "u", "", NULL,
        "undo a change of marks, filter, order, layout",
        MARK, "", "revert restore redo take back",
        NEEDS_LIST, run_undo)
COMMAND(COPY, "copy", "y", "", "KIND",
        "copy as handle, id, address, CSV or JSON",
        SAVE, "copy", "export save yank clipboard dump paste",
        NEEDS_LIST, run_copy)
COMMAND(WRITE, "write", "", "W ^S", "FILE",
        "write this list to a file: .csv or .jsonl",
        SAVE, "write", "export save csv json file dump list table",
        NEEDS_LIST, run_write)
COMMAND(EXPORT, "export", "", "x", "DIR",
        "export this or the marked lists to a folder",
        SAVE, "export", "csv graphml gephi networkx igraph pandas save folder package data publish",
        NEEDS_LIST, run_export)
COMMAND(BROWSE, "browse", "", "O", NULL,
        "open the profile in a web browser ($BROWSER)",
        OPEN, "", "url link website internet tiktok",
        NEEDS_LIST, run_browse)
COMMAND(BOOKMARK, "bookmark", "B", "", NULL,
        "bookmark the account, or remove the bookmark",
        SAVE, "bookmark", "keep favourite favorite star save remember",
        NEEDS_LIST, run_bookmark)
COMMAND(BOOKMARKS, "bookmarks", "", "'", NULL,
        "list the bookmarked accounts",
        OPEN, "bookmarks", "favourites favorites saved starred",
        0, run_bookmarks)
COMMAND(LISTS, "lists", "", "I", NULL,
        "list everybody whose list is stored",
        OPEN, "lists", "owners index inventory home start graph network state",
        0, run_lists)
COMMAND(FOLLOWED_BY, "followed-by", "", "w", "ACCOUNT",
        "list who follows the account, in your store",
        OPEN, "who follows", "followers reverse in-degree popular mutual reciprocal",
        0, run_followed_by)
COMMAND(FRONTIER, "frontier", "", "F", "ORDER",
        "list whom to open next, with prices, free",
        OPEN, "frontier", "next candidates snowball crawl rank recommend cheap popular graph network",
        0, run_frontier)
COMMAND(DETAIL, "detail", "d", "", NULL,
        "show or hide the detail pane",
        LOOK, "", "preview info describe panel split",
        NEEDS_LIST, run_detail)
COMMAND(RECORD, "record", "", "J", "REQUEST",
        "show its record, or the answer to a request",
        OPEN, "record", "raw json source info describe bio",
        0, run_record)
COMMAND(PANE_PLACE, "pane-place", "", "D", "PLACE",
        "move the detail pane below or beside the list",
        LOOK, "", "split layout right bottom preview",
        NEEDS_LIST, run_pane_place)
COMMAND(PANE_LARGER, "pane-larger", "", "+", NULL,
        "make the detail pane larger",
        LOOK, "", "grow bigger resize preview",
        NEEDS_LIST, run_pane_larger)
COMMAND(PANE_SMALLER, "pane-smaller", "", "-", NULL,
        "make the detail pane smaller",
        LOOK, "", "shrink resize preview",
        NEEDS_LIST, run_pane_smaller)
COMMAND(ZOOM, "zoom", "z", "", NULL,
        "show the detail pane in full; and back",
        LOOK, "list", "full maximise maximize expand profile preview",
        NEEDS_LIST, run_zoom)
COMMAND(COLUMNS, "columns", "", "C", "COLUMNS",
        "choose, order and resize the columns",
        LOOK, "", "fields width hide layout",
        NEEDS_LIST, run_columns)
COMMAND(THEME, "theme", "", "T", "THEME",
        "change the theme: auto, dark, light, 16, mono",
        LOOK, "", "colour color dark light background",
        0, run_theme)
COMMAND(LOOKS_DEFAULT, "looks-default", "", "", NULL,
        "restore the configured columns, pane, theme",
        LOOK, "", "reset colour color layout undo",
        0, run_looks_default)
COMMAND(LEDGER, "ledger", "$", "", NULL,
        "show the ledger: what every request cost",
        LOAD, "ledger", "money cost price spent spending bill charge history balance credits",
        0, run_view)
COMMAND(STATS, "stats", "", "S", NULL,
        "show figures of the marked or listed accounts",
        FIND, "figures", "statistics summary count quartile median histogram distribution reciprocity mutual chart",
        NEEDS_LIST, run_view)
COMMAND(NEXT_TAB, "next-tab", "Tab", "", NULL,
        "next table of the ledger or the comparison",
        LOAD, "next", "switch tab sums totals money pattern",
        0, run_next_tab)
COMMAND(HELP, "help", "?", "F1", "WORD",
        "list the keys; type to search them",
        HELP, "help", "keys manual shortcuts commands",
        EVERYWHERE, run_view)
COMMAND(ABOUT, "about", "", "i", NULL,
        "show this program, its settings and its store",
        LOOK, "", "info doctor status settings options config diagnose",
        0, run_view)
COMMAND(VERSION, "version", "", "", NULL,
        "show the versions of program and store",
        LOOK, "", "about release",
        EVERYWHERE, run_version)
COMMAND(PALETTE, "command", "", ":", NULL,
        "type a command by its name; Tab completes it",
        HELP, "", "palette run name prompt",
        EVERYWHERE, run_palette)
COMMAND(ESCAPE, "escape", "Esc", "^C ^G", NULL,
        "leave a prompt, a message or a wait",
        HELP, "back", "cancel clear abort close stop exit leave",
        KEEPS_MESSAGE, run_escape)
COMMAND(REDRAW, "redraw", "", "^L", NULL,
        "redraw the screen",
        LOOK, "", "refresh repaint clear",
        EVERYWHERE | BLIND | PASSES_PROMPT | KEEPS_MESSAGE, run_redraw)
COMMAND(SUSPEND, "suspend", "", "^Z", NULL,
        "suspend the program; fg resumes it",
        HELP, "", "background shell job pause",
        EVERYWHERE | BLIND | PASSES_PROMPT, run_suspend)
COMMAND(LEAVE, "leave", "q", "", NULL,
        "leave this view; in a list, go back",
        HELP, "back", "close exit return",
        NEEDS_LIST | LOCAL, run_leave)
COMMAND(QUIT, "quit", "Q", "F10", NULL,
        "quit after paid answers arrive; again: now",
        HELP, "", "exit leave end bye close",
        EVERYWHERE | BLIND | LOCAL, run_quit)
/* clang-format on */
