/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parts of stores of random lists, against what a plain statement finds in the whole store, or
 * against the whole of another store: as it was at the time, or in which the withheld never had an
 * id. */
#include "export/selection.h"

#include "base/mem.h"
#include "store/page_sums.h"
#include "tests/support/effort.h"
#include "tests/support/exported.h"
#include "tests/support/mixture.h"
#include "tests/support/run.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { STORES = 8, DUMP_MAX = 1 << 22, EARLY = 12, LATE = 12 };

static struct paid paid;
static struct arena arena;
static struct err err;
static struct buf got, expected;
static char *other; /* another store */
static char *file;  /* of names */
static const struct export_options everything = {.as_of_ms = EXPORT_ALWAYS};

static void setup(void) {
    paid_open(&paid);
    arena_init(&arena);
    buf_init(&got, DUMP_MAX);
    buf_init(&expected, DUMP_MAX);
    other = mem_format("%s/other.db", paid.folder);
    file = mem_format("%s/names.csv", paid.folder);
}

static void teardown(void) {
    free(other);
    free(file);
    buf_fini(&got);
    buf_fini(&expected);
    arena_fini(&arena);
    paid_close(&paid);
}

static void copy_store(void) {
    char script[512];
    snprintf(script, sizeof script, "VACUUM INTO '%s'", other);
    ck_assert_msg(sql_run(paid.store->sql, script, &err), "%s", err.text);
}

static void alter_copy(const char *script) {
    struct sql *sql = sql_open(other, SQL_WRITE, &err);
    ck_assert_ptr_nonnull(sql);
    ck_assert_msg(sql_run(sql, script, &err), "%s", err.text);
    sql_close(sql);
}

static void write_names(const char *text) {
    FILE *out = fopen(file, "we");
    ck_assert(out && fputs(text, out) >= 0 && fclose(out) == 0);
}

static void put_rows(struct sql *sql, const char *text, struct buf *out) {
    struct statement *rows = sql_use(sql, text);
    enum sql_step step;
    while ((step = sql_step(rows, &err)) == SQL_ROW)
        buf_format(out, "%s\n", sql_text(rows, 0) ? sql_text(rows, 0) : "");
    ck_assert_msg(step == SQL_DONE, "%s", err.text);
}

/* `text` selects one column from the views of the selection, `from_store` from those of the store.
 */
static void assert_same(const struct export_options *options, const char *text,
                        const char *from_store) {
    struct export *export = exported_open(paid.path, options);
    exported_put(export, TABLE_ACCOUNTS, &got); /* counts lists */
    buf_clear(&got);
    buf_clear(&expected);
    put_rows(export_store(export)->sql, text, &got);
    put_rows(paid.store->sql, from_store, &expected);
    exported_assert_same(&got, &expected, text);
    export_close(export);
}

/* The views of the selection, which statements read, have what is exported. */
static void assert_views(const struct export_options *options) {
    struct export *export = exported_open(paid.path, options);
    for (enum table_id table = 0; table < TABLE_COFOLLOW; table++) {
        buf_clear(&got);
        buf_clear(&expected);
        exported_put(export, table, &got);
        exported_put_view(export_store(export)->sql, table, &expected);
        exported_assert_same(&got, &expected, "rows");
    }
    export_close(export);
}

START_TEST(as_of_a_time_it_is_the_store_of_then) {
    struct export_options options = everything;
    mixture_begin(&paid, &arena, (uint64_t)_i);
    for (size_t i = 0; i < EARLY; i++)
        mixture_add_list();
    options.as_of_ms = mixture_now_ms();
    copy_store();
    for (size_t i = 0; i < LATE; i++)
        mixture_add_list();
    exported_put_all(paid.path, &options, &got);
    exported_put_all(other, &everything, &expected);
    exported_assert_same(&got, &expected, "rows");
    assert_views(&options);
}
END_TEST

/* Not by a look at every request for every account. */
START_TEST(as_of_a_time_requests_are_found_by_an_index) {
    struct export_options options = everything;
    mixture_begin(&paid, &arena, 1);
    mixture_add_list();
    options.as_of_ms = mixture_now_ms();
    struct export *export = exported_open(paid.path, &options);
    struct statement *explain = sql_use(export_store(export)->sql,
                                        "EXPLAIN QUERY PLAN SELECT record_request FROM accounts");
    while (sql_step(explain, &err) == SQL_ROW)
        buf_format(&got, "%s\n", sql_text(explain, 3));
    ck_assert_msg(strstr(buf_text(&got), "INDEX request_ended (ended_no=?)") != NULL, "%s",
                  buf_text(&got));
    export_close(export);
}
END_TEST

START_TEST(before_anything_there_is_nothing) {
    struct export_options options = everything;
    const struct store_config config = {.path = paid.path};
    mixture_begin(&paid, &arena, 1);
    options.as_of = "1970-01-01";
    options.as_of_ms = 990;
    ck_assert_ptr_null(export_open(store_open_reader(&config, &err), &options, &err));
    ck_assert_int_eq(err.kind, ERR_USAGE);
    ck_assert_str_eq(err.text, "the store has nothing from 1970-01-01 or before");
}
END_TEST

#define WITHHELD "(SELECT id FROM account WHERE key IN ('101', '103', '115'))"
#define THEIR_NAMES                                                                                \
    "(SELECT username FROM record WHERE account IN " WITHHELD                                      \
    " UNION SELECT key FROM account WHERE id IN " WITHHELD ")"
#define THEIR_LISTS                                                                                \
    "(SELECT id FROM snapshot WHERE target COLLATE NOCASE IN " THEIR_NAMES                         \
    " OR owner IN " THEIR_NAMES ")"

/* As if their records had had no id, and nothing had been requested of them. */
static const char forget_them[] =
    "DELETE FROM request WHERE snapshot IN " THEIR_LISTS " OR target COLLATE NOCASE IN " THEIR_NAMES
    ";"
    "DELETE FROM page WHERE snapshot IN " THEIR_LISTS ";"
    "DELETE FROM edge WHERE snapshot IN " THEIR_LISTS ";"
    "DELETE FROM snapshot WHERE id IN " THEIR_LISTS ";"
    "UPDATE account SET key = NULL WHERE id IN " WITHHELD ";" PAGE_SUMS_COUNT("", "");

static void withhold(const struct export_options *options) {
    struct export *export = exported_open(paid.path, options);
    for (enum table_id table = 0; table < TABLE_COFOLLOW; table++)
        exported_put(export, table, &got);
    ck_assert_int_le(export_withheld(export), 3);
    export_close(export);
}

START_TEST(the_withheld_are_nowhere) {
    struct export_options options = everything;
    mixture_begin(&paid, &arena, (uint64_t)_i);
    for (size_t i = 0; i < EARLY + LATE; i++)
        mixture_add_list();
    copy_store();
    alter_copy(forget_them);
    write_names("handle,why\ntt101,asked\n103,asked\n@u15,asked\n77777,unknown\n");
    options.without = file;
    withhold(&options);
    exported_put_all(other, &everything, &expected);
    exported_assert_same(&got, &expected, "rows");
    assert_views(&options);
}
END_TEST

START_TEST(nor_were_they_before) {
    struct export_options options = everything;
    mixture_begin(&paid, &arena, (uint64_t)_i);
    for (size_t i = 0; i < EARLY; i++)
        mixture_add_list();
    options.as_of_ms = mixture_now_ms();
    copy_store();
    for (size_t i = 0; i < LATE; i++)
        mixture_add_list();
    write_names("101\n103\n115\n");
    /* Whoever had one of their handles before or later is another matter: ids only. */
    options.without = file;
    assert_views(&options);
    struct export *export = exported_open(paid.path, &options);
    exported_put(export, TABLE_FOLLOWS, &got);
    exported_put(export, TABLE_ACCOUNTS, &got);
    for (size_t i = 0; i < 3; i++)
        ck_assert_ptr_null(strstr(buf_text(&got), (const char *[]){"tt101", "tt103", "tt115"}[i]));
    export_close(export);
}
END_TEST

#define SELECTED "('tt100', 'tt104', 'tt106')"

START_TEST(only_the_lists_of_those_named) {
    static const char *const named[] = {"100", "tt104", "https://www.tiktok.com/@tt106"};
    struct export_options options = everything;
    mixture_fill(&paid, &arena, (uint64_t)_i);
    /* In each store everybody is known by then. */
    for (size_t i = 0; i < 3; i++) {
        const char *ids[] = {"100", "104", "106"};
        const struct account one = paid_account(ids[i], i == 2 ? "tt106" : "x", 5);
        paid_enter_profile(&paid, ids[i], 5000, &one);
    }
    options.accounts = named;
    options.account_count = 3;
    assert_views(&options);
    assert_same(&options,
                "SELECT source || target || rank || request || list_state FROM follows"
                " ORDER BY source, rank",
                "SELECT source || target || rank || request || list_state FROM follows"
                " WHERE source IN " SELECTED " ORDER BY source, rank");
    assert_same(&options,
                "SELECT id || iif(id IN " SELECTED ", list_state, '') || label FROM accounts"
                " ORDER BY id",
                "SELECT id || iif(id IN " SELECTED ", list_state, '') || label FROM accounts"
                " WHERE id IN " SELECTED
                " OR id IN (SELECT target FROM follows WHERE source IN " SELECTED ") ORDER BY id");
    assert_same(&options, "SELECT snapshot || state || is_chosen FROM lists ORDER BY snapshot",
                "SELECT snapshot || state || is_chosen FROM lists WHERE source IN " SELECTED
                " ORDER BY snapshot");
    assert_same(
        &options, "SELECT id || in_lists || ' ' || in_lists_max FROM accounts ORDER BY id",
        "SELECT a.id || (SELECT count(*) FROM follows f WHERE f.target = a.id"
        " AND f.source <> a.id AND f.source IN " SELECTED ") || ' ' ||"
        " (SELECT count(*) FROM lists l WHERE l.is_chosen = 'true' AND l.source IN " SELECTED
        " AND l.source <> a.id AND (l.is_complete = 'false' OR EXISTS (SELECT 1 FROM follows"
        " f WHERE f.source = l.source AND f.target = a.id))) FROM accounts a"
        " WHERE a.id IN " SELECTED " OR a.id IN (SELECT target FROM follows"
        " WHERE source IN " SELECTED ") ORDER BY 1");
}
END_TEST

START_TEST(nothing_refers_outside) {
    static const char *const named[] = {"100", "104", "@ann"};
    static const char dangling[] =
        "SELECT 1 FROM follows WHERE target NOT IN (SELECT id FROM accounts)"
        " OR source NOT IN (SELECT id FROM accounts)"
        " OR request NOT IN (SELECT request FROM requests)"
        " OR snapshot NOT IN (SELECT snapshot FROM lists)"
        " UNION ALL SELECT 1 FROM accounts WHERE record_request <> '' AND record_request NOT IN "
        "(SELECT request FROM "
        "requests)"
        " OR list_snapshot <> '' AND list_snapshot NOT IN (SELECT snapshot FROM lists)"
        " UNION ALL SELECT 1 FROM names WHERE id NOT IN (SELECT id FROM accounts)"
        " UNION ALL SELECT 1 FROM lists WHERE source NOT IN (SELECT id FROM accounts)"
        " AND source IS NOT NULL";
    mixture_fill(&paid, &arena, (uint64_t)_i);
    const struct account ann = paid_account("100", "ann", 5), x = paid_account("104", "x", 5);
    paid_enter_profile(&paid, "100", 5000, &ann);
    paid_enter_profile(&paid, "104", 5000, &x);
    write_names("@bob\n105\n");
    for (unsigned which = 0; which < 16; which++) {
        struct export_options options = everything;
        options.accounts = named;
        options.account_count = which & 1 ? 3 : 0;
        options.filter = which & 2 ? "followers>=1 or lists>=2" : NULL;
        options.as_of_ms = which & 4 ? 900000 : EXPORT_ALWAYS;
        options.without = which & 8 ? file : NULL;
        assert_same(&options, dangling, "SELECT 1 WHERE 0");
        assert_views(&options);
    }
}
END_TEST

START_TEST(a_filter_is_about_targets) {
    struct export_options options = everything;
    mixture_fill(&paid, &arena, (uint64_t)_i);
    options.filter = "lists>=4";
    assert_same(&options, "SELECT source || target || rank FROM follows ORDER BY source, rank",
                "SELECT source || target || rank FROM follows f JOIN accounts a ON a.id = f.target"
                " WHERE a.in_lists >= 4 ORDER BY source, rank");
    assert_same(&options, "SELECT id || in_lists || ' ' || in_lists_max FROM accounts ORDER BY id",
                "SELECT id || in_lists || ' ' || in_lists_max FROM accounts WHERE in_lists >= 4"
                " OR id IN (SELECT source FROM lists) ORDER BY id");
    struct export *export = exported_open(paid.path, &options);
    ck_assert_int_eq(export_filtered_unknown(export),
                     paid_number(&paid, "SELECT count(*) FROM accounts"
                                        " WHERE in_lists < 4 AND in_lists_max >= 4"));
    export_close(export);
    options.filter = "stored";
    assert_same(&options, "SELECT source || target FROM follows ORDER BY source, rank",
                "SELECT source || target FROM follows f JOIN accounts a ON a.id = f.target"
                " WHERE a.list_state <> 'none' ORDER BY source, rank");
}
END_TEST

START_TEST(counts_are_those_of_the_selection) {
    static const char *const named[] = {"101", "102"};
    struct export_options options = everything;
    mixture_begin(&paid, &arena, (uint64_t)_i);
    for (size_t i = 0; i < EARLY + LATE; i++)
        mixture_add_list();
    options.accounts = named;
    options.account_count = 2;
    options.filter = "lists>=2";
    assert_same(&options, "SELECT source || target FROM follows ORDER BY source, rank",
                "SELECT source || target FROM follows f WHERE source IN ('tt101', 'tt102')"
                " AND (SELECT count(*) FROM follows g WHERE g.target = f.target"
                " AND g.source <> g.target AND g.source IN ('tt101', 'tt102')) = 2"
                " ORDER BY source, rank");
}
END_TEST

START_TEST(groups_are_a_column) {
    struct export_options options = everything;
    mixture_begin(&paid, &arena, 3);
    for (size_t i = 0; i < EARLY; i++)
        mixture_add_list();
    write_names("id,group\ntt101,left\n102,right\n");
    options.groups = file;
    assert_same(&options, "SELECT id || \"group\" FROM accounts WHERE \"group\" <> '' ORDER BY id",
                "SELECT 'tt101left' UNION SELECT 'tt102right' ORDER BY 1");
    options.filter = "group:left";
    assert_same(&options, "SELECT DISTINCT target FROM follows",
                "SELECT DISTINCT target FROM follows WHERE target = 'tt101'");
}
END_TEST

static void assert_refused(const struct export_options *options, enum err_kind kind,
                           const char *text) {
    const struct store_config config = {.path = paid.path};
    struct err why = {.kind = ERR_NONE};
    ck_assert_ptr_null(export_open(store_open_reader(&config, &err), options, &why));
    ck_assert_int_eq(why.kind, kind);
    ck_assert_msg(strstr(why.text, text) != NULL, "%s", why.text);
}

START_TEST(what_is_wrong_is_named) {
    static const char *const unknown[] = {"@nobody.here"}, *const no_name[] = {"who is it?"};
    struct export_options options = everything;
    mixture_begin(&paid, &arena, 3);
    options.account_count = 1;
    options.accounts = unknown;
    assert_refused(&options, ERR_USAGE, "The store has no account “@nobody.here”.");
    options.accounts = no_name;
    assert_refused(&options, ERR_USAGE, "who is it?");
    options.account_count = 0;
    options.filter = "followers>";
    assert_refused(&options, ERR_USAGE, "filter: ");
    options.filter = "back";
    assert_refused(&options, ERR_USAGE, "use follows:@NAME");
    options.filter = "group:left";
    assert_refused(&options, ERR_USAGE, "group");
    options.filter = NULL;
    options.without = "/nonexistent/names.csv";
    assert_refused(&options, ERR_IO, "/nonexistent/names.csv: No such file");
    write_names("@fine\nwho is it?\n");
    options.without = file;
    assert_refused(&options, ERR_DATA, "line 2: ");
    options.without = NULL;
    write_names("id,group\n101\n");
    options.groups = file;
    assert_refused(&options, ERR_DATA, "line 2: ");
}
END_TEST

int main(void) {
    int runs = (int)effort_runs(STORES, 200, 2000);
    Suite *suite = suite_create("selection");
    TCase *tc = tcase_create("selection");
    tcase_set_timeout(tc, 120);
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_add_loop_test(tc, as_of_a_time_it_is_the_store_of_then, 0, runs);
    tcase_add_test(tc, as_of_a_time_requests_are_found_by_an_index);
    tcase_add_test(tc, before_anything_there_is_nothing);
    tcase_add_loop_test(tc, the_withheld_are_nowhere, 0, runs);
    tcase_add_loop_test(tc, nor_were_they_before, 0, runs);
    tcase_add_loop_test(tc, only_the_lists_of_those_named, 0, runs);
    tcase_add_loop_test(tc, nothing_refers_outside, 0, runs / 4);
    tcase_add_loop_test(tc, a_filter_is_about_targets, 0, runs);
    tcase_add_loop_test(tc, counts_are_those_of_the_selection, 0, runs);
    tcase_add_test(tc, groups_are_a_column);
    tcase_add_test(tc, what_is_wrong_is_named);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
