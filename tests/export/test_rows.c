/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an export of the whole store has, in stores of random lists, is what the store's own views
 * have, in order. */
#include "export/rows.h"

#include "base/buf.h"
#include "tests/support/effort.h"
#include "tests/support/exported.h"
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

static void assert_as_views(void) {
    struct export *export = exported_open(paid.path, &everything);
    for (enum table_id table = 0; table < TABLE_COFOLLOW; table++) {
        struct buf read, expected;
        buf_init(&read, DUMP_MAX);
        buf_init(&expected, DUMP_MAX);
        exported_put(export, table, &read);
        exported_put_view(paid.store->sql, table, &expected);
        exported_assert_same(&read, &expected, export_tables[table].name);
        buf_fini(&expected);
        buf_fini(&read);
    }
    export_close(export);
}

START_TEST(rows_are_those_of_the_views) {
    mixture_fill(&paid, &arena, (uint64_t)_i);
    assert_as_views();
}
END_TEST

/* Without its profile, nothing describes the owner of a list that was requested by a sec_uid. */
START_TEST(an_owner_without_a_record_is_a_node) {
    const struct account followed = paid_account("105", "x", 5),
                         odd = paid_account("MS4wLjABAAAAz", "odd", 5);
    const char *const dangling = "SELECT (SELECT count(*) FROM follows) * 100"
                                 " + (SELECT count(*) FROM follows WHERE source NOT IN"
                                 " (SELECT id FROM accounts))";
    mixture_fill(&paid, &arena, 5);
    int64_t snapshot = paid_snapshot(&paid, "MS4wLjABAAAAx");
    ck_assert(sql_run(paid.store->sql,
                      "UPDATE snapshot SET owner = target WHERE target = 'MS4wLjABAAAAx'", &err));
    paid_enter(&paid, snapshot, 0, 5000, paid_page(&followed, 1, NULL));
    paid_enter_profile(&paid, "MS4wLjABAAAAz", 5000, &odd);
    ck_assert_int_eq(paid_number(&paid, dangling) % 100, 0);
    assert_as_views();
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
    struct export *export = exported_open(paid.path, &everything);
    for (enum table_id table = 0; table < TABLE_CRAWLS; table++) {
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
    struct export *export = exported_open(paid.path, &everything);
    exported_put(export, TABLE_REQUESTS, &before);
    paid_enter_profile(&paid, "77", 5000, &one);
    exported_put(export, TABLE_REQUESTS, &after);
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
    tcase_add_test(tc, an_owner_without_a_record_is_a_node);
    tcase_add_test(tc, the_sink_ends_the_reading);
    tcase_add_test(tc, what_is_bought_meanwhile_is_not_in_it);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
