/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/owner_rows.h"

#include "base/mem.h"
#include "store/lookup.h"

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

bool owner_rows_takes(const struct holding *holding) {
    return (holding->snapshot || holding->is_asked) && holding->state != STANDING_NONE;
}

void owner_rows_add(struct owner_rows *rows, const struct holding *holding, int64_t rank) {
    rows->of = mem_grow(rows->of, &rows->capacity, rows->count + 1, sizeof *rows->of);
    struct owner_row *row = &rows->of[rows->count++];
    *row = (struct owner_row){.holding = *holding, .rank = rank};
    row->holding.label = arena_dup(&rows->arena, holding->label);
    row->holding.id = row->id = arena_dup(&rows->arena, holding->id);
    graph_index_count(rows->session->index, holding->account, &row->lists, &row->lists_max);
}

static int compare_ids(const struct owner_row *a, const struct owner_row *b) {
    int order = strcmp(a->id ? a->id : "", b->id ? b->id : "");
    int64_t left = a->holding.snapshot, right = b->holding.snapshot;
    return order ? order : (left > right) - (left < right);
}

static int compare_ages(const void *left, const void *right) {
    const struct owner_row *a = left, *b = right;
    if (a->holding.last_ms != b->holding.last_ms)
        return a->holding.last_ms > b->holding.last_ms ? -1 : 1;
    return (a->holding.snapshot < b->holding.snapshot) -
           (a->holding.snapshot > b->holding.snapshot);
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

/* Nothing but the handle is known of the owner of a list that was requested by it. */
static struct account bare_of(const struct owner_row *row) {
    const char *label = row->holding.label ? row->holding.label : "";
    return (struct account){.id = row->id,
                            .username = *label == '@' ? label + 1 : label,
                            .is_bare = true,
                            .follower_count = ACCOUNT_UNKNOWN,
                            .following_count = ACCOUNT_UNKNOWN,
                            .like_count = ACCOUNT_UNKNOWN,
                            .video_count = ACCOUNT_UNKNOWN,
                            .seen_ms = ACCOUNT_UNKNOWN};
}

static bool put(struct owner_rows *rows, struct list *list, const struct owner_row *row,
                enum verdict in, struct err *err) {
    const struct holding *holding = &row->holding;
    struct row_facts facts = ROW_FACTS_NONE;
    struct account bare = bare_of(row), *account = NULL;
    struct arena arena;
    arena_init(&arena);
    bool is_read =
        !holding->account ||
        lookup_account_by_number(rows->session->store, holding->account, &arena, &account, err);
    facts.rank = row->rank;
    facts.reported = holding->reported;
    facts.listed = holding->listed;
    facts.at_ms = holding->last_ms;
    facts.credits = holding->credits;
    facts.state = holding->is_complete ? FACT_COMPLETE : FACT_INCOMPLETE;
    facts.state_name = standing_name(holding->state);
    facts.in = in;
    if (is_read)
        list_add_row(list, account ? account : &bare, &facts);
    arena_fini(&arena);
    return is_read;
}

bool owner_rows_put(struct owner_rows *rows, struct list *list, size_t from, size_t to,
                    enum verdict in, struct err *err) {
    for (size_t i = from; i < to; i++)
        if (!put(rows, list, &rows->of[i], in, err))
            return false;
    return true;
}
