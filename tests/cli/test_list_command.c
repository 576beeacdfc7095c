/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `followtrail lists` and `followed-by` as processes, on a small store with hostile texts: what
 * filters, groups and orders leave. */
#include "cli/list_command.h"

#include "tests/support/run.h"
#include "tests/support/spoken.h"
#include "tests/support/two_lists.h"

#include <check.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

enum { OPTION_BYTES = TWO_LISTS_PATH + 16 };

static struct two_lists store;
static struct spoken spoken;

static void open_store(void) {
    two_lists_open(&store, "77");
}

static void close_store(void) {
    two_lists_close(&store);
}

static int run(const char *const words[]) {
    spoken_run(&spoken,
               !strcmp(words[0], "list")    ? list_command
               : !strcmp(words[0], "lists") ? lists_command
                                            : followed_by_command,
               words);
    return spoken.status;
}

/* The ids of the rows of CSV, in order. */
static void take_ids(char ids[static SPOKEN_MAX]) {
    size_t len = 0;
    for (const char *line = strchr(spoken.out, '\n'); line && line[1];
         line = strchr(line + 1, '\n'))
        len += (size_t)snprintf(ids + len, SPOKEN_MAX - len, "%s%.*s", len ? " " : "",
                                (int)strcspn(line + 1, ","), line + 1);
    ids[len] = '\0';
}

static void assert_ids(const char *expected, const char *a, const char *b, const char *c,
                       const char *d) {
    static char ids[SPOKEN_MAX];
    const char *const words[] = {"lists", "--store", store.paid.path, "--csv", a, b, c, d, NULL};
    ck_assert_int_eq(run(words), EX_OK);
    take_ids(ids);
    ck_assert_msg(!strcmp(ids, expected), "%s: %s", ids, spoken.out);
}

START_TEST(filters_and_orders_leave_rows) {
    open_store();
    assert_ids("tt1 tt2", "--order", "lists", NULL, NULL);
    assert_ids("tt1", "--filter", "complete", NULL, NULL);
    assert_ids("tt2", "--filter", "!complete", NULL, NULL);
    assert_ids("tt2", "--filter", "followed-by:@owner", NULL, NULL);
    assert_ids("tt1", "--filter", "follows:3", NULL, NULL);
    assert_ids("", "--filter", "lists>=2", NULL, NULL);
    close_store();
}
END_TEST

/* In every form; where the rows have no room for it, on stderr. */
START_TEST(what_may_pass_is_counted) {
    static const struct {
        const char *form, *words;
        bool is_told;
    } forms[] = {{NULL, "; filtered: 1 of 2 shown, 1 unknown\n\n", false},
                 {"--json", "\"rows\": 1, \"rows_unfiltered\": 2, \"filtered_unknown\": 1}", false},
                 {"--jsonl", "; filtered: 1 of 2 shown, 1 unknown\n", true},
                 {"--csv", "; filtered: 1 of 2 shown, 1 unknown\n", true}};
    open_store();
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        const char *const words[] = {
            "lists", "--store", store.paid.path, "--filter", "follows:3", forms[i].form, NULL};
        ck_assert_int_eq(run(words), EX_OK);
        const char *said = forms[i].is_told ? spoken.err : spoken.out;
        ck_assert_msg(strstr(said, forms[i].words) != NULL, "%s", said);
        ck_assert(forms[i].is_told || !*spoken.err);
    }
    close_store();
}
END_TEST

/* Nobody owns a list of owners, so nobody can follow back. */
START_TEST(what_cannot_be_answered_is_refused) {
    open_store();
    const char *const words[] = {"lists", "--store", store.paid.path, "--filter", "!back", NULL};
    ck_assert_int_eq(run(words), EX_USAGE);
    ck_assert_msg(strstr(spoken.err, "column 2: “back” asks who follows a list's owner, and this "
                                     "list has no owner") != NULL,
                  "%s", spoken.err);
    close_store();
}
END_TEST

START_TEST(groups_are_read_from_a_file) {
    char option[OPTION_BYTES];
    open_store();
    snprintf(option, sizeof option, "--groups=%s", store.groups);
    const char *const words[] = {"lists", "--store",  store.paid.path, "--csv",
                                 option,  "--filter", "group:b",       NULL};
    ck_assert_int_eq(run(words), EX_OK);
    ck_assert(strstr(spoken.err,
                     "followtrail lists: 2 accounts in 2 groups; not in the store: line 4 "
                     "“77”.\n") != NULL);
    ck_assert(strstr(spoken.out, "\ntt2,=two,") != NULL);
    ck_assert_ptr_null(strstr(spoken.out, "\ntt1,owner,"));
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
        const char *const words[] = {"lists",    "--store",       store.paid.path,
                                     "--filter", cases[i].filter, NULL};
        ck_assert_int_eq(run(words), EX_USAGE);
        ck_assert_msg(strstr(spoken.err, cases[i].words) != NULL, "%s", spoken.err);
    }
    close_store();
}
END_TEST

/* Of 1 certainly nobody's, of 3 the list of 1; that of 2 may have it, too. */
START_TEST(who_may_follow_comes_last) {
    char *first, *second;
    open_store();
    const char *const three[] = {"followed-by", "--store", store.paid.path,
                                 "--csv",       "@three",  NULL};
    ck_assert_int_eq(run(three), EX_OK);
    first = strstr(spoken.out, "\n2,tt1,owner,listed,");
    second = strstr(spoken.out, ",unknown,");
    ck_assert_msg(first && second && first < second, "%s", spoken.out);
    close_store();
}
END_TEST

static int run_list(const char *account, const char *a, const char *b, const char *c) {
    const char *const words[] = {"list", "--store", store.paid.path, account, a, b, c, NULL};
    return run(words);
}

static void assert_has(const char *text, const char *words) {
    ck_assert_msg(strstr(text, words) != NULL, "no “%s” in: %s", words, text);
}

START_TEST(a_list_is_printed_with_its_scope) {
    open_store();
    ck_assert_int_eq(run_list("@owner", NULL, NULL, NULL), EX_OK);
    assert_has(spoken.out, "Following of @owner: 3 of 3 · complete; list of 1970-01-01\n\n");
    ck_assert_int_eq(run_list("1", "--csv", "--order=name", NULL), EX_OK);
    assert_has(spoken.out, "rank,id,username,in_lists,in_lists_max,list_state,back,");
    assert_has(spoken.out, "\n3,tt4,four,1,2,none,unknown,123456789,3,");
    assert_has(spoken.err, "followtrail list: Following of @owner: 3 of 3 · complete; list of "
                           "1970-01-01\n");
    assert_has(spoken.err, "followtrail list: 2 cells begin with = + - @");
    ck_assert_int_eq(run_list("1", "--json", "--filter", "followers>1000"), EX_OK);
    assert_has(spoken.out, "\"scope\": {\"id\": \"tt1\", \"username\": \"owner\", \"snapshot\": "
                           "\"s1\", \"newer_snapshot\": null, \"list_state\": \"complete\", "
                           "\"is_complete\": true, \"listed\": 3, \"reported\": 3, "
                           "\"length_least\": 3, \"length_most\": 3, ");
    assert_has(spoken.out, "\"rows\": 1, \"rows_unfiltered\": 3, \"filtered_unknown\": "
                           "0},\n\"following\": [\n{\"rank\": 3, \"id\": \"tt4\", ");
    close_store();
}
END_TEST

START_TEST(json_lines_are_rows_alone) {
    open_store();
    ck_assert_int_eq(run_list("1", "--jsonl", "--order", "followers"), EX_OK);
    ck_assert_int_eq(strncmp(spoken.out, "{\"rank\": 3, \"id\": \"tt4\", ", 24), 0);
    assert_has(spoken.out, "}\n{\"rank\": 1, \"id\": \"tt2\", ");
    ck_assert_int_eq(run_list("1", "--jsonl", "--csv", NULL), EX_USAGE);
    close_store();
}
END_TEST

START_TEST(an_incomplete_list_says_so) {
    open_store();
    ck_assert_int_eq(run_list("2", "--csv", NULL, NULL), EX_OK);
    assert_has(spoken.err, "Following of @=two: 1 of 3 loaded; not complete, up to 2 missing; "
                           "list of 1970-01-01\n");
    ck_assert_int_eq(run_list("2", "--json", NULL, NULL), EX_OK);
    assert_has(spoken.out, "\"list_state\": \"partial\", \"is_complete\": false, ");
    close_store();
}
END_TEST

/* The newest complete snapshot is the list, whatever was begun since. */
START_TEST(a_newer_incomplete_snapshot_does_not_replace_the_list) {
    struct account one = paid_account("9", "nine", 1);
    open_store();
    paid_enter(&store.paid, paid_snapshot(&store.paid, "1"), 0, 90000000,
               paid_page(&one, 1, "more"));
    ck_assert_int_eq(run_list("@owner", NULL, NULL, NULL), EX_OK);
    assert_has(spoken.out, "list of 1970-01-01; a newer snapshot of it is not complete\n\n");
    assert_has(spoken.out, "@three");
    ck_assert_int_eq(run_list("@owner", "--json", NULL, NULL), EX_OK);
    assert_has(spoken.out, "\"snapshot\": \"s1\", \"newer_snapshot\": \"s3\", ");
    close_store();
}
END_TEST

START_TEST(who_follows_nobody_has_a_list) {
    struct account nobody = paid_account("5", "five", 1);
    open_store();
    nobody.following_count = 0;
    paid_enter_profile(&store.paid, "5", 4000, &nobody);
    ck_assert_int_eq(run_list("@five", "--json", NULL, NULL), EX_OK);
    assert_has(spoken.out, "\"snapshot\": null, \"newer_snapshot\": null, \"list_state\": "
                           "\"nobody_reported\", \"is_complete\": true, \"listed\": 0, ");
    close_store();
}
END_TEST

START_TEST(what_is_not_stored_is_said) {
    static const char *const names[] = {"@three", "@nobody", "77"};
    open_store();
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        ck_assert_int_eq(run_list(names[i], "--csv", NULL, NULL), EX_USAGE);
        assert_has(spoken.err, "followtrail list: The store has no list of “");
        ck_assert_str_eq(spoken.out, "");
    }
    ck_assert_int_eq(run_list("no account", NULL, NULL, NULL), EX_USAGE);
    ck_assert_int_eq(run_list("1", "2", NULL, NULL), EX_USAGE);
    close_store();
}
END_TEST

int main(void) {
    Suite *suite = suite_create("list command");
    TCase *tcase = tcase_create("list command");
    tcase_add_test(tcase, filters_and_orders_leave_rows);
    tcase_add_test(tcase, what_may_pass_is_counted);
    tcase_add_test(tcase, what_cannot_be_answered_is_refused);
    tcase_add_test(tcase, groups_are_read_from_a_file);
    tcase_add_test(tcase, what_is_not_there_is_a_mistake);
    tcase_add_test(tcase, who_may_follow_comes_last);
    tcase_add_test(tcase, a_list_is_printed_with_its_scope);
    tcase_add_test(tcase, json_lines_are_rows_alone);
    tcase_add_test(tcase, an_incomplete_list_says_so);
    tcase_add_test(tcase, a_newer_incomplete_snapshot_does_not_replace_the_list);
    tcase_add_test(tcase, who_follows_nobody_has_a_list);
    tcase_add_test(tcase, what_is_not_stored_is_said);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
