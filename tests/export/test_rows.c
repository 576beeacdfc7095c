/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an export of the whole store has, in stores of random lists, is what the store's own views
 * have, in order. */
#include "export/rows.h"

#include "base/buf.h"
#include "tests/support/effort.h"
#include "tests/support/mixture.h"
#include "tests/support/run.h"

#include <check.h>
#include <string.h>

enum { STORES = 20, DUMP_MAX = 1 << 22 };

static struct paid paid;
static struct arena arena;
static struct err err;
static const struct export_options everything = {.as_of_ms = EXPORT_ALWAYS};

static void setup(void) {
    paid_open(&paid);
    arena_init(&arena);
}

static void teardown(void) {
    arena_fini(&arena);
    paid_close(&paid);
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

static struct export *open_export(const struct export_options *options) {
    const struct store_config config = {.path = paid.path};
    struct store *reader = store_open_reader(&config, &err);
    ck_assert_msg(reader != NULL, "%s", err.text);
    struct export *export = export_open(reader, options, &err);
    ck_assert_msg(export != NULL, "%s", err.text);
    return export;
}

static void put_table(struct export *export, enum table_id table, struct buf *out) {
    ck_assert_msg(export_read(export, &export_tables[table], put_row, out, &err), "%s", err.text);
}

/* The view, by a statement that names its order. */
static void put_view(enum table_id table, struct buf *out) {
    static const char *const views[TABLE_COFOLLOW] = {
        "SELECT * FROM accounts ORDER BY id",
        "SELECT * FROM names ORDER BY id, first_seen",
        "SELECT * FROM follows ORDER BY source, rank",
        "SELECT * FROM lists ORDER BY source, started_at, CAST(substr(snapshot, 2) AS INTEGER)",
        "SELECT * FROM requests ORDER BY CAST(substr(request, 2) AS INTEGER)",
    };
    struct statement *rows = sql_use(paid.store->sql, views[table]);
    enum sql_step step;
    while ((step = sql_step(rows, &err)) == SQL_ROW) {
        for (size_t i = 0; i < export_tables[table].column_count; i++)
            put_cell(out, sql_text(rows, (int)i));
        buf_text_put(out, "\n");
    }
    ck_assert_msg(step == SQL_DONE, "%s", err.text);
}

START_TEST(rows_are_those_of_the_views) {
    mixture_fill(&paid, &arena, (uint64_t)_i);
    struct export *export = open_export(&everything);
    for (enum table_id table = 0; table < TABLE_COFOLLOW; table++) {
        struct buf read, expected;
        buf_init(&read, DUMP_MAX);
        buf_init(&expected, DUMP_MAX);
        put_table(export, table, &read);
        put_view(table, &expected);
        ck_assert_str_eq(buf_text(&read), buf_text(&expected));
        buf_fini(&expected);
        buf_fini(&read);
    }
    export_close(export);
}
END_TEST

static bool stop_at_three(void *context, const struct export_table *table,
                          const struct export_cell *cells, struct err *why) {
    (void)table;
    (void)cells;
    return ++*(int *)context < 3 || err_set(why, ERR_LIMIT, "enough");
}

START_TEST(the_sink_ends_the_reading) {
    mixture_fill(&paid, &arena, 1);
    struct export *export = open_export(&everything);
    for (enum table_id table = 0; table < TABLE_COFOLLOW; table++) {
        int rows = 0;
        ck_assert(!export_read(export, &export_tables[table], stop_at_three, &rows, &err));
        ck_assert_int_eq(rows, 3);
        ck_assert_str_eq(err.text, "enough");
    }
    export_close(export);
}
END_TEST

START_TEST(what_is_bought_meanwhile_is_not_in_it) {
    struct buf before, after;
    const struct account one = paid_account("77", "new", 5);
    mixture_fill(&paid, &arena, 2);
    buf_init(&before, DUMP_MAX);
    buf_init(&after, DUMP_MAX);
    struct export *export = open_export(&everything);
    put_table(export, TABLE_REQUESTS, &before);
    paid_enter_profile(&paid, "77", 5000, &one);
    put_table(export, TABLE_REQUESTS, &after);
    ck_assert_str_eq(buf_text(&before), buf_text(&after));
    export_close(export);
    buf_fini(&before);
    buf_fini(&after);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("rows");
    TCase *tc = tcase_create("rows");
    tcase_set_timeout(tc, 120);
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_add_loop_test(tc, rows_are_those_of_the_views, 0, (int)effort_runs(STORES, 200, 2000));
    tcase_add_test(tc, the_sink_ends_the_reading);
    tcase_add_test(tc, what_is_bought_meanwhile_is_not_in_it);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
