/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `followtrail export` as a process: what it says, and how it ends. */
#include "cli/export_command.h"

#include "base/mem.h"
#include "tests/support/run.h"
#include "tests/support/spoken.h"
#include "tests/support/two_lists.h"

#include <check.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

static struct two_lists store;
static struct spoken spoken;
static char *dir;

static void setup(void) {
    two_lists_open(&store, "7");
    dir = mem_format("%s/out", store.paid.folder);
}

static void teardown(void) {
    DIR *files = opendir(dir);
    const struct dirent *entry;
    while (files && (entry = readdir(files)))
        unlinkat(dirfd(files), entry->d_name, 0);
    if (files)
        closedir(files);
    rmdir(dir);
    free(dir);
    two_lists_close(&store);
}

static int run(const char *a, const char *b, const char *c, const char *d) {
    spoken_run(&spoken, export_command,
               (const char *const[]){"export", "--store", store.paid.path, a, b, c, d, NULL});
    return spoken.status;
}

static void expect(int status, const char *said, const char *a, const char *b, const char *c,
                   const char *d) {
    ck_assert_int_eq(run(a, b, c, d), status);
    ck_assert_msg(strstr(spoken.err, said), "no “%s” in %s", said, spoken.err);
}

START_TEST(test_a_folder_is_announced) {
    ck_assert_int_eq(run(dir, NULL, NULL, NULL), EX_OK);
    ck_assert_msg(strstr(spoken.out, ": 4 accounts, 4 follows, 2 lists; export "), "%s",
                  spoken.out);
    ck_assert_msg(strstr(spoken.err, "followtrail export: 1 of 2 lists is not complete; up to 2 "
                                     "follows are missing (see lists.csv).\n"),
                  "%s", spoken.err);
    ck_assert_msg(strstr(spoken.err, "followtrail export: This export names 4 people; "), "%s",
                  spoken.err);
    expect(EX_USAGE, "exists; an export makes a new folder", dir, NULL, NULL, NULL);
}
END_TEST

START_TEST(test_a_table_is_printed) {
    ck_assert_int_eq(run("--table", "names", "-", "@owner"), EX_OK);
    ck_assert_int_eq(strncmp(spoken.out, "id,username,first_seen,last_seen\ntt1,owner,", 43), 0);
    ck_assert_int_eq(run("--table=follows", "--as-of=1970-01-01T00:00:00Z", "-", NULL), EX_OK);
    ck_assert_str_eq(spoken.out,
                     "source,target,rank,type,fetched_at,snapshot,request,list_state\n");
    ck_assert_int_eq(run("--table=follows", "--as-of=1970-01-01T00:00:02Z", "-", NULL), EX_OK);
    ck_assert_msg(strstr(spoken.out, "tt1,tt4,3,") && !strstr(spoken.out, "tt2,tt1,"), "%s",
                  spoken.out);
}
END_TEST

START_TEST(test_what_must_be_complete) {
    expect(EX_TEMPFAIL, "1 of 2 lists is not complete", "--complete", dir, NULL, NULL);
    ck_assert_int_eq(access(dir, F_OK), -1);
    ck_assert_int_eq(run("--complete", dir, "@owner", NULL), EX_OK);
}
END_TEST

START_TEST(test_mistakes) {
    expect(EX_USAGE, "name a new folder", NULL, NULL, NULL, NULL);
    expect(EX_USAGE, "add --table follows", "-", NULL, NULL, NULL);
    expect(EX_USAGE, "--table is for stdout", "--table", "names", dir, NULL);
    expect(EX_USAGE, "there is no table “edges”", "--table", "edges", "-", NULL);
    expect(EX_USAGE, "--all cannot be combined", "--all", dir, "@owner", NULL);
    expect(EX_USAGE, "nobody", dir, "@nobody", NULL, NULL);
    expect(EX_USAGE, "is no date", "--as-of", "2026-02-30", dir, NULL);
    expect(EX_USAGE, "is no date", "--as-of", "1969-12-31", dir, NULL);
    expect(EX_USAGE, "is no date", "--as-of", "2026-2-3", dir, NULL);
    expect(EX_USAGE, "is no date", "--as-of", "2026-01-01T10:00:00", dir, NULL);
    expect(EX_USAGE, "a filter is missing", "--filter=", dir, NULL, NULL);
    expect(EX_USAGE, "--cofollow", "--cofollow", "0", dir, NULL);
    ck_assert_int_ne(run("--without", "/nonexistent", dir, NULL), EX_OK);
    expect(EX_IOERR, "No such file", "/nonexistent/out", NULL, NULL, NULL);
    ck_assert_int_eq(access(dir, F_OK), -1);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("export_command");
    TCase *tests = tcase_create("process");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, test_a_folder_is_announced);
    tcase_add_test(tests, test_a_table_is_printed);
    tcase_add_test(tests, test_what_must_be_complete);
    tcase_add_test(tests, test_mistakes);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
