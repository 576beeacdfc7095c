/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/ledger_pane.h"

#include "ui/pager.h"

void ledger_pane_init(struct ledger_pane *pane) {
    *pane = (struct ledger_pane){.is_stale = true};
    arena_init(&pane->arena);
}

void ledger_pane_fini(struct ledger_pane *pane) {
    arena_fini(&pane->arena);
}

void ledger_pane_open(struct ledger_pane *pane) {
    ledger_pane_fini(pane);
    ledger_pane_init(pane);
}

static void turn(struct ledger_pane *pane, int by) {
    pane->tab = (enum ledger_pane_tab)(((int)pane->tab + LEDGER_PANE_TABS + by) % LEDGER_PANE_TABS);
    pane->is_stale = true;
}

bool ledger_pane_command(struct ledger_pane *pane, enum command command, int64_t rows) {
    if (pager_move(&pane->tops[pane->tab], command, rows, pane->count))
        return true;
    switch (command) {
    case COMMAND_NEXT_TAB:
    case COMMAND_DRILL_IN:
        turn(pane, 1);
        return true;
    case COMMAND_BACK:
        turn(pane, -1);
        return true;
    case COMMAND_LEDGER:
    case COMMAND_LEAVE:
    case COMMAND_ESCAPE:
        return false;
    default:
        return true;
    }
}

static bool read_rows(struct ledger_pane *pane, struct store *store, int64_t rows) {
    int64_t *top = &pane->tops[pane->tab];
    if (!ledger_count(store, &pane->count, &pane->err))
        return false;
    pager_limit(top, rows, pane->count);
    size_t most = rows > 0 ? (size_t)rows : 0;
    pane->rows = arena_alloc(&pane->arena, (most + 1) * sizeof *pane->rows);
    return ledger_read(store, *top, most, &pane->arena, pane->rows, &pane->held, &pane->err);
}

static bool read_sums(struct ledger_pane *pane, struct store *store, int64_t rows) {
    static const enum ledger_by by[LEDGER_PANE_TABS] = {[LEDGER_PANE_LISTS] = LEDGER_BY_LIST,
                                                        [LEDGER_PANE_DAYS] = LEDGER_BY_DAY,
                                                        [LEDGER_PANE_SESSIONS] = LEDGER_BY_SESSION};
    if (!ledger_sums(store, by[pane->tab], &pane->arena, &pane->sums, &pane->held, &pane->err))
        return false;
    pane->count = (int64_t)pane->held;
    pager_limit(&pane->tops[pane->tab], rows, pane->count);
    return true;
}

static bool read_table(struct ledger_pane *pane, const struct session *session, int64_t rows) {
    if (pane->tab != LEDGER_PANE_REQUESTS && !pane->is_stale) {
        pager_limit(&pane->tops[pane->tab], rows, pane->count);
        return true;
    }
    arena_fini(&pane->arena);
    pane->held = 0;
    pane->count = 0;
    return pane->tab == LEDGER_PANE_REQUESTS ? read_rows(pane, session->store, rows)
                                             : read_sums(pane, session->store, rows);
}

static bool read_list(struct ledger_pane *pane, const struct session *session) {
    const struct place *place = session->trail.current;
    return !pane->is_stale || !place ||
           ledger_sum_of_list(session->store, place->list->target, &pane->list, &pane->err);
}

void ledger_pane_read(struct ledger_pane *pane, const struct session *session, int64_t rows) {
    pane->has_failed = !read_table(pane, session, rows) || !read_list(pane, session);
    pane->is_stale = false;
}
