/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `followtrail stats` as a process, in every form, on a small store with hostile texts. */
#include "cli/stats_command.h"

#include "base/err.h"
#include "base/text.h"
#include "tests/support/paid.h"
#include "tests/support/run.h"

#include <check.h>
#include <fcntl.h>
#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

enum { PATH_BYTES = 256, TEXT_BYTES = 1 << 16, ARGS_MAX = 8 };

static struct paid paid;
static char groups[PATH_BYTES];

/* 1 lists 2, 3 and 4; the list of 2 goes on after 1. */
static void open_store(void) {
    const char *locale;
    struct account people[] = {paid_account("1", "owner", 1000), paid_account("2", "=two", 20),
                               paid_account("3", "three", 0), paid_account("4", "four", 123456789)};
    people[1].region = "=1+1";
    people[2].region = "\033[2J\"quoted\", and more";
    text_use_locale(&locale);
    paid_open(&paid);
    for (size_t i = 0; i < 4; i++)
        people[i].following_count = 3;
    paid_enter_profile(&paid, "1", 1000, &people[0]);
    paid_enter(&paid, paid_snapshot(&paid, "1"), 0, 2000, paid_page(&people[1], 3, NULL));
    paid_enter(&paid, paid_snapshot(&paid, "2"), 0, 3000, paid_page(people, 1, "more"));
    snprintf(groups, sizeof groups, "%s/groups.csv", paid.folder);
    FILE *file = fopen(groups, "w");
    ck_assert(file != NULL);
    fputs("id,group\n1,\"a \"\"group\"\"\"\n2,b\n7\0337,b\n", file);
    ck_assert_int_eq(fclose(file), 0);
}

static void close_store(void) {
    unlink(groups);
    paid_close(&paid);
}

/* What it prints to stdout and stderr, one after the other. */
static int run_to(const char *const words[], char text[static TEXT_BYTES]) {
    char *args[ARGS_MAX + 1] = {NULL};
    int status, ends[2], count = 0;
    size_t len = 0;
    ssize_t got;
    while (words[count])
        count++;
    for (int i = 0; i < count; i++)
        args[i] = strdup(words[i]);
    ck_assert_int_eq(pipe(ends), 0);
    pid_t child = fork();
    if (!child) {
        dup2(ends[1], STDOUT_FILENO);
        dup2(ends[1], STDERR_FILENO);
        close(ends[0]);
        close(ends[1]);
        exit(stats_command(count, args));
    }
    close(ends[1]);
    while ((got = read(ends[0], text + len, TEXT_BYTES - 1 - len)) > 0)
        len += (size_t)got;
    text[len] = '\0';
    close(ends[0]);
    for (int i = 0; i < count; i++)
        free(args[i]);
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    return WEXITSTATUS(status);
}

static int run(char text[static TEXT_BYTES], const char *a, const char *b, const char *c) {
    const char *const words[] = {"stats", "--store", paid.path, a, b, c, NULL};
    return run_to(words, text);
}

static bool has(const char *text, const char *line) {
    return strstr(text, line) != NULL;
}

static char text[TEXT_BYTES];

START_TEST(as_text) {
    open_store();
    ck_assert_int_eq(run(text, NULL, NULL, NULL), EX_OK);
    ck_assert(has(text, "4 accounts · 2 stored lists, 1 incomplete, "));
    ck_assert(has(text, "\nall                       2            4            6"));
    ck_assert(has(text, "\nmutual                              1"));
    ck_assert(has(text, "\n100M+                1   25.0   100.0  ████████████████████████\n"));
    ck_assert(has(text, "\n␛[2J\"quoted…         1"));
    ck_assert(!has(text, "\033"));
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
    ck_assert_int_eq(run(text, "--json", "@owner", NULL), EX_OK);
    struct json_object *object = json_tokener_parse(text);
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
    ck_assert_int_eq(run(text, "--csv", NULL, NULL), EX_OK);
    ck_assert(has(text, "table,row,subrow,column,value\r\nscope,,,accounts,4\r\n"));
    ck_assert(has(text, "\r\nlists,accounts,all,credits,4\r\n"));
    ck_assert(has(text, "\r\ncounts,followers,,median,20\r\n"));
    ck_assert(has(text, "\r\ndecades,followers,100000000,accounts,1\r\n"));
    ck_assert(has(text, "\r\nregions,'=1+1,,accounts,1\r\n"));
    ck_assert(has(text, "\r\nregions,\"\033[2J\"\"quoted\"\", and more\",,accounts,1\r\n"));
    close_store();
}
END_TEST

START_TEST(by_group) {
    open_store();
    ck_assert_int_eq(run(text, "--csv", "--groups", groups), EX_OK);
    ck_assert(has(text, "line 4 “7␛7”"));
    ck_assert(has(text, "\r\ngroups,\"a \"\"group\"\"\",b,follows,1\r\n"));
    ck_assert(has(text, "\r\ngroups,\"a \"\"group\"\"\",,follows,2\r\n"));
    ck_assert(has(text, "\r\ngroups,b,\"a \"\"group\"\"\",follows,1\r\n"));
    close_store();
}
END_TEST

START_TEST(mistakes) {
    open_store();
    ck_assert_int_eq(run(text, "@three", NULL, NULL), EX_USAGE);
    ck_assert(has(text, "the store has no list of “@three”"));
    ck_assert_int_eq(run(text, "not a name", NULL, NULL), EX_USAGE);
    ck_assert_int_eq(run(text, "--json", "--csv", NULL), EX_USAGE);
    ck_assert_int_ne(run(text, "--groups", "/nonexistent", NULL), EX_OK);
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
