/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/ledger_view.h"

#include "base/clock.h"

enum { SUMS_MS = 1000 };

void ledger_view_init(struct ledger_view *pane) {
    *pane = (struct ledger_view){.is_stale = true, .is_turned = true};
    purse_init(&pane->purse);
    arena_init(&pane->arena);
}

void ledger_view_fini(struct ledger_view *pane) {
    arena_fini(&pane->arena);
}

void ledger_view_open(struct ledger_view *pane) {
    ledger_view_fini(pane);
    ledger_view_init(pane);
}

static void turn(struct ledger_view *pane, int by) {
    pane->tab = (enum ledger_view_tab)(((int)pane->tab + LEDGER_VIEW_TABS + by) % LEDGER_VIEW_TABS);
    pane->is_stale = pane->is_turned = true;
}

enum view_result ledger_view_command(struct ledger_view *pane, enum command command, int64_t rows) {
    int64_t *top = &pane->tops[pane->tab];
    if (pane->tab == LEDGER_VIEW_REQUESTS
            ? scroll_select(top, &pane->selected, command, rows, pane->count)
            : scroll_move(top, command, rows, pane->count))
        return VIEW_DONE;
    switch (command) {
    case COMMAND_NEXT_TAB:
    case COMMAND_DRILL_IN:
        turn(pane, 1);
        return VIEW_DONE;
    case COMMAND_BACK:
        turn(pane, -1);
        return VIEW_DONE;
    case COMMAND_LEDGER:
    case COMMAND_LEAVE:
    case COMMAND_ESCAPE:
        return VIEW_LEFT;
    default:
        return VIEW_UNKNOWN;
    }
}

void ledger_view_scroll(struct ledger_view *pane, int64_t step, int64_t rows) {
    int64_t *top = &pane->tops[pane->tab];
    *top += step;
    scroll_limit(top, rows, pane->count);
    if (pane->tab == LEDGER_VIEW_REQUESTS)
        scroll_limit_selected(*top, &pane->selected, rows, pane->count);
}

const struct ledger_row *ledger_view_selected(const struct ledger_view *pane) {
    int64_t at = pane->selected - pane->tops[LEDGER_VIEW_REQUESTS];
    bool is_here = pane->tab == LEDGER_VIEW_REQUESTS && at >= 0 && at < (int64_t)pane->held;
    return is_here ? &pane->rows[at] : NULL;
}

/* New requests come first. */
static void stay_on_request(struct ledger_view *pane, int64_t count) {
    int64_t added = count - pane->known;
    if (pane->known && added > 0 && pane->selected) {
        pane->selected += added;
        pane->tops[LEDGER_VIEW_REQUESTS] += added;
    }
    pane->known = count;
}

static bool read_rows(struct ledger_view *pane, struct store *store, int64_t rows) {
    int64_t *top = &pane->tops[pane->tab];
    if (!ledger_count(store, &pane->count, &pane->err))
        return false;
    stay_on_request(pane, pane->count);
    scroll_limit(top, rows, pane->count);
    scroll_limit_selected(*top, &pane->selected, rows, pane->count);
    size_t most = rows > 0 ? (size_t)rows : 0;
    pane->rows = arena_alloc(&pane->arena, (most + 1) * sizeof *pane->rows);
    return ledger_read(store, *top, most, &pane->arena, pane->rows, &pane->held, &pane->err);
}

static enum ledger_by by_of(enum ledger_view_tab tab) {
    return (enum ledger_by)(tab - LEDGER_VIEW_LISTS);
}

static bool read_sums(struct ledger_view *pane, struct store *store, int64_t rows) {
    if (!ledger_sums(store, by_of(pane->tab), &pane->arena, &pane->sums, &pane->held, &pane->err))
        return false;
    pane->count = (int64_t)pane->held;
    scroll_limit(&pane->tops[pane->tab], rows, pane->count);
    return true;
}

static bool read_table(struct ledger_view *pane, const struct session *session, int64_t rows) {
    arena_fini(&pane->arena);
    pane->held = 0;
    pane->count = 0;
    return pane->tab == LEDGER_VIEW_REQUESTS ? read_rows(pane, session->store, rows)
                                             : read_sums(pane, session->store, rows);
}

const struct list *ledger_view_list(const struct session *session) {
    const struct place *place = session->trail.current;
    return place && !list_is_local(place->list) ? place->list : NULL;
}

/* Reads the whole head together, so that its figures match. */
static bool read_head(struct ledger_view *pane, const struct session *session) {
    const struct list *list = ledger_view_list(session);
    return journal_read_purse(session->store, clock_wall_ms(), &pane->purse, &pane->err) &&
           (!list || ledger_sum_of_list(session->store, list->target, &pane->list, &pane->err));
}

void ledger_view_read(struct ledger_view *pane, const struct session *session, int64_t rows,
                      int64_t now_ms, bool is_key) {
    bool is_due = pane->is_turned || (pane->is_stale && !is_key && now_ms >= pane->due_ms);
    if (is_due || pane->tab == LEDGER_VIEW_REQUESTS)
        pane->has_failed = !read_table(pane, session, rows);
    else
        scroll_limit(&pane->tops[pane->tab], rows, pane->count);
    if (!is_due)
        return;
    pane->has_head_failed = !read_head(pane, session);
    pane->is_stale = pane->is_turned = false;
    pane->due_ms = now_ms + SUMS_MS;
}

const struct table *ledger_view_table(enum ledger_view_tab tab) {
    return tab == LEDGER_VIEW_REQUESTS ? &ledger_requests : &ledger_sum_tables[by_of(tab)];
}

const void *ledger_view_row(const struct ledger_view *pane, size_t line) {
    size_t at = line + (pane->tab == LEDGER_VIEW_REQUESTS ? 0 : (size_t)pane->tops[pane->tab]);
    if (at >= pane->held)
        return NULL;
    return pane->tab == LEDGER_VIEW_REQUESTS ? (const void *)&pane->rows[at] : &pane->sums[at];
}
