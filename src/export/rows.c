/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/rows.h"

#include "account/reference.h"
#include "export/cofollow_rows.h"
#include "export/follow_rows.h"
#include "export/list_rows.h"

#include <stddef.h>

enum { COLUMNS_MAX = 32 };

#define CRAWLS      VIEWS_CRAWLS " ORDER BY c.id"
#define CRAWL_STEPS VIEWS_CRAWL_STEPS " ORDER BY t.crawl, t.n"

/* What the view of a table has, in the table's order. A table without a text is read otherwise, or
 * not at all. */
static const char *const texts[TABLES] = {
    [TABLE_ACCOUNTS] = EXPORT_DESCRIBED(" AND a.key < '" REFERENCE_SEC_UID "'") " ORDER BY a.key",
    [TABLE_NAMES] = EXPORT_NAMES " ORDER BY a.key, first_seen, r.username",
    [TABLE_LISTS] = VIEWS_LISTS " ORDER BY list_standing.owner, list_standing.started_ms,"
                                " list_standing.snapshot",
    [TABLE_REQUESTS] = VIEWS_REQUESTS " ORDER BY q.id",
    [TABLE_CRAWLS] = CRAWLS,
    [TABLE_CRAWL_STEPS] = CRAWL_STEPS,
};

/* The same by pseudonyms. */
static const char *const texts_for_strangers[TABLES] = {
    [TABLE_ACCOUNTS] =
        "SELECT * FROM (" EXPORT_ACCOUNTS ") ORDER BY export_pseudonym(substr(id, 3))",
    [TABLE_LISTS] = VIEWS_LISTS " ORDER BY export_pseudonym(list_standing.owner),"
                                " list_standing.started_ms, list_standing.snapshot",
    [TABLE_CRAWLS] = CRAWLS,
    [TABLE_CRAWL_STEPS] = CRAWL_STEPS,
};

static bool pass_row(const struct export_table *table, struct statement *from, export_sink *sink,
                     void *context, struct err *err) {
    struct export_cell cells[COLUMNS_MAX];
    for (size_t i = 0; i < table->column_count; i++) {
        const char *text = sql_text(from, (int)i);
        cells[i] = (struct export_cell){text && *text ? text : NULL, 0};
        if (cells[i].text)
            cells[i].length = sql_length(from, (int)i);
    }
    return sink(context, table, cells, err);
}

/* The rest: whose ids are, or may be, no numbers. There are few, to be brought into order. */
static const char last_accounts[] =
    "SELECT * FROM (" EXPORT_DESCRIBED(" AND a.key >= '" REFERENCE_SEC_UID "'") EXPORT_LONE_OWNERS
    ") ORDER BY id";

static bool pass_rows(struct export *export, const char *text, const struct export_table *table,
                      export_sink *sink, void *context, struct err *err) {
    struct statement *rows = sql_use(export->store->sql, text);
    enum sql_step step = SQL_DONE;
    bool is_fine = true;
    while (is_fine && (step = sql_step(rows, err)) == SQL_ROW)
        is_fine = pass_row(table, rows, sink, context, err);
    sql_end(rows);
    return is_fine && step == SQL_DONE;
}

static bool read_view(struct export *export, const struct export_table *table, export_sink *sink,
                      void *context, struct err *err) {
    bool is_strange = export->options->is_pseudonymous;
    const char *text = (is_strange ? texts_for_strangers : texts)[table - export_tables];
    return pass_rows(export, text, table, sink, context, err) &&
           (is_strange || table != &export_tables[TABLE_ACCOUNTS] ||
            pass_rows(export, last_accounts, table, sink, context, err));
}

bool export_has_table(const struct export *export, const struct export_table *table) {
    if (table == &export_tables[TABLE_COFOLLOW])
        return export->options->cofollow > 0;
    if (table == &export_tables[TABLE_CRAWLS] || table == &export_tables[TABLE_CRAWL_STEPS])
        return export->crawls > 0;
    return !export->options->is_pseudonymous || !table->is_out;
}

bool export_read(struct export *export, const struct export_table *table, export_sink *sink,
                 void *context, struct err *err) {
    if (table == &export_tables[TABLE_FOLLOWS])
        return follow_rows_read(export, sink, context, err);
    if (table == &export_tables[TABLE_COFOLLOW])
        return cofollow_rows_read(export, sink, context, err);
    if (table == &export_tables[TABLE_ACCOUNTS] && !list_rows_count(export, err))
        return false;
    return read_view(export, table, sink, context, err);
}
