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

START_TEST(rows_are_those_of_the_views) {
    mixture_fill(&paid, &arena, (uint64_t)_i);
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
    tcase_add_test(tc, the_sink_ends_the_reading);
    tcase_add_test(tc, what_is_bought_meanwhile_is_not_in_it);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
