/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `followtrail diff` as a process, in every form, on a small store with hostile texts. */
#include "cli/diff_command.h"

#include "base/text.h"
#include "tests/support/paid.h"
#include "tests/support/run.h"
#include "tests/support/spoken.h"

#include <check.h>
#include <json-c/json.h>
#include <string.h>
#include <sysexits.h>

enum { DAY_MS = 24 * 60 * 60 * 1000 };

static struct paid paid;
static struct spoken spoken;

static int64_t day(int number) {
    return (int64_t)number * DAY_MS + DAY_MS / 2;
}

static void enter(const char *owner, int on, const struct account *records, size_t count,
                  const char *more) {
    int64_t snapshot = paid_snapshot(&paid, owner);
    paid_enter(&paid, snapshot, 0, day(on), paid_page(records, count, more));
}

/* 1 has s1 (complete), s2 (complete: 4 is gone, 5 is new, 2 and 3 changed) and s4 (goes on); 2 has
 * s3; nothing proves whose list s5 is. */
static void open_store(void) {
    const char *locale;
    struct account owner = paid_account("1", "owner", 1);
    struct account people[] = {paid_account("2", "two", 20), paid_account("3", "three", 3),
                               paid_account("4", "four", 4), paid_account("0005", "five", 5)};
    text_use_locale(&locale);
    paid_open(&paid);
    owner.following_count = 3;
    paid_enter_profile(&paid, "1", day(1), &owner);
    enter("1", 1, people, 3, NULL);
    people[0].username = "renamed";
    people[1].display_name = "=1+1";
    people[1].bio = "\033[2J\"quoted\", and\nmore";
    people[2] = people[3];
    enter("1", 2, people, 3, NULL);
    enter("2", 3, people, 1, "more");
    enter("1", 4, people, 1, "more");
    enter("handle", 5, people, 1, NULL);
}

static void close_store(void) {
    paid_close(&paid);
}

static int run(const char *a, const char *b, const char *c, const char *d, const char *e,
               const char *f) {
    spoken_run(&spoken, diff_command,
               (const char *const[]){"diff", "--store", paid.path, a, b, c, d, e, f, NULL});
    return spoken.status;
}

static bool has(const char *text, const char *line) {
    return strstr(text, line) != NULL;
}

START_TEST(as_text) {
    open_store();
    ck_assert_int_eq(run("@owner", "--from", "s1", "--to", "2", NULL), EX_OK);
    ck_assert(has(spoken.out, "Following of @owner: s1 of 1970-01-02, complete, 3 rows; s2 of "
                              "1970-01-03, complete, 3 rows · 2 in both · Jaccard .50\n"));
    ck_assert(has(spoken.out, "\nnewly listed                 1  certain\n"));
    ck_assert(has(spoken.out, "\nno longer listed             1  certain\n"));
    ck_assert(has(spoken.out, "\nDeleted and banned accounts look like unfollowed ones.\n"));
    ck_assert(has(spoken.out, "\nchanged                      1  of the accounts in both lists\n"));
    ck_assert(has(spoken.out, "\n@renamed                    username         two"));
    ck_assert(!has(spoken.out, "\033"));
    close_store();
}
END_TEST

START_TEST(uncertain_as_text) {
    open_store();
    ck_assert_int_eq(run("@owner", NULL, NULL, NULL, NULL, NULL), EX_OK); /* the two newest */
    ck_assert(
        has(spoken.out, "; s4 of 1970-01-05, more to load, 1 row · 1 in both · Jaccard .33 ["));
    ck_assert(
        has(spoken.out, "\nnewly listed                 0  certain, and there may be more\n"));
    ck_assert(has(spoken.out,
                  "\nno longer listed       up to 2  unknown: the newer list is not complete\n"));
    ck_assert(has(spoken.out, "\nPerhaps no longer listed"));
    close_store();
}
END_TEST

START_TEST(as_csv) {
    open_store();
    ck_assert_int_eq(run("@owner", "--csv", "--to", "1970-01-03", NULL, NULL), EX_OK);
    ck_assert_str_eq(
        spoken.out,
        "account,username,kind,field,from_value,to_value,certainty,from_snapshot,to_snapshot\n"
        "tt0005,five,newly_listed,listed,false,true,certain,s1,s2\n"
        "tt4,four,no_longer_listed,listed,true,false,certain,s1,s2\n"
        "tt2,renamed,renamed,username,two,renamed,certain,s1,s2\n"
        "tt3,three,changed,display_name,Name,=1+1,certain,s1,s2\n"
        "tt3,three,changed,bio,,\"\033[2J\"\"quoted\"\", and\nmore\",certain,s1,s2\n");
    ck_assert(has(spoken.err, "1 cell"));
    ck_assert_int_eq(run("@owner", "--csv", "--excel", "--to", "s2", NULL), EX_OK);
    ck_assert(has(spoken.out, "\xEF\xBB\xBF"
                              "account,username,"));
    ck_assert(has(spoken.out, ",Name,'=1+1,certain,s1,s2\r\n"));
    close_store();
}
END_TEST

START_TEST(as_json) {
    open_store();
    ck_assert_int_eq(run("1", "--json", "--to", "s2", NULL, NULL), EX_OK);
    struct json_object *object = json_tokener_parse(spoken.out);
    ck_assert_ptr_nonnull(object);
    struct json_object *gone = json_object_object_get(object, "no_longer_listed");
    ck_assert_uint_eq(json_object_array_length(gone), 1);
    struct json_object *first = json_object_array_get_idx(gone, 0);
    ck_assert_str_eq(json_object_get_string(json_object_object_get(first, "id")), "tt4");
    ck_assert_int_eq(json_object_get_int64(json_object_object_get(first, "rank")), 3);
    json_object_put(object);
    close_store();
}
END_TEST

START_TEST(all_owners) {
    open_store();
    ck_assert_int_eq(run("--all", "--from", "1970-01-02", "--to", "1970-01-06T12:00:00Z", "--csv"),
                     EX_OK);
    ck_assert(has(spoken.out, "\r\ntt1,owner,compared,s1,s2,1970-01-02T12:00:00.000Z,"
                              "1970-01-03T12:00:00.000Z,3,3,1,1,2,1,1,0,0.500000\r\n"));
    ck_assert(has(spoken.out, "\r\ntt2,renamed,no_list_from,,s3,,,,,,,,,,,\r\n"));
    ck_assert(has(spoken.out, "\r\n,handle,unproved,,s5,"));
    ck_assert_int_eq(run("--all", "--from", "1970-01-02", "--to", "1970-01-04", NULL), EX_OK);
    ck_assert(has(spoken.out, "1 of 2 owners compared · lists that were complete on 1970-01-02 and "
                              "on 1970-01-04\n"));
    ck_assert(has(spoken.out, "\n@renamed                  no list at the first date\n"));
    close_store();
}
END_TEST

START_TEST(timeline) {
    open_store();
    ck_assert_int_eq(run("@owner", "--timeline", "--csv", NULL, NULL, NULL), EX_OK);
    ck_assert_str_eq(spoken.out,
                     "snapshot,started_at,last_at,list_state,is_complete,listed,reported,"
                     "newly_listed,newly_certainty,no_longer_listed,no_longer_certainty\r\n"
                     "s4,1970-01-01T00:00:00.500Z,1970-01-05T12:00:00.000Z,partial,false,1,3,"
                     "0,at_least,2,at_most\r\n"
                     "s2,1970-01-01T00:00:00.500Z,1970-01-03T12:00:00.000Z,complete,true,3,3,"
                     "1,certain,1,certain\r\n"
                     "s1,1970-01-01T00:00:00.500Z,1970-01-02T12:00:00.000Z,complete,true,3,3,"
                     ",,,\r\n");
    ck_assert_int_eq(run("@owner", "--timeline", "--json", NULL, NULL, NULL), EX_OK);
    struct json_object *object = json_tokener_parse(spoken.out);
    ck_assert_uint_eq(json_object_array_length(json_object_object_get(object, "snapshots")), 3);
    json_object_put(object);
    ck_assert_int_eq(run("@owner", "--timeline", NULL, NULL, NULL, NULL), EX_OK);
    ck_assert(has(spoken.out, "s4") && has(spoken.out, "0+") && has(spoken.out, "≤2"));
    close_store();
}
END_TEST

static void check_mistake(const char *words, const char *a, const char *b, const char *c,
                          const char *d, const char *e) {
    ck_assert_msg(run(a, b, c, d, e, NULL) == EX_USAGE, "%s", words);
    ck_assert_msg(has(spoken.err, words), "%s", spoken.err);
    ck_assert_str_eq(spoken.out, "");
}

START_TEST(mistakes) {
    open_store();
    check_mistake("name an account, or --all", NULL, NULL, NULL, NULL, NULL);
    check_mistake("name one account", "@owner", "@two", NULL, NULL, NULL);
    check_mistake("has no account “@x”", "@x", NULL, NULL, NULL, NULL);
    check_mistake("has no list of “@five”", "@five", NULL, NULL, NULL, NULL);
    check_mistake("s3 is a list of", "@owner", "--from", "s3", NULL, NULL);
    check_mistake("s5 is a list of @handle", "@owner", "--to", "s5", NULL, NULL);
    check_mistake("no snapshot s9", "@owner", "--from", "9", NULL, NULL);
    check_mistake("s2 is newer than s1", "@owner", "--from", "s2", "--to", "s1");
    check_mistake("both name s2", "@owner", "--from", "s2", "--to", "1970-01-03");
    check_mistake("begun by 1970-01-01", "@owner", "--from", "1970-01-01", NULL, NULL);
    check_mistake("is no date as", "@owner", "--from", "1970-02-30", NULL, NULL);
    check_mistake("needs two dates", "--all", "--from", "s1", "--to", "s2");
    check_mistake("must be earlier", "--all", "--from", "1970-01-03", "--to", "1970-01-03");
    check_mistake("nothing from 1970-01-01", "--all", "--from", "1970-01-01", "--to", "1970-01-03");
    check_mistake("cannot be combined", "--all", "@owner", NULL, NULL, NULL);
    check_mistake("all snapshots of one", "--timeline", "--from", "s1", "@owner", NULL);
    check_mistake("proved to be of “@handle”", "--timeline", "@handle", NULL, NULL, NULL);
    check_mistake("--excel is for --csv", "@owner", "--excel", NULL, NULL, NULL);
    close_store();
}
END_TEST

START_TEST(one_snapshot_only) {
    open_store();
    ck_assert_int_eq(run("@renamed", NULL, NULL, NULL, NULL, NULL), EX_TEMPFAIL);
    ck_assert(has(spoken.err, "no older list than s3 of 1970-01-04"));
    ck_assert_int_eq(run("@handle", NULL, NULL, NULL, NULL, NULL), EX_TEMPFAIL);
    close_store();
}
END_TEST

int main(void) {
    Suite *suite = suite_create("diff_command");
    TCase *tc = tcase_create("process");
    tcase_add_test(tc, as_text);
    tcase_add_test(tc, uncertain_as_text);
    tcase_add_test(tc, as_csv);
    tcase_add_test(tc, as_json);
    tcase_add_test(tc, all_owners);
    tcase_add_test(tc, timeline);
    tcase_add_test(tc, mistakes);
    tcase_add_test(tc, one_snapshot_only);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
