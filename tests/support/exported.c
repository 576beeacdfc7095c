/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/exported.h"

#include <check.h>
#include <string.h>

static struct err err;

struct export *exported_open(const char *path, const struct export_options *options) {
    const struct store_config config = {.path = path};
    struct store *reader = store_open_reader(&config, &err);
    ck_assert_msg(reader != NULL, "%s", err.text);
    struct export *export = export_open(reader, options, &err);
    ck_assert_msg(export != NULL, "%s", err.text);
    return export;
}

static void put_cell(struct buf *out, const char *text) {
    buf_text_put(out, text ? text : "");
    buf_text_put(out, "|");
}

static bool put_row(void *context, const struct export_table *table,
                    const struct export_cell *cells, struct err *why) {
    (void)why;
    for (size_t i = 0; i < table->column_count; i++) {
        ck_assert_msg(cells[i].text || !table->columns[i].is_required, "%s.%s", table->name,
                      table->columns[i].name);
        ck_assert_uint_eq(cells[i].text ? strlen(cells[i].text) : 0, cells[i].length);
        put_cell(context, cells[i].text);
    }
    buf_text_put(context, "\n");
    return true;
}

void exported_put(struct export *export, enum table_id table, struct buf *out) {
    ck_assert_msg(export_read(export, &export_tables[table], put_row, out, &err), "%s", err.text);
}

void exported_put_all(const char *path, const struct export_options *options, struct buf *out) {
    struct export *export = exported_open(path, options);
    for (enum table_id table = 0; table < TABLE_COFOLLOW; table++)
        exported_put(export, table, out);
    export_close(export);
}

void exported_put_view(struct sql *sql, enum table_id table, struct buf *out) {
    static const char *const views[TABLE_COFOLLOW] = {
        "SELECT * FROM accounts ORDER BY id",
        "SELECT * FROM names ORDER BY id, first_seen, username",
        "SELECT * FROM follows ORDER BY source, rank",
        "SELECT * FROM lists ORDER BY source, started_at, CAST(substr(snapshot, 2) AS INTEGER)",
        "SELECT * FROM requests ORDER BY CAST(substr(request, 2) AS INTEGER)",
        "SELECT * FROM crawls ORDER BY CAST(substr(crawl, 2) AS INTEGER)",
        "SELECT * FROM crawl_steps ORDER BY CAST(substr(crawl, 2) AS INTEGER), step",
    };
    struct statement *rows = sql_use(sql, views[table]);
    enum sql_step step;
    while ((step = sql_step(rows, &err)) == SQL_ROW) {
        for (size_t i = 0; i < export_tables[table].column_count; i++)
            put_cell(out, sql_text(rows, (int)i));
        buf_text_put(out, "\n");
    }
    ck_assert_msg(step == SQL_DONE, "%s", err.text);
}

void exported_assert_same(const struct buf *got, const struct buf *expected, const char *what) {
    const char *a = buf_text(got), *b = buf_text(expected);
    while (*a && strcspn(a, "\n") == strcspn(b, "\n") && !strncmp(a, b, strcspn(a, "\n"))) {
        a += strcspn(a, "\n") + (*a != '\0');
        b += strcspn(b, "\n");
        b += *b != '\0';
    }
    ck_assert_msg(!strcmp(a, b), "%s:\n%.*s\nnot\n%.*s", what, (int)strcspn(a, "\n"), a,
                  (int)strcspn(b, "\n"), b);
}
