/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `followtrail stats` as a process, in every form, on a small store with hostile texts. */
#include "cli/stats_command.h"

#include "tests/support/run.h"
#include "tests/support/spoken.h"
#include "tests/support/two_lists.h"

#include <check.h>
#include <json-c/json.h>
#include <string.h>
#include <sysexits.h>

static struct two_lists store;
static struct spoken spoken;

static void open_store(void) {
    two_lists_open(&store, "7\0337");
}

static void close_store(void) {
    two_lists_close(&store);
}

static int run(const char *a, const char *b, const char *c) {
    spoken_run(&spoken, stats_command,
               (const char *const[]){"stats", "--store", store.paid.path, a, b, c, NULL});
    return spoken.status;
}

static bool has(const char *text, const char *line) {
    return strstr(text, line) != NULL;
}

START_TEST(as_text) {
    open_store();
    ck_assert_int_eq(run(NULL, NULL, NULL), EX_OK);
    ck_assert(has(spoken.out, "4 accounts · 2 stored lists, 1 incomplete, "));
    ck_assert(has(spoken.out, "\nall                       2            4            6"));
    ck_assert(has(spoken.out, "\nmutual                              1"));
    ck_assert(
        has(spoken.out, "\n100M+                1   25.0   100.0  ████████████████████████\n"));
    ck_assert(has(spoken.out, "\n␛[2J\"quoted…         1"));
    ck_assert(!has(spoken.out, "\033"));
    close_store();
}
END_TEST

/* The member of the first row of an array for which `key` is `is`. */
static int64_t member_of(struct json_object *object, const char *array, const char *key,
                         const char *is, const char *name) {
    struct json_object *rows = json_object_object_get(object, array);
    ck_assert_ptr_nonnull(rows);
    for (size_t i = 0; i < json_object_array_length(rows); i++) {
        struct json_object *row = json_object_array_get_idx(rows, i);
        const char *value = json_object_get_string(json_object_object_get(row, key));
        if (value && strcmp(value, is) == 0)
            return json_object_get_int64(json_object_object_get(row, name));
    }
    return -1;
}

START_TEST(as_json) {
    open_store();
    ck_assert_int_eq(run("--json", "@owner", NULL), EX_OK);
    struct json_object *object = json_tokener_parse(spoken.out);
    ck_assert_ptr_nonnull(object);
    ck_assert_int_eq(member_of(object, "lists", "of", "list", "rows"), 3);
    ck_assert_int_eq(member_of(object, "counts", "count", "followers", "greatest"), 123456789);
    ck_assert_int_eq(member_of(object, "back", "key", "listed", "accounts"), 1);
    ck_assert_int_eq(member_of(object, "back", "key", "unknown", "accounts"), 2);
    ck_assert_int_eq(member_of(object, "regions", "region", "=1+1", "accounts"), 1);
    ck_assert_int_eq(
        member_of(object, "regions", "region", "\033[2J\"quoted\", and more", "accounts"), 1);
    json_object_put(object);
    close_store();
}
END_TEST

START_TEST(as_csv) {
    open_store();
    ck_assert_int_eq(run("--csv", NULL, NULL), EX_OK);
    ck_assert(has(spoken.out, "table,row,subrow,column,value\r\nscope,,,accounts,4\r\n"));
    ck_assert(has(spoken.out, "\r\nlists,accounts,all,credits,4\r\n"));
    ck_assert(has(spoken.out, "\r\ncounts,followers,,median,20\r\n"));
    ck_assert(has(spoken.out, "\r\ndecades,followers,100000000,accounts,1\r\n"));
    ck_assert(has(spoken.out, "\r\nregions,=1+1,,accounts,1\r\n"));
    ck_assert(has(spoken.out, "\r\nregions,\"\033[2J\"\"quoted\"\", and more\",,accounts,1\r\n"));
    close_store();
}
END_TEST

START_TEST(by_group) {
    open_store();
    ck_assert_int_eq(run("--csv", "--groups", store.groups), EX_OK);
    ck_assert(has(spoken.err, "line 4 “7␛7”"));
    ck_assert(has(spoken.out, "\r\ngroups,\"a \"\"group\"\"\",b,follows,1\r\n"));
    ck_assert(has(spoken.out, "\r\ngroups,\"a \"\"group\"\"\",,follows,2\r\n"));
    ck_assert(has(spoken.out, "\r\ngroups,b,\"a \"\"group\"\"\",follows,1\r\n"));
    close_store();
}
END_TEST

START_TEST(mistakes) {
    open_store();
    ck_assert_int_eq(run("@three", NULL, NULL), EX_USAGE);
    ck_assert(has(spoken.err, "the store has no list of “@three”"));
    ck_assert_int_eq(run("not a name", NULL, NULL), EX_USAGE);
    ck_assert_int_eq(run("--json", "--csv", NULL), EX_USAGE);
    ck_assert_int_ne(run("--groups", "/nonexistent", NULL), EX_OK);
    close_store();
}
END_TEST

int main(void) {
    Suite *suite = suite_create("stats_command");
    TCase *tc = tcase_create("process");
    tcase_add_test(tc, as_text);
    tcase_add_test(tc, as_json);
    tcase_add_test(tc, as_csv);
    tcase_add_test(tc, by_group);
    tcase_add_test(tc, mistakes);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
