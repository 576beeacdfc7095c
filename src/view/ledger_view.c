/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The ledger: what every request cost, and sums by list, day and session. Only the visible requests
 * are read, so that it opens immediately however many there are. The sums are read in full, which
 * takes longer: only when something may have changed, at most once a second, and never before a key
 * is answered that does not ask for another table. One request is selected, the first one until the
 * user moves, and stays selected while others are added above it.
 */
#include "view/view.h"

#include "base/clock.h"
#include "base/figure.h"
#include "view/hint.h"
#include "view/ledger_table.h"

#include <inttypes.h>
#include <stdio.h>

enum { SUMS_MS = 1000, NUMBER_MAX = 24, REQUESTS = 0, SUMS = 1 /* from here as enum ledger_by */ };

struct ledger {
    struct arena arena;      /* of what was read */
    int64_t known;           /* requests at the last read */
    int64_t first;           /* the line of the first one held */
    struct ledger_row *rows; /* REQUESTS: the visible ones */
    struct ledger_sum *sums; /* the others: all */
    size_t held;             /* of either */
    struct ledger_sum list;  /* of the current list */
    struct purse purse;      /* of the whole store at that time */
    bool has_failed, has_head_failed;
};

static bool open_ledger(struct view *view, const char *argument) {
    struct ledger *ledger = view->own;
    (void)argument;
    purse_init(&ledger->purse);
    arena_init(&ledger->arena);
    view->selected = 0;
    view->nothing = "No requests yet.";
    return true;
}

static void close_ledger(struct view *view) {
    arena_fini(&((struct ledger *)view->own)->arena);
}

/* New requests come first. */
static void stay_on_request(struct view *view) {
    struct ledger *ledger = view->own;
    int64_t added = view->count - ledger->known;
    if (ledger->known && added > 0 && view->selected > 0) {
        view->selected += added;
        view->top += added;
    }
    ledger->known = view->count;
}

static bool read_rows(struct view *view, struct store *store) {
    struct ledger *ledger = view->own;
    size_t most = view->rows > 0 ? (size_t)view->rows : 0;
    if (!ledger_count(store, &view->count, &view->err))
        return false;
    stay_on_request(view);
    view_limit(view);
    ledger->first = view->top;
    ledger->rows = arena_alloc(&ledger->arena, (most + 1) * sizeof *ledger->rows);
    return ledger_read(store, view->top, most, &ledger->arena, ledger->rows, &ledger->held,
                       &view->err);
}

static bool read_sums(struct view *view, struct store *store) {
    struct ledger *ledger = view->own;
    ledger->first = 0;
    if (!ledger_sums(store, (enum ledger_by)(view->tab - SUMS), &ledger->arena, &ledger->sums,
                     &ledger->held, &view->err))
        return false;
    view->count = (int64_t)ledger->held;
    return true;
}

static bool read_table(struct view *view) {
    struct store *store = view->front->session->store;
    struct ledger *ledger = view->own;
    arena_fini(&ledger->arena);
    ledger->held = 0;
    view->count = 0;
    return view->tab == REQUESTS ? read_rows(view, store) : read_sums(view, store);
}

/* The list that ledger->list is about; NULL: none. */
static const struct list *list_of(const struct session *session) {
    const struct place *place = session->trail.current;
    return place && !list_is_local(place->list) ? place->list : NULL;
}

/* Reads the whole head together, so that its figures match. */
static bool read_head(struct view *view) {
    struct ledger *ledger = view->own;
    struct session *session = view->front->session;
    const struct list *list = list_of(session);
    return journal_read_purse(session->store, clock_wall_ms(), &ledger->purse, &view->err) &&
           (!list || ledger_sum_of_list(session->store, list->target, &ledger->list, &view->err));
}

/* The session's sum is this program's; the others may include other programs' and come from the
 * store. */
static void add_scope(struct view *view, enum purse_scope scope, int rank) {
    char figure[FIGURE_MAX];
    const struct purse *purse = &view->front->session->purse;
    const struct ledger *ledger = view->own;
    int64_t spent = scope == PURSE_SESSION ? purse->spent[scope] : ledger->purse.spent[scope];
    line_add(&view->title, ROLE_DIM, rank, "%s%s ", scope ? " · " : "", purse_scope_name(scope));
    line_add(&view->title, ROLE_STRONG, rank, "%s", figure_grouped(spent, figure));
    if (purse->caps.most[scope] != PURSE_UNKNOWN)
        line_add(&view->title, ROLE_TEXT, rank, " of %s",
                 figure_grouped(purse->caps.most[scope], figure));
}

static void add_list(struct view *view, const struct list *list) {
    const struct ledger_sum *sum = &((struct ledger *)view->own)->list;
    char figure[FIGURE_MAX];
    line_add(&view->title, ROLE_DIM, 4, "%s", view->cols ? " · " : "; list of ");
    line_add(&view->title, ROLE_ACCENT, 4, "%s", list->label);
    line_add(&view->title, ROLE_STRONG, 4, " %s", figure_grouped(sum->credits, figure));
    if (sum->maybe)
        line_add(&view->title, ROLE_WARNING, 5,
                 view->cols ? " and ≤%s" : ", up to %s more maybe charged",
                 figure_grouped(sum->maybe, figure));
}

static void make_title(struct view *view, bool has_list) {
    int64_t maybe = ((struct ledger *)view->own)->purse.maybe;
    const struct list *list = list_of(view->front->session);
    char figure[FIGURE_MAX];
    line_add(&view->title, ROLE_DIM, 6, "spent: ");
    add_scope(view, PURSE_SESSION, view->has_heading ? 0 : 1);
    add_scope(view, PURSE_DAY, 2);
    add_scope(view, PURSE_STORE, 3);
    if (maybe)
        line_add(&view->title, ROLE_WARNING, 1,
                 view->cols ? " · ≤%s maybe charged" : "; up to %s more maybe charged",
                 figure_grouped(maybe, figure));
    if (list && has_list)
        add_list(view, list);
}

/* The signs that are on the screen. */
static void make_foot(struct view *view) {
    const struct ledger *ledger = view->own;
    bool has_maybe = false, has_proved = false, has_shared = false, has_jump = false;
    size_t rows = view->tab == REQUESTS ? ledger->held : 0;
    for (size_t i = 0; i < rows; i++) {
        const struct ledger_row *row = &ledger->rows[i];
        has_maybe = has_maybe || ledger_is_maybe(row);
        has_proved = has_proved || (row->is_proved && !row->is_shared);
        has_shared = has_shared || row->is_shared;
        has_jump = has_jump || row->jump;
    }
    if (has_maybe)
        line_add(&view->foot, ROLE_DIM, 0, "? maybe charged  ");
    if (has_jump && table_plan_make(view_table(view, 0), view->cols).class < TABLE_WIDE)
        line_add(&view->foot, ROLE_DIM, 1, "jump: not by this program  ");
    if (has_proved)
        line_add(&view->foot, ROLE_DIM, 2, "* shown by a later balance  ");
    if (has_shared)
        line_add(&view->foot, ROLE_DIM, 3, "~ its share of such a charge  ");
}

static void read_ledger(struct view *view) {
    bool is_due =
        view->is_turned || (view->is_stale && !view->is_key && view->now_ms >= view->due_ms);
    struct ledger *ledger = view->own;
    if (is_due || view->tab == REQUESTS)
        ledger->has_failed = !read_table(view);
    if (is_due) {
        ledger->has_head_failed = !read_head(view);
        view->is_stale = false;
        view->due_ms = view->now_ms + SUMS_MS;
    }
    view->has_failed = ledger->has_failed || ledger->has_head_failed;
    make_title(view, !ledger->has_head_failed);
    if (view->cols)
        make_foot(view);
}

static const void *row_at(const struct view *view, int64_t line) {
    const struct ledger *ledger = view->own;
    int64_t at = line - ledger->first;
    if (at < 0 || at >= (int64_t)ledger->held)
        return NULL;
    return view->tab == REQUESTS ? (const void *)&ledger->rows[at] : &ledger->sums[at];
}

static void show_answer(struct view *view) {
    const struct ledger_row *request = view_selected(view);
    char number[NUMBER_MAX];
    if (!request && view->selected >= 0) { /* moved to since the last drawing */
        view_read(view, view->now_ms, true);
        request = view_selected(view);
    }
    if (!request) {
        session_say(view->front->session, TONE_INFO,
                    "No request is selected. Tab turns to the table of the requests.");
        return;
    }
    snprintf(number, sizeof number, "%" PRId64, request->request);
    front_run(view->front, COMMAND_RECORD, number);
}

static enum view_result run(struct view *view, int key, enum command command) {
    (void)key;
    if (command != COMMAND_RECORD || !view->cols)
        return VIEW_UNKNOWN;
    show_answer(view);
    return VIEW_DONE;
}

static const struct hint *keys(const struct view *view) {
    static const struct hint of_requests[] = {
        {COMMAND_NEXT_TAB, .word = "sums", .help = "turn to the sums by list, day and session"},
        {COMMAND_RECORD, .word = "answer", .help = "show the answer to the selected request"},
        {COMMAND_HELP},
        {COMMAND_LEAVE},
        {COMMAND_NONE}};
    static const struct hint of_sums[] = {
        {COMMAND_NEXT_TAB, .help = "turn to the next sums; then to the requests"},
        {COMMAND_HELP},
        {COMMAND_LEAVE},
        {COMMAND_NONE}};
    return view->tab == REQUESTS && view_selected(view) ? of_requests : of_sums;
}

static const struct table *const tables[] = {
    [REQUESTS] = &ledger_requests,
    [SUMS + LEDGER_BY_LIST] = &ledger_sum_tables[LEDGER_BY_LIST],
    [SUMS + LEDGER_BY_DAY] = &ledger_sum_tables[LEDGER_BY_DAY],
    [SUMS + LEDGER_BY_SESSION] = &ledger_sum_tables[LEDGER_BY_SESSION],
    NULL};

const struct view_ops ledger_view = {.command = COMMAND_LEDGER,
                                     .name = "ledger",
                                     .title = "Ledger",
                                     .size = sizeof(struct ledger),
                                     .tables = tables,
                                     .open = open_ledger,
                                     .close = close_ledger,
                                     .run = run,
                                     .read = read_ledger,
                                     .row = row_at,
                                     .keys = keys};
