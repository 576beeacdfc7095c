/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which accounts are followed together, in stores of random lists: as SQL counts it from follows.
 */
#include "base/buf.h"
#include "export/rows.h"
#include "tests/support/effort.h"
#include "tests/support/mixture.h"
#include "tests/support/run.h"

#include <check.h>
#include <string.h>

enum { STORES = 20, DUMP_MAX = 1 << 20, LEAST = 2 };

static struct paid paid;
static struct arena arena;
static struct err err;

static void setup(void) {
    paid_open(&paid);
    arena_init(&arena);
}

static void teardown(void) {
    arena_fini(&arena);
    paid_close(&paid);
}

static struct export *open_export(const struct export_options *options) {
    const struct store_config config = {.path = paid.path};
    struct store *reader = store_open_reader(&config, &err);
    ck_assert_msg(reader != NULL, "%s", err.text);
    struct export *export = export_open(reader, options, &err);
    ck_assert_msg(export != NULL, "%s", err.text);
    return export;
}

static void put_line(struct buf *out, const char *a, const char *b, const char *both,
                     const char *either) {
    buf_format(out, "%s|%s|%s|%s\n", a, b, both, either);
}

static bool take_row(void *context, const struct export_table *table,
                     const struct export_cell *cells, struct err *why) {
    (void)table;
    (void)why;
    put_line(context, cells[0].text, cells[1].text, cells[2].text, cells[3].text);
    return true;
}

static void count_by_sql(struct buf *out) {
    struct statement *rows =
        sql_use(paid.store->sql,
                "WITH c AS (SELECT source, target FROM follows WHERE list_state = 'complete')"
                " SELECT x.target, y.target, count(*), (SELECT count(DISTINCT z.source) FROM c z"
                " WHERE z.target IN (x.target, y.target) AND z.source NOT IN (x.target, y.target))"
                " FROM c x JOIN c y ON y.source = x.source AND y.target > x.target"
                " WHERE x.source NOT IN (x.target, y.target) GROUP BY x.target, y.target"
                " HAVING count(*) >= 2 ORDER BY x.target, y.target");
    enum sql_step step;
    while ((step = sql_step(rows, &err)) == SQL_ROW)
        put_line(out, sql_text(rows, 0), sql_text(rows, 1), sql_text(rows, 2), sql_text(rows, 3));
    ck_assert_msg(step == SQL_DONE, "%s", err.text);
}

START_TEST(pairs_are_as_sql_counts_them) {
    static const struct export_options options = {.as_of_ms = EXPORT_ALWAYS, .cofollow = LEAST};
    struct buf read, expected;
    buf_init(&read, DUMP_MAX);
    buf_init(&expected, DUMP_MAX);
    mixture_fill(&paid, &arena, (uint64_t)_i);
    struct export *export = open_export(&options);
    const struct export_table *table = &export_tables[TABLE_COFOLLOW];
    ck_assert(export_has_table(export, table));
    ck_assert_msg(export_read(export, table, take_row, &read, &err), "%s", err.text);
    count_by_sql(&expected);
    ck_assert_str_eq(buf_text(&read), buf_text(&expected));
    export_close(export);
    buf_fini(&expected);
    buf_fini(&read);
}
END_TEST

START_TEST(an_export_has_them_if_it_is_asked_to) {
    static const struct export_options options = {.as_of_ms = EXPORT_ALWAYS};
    struct export *export = open_export(&options);
    ck_assert(!export_has_table(export, &export_tables[TABLE_COFOLLOW]));
    ck_assert(export_has_table(export, &export_tables[TABLE_NAMES]));
    export_close(export);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("cofollow_rows");
    TCase *tc = tcase_create("cofollow_rows");
    tcase_set_timeout(tc, 120);
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_add_loop_test(tc, pairs_are_as_sql_counts_them, 0, (int)effort_runs(STORES, 200, 2000));
    tcase_add_test(tc, an_export_has_them_if_it_is_asked_to);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
