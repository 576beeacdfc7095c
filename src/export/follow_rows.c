/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/follow_rows.h"

#include "base/buf.h"
#include "export/list_rows.h"

/* In the order of the columns. */
#define PLACE(name, ...) FOLLOW_##name,
enum { VIEW_COLUMNS_FOLLOWS(PLACE, PLACE, "", "") FOLLOW_COLUMNS };

enum { RANK_MAX = 24 };

/* The page that is being read. Its cells stand in `text`, one after the other. */
struct follow_page {
    int64_t seq;
    struct buf text;
    struct export_cell cells[FOLLOW_COLUMNS];
};

struct follows {
    struct export *export;
    int64_t snapshot;
    struct follow_page page;
    export_sink *sink;
    void *context;
    struct err *err;
    bool is_fine;
};

/* The columns of a page's rows, without those that differ from row to row. */
static const char page_columns[] = "SELECT" VIEW_COLUMNS_FOLLOWS(
    VIEWS_FIRST, VIEWS_NEXT, "NULL", "NULL") " FROM list_standing l JOIN page p"
                                             " ON p.snapshot = l.snapshot WHERE l.snapshot = ?1"
                                             " AND p.seq = ?2";

static void keep_cells(struct follow_page *page, struct statement *from) {
    size_t ends[FOLLOW_COLUMNS];
    buf_clear(&page->text);
    for (int i = 0; i < FOLLOW_COLUMNS; i++) {
        const char *text = sql_text(from, i);
        buf_put(&page->text, text ? text : "", text ? sql_length(from, i) + 1 : 1);
        ends[i] = page->text.len;
    }
    const char *start = buf_text(&page->text);
    for (size_t i = 0, at = 0; i < FOLLOW_COLUMNS; at = ends[i++])
        page->cells[i] = (struct export_cell){start + at, ends[i] - at - 1};
}

static bool turn_page(struct follows *follows, int64_t seq) {
    struct statement *find = sql_use(follows->export->store->sql, page_columns);
    sql_bind(find, 1, follows->snapshot);
    sql_bind(find, 2, seq);
    enum sql_step step = sql_step(find, follows->err);
    if (step != SQL_ROW)
        return step == SQL_DONE &&
               err_set(follows->err, ERR_DATA, "page %d of a list is missing", (int)seq + 1);
    keep_cells(&follows->page, find);
    follows->page.seq = seq;
    sql_end(find);
    return true;
}

static struct export_cell rank_cell(int64_t rank, char text[static RANK_MAX]) {
    char *at = text + RANK_MAX - 1;
    for (*at = '\0'; rank; rank /= 10)
        *--at = (char)('0' + rank % 10);
    return (struct export_cell){at, (size_t)(text + RANK_MAX - 1 - at)};
}

static bool pass_row(struct follows *follows, const struct list_rows_row *row) {
    struct export_cell *cells = follows->page.cells;
    struct export *export = follows->export;
    char rank[RANK_MAX];
    cells[FOLLOW_rank] = rank_cell(row->rank, rank);
    cells[FOLLOW_target].text = account_keys_text(&export->keys, export->store, row->account,
                                                  &cells[FOLLOW_target].length, follows->err);
    return cells[FOLLOW_target].text &&
           follows->sink(follows->context, &export_tables[TABLE_FOLLOWS], cells, follows->err);
}

static bool take_row(void *context, const struct list_rows_row *row) {
    struct follows *follows = context;
    if (!export_follows(follows->export, row->account))
        return true;
    follows->is_fine =
        (row->seq == follows->page.seq || turn_page(follows, row->seq)) && pass_row(follows, row);
    return follows->is_fine;
}

static bool read_list(void *context, const struct list_rows_list *list, struct err *err) {
    struct follows *follows = context;
    follows->snapshot = list->snapshot;
    follows->page.seq = -1;
    return !list->is_proved ||
           (list_rows_read(follows->export, list, take_row, follows, err) && follows->is_fine);
}

bool follow_rows_read(struct export *export, export_sink *sink, void *context, struct err *err) {
    struct follows follows = {
        .export = export, .sink = sink, .context = context, .err = err, .is_fine = true};
    buf_init(&follows.page.text, SIZE_MAX / 2);
    bool is_read = list_rows_each(export, read_list, &follows, err);
    buf_fini(&follows.page.text);
    return is_read;
}
