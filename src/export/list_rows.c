/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/list_rows.h"

#include "store/edges.h"

enum { SLICE = 4096 };

struct reading {
    struct export *export;
    const struct list_rows_list *list;
    struct edges_place place; /* of the row that is passed */
    int64_t rank;
    list_rows_take *take;
    void *context;
    bool is_ended;
};

static void pass(void *context, int64_t account) {
    struct reading *reading = context;
    if (reading->is_ended ||
        (reading->list->has_repeats && !number_set_add(&reading->export->seen, account)))
        return;
    const struct list_rows_row row = {account, ++reading->rank, reading->place.seq};
    reading->is_ended = !reading->take(reading->context, &row);
}

bool list_rows_read(struct export *export, const struct list_rows_list *list, list_rows_take *take,
                    void *context, struct err *err) {
    struct reading reading = {.export = export, .list = list, .take = take, .context = context};
    bool is_read = true, is_end = false;
    if (list->has_repeats)
        number_set_clear(&export->seen);
    while (is_read && !is_end && !reading.is_ended)
        is_read = edges_read(export->store, list->snapshot, &reading.place, list->pages, SLICE,
                             pass, &reading, &is_end, err);
    return is_read;
}

static struct list_rows_list list_of(struct statement *row) {
    return (struct list_rows_list){
        .snapshot = sql_number(row, 0),
        .pages = sql_number(row, 1),
        .owner = sql_number(row, 2),
        .is_complete = sql_number(row, 3) != 0,
        .has_repeats = sql_number(row, 4) != 0,
        .is_proved = sql_number(row, 5) != 0,
    };
}

#define CHOSEN                                                                                     \
    "SELECT snapshot, pages, coalesce(account, 0), is_complete, repeats > 0, owner IS NOT NULL"    \
    " FROM list_standing WHERE is_chosen ORDER BY "

bool list_rows_each(struct export *export, list_rows_visit *visit, void *context, struct err *err) {
    enum sql_step step = SQL_DONE;
    bool is_fine = true;
    struct statement *lists =
        sql_use(export->store->sql, export->options->is_pseudonymous ? CHOSEN
                                        "iif(owner IS NULL, '', export_pseudonym(owner))"
                                                                     : CHOSEN "owner");
    while (is_fine && (step = sql_step(lists, err)) == SQL_ROW) {
        const struct list_rows_list list = list_of(lists);
        is_fine = visit(context, &list, err);
    }
    sql_end(lists);
    return is_fine && step == SQL_DONE;
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

static bool count_list(void *context, const struct list_rows_list *list, struct err *err) {
    struct export *export = context;
    export->incomplete += !list->is_complete;
    return list_rows_read(export, list, count_row, &(struct counting){export, list}, err);
}

bool list_rows_count(struct export *export, struct err *err) {
    if (!export->is_counted)
        export->is_counted = list_rows_each(export, count_list, export, err);
    return export->is_counted;
}
