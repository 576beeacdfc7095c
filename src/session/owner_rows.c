/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/owner_rows.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

void owner_rows_init(struct owner_rows *rows, const struct session *session) {
    *rows = (struct owner_rows){.session = session};
    arena_init(&rows->arena);
}

void owner_rows_fini(struct owner_rows *rows) {
    free(rows->of);
    arena_fini(&rows->arena);
}

/* The handle in a label. */
static const char *name_of(const char *label) {
    return label && *label == '@' ? label + 1 : label ? label : "";
}

void owner_rows_add(struct owner_rows *rows, const struct holding *holding, int64_t rank) {
    int64_t lists_max;
    rows->of = mem_grow(rows->of, &rows->capacity, rows->count + 1, sizeof *rows->of);
    struct owner_row *row = &rows->of[rows->count++];
    *row = (struct owner_row){.snapshot = holding->snapshot, .facts = ROW_FACTS_NONE};
    if (holding->account)
        row->id = arena_dup(&rows->arena, holding->id);
    else
        row->name = arena_dup(&rows->arena, name_of(holding->label));
    graph_index_count(rows->session->index, holding->account, &row->lists, &lists_max);
    row->facts.rank = rank;
    row->facts.reported = holding->reported;
    row->facts.listed = holding->listed;
    row->facts.at_ms = holding->last_ms;
    row->facts.credits = holding->credits;
    row->facts.state = holding->is_complete ? FACT_COMPLETE : FACT_INCOMPLETE;
    row->facts.state_name = standing_name(holding->state);
}

bool owner_rows_add_chosen(struct owner_rows *rows, const struct chosen *chosen, struct err *err) {
    struct holding holding = {.account = chosen->owner,
                              .snapshot = chosen->snapshot,
                              .state = chosen->state,
                              .is_complete = chosen->is_complete,
                              .listed = chosen->listed,
                              .reported = chosen->reported,
                              .last_ms = chosen->last_ms,
                              .credits = chosen->credits,
                              .id = chosen->id};
    struct arena arena;
    arena_init(&arena);
    bool is_read = chosen->owner || holding_of_snapshot(rows->session->store, chosen->snapshot,
                                                        &holding, &arena, err);
    if (is_read && (chosen->owner || holding.snapshot))
        owner_rows_add(rows, &holding, ACCOUNT_UNKNOWN);
    arena_fini(&arena);
    return is_read;
}

static int compare_ids(const struct owner_row *a, const struct owner_row *b) {
    int order = strcmp(a->id ? a->id : "", b->id ? b->id : "");
    return order ? order : (a->snapshot > b->snapshot) - (a->snapshot < b->snapshot);
}

static int compare_ages(const void *left, const void *right) {
    const struct owner_row *a = left, *b = right;
    if (a->facts.at_ms != b->facts.at_ms)
        return a->facts.at_ms > b->facts.at_ms ? -1 : 1;
    return (a->snapshot < b->snapshot) - (a->snapshot > b->snapshot);
}

static int compare_lists(const void *left, const void *right) {
    const struct owner_row *a = left, *b = right;
    if (a->lists != b->lists)
        return a->lists > b->lists ? -1 : 1;
    return compare_ids(a, b);
}

void owner_rows_sort_by_age(struct owner_rows *rows) {
    if (rows->count)
        qsort(rows->of, rows->count, sizeof *rows->of, compare_ages);
}

void owner_rows_sort_by_lists(struct owner_rows *rows, size_t from) {
    if (rows->count > from)
        qsort(rows->of + from, rows->count - from, sizeof *rows->of, compare_lists);
}

void owner_rows_tell(struct list *list) {
    list->tells[ROW_FACT_ROWS] = list->tells[ROW_FACT_AGE] = list->tells[ROW_FACT_CREDITS] = true;
}

void owner_rows_date(struct list *list, int64_t first_ms, int64_t last_ms) {
    if (first_ms >= 0 && (list->first_ms < 0 || first_ms < list->first_ms))
        list->first_ms = first_ms;
    if (last_ms > list->last_ms)
        list->last_ms = last_ms;
}

void owner_rows_put(const struct owner_rows *rows, struct list *list, size_t from, size_t to,
                    enum verdict in) {
    for (size_t i = from; i < to; i++) {
        struct row_facts facts = rows->of[i].facts;
        facts.in = in;
        list_add_later(list, rows->of[i].id, rows->of[i].name, &facts);
    }
}
