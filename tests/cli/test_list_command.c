/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `followtrail lists` and `followed-by` as processes, on a small store with hostile texts: what
 * filters, groups and orders leave. */
#include "cli/list_command.h"

#include "base/err.h"
#include "base/text.h"
#include "tests/support/paid.h"
#include "tests/support/run.h"

#include <check.h>
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
    fputs("id,group\n1,\"a \"\"group\"\"\"\n2,b\n77,b\n", file);
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
        exit(!strcmp(args[0], "lists") ? lists_command(count, args)
                                       : followed_by_command(count, args));
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

static char text[TEXT_BYTES];

/* The ids of the rows of CSV, in order. */
static void take_ids(char ids[static TEXT_BYTES]) {
    size_t len = 0;
    for (const char *line = strchr(text, '\n'); line && line[1]; line = strchr(line + 1, '\n'))
        len += (size_t)snprintf(ids + len, TEXT_BYTES - len, "%s%.*s", len ? " " : "",
                                (int)strcspn(line + 1, ","), line + 1);
    ids[len] = '\0';
}

static void assert_ids(const char *expected, const char *a, const char *b, const char *c,
                       const char *d) {
    static char ids[TEXT_BYTES];
    const char *const words[] = {"lists", "--store", paid.path, "--csv", a, b, c, d, NULL};
    ck_assert_int_eq(run_to(words, text), EX_OK);
    take_ids(ids);
    ck_assert_msg(!strcmp(ids, expected), "%s: %s", ids, text);
}

START_TEST(filters_and_orders_leave_rows) {
    open_store();
    assert_ids("1 2", "--order", "lists", NULL, NULL);
    assert_ids("1", "--filter", "complete", NULL, NULL);
    assert_ids("2", "--filter", "!complete", NULL, NULL);
    assert_ids("2", "--filter", "followed-by:@owner", NULL, NULL);
    assert_ids("1", "--filter", "follows:3", NULL, NULL);
    assert_ids("", "--filter", "lists>=2", NULL, NULL);
    close_store();
}
END_TEST

/* Nobody owns a list of owners, so that whether they follow back is unknown. */
START_TEST(what_may_pass_is_counted) {
    open_store();
    const char *const words[] = {"lists", "--store", paid.path, "--filter", "back", NULL};
    ck_assert_int_eq(run_to(words, text), EX_OK);
    ck_assert_msg(strstr(text, "; 0 shown, 2 unknown\n") != NULL, "%s", text);
    close_store();
}
END_TEST

START_TEST(groups_are_read_from_a_file) {
    char option[PATH_BYTES + 16];
    open_store();
    snprintf(option, sizeof option, "--groups=%s", groups);
    const char *const words[] = {"lists", "--store",  paid.path, "--csv",
                                 option,  "--filter", "group:b", NULL};
    ck_assert_int_eq(run_to(words, text), EX_OK);
    ck_assert(strstr(text, "followtrail lists: 2 accounts in 2 groups; not in the store: line 4 "
                           "“77”.\n") != NULL);
    ck_assert(strstr(text, "\n2,=two,") || strstr(text, "\n2,'=two,"));
    ck_assert_ptr_null(strstr(text, "\n1,owner,"));
    close_store();
}
END_TEST

START_TEST(what_is_not_there_is_a_mistake) {
    static const struct {
        const char *filter, *words;
    } cases[] = {{"follows:@nobody", "column 9: "},
                 {"group:b", "column 7: no groups are known"},
                 {"lists>=", "Incomplete: a number"},
                 {"rank>3", "column 1: Unknown field “rank”"}};
    open_store();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *const words[] = {"lists",    "--store",       paid.path,
                                     "--filter", cases[i].filter, NULL};
        ck_assert_int_eq(run_to(words, text), EX_USAGE);
        ck_assert_msg(strstr(text, cases[i].words) != NULL, "%s", text);
    }
    close_store();
}
END_TEST

/* Of 1 certainly nobody's, of 3 the list of 1; that of 2 may have it, too. */
START_TEST(who_may_follow_comes_last) {
    char *first, *second;
    open_store();
    const char *const three[] = {"followed-by", "--store", paid.path, "--csv", "@three", NULL};
    ck_assert_int_eq(run_to(three, text), EX_OK);
    first = strstr(text, "\n2,1,owner,listed,");
    second = strstr(text, ",unknown,");
    ck_assert_msg(first && second && first < second, "%s", text);
    close_store();
}
END_TEST

int main(void) {
    Suite *suite = suite_create("list command");
    TCase *tcase = tcase_create("list command");
    tcase_add_test(tcase, filters_and_orders_leave_rows);
    tcase_add_test(tcase, what_may_pass_is_counted);
    tcase_add_test(tcase, groups_are_read_from_a_file);
    tcase_add_test(tcase, what_is_not_there_is_a_mistake);
    tcase_add_test(tcase, who_may_follow_comes_last);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
