/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The crawls of an export: all of them, of some accounts, as of a time, without somebody, for
 * strangers. */
#include "base/mem.h"
#include "export/disguise.h"
#include "export/export_report.h"
#include "tests/support/crawled.h"
#include "tests/support/exported.h"
#include "tests/support/run.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DUMP_MAX = 1 << 16 };

static struct paid paid;
static struct err err;
static struct buf got;
static char *file;

static void setup(void) {
    crawled_open(&paid);
    buf_init(&got, DUMP_MAX);
    file = mem_format("%s/names.csv", paid.folder);
}

static void teardown(void) {
    free(file);
    buf_fini(&got);
    paid_close(&paid);
}

static void expect(const struct export_options *options, const char *crawls, const char *steps) {
    struct export *export = exported_open(paid.path, options);
    buf_clear(&got);
    exported_put(export, TABLE_CRAWLS, &got);
    ck_assert_str_eq(buf_text(&got), crawls);
    buf_clear(&got);
    exported_put(export, TABLE_CRAWL_STEPS, &got);
    ck_assert_str_eq(buf_text(&got), steps);
    export_close(export);
}

#define TIME(second) "1970-01-01T00:00:0" second "Z|"
#define RULE         "per-credit|100||2|20|"
#define SECOND                                                                                     \
    "c2|" TIME("8") "|running|@ada @zoe|" RULE "followed-by:@ada|3|1|0|0|0|" PACKAGE_STRING "|\n"
#define STEP_1 "c1|1|tt101|0|2|0|0|" TIME("2") TIME("3") "complete|2|0|2|2|0|\n"
#define STEP_2 "c1|2|tt102|1|2|1|2|" TIME("4") TIME("5") "complete|2|0|2|1|0|\n"
#define STEP_3 "c1|3|tt103|2|512|1|2|" TIME("6") TIME("6") "skipped|0|0||||\n"

START_TEST(all_of_them) {
    expect(&(struct export_options){.as_of_ms = EXPORT_ALWAYS},
           "c1|" TIME("1") TIME("7") "nothing fits|tt101 @zoe|" RULE
                                     "followed-by:@ada|3|1|3|4|0|" PACKAGE_STRING "|\n" SECOND,
           STEP_1 STEP_2 STEP_3);
}
END_TEST

/* A crawl's cost is the whole crawl's. */
START_TEST(those_of_some_accounts) {
    const char *const names[] = {"bea"};
    expect(
        &(struct export_options){.as_of_ms = EXPORT_ALWAYS, .accounts = names, .account_count = 1},
        "c1|" TIME("1") TIME("7") "nothing fits|tt101 @zoe|" RULE
                                  "followed-by:@ada|3|1|1|4|0|" PACKAGE_STRING "|\n",
        STEP_2);
}
END_TEST

START_TEST(as_of_a_time) {
    expect(&(struct export_options){.as_of_ms = 4500, .as_of = "1970-01-01"},
           "c1|" TIME("1") "|running|tt101 @zoe|" RULE "followed-by:@ada|3|1|2|2|20|" PACKAGE_STRING
                           "|\n",
           STEP_1 "c1|2|tt102|1|2|1|2|" TIME("4") "||0|20||||\n");
}
END_TEST

static void write_names(const char *text) {
    FILE *out = fopen(file, "we");
    ck_assert(out && fputs(text, out) >= 0 && fclose(out) == 0);
}

/* Neither as step nor as seed, nor in the filter. */
START_TEST(without_somebody) {
    const struct export_options options = {.as_of_ms = EXPORT_ALWAYS, .without = file};
    write_names("ada\nzoe\n");
    expect(&options,
           "c1|" TIME("1") TIME("7") "nothing fits||" RULE "|3|1|2|4|0|" PACKAGE_STRING "|\n"
                                     "c2|" TIME("8") "|running||" RULE "|3|1|0|0|0|" PACKAGE_STRING
                                                     "|\n",
           STEP_2 STEP_3);
    struct export *export = exported_open(paid.path, &options);
    ck_assert_int_eq(export_withheld_steps(export), 1);
    export_close(export);
}
END_TEST

static bool put_row(void *context, const struct export_table *table,
                    const struct export_cell *cells, struct err *why) {
    (void)context;
    (void)why;
    for (size_t i = 0; i < table->column_count; i++)
        buf_format(&got, "%s|", cells[i].text ? cells[i].text : "");
    buf_text_put(&got, "\n");
    return true;
}

static const char *pseudonym(struct export *export, const char *id) {
    static char rooms[4][64];
    static int next;
    char *room = rooms[next++ % 4];
    struct statement *ask = sql_use(export_store(export)->sql, "SELECT export_pseudonym(?1)");
    sql_bind_text(ask, 1, id);
    ck_assert_int_eq(sql_step(ask, &err), SQL_ROW);
    snprintf(room, sizeof rooms[0], "%s", sql_text(ask, 0));
    sql_end(ask);
    return room;
}

/* Ids, also of seeds, are pseudonyms; filters and handles are out; counts are decades. */
START_TEST(for_strangers) {
    const struct export_options options = {.as_of_ms = EXPORT_ALWAYS, .is_pseudonymous = true};
    struct export *export = exported_open(paid.path, &options);
    struct disguise *disguise = disguise_new(export, &err);
    disguise_pass_to(disguise, put_row, NULL);
    ck_assert(export_read(export, &export_tables[TABLE_CRAWLS], disguise_take_row, disguise, &err));
    ck_assert(
        export_read(export, &export_tables[TABLE_CRAWL_STEPS], disguise_take_row, disguise, &err));
    char *wanted = mem_format("c1|1970-01-01|1970-01-01|nothing fits|%s|" RULE
                              "3|1|3|4|0|" PACKAGE_STRING "|\n"
                              "c2|1970-01-01||running||" RULE "3|1|0|0|0|" PACKAGE_STRING "|\n"
                              "c1|1|%s|0|1|0|0|1970-01-01|1970-01-01|complete|1|0|1|1|0|\n"
                              "c1|2|%s|1|1|1|1|1970-01-01|1970-01-01|complete|1|0|1|1|0|\n"
                              "c1|3|%s|2|100|1|1|1970-01-01|1970-01-01|skipped|0|0||||\n",
                              pseudonym(export, "101"), pseudonym(export, "101"),
                              pseudonym(export, "102"), pseudonym(export, "103"));
    ck_assert_str_eq(buf_text(&got), wanted);
    free(wanted);
    disguise_free(disguise);
    export_close(export);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("crawl_part");
    TCase *tc = tcase_create("crawl_part");
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_add_test(tc, all_of_them);
    tcase_add_test(tc, those_of_some_accounts);
    tcase_add_test(tc, as_of_a_time);
    tcase_add_test(tc, without_somebody);
    tcase_add_test(tc, for_strangers);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
