/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An export for strangers, in stores of random lists: the same follows between pseudonyms, in their
 * order, and nothing that tells who it is. */
#include "export/disguise.h"

#include "base/buf.h"
#include "export/pseudonym.h"
#include "export/rows.h"
#include "store/pseudonym_key.h"
#include "tests/support/effort.h"
#include "tests/support/mixture.h"
#include "tests/support/run.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STORES = 10, ROWS_MAX = 4096, ROW_MAX = 600 };

/* What was read: a line a row. */
struct lines {
    char texts[ROWS_MAX][ROW_MAX];
    size_t count;
};

static struct paid paid;
static struct arena arena;
static struct err err;
static struct lines plain, masked;
static struct pseudonyms pseudonyms;
static const struct export_options openly = {.as_of_ms = EXPORT_ALWAYS},
                                   for_strangers = {.as_of_ms = EXPORT_ALWAYS,
                                                    .is_pseudonymous = true};

static void setup(void) {
    paid_open(&paid);
    arena_init(&arena);
    ck_assert(pseudonyms_open(&pseudonyms, paid.store, &err));
}

static void teardown(void) {
    pseudonyms_close(&pseudonyms);
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

static void add_line(struct lines *lines, const struct export_cell *cells, size_t count) {
    size_t used = 0;
    char *line = lines->texts[lines->count++];
    ck_assert_uint_lt(lines->count, ROWS_MAX);
    for (size_t i = 0; i < count; i++)
        used += (size_t)snprintf(line + used, ROW_MAX - used, "%s|",
                                 cells[i].text ? cells[i].text : "");
    ck_assert_uint_lt(used, ROW_MAX);
}

static bool take_masked(void *context, const struct export_table *table,
                        const struct export_cell *cells, struct err *why) {
    (void)why;
    add_line(context, cells, table->column_count);
    return true;
}

static void read_masked(enum table_id table, struct lines *lines) {
    struct export *export = open_export(&for_strangers);
    struct disguise *disguise = disguise_new(export, &err);
    ck_assert_msg(disguise != NULL, "%s", err.text);
    lines->count = 0;
    disguise_pass_to(disguise, take_masked, lines);
    ck_assert_msg(export_read(export, &export_tables[table], disguise_take_row, disguise, &err),
                  "%s", err.text);
    disguise_free(disguise);
    export_close(export);
}

/* The follows with their pseudonyms, as a line of the other export begins. */
static bool take_follow(void *context, const struct export_table *table,
                        const struct export_cell *cells, struct err *why) {
    char source[PSEUDONYM_MAX], target[PSEUDONYM_MAX];
    (void)table;
    (void)why;
    snprintf(source, sizeof source, "%s", pseudonym_of(&pseudonyms, cells[0].text + 2));
    snprintf(target, sizeof target, "%s", pseudonym_of(&pseudonyms, cells[1].text + 2));
    const struct export_cell follow[] = {{source, 0}, {target, 0}, cells[2]};
    add_line(context, follow, 3);
    return true;
}

static int compare_sources(const void *a, const void *b) {
    return strncmp(a, b, PSEUDONYM_MAX - 1);
}

/* Ranks of a source keep their order. */
static void sort_lines(struct lines *lines) {
    for (size_t i = 1; i < lines->count; i++)
        for (size_t j = i; j > 0 && compare_sources(lines->texts[j - 1], lines->texts[j]) > 0;
             j--) {
            char line[ROW_MAX];
            memcpy(line, lines->texts[j], ROW_MAX);
            memcpy(lines->texts[j], lines->texts[j - 1], ROW_MAX);
            memcpy(lines->texts[j - 1], line, ROW_MAX);
        }
}

START_TEST(follows_are_the_same_between_pseudonyms) {
    mixture_fill(&paid, &arena, (uint64_t)_i);
    struct export *export = open_export(&openly);
    plain.count = 0;
    ck_assert(export_read(export, &export_tables[TABLE_FOLLOWS], take_follow, &plain, &err));
    export_close(export);
    sort_lines(&plain);
    read_masked(TABLE_FOLLOWS, &masked);
    ck_assert_uint_eq(masked.count, plain.count);
    for (size_t i = 0; i < plain.count; i++)
        ck_assert(!strncmp(masked.texts[i], plain.texts[i], strlen(plain.texts[i])));
}
END_TEST

/* Neither an id nor a handle. Ids of a digit or two are everywhere. */
static void assert_says_nothing(const char *line) {
    struct statement *people =
        sql_use(paid.store->sql, "SELECT key FROM account WHERE length(key) > 3"
                                 " UNION SELECT username FROM record WHERE username <> ''");
    while (sql_step(people, &err) == SQL_ROW)
        ck_assert_msg(!strstr(line, sql_text(people, 0)), "%s is in %s", sql_text(people, 0), line);
}

START_TEST(nothing_tells_who_it_is) {
    static const enum table_id tables[] = {TABLE_ACCOUNTS, TABLE_FOLLOWS, TABLE_LISTS};
    mixture_fill(&paid, &arena, (uint64_t)_i);
    for (size_t t = 0; t < sizeof tables / sizeof *tables; t++) {
        read_masked(tables[t], &masked);
        for (size_t i = 0; i < masked.count; i++) {
            assert_says_nothing(masked.texts[i]);
            ck_assert_msg(!strstr(masked.texts[i], "T0") && !strstr(masked.texts[i], "T1"), "%s",
                          masked.texts[i]);
        }
    }
}
END_TEST

START_TEST(accounts_and_lists_are_in_the_order_of_pseudonyms) {
    mixture_fill(&paid, &arena, (uint64_t)_i);
    read_masked(TABLE_ACCOUNTS, &masked);
    for (size_t i = 1; i < masked.count; i++)
        ck_assert_int_lt(strcmp(masked.texts[i - 1], masked.texts[i]), 0);
    read_masked(TABLE_LISTS, &masked);
    for (size_t i = 0; i < masked.count; i++) {
        char number[32];
        snprintf(number, sizeof number, "s%zu|", i + 1);
        ck_assert_msg(!strncmp(masked.texts[i], number, strlen(number)), "%s", masked.texts[i]);
    }
}
END_TEST

static const struct export_column *column_of(const struct export_table *table, const char *name) {
    size_t at = export_table_column(table, name);
    return at < table->column_count ? &table->columns[at] : NULL;
}

START_TEST(columns_say_what_became_of_them) {
    struct export *export = open_export(&for_strangers);
    struct disguise *disguise = disguise_new(export, &err);
    const struct export_table *accounts = disguise_table(disguise, &export_tables[TABLE_ACCOUNTS]);
    ck_assert(!disguise_table(disguise, &export_tables[TABLE_NAMES]));
    ck_assert(!disguise_table(disguise, &export_tables[TABLE_REQUESTS]));
    ck_assert(!column_of(accounts, "username") && !column_of(accounts, "region"));
    ck_assert_int_eq(column_of(accounts, "record_at")->type, FIELD_DATE);
    ck_assert_str_eq(column_of(accounts, "follower_count")->about,
                     "How many accounts are reported to follow it. Its decade: 1000 for 1,000 to"
                     " 9,999.");
    ck_assert_str_eq(accounts->references[0].column, "list_snapshot");
    ck_assert(!accounts->references[1].column);
    disguise_free(disguise);
    export_close(export);
}
END_TEST

/* HMAC-SHA-256 by Python's hmac, of another program's making. */
START_TEST(a_pseudonym_is_that_of_the_key) {
    struct sha256_key *known = sha256_key_new("0123456789abcdef0123456789abcdef", 32);
    struct pseudonyms of_known = {.key = known};
    ck_assert_str_eq(pseudonym_of(&of_known, "06784563120956343302"), "p63046d5dad8a4ecc88d1");
    pseudonyms_close(&of_known);
}
END_TEST

START_TEST(a_store_keeps_its_key) {
    uint8_t first[PSEUDONYM_KEY_BYTES], second[PSEUDONYM_KEY_BYTES];
    const uint8_t none[PSEUDONYM_KEY_BYTES] = {0};
    ck_assert(pseudonym_key_read(paid.store, first, &err));
    ck_assert_mem_ne(first, none, sizeof none);
    ck_assert(pseudonym_key_make(paid.store->sql, &err));
    ck_assert(pseudonym_key_read(paid.store, second, &err));
    ck_assert_mem_eq(first, second, sizeof first);
    ck_assert(sql_run(paid.store->sql, "UPDATE about SET pseudonym_key = NULL", &err));
    ck_assert(!pseudonym_key_read(paid.store, second, &err));
    ck_assert_int_eq(err.kind, ERR_DATA);
    ck_assert(pseudonym_key_make(paid.store->sql, &err));
    ck_assert(pseudonym_key_read(paid.store, second, &err));
    ck_assert_mem_ne(first, second, sizeof first);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("disguise");
    TCase *tc = tcase_create("disguise");
    int stores = (int)effort_runs(STORES, 100, 1000);
    tcase_set_timeout(tc, 120);
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_add_loop_test(tc, follows_are_the_same_between_pseudonyms, 0, stores);
    tcase_add_loop_test(tc, nothing_tells_who_it_is, 0, stores);
    tcase_add_loop_test(tc, accounts_and_lists_are_in_the_order_of_pseudonyms, 0, stores);
    tcase_add_test(tc, columns_say_what_became_of_them);
    tcase_add_test(tc, a_pseudonym_is_that_of_the_key);
    tcase_add_test(tc, a_store_keeps_its_key);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
