/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The accounts of a list as the shell prints them. */
#include "view/account_table.h"

#include "tests/support/fact_table.h"
#include "tests/support/run.h"
#include "view/table_data.h"

#include <check.h>
#include <locale.h>
#include <string.h>

enum { TEXT_MAX = 4096 };

static const char source; /* of a local list: any address will do */

static const struct account nasa = {.id = "007",
                                    .username = "nasa",
                                    .display_name = "=NASA, \"the\" one",
                                    .follower_count = 12,
                                    .following_count = ACCOUNT_UNKNOWN,
                                    .is_verified = true,
                                    .seen_ms = 1764410400000,
                                    .bio = ""},
                            bare = {.id = "8", .is_bare = true, .seen_ms = ACCOUNT_UNKNOWN};

static struct fact_entry entries[] = {{.id = "007",
                                       .facts = {.lists = 7,
                                                 .lists_max = 9,
                                                 .back = VERDICT_UNKNOWN,
                                                 .state = FACT_INCOMPLETE,
                                                 .state_name = "complete_short",
                                                 .group = "a"}}};
static struct fact_table table;

static struct list *make_local(void) {
    struct list *list = list_new_local((const void *)&source, "some", NULL);
    struct row_facts facts = ROW_FACTS_NONE;
    fact_table_init(&table, entries, 1);
    list->facts = &table.reader;
    facts.listed = 50;
    facts.reported = 85;
    facts.excess_n = -5;
    facts.excess_d = 100;
    list_add_row(list, &nasa, &facts);
    facts = ROW_FACTS_NONE;
    facts.in = VERDICT_UNKNOWN;
    list_add_row(list, &bare, &facts);
    return list;
}

static void assert_names(const struct account_table *shown, const char *expected) {
    struct buf names;
    buf_init(&names, TEXT_MAX);
    for (const struct table_column *const *at = shown->table.data; *at; at++)
        buf_format(&names, "%s%s", names.len ? "," : "", (*at)->name);
    ck_assert_str_eq(buf_text(&names), expected);
    buf_fini(&names);
}

static void assert_row(const struct account_table *shown, const struct list *list, size_t row,
                       const char *json, const char *csv) {
    struct account_row of = account_table_row(list, row);
    struct table_csv made = {.is_terminal = false};
    struct buf out;
    buf_init(&out, TEXT_MAX);
    table_json_members(&out, &shown->table, 0, &of);
    ck_assert_str_eq(buf_text(&out), json);
    buf_clear(&out);
    for (const struct table_column *const *at = shown->table.data; *at; at++) {
        buf_text_put(&out, out.len || at != shown->table.data ? "," : "");
        table_csv_cell(&made, &out, *at, &of);
    }
    ck_assert_str_eq(buf_text(&out), csv);
    ck_assert_int_eq(made.formulas, row == 0); /* a name that begins with = */
    buf_fini(&out);
}

START_TEST(a_list_has_the_columns_that_it_fills) {
    struct list *local = make_local(), *following = list_new("7", "@seven");
    struct account_table shown;
    account_table_init(&shown, local, "rows");
    assert_names(&shown, "id,username,membership,in_lists,in_lists_max,excess,list_state,listed,"
                         "reported,follower_count,following_count,like_count,video_count,"
                         "is_verified,is_private,region,display_name,bio,record_at,group");
    account_table_init(&shown, following, "rows");
    assert_names(&shown, "rank,id,username,in_lists,in_lists_max,list_state,back,follower_count,"
                         "following_count,like_count,video_count,is_verified,is_private,region,"
                         "display_name,bio,record_at,group");
    list_free(local);
    list_free(following);
}
END_TEST

START_TEST(cells_are_what_programs_read) {
    struct list *list = make_local();
    struct account_table shown;
    account_table_init(&shown, list, "rows");
    assert_row(&shown, list, 0,
               "\"id\": \"tt007\", \"username\": \"nasa\", \"membership\": \"listed\", "
               "\"in_lists\": 7, \"in_lists_max\": 9, \"excess\": -0.050000, "
               "\"list_state\": \"complete_short\", \"listed\": 50, \"reported\": 85, "
               "\"follower_count\": 12, \"following_count\": null, \"like_count\": 0, "
               "\"video_count\": 0, \"is_verified\": true, \"is_private\": false, "
               "\"region\": null, \"display_name\": \"=NASA, \\\"the\\\" one\", \"bio\": \"\", "
               "\"record_at\": \"2025-11-29T10:00:00.000Z\", \"group\": \"a\"",
               "tt007,nasa,listed,7,9,-0.050000,complete_short,50,85,12,,0,0,true,false,,"
               "\"=NASA, \"\"the\"\" one\",,2025-11-29T10:00:00.000Z,a");
    assert_row(&shown, list, 1,
               "\"id\": \"tt8\", \"username\": null, \"membership\": \"unknown\", "
               "\"in_lists\": null, \"in_lists_max\": null, \"excess\": null, "
               "\"list_state\": \"none\", \"listed\": null, \"reported\": null, "
               "\"follower_count\": 0, \"following_count\": 0, \"like_count\": 0, "
               "\"video_count\": 0, \"is_verified\": null, \"is_private\": null, "
               "\"region\": null, \"display_name\": null, \"bio\": null, \"record_at\": null, "
               "\"group\": null",
               "tt8,,unknown,,,,none,,,0,0,0,0,,,,,,,");
    list_free(list);
}
END_TEST

static void assert_words(const struct account_table *shown, const struct account_row *row,
                         const char *expected) {
    struct buf words;
    struct cell cell;
    buf_init(&words, TEXT_MAX);
    for (const struct table_column *const *at = shown->table.people; *at; at++)
        buf_format(&words, "%s%s", words.len ? "|" : "", table_brief(*at, row, 20, &cell));
    ck_assert_str_eq(buf_text(&words), expected);
    buf_fini(&words);
}

START_TEST(people_read_bounds_and_signs) {
    struct list *list = make_local();
    struct account_table shown;
    struct account_row row = account_table_row(list, 0);
    account_table_init(&shown, list, "rows");
    assert_words(&shown, &row, "1|@nasa|listed|7–9|−.050|short|50/85|12|–|=NASA, \"the\" one");
    row = account_table_row(list, 1);
    assert_words(&shown, &row, "2|(no handle)|unknown|–|–||–|0|0|");
    list_free(list);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("account table");
    TCase *tcase = tcase_create("account table");
    if (!setlocale(LC_CTYPE, "C.UTF-8"))
        return 99;
    tcase_add_test(tcase, a_list_has_the_columns_that_it_fills);
    tcase_add_test(tcase, cells_are_what_programs_read);
    tcase_add_test(tcase, people_read_bounds_and_signs);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
