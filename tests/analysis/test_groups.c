/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which group a file puts the accounts of a store in. */
#include "analysis/groups.h"

#include "base/file.h"
#include "store/lookup.h"
#include "tests/support/paid.h"
#include "tests/support/run.h"

#include <check.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_BYTES = 200 };

static struct paid paid;
static char path[PATH_BYTES];

static void open_store(void) {
    paid_open(&paid);
    const struct account people[] = {paid_account("007", "nasa", 5), paid_account("8", "Ann", 5),
                                     paid_account("9", "4711", 5), paid_account("10", "bob", 5)};
    paid_enter(&paid, paid_snapshot(&paid, "8"), 0, 1, paid_page(people, 4, NULL));
    snprintf(path, sizeof path, "%s/groups.csv", paid.folder);
}

static void close_store(void) {
    paid_close(&paid);
}

static void write_file(const char *text) {
    FILE *file = fopen(path, "w");
    ck_assert(file && fputs(text, file) >= 0 && !fclose(file));
}

static const char *group_of(const struct groups *groups, const char *id) {
    const char *group = dict_get(groups_facts(groups)->of, id);
    int64_t number = 0;
    ck_assert(lookup_number(paid.store, id, &number, NULL));
    ck_assert_ptr_eq(groups_of(groups, number), group);
    return group ? group : "none";
}

/* `expected`: the groups of the four, then what is said. */
static void assert_groups(const char *text, const char *expected, const char *words) {
    static const char *const ids[] = {"007", "8", "9", "10"};
    struct err err;
    struct buf seen;
    write_file(text);
    struct groups *groups = groups_read(path, paid.store, &err);
    ck_assert_msg(groups != NULL, "%s", err.text);
    buf_init(&seen, 1000);
    for (size_t i = 0; i < 4; i++)
        buf_format(&seen, "%s%s", i ? " " : "", group_of(groups, ids[i]));
    ck_assert_str_eq(buf_text(&seen), expected);
    buf_clear(&seen);
    groups_describe(groups, &seen);
    ck_assert_str_eq(buf_text(&seen), words);
    buf_fini(&seen);
    groups_free(groups);
}

START_TEST(accounts_are_found_by_id_and_by_handle) {
    assert_groups("007,red\n@ann,blue\n4711,red\nBOB,blue\n", "red blue red blue",
                  "4 accounts in 2 groups");
    assert_groups("tt007,red\n@9,blue\ntt9,red", "red none red none",
                  "2 accounts in 1 group; not in the store: line 2 “@9”");
    assert_groups("", "none none none none", "0 accounts in 0 groups");
    assert_groups("8,\"a, b\"\r\n10,\r\n", "none a, b none none", "1 account in 1 group");
    assert_groups("8,red\n8, red \n@ann,red", "none red none none", "1 account in 1 group");
}
END_TEST

START_TEST(titles_say_which_columns_are_meant) {
    assert_groups("\xEF\xBB\xBF"
                  "id,group\n8,red\n",
                  "none red none none", "1 account in 1 group");
    assert_groups("name;Group;born;Username\nAnn A.;red;1970;ann\n", "none red none none",
                  "1 account in 1 group");
    /* Without the title of a group it is a row like others. */
    assert_groups("id,party\n8,red\n", "none red none none",
                  "1 account in 1 group; not in the store: line 1 “id”");
}
END_TEST

START_TEST(who_is_not_in_the_store_is_named_by_line) {
    assert_groups("id,group\n77,red\n@nobody,red\n8,blue\n\n78,red\n79,red\nsome words,red",
                  "none blue none none",
                  "1 account in 1 group; not in the store: line 2 “77”, line 3 “@nobody”, line 6 "
                  "“78” and 2 more");
}
END_TEST

START_TEST(mistakes_are_named_with_file_and_line) {
    static const struct {
        const char *text, *words;
    } cases[] = {
        {"8,red\n9\n", "line 2: an account and a group are expected"},
        {",red\n", "line 1: the account is missing"},
        {"8,red\n007,red\n@Ann,blue", "line 3: Ann is in two groups, red and blue"},
        {"8,\"red\n", "line 1: a quotation mark is not closed"},
        {"8,r\xFFt\n", "it is not UTF-8 text"},
    };
    struct err err;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char whole[PATH_BYTES + 100];
        write_file(cases[i].text);
        ck_assert_ptr_null(groups_read(path, paid.store, &err));
        snprintf(whole, sizeof whole, "%s: %s", path, cases[i].words);
        ck_assert_str_eq(err.text, whole);
        ck_assert_int_eq(err.kind, ERR_DATA);
    }
}
END_TEST

START_TEST(what_is_no_file_is_refused) {
    char link_path[PATH_BYTES + 8];
    struct err err;
    ck_assert_ptr_null(groups_read(paid.folder, paid.store, &err));
    ck_assert(strstr(err.text, ": it is not a file") != NULL);
    ck_assert_ptr_null(groups_read("/no/such/file", paid.store, &err));
    ck_assert_int_eq(err.kind, ERR_IO);
    snprintf(link_path, sizeof link_path, "%s.pipe", path);
    ck_assert_int_eq(mkfifo(link_path, 0600), 0); /* does not wait for a writer */
    ck_assert_ptr_null(groups_read(link_path, paid.store, &err));
    unlink(link_path);
    write_file("8,red\n");
    ck_assert_int_eq(symlink(path, link_path), 0);
    struct groups *groups = groups_read(link_path, paid.store, &err);
    ck_assert_str_eq(group_of(groups, "8"), "red");
    groups_free(groups);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("groups");
    TCase *tcase = tcase_create("groups");
    tcase_add_checked_fixture(tcase, open_store, close_store);
    tcase_add_test(tcase, accounts_are_found_by_id_and_by_handle);
    tcase_add_test(tcase, titles_say_which_columns_are_meant);
    tcase_add_test(tcase, who_is_not_in_the_store_is_named_by_line);
    tcase_add_test(tcase, mistakes_are_named_with_file_and_line);
    tcase_add_test(tcase, what_is_no_file_is_refused);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
