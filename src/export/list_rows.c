/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/list_rows.h"

#include "base/mem.h"
#include "store/edges.h"

#include <string.h>

enum { SLICE = 4096, BITS = 8 };

struct reading {
    struct export *export;
    const struct list_rows_list *list;
    struct edges_place place; /* of the row that is passed */
    int64_t rank;
    list_rows_take *take;
    void *context;
    bool is_ended;
};

/* Whether the list did not have it before. */
static bool see(struct export *export, int64_t account) {
    size_t at = (size_t)account / BITS, before = export->seen_size;
    uint8_t bit = (uint8_t)(1U << (account % BITS));
    if (at >= before) {
        export->seen = mem_grow(export->seen, &export->seen_size, at + 1, 1);
        memset(export->seen + before, 0, export->seen_size - before);
    }
    bool is_new = !(export->seen[at] & bit);
    export->seen[at] |= bit;
    return is_new;
}

static void pass(void *context, int64_t account) {
    struct reading *reading = context;
    if (reading->is_ended || (reading->list->has_repeats && !see(reading->export, account)))
        return;
    const struct list_rows_row row = {account, ++reading->rank, reading->place.seq};
    reading->is_ended = !reading->take(reading->context, &row);
}

bool list_rows_read(struct export *export, const struct list_rows_list *list, list_rows_take *take,
                    void *context, struct err *err) {
    struct reading reading = {.export = export, .list = list, .take = take, .context = context};
    bool is_read = true, is_end = false;
    if (list->has_repeats && export->seen)
        memset(export->seen, 0, export->seen_size);
    while (is_read && !is_end && !reading.is_ended)
        is_read = edges_read(export->store, list->snapshot, &reading.place, list->pages, SLICE,
                             pass, &reading, &is_end, err);
    return is_read;
}

struct counting {
    struct export *export;
    const struct list_rows_list *list;
};

static bool count_row(void *context, const struct list_rows_row *row) {
    struct counting *counting = context;
    if (row->account != counting->list->owner)
        list_counts_change(&counting->export->counts, (uint32_t)row->account, 1,
                           counting->list->is_complete);
    return true;
}

bool list_rows_count(struct export *export, struct err *err) {
    enum sql_step step = SQL_DONE;
    bool is_fine = true;
    if (export->is_counted)
        return true;
    struct statement *lists =
        sql_use(export->store->sql, "SELECT snapshot, pages, coalesce(account, 0), is_complete,"
                                    " repeats > 0 FROM list_standing WHERE is_chosen");
    while (is_fine && (step = sql_step(lists, err)) == SQL_ROW) {
        struct list_rows_list list = {
            .snapshot = sql_number(lists, 0),
            .pages = sql_number(lists, 1),
            .owner = sql_number(lists, 2),
            .is_complete = sql_number(lists, 3) != 0,
            .has_repeats = sql_number(lists, 4) != 0,
        };
        export->incomplete += !list.is_complete;
        is_fine = list_rows_read(export, &list, count_row, &(struct counting){export, &list}, err);
    }
    sql_end(lists);
    export->is_counted = is_fine && step == SQL_DONE;
    return export->is_counted;
}
