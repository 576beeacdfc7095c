/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking through all that the store has: what is found, how it is shown, and that it asks for
 * nothing. */
#include "session/source_found.h"

#include "session/load.h"
#include "session/navigate.h"
#include "session/reading.h"
#include "session/requests.h"
#include "session/resume.h"
#include "session/source.h"
#include "session/source_bookmarks.h"
#include "store/store_internal.h"
#include "tests/support/rig.h"
#include "tests/support/run.h"
#include "tests/support/scratch.h"
#include "tests/support/stage.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MANY = 100000, TOO_MANY = 100500 };

/* Ids a to f; what is older than an account's latest record does not count. */
static const char few[] =
    "INSERT INTO account (id, key, record) VALUES (1, 'a', 1), (2, 'b', 2), (3, 'c', 3),"
    " (4, 'd', 4), (5, 'e', 5), (6, 'f', 7);"
    "INSERT INTO record (id, account, first_ms, last_ms, username, display_name, bio, region,"
    " followers, following, likes, videos, is_verified, is_private) VALUES"
    " (1, 1, 1, 1, 'coffee.lab', 'Åsa', 'beans', 'SE', 12000, 5, 5, 5, 1, 0),"
    " (2, 2, 1, 1, 'bob', 'Coffee Bob', 'tea', 'NO', 900, 5, 5, 5, 0, 0),"
    " (3, 3, 1, 1, 'cyd', 'Cyd', 'more COFFEE, please', 'SE', 20000, 5, 5, 5, 0, 0),"
    " (4, 4, 1, 1, 'dora', 'Dora', 'nothing', NULL, 0, 0, 0, 0, 0, 1),"
    " (5, 5, 1, 1, 'ed', 'Ed', 'tea', 'DK', 10000, 5, 5, 5, 0, 0),"
    " (6, 6, 1, 1, 'coffee.addict', 'Fay', 'coffee', 'SE', 50, 5, 5, 5, 0, 0),"
    " (7, 6, 2, 2, 'fay', 'Fay', 'tea', 'SE', 50, 5, 5, 5, 0, 0);";

#define ROWS(count)                                                                                \
    "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < " #count ")"      \
    " INSERT INTO account (id, key, record) SELECT i, 'k' || i, i FROM n;"                         \
    "INSERT INTO record (id, account, first_ms, last_ms, username, display_name, bio, region,"     \
    " followers, following, likes, videos, is_verified, is_private)"                               \
    " SELECT id, id, 1, 1, 'user.' || id, 'Zoë ' || id, iif(id % 1000 = 0, 'coffee ☕', 'tea')," \
    " 'SE', id, 5, 5, 5, 0, 0 FROM account;"

static void open_with(struct rig *rig, const char *script) {
    struct rig_config config;
    struct err err;
    rig_config_init(&config);
    rig_open(rig, &config);
    ck_assert_msg(!script || sql_run(rig->shop.writer->sql, script, &err), "%s", err.text);
}

static void find(struct rig *rig, const char *text) {
    struct err err = {.text = ""};
    ck_assert_msg(source_found_open(&rig->session, text, &err), "%s", err.text);
}

static const struct {
    const char *text, *ids;
} searches[] = {
    {"coffee", "abc"},
    {"  coffee\t", "abc"},
    {"Coffee", "b"},
    {"COFFEE", "c"},
    {"åsa", "a"},
    {"handle:coffee", "a"},
    {"bio:coffee", "c"},
    {"\"coffee b\"", "b"},
    {"coffee region:SE", "ac"},
    {"verified followers>=10k region:SE coffee", "a"},
    {"followers>=10k", "ace"},
    {"followers<10k", "bf"},
    {"!private tea", "bef"},
    {"region:--", "d"},
    {"id:e", "e"},
    {"coffee or fay", "abcf"},
    {"coffee.addict", ""},
};

START_TEST(finds_by_the_language_of_filters) {
    struct rig rig;
    char ids[16] = "";
    open_with(&rig, few);
    find(&rig, searches[_i].text);
    for (size_t i = 0; i < rig_list(&rig)->count; i++)
        strncat(ids, rig_list(&rig)->rows[i]->id, 1);
    ck_assert_str_eq(ids, searches[_i].ids);
    ck_assert_ptr_eq(rig_list(&rig)->source, &source_found);
    ck_assert_uint_eq(rig_list(&rig)->tally.stored, 6);
    ck_assert_int_eq(rig_requests(&rig), 0);
    rig_close(&rig, 0, 0);
}
END_TEST

START_TEST(says_how_many_of_how_many) {
    struct rig rig;
    open_with(&rig, few);
    find(&rig, "coffee");
    rig_expect_list(&rig, 3, "3 accounts of 6");
    ck_assert_str_eq(rig_list(&rig)->label, "find: coffee");
    find(&rig, "Coffee");
    rig_expect_list(&rig, 1, "1 account of 6");
    /* Dora is private: nobody knows her count. */
    find(&rig, "followers>=10k");
    rig_expect_list(&rig, 3, "3 accounts of 6 · 1 unknown");
    rig_close(&rig, 0, 0);
}
END_TEST

static void expect_explained(const struct rig *rig, const char *words) {
    struct buf text;
    buf_init(&text, 1024);
    source_explain_none(&rig->session, rig_list(rig), &text);
    ck_assert_uint_eq(rig_list(rig)->count, 0);
    ck_assert_msg(strstr(buf_text(&text), words) != NULL, "%s", buf_text(&text));
    buf_fini(&text);
}

START_TEST(explains_why_nothing_is_found) {
    struct rig rig;
    open_with(&rig, NULL);
    find(&rig, "coffee");
    expect_explained(&rig, "The store has no accounts yet");
    rig_close(&rig, 0, 0);
    open_with(&rig, few);
    find(&rig, "whisky");
    rig_expect_list(&rig, 0, "0 accounts of 6");
    expect_explained(&rig, "No stored account matches “whisky”; the store has 6 accounts.");
    expect_explained(&rig, "Nothing was requested.");
    find(&rig, "followers>1M");
    expect_explained(&rig, "1 may match");
    rig_close(&rig, 0, 0);
}
END_TEST

START_TEST(refuses_what_says_nothing) {
    static const char *const texts[][2] = {
        {"", "Nothing to find"},
        {" \t ", "Nothing to find"},
        {"followers>=", "a number"},
        {"coffee or", "Incomplete: a term is missing at the end."},
        {"nosuch:x", "Unknown field “nosuch”"}};
    struct rig rig;
    struct err err;
    open_with(&rig, few);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        ck_assert(!source_found_open(&rig.session, texts[i][0], &err));
        ck_assert_int_eq(err.kind, ERR_USAGE);
        ck_assert_msg(strstr(err.text, texts[i][1]) != NULL, "%s", err.text);
        ck_assert_ptr_null(rig.session.trail.current);
    }
    rig_close(&rig, 0, 0);
}
END_TEST

START_TEST(drills_in_from_what_is_found) {
    struct rig rig;
    open_with(&rig, NULL);
    rig_go(&rig, "zoe.flores");
    find(&rig, "handle:zoe.flores");
    rig_select(&rig, "zoe.flores");
    int64_t requests = rig_requests(&rig);
    ck_assert_int_eq(navigate_drill_price(&rig.session), 0);
    rig_run(&rig, COMMAND_DRILL_IN);
    ck_assert_int_eq(rig_requests(&rig), requests);
    rig_expect_list(&rig, 20, "20 of 412 loaded");
    ck_assert_str_eq(rig.session.trail.current->parent->list->label, "find: handle:zoe.flores");
    /* And from an account of which nothing is loaded. */
    find(&rig, "!handle:zoe.flores following>20");
    ck_assert_int_gt(navigate_drill_price(&rig.session), 0);
    rig_run(&rig, COMMAND_DRILL_IN);
    ck_assert_int_eq(rig_requests(&rig), requests + 1);
    ck_assert_uint_eq(rig_list(&rig)->count, 20);
    rig_run(&rig, COMMAND_BACK);
    ck_assert_ptr_eq(rig_list(&rig)->source, &source_found);
    rig_close(&rig, 0, 0);
}
END_TEST

/* An account whose id somebody types is not mistaken for what was looked for. */
START_TEST(is_nobodys_list) {
    const struct account account = {.id = "a", .username = "coffee.lab"};
    struct rig rig;
    open_with(&rig, few);
    find(&rig, "a");
    ck_assert_ptr_null(session_find_list(&rig.session, &account));
    find(&rig, "@coffee.lab");
    ck_assert_ptr_null(session_find_list(&rig.session, &account));
    rig_close(&rig, 0, 0);
}
END_TEST

static void expect_words(struct rig *rig, enum command command, const char *words) {
    rig_run(rig, command);
    rig_expect(rig, words);
}

/* 0 and 1: found, online and offline; 2 and 3: the bookmarks. */
START_TEST(fetches_nothing) {
    struct rig_config config;
    struct scratch scratch;
    struct rig rig;
    scratch_init(&scratch);
    rig_config_init(&config);
    config.shop.store_path = scratch.path;
    rig_open(&rig, &config);
    rig_go(&rig, "zoe.flores");
    rig_close(&rig, 0, 0);
    config.is_offline = _i % 2;
    rig_open(&rig, &config);
    rig.session.bookmarks = bookmark_file_new(NULL);
    rig_go(&rig, "zoe.flores");
    source_bookmarks_toggle(&rig.session, rig_list(&rig)->rows, rig_list(&rig)->count);
    if (_i / 2)
        source_bookmarks_open(&rig.session);
    else
        find(&rig, "following>=0");
    size_t rows = rig_list(&rig)->count;
    ck_assert_uint_ge(rows, 19);
    expect_words(&rig, COMMAND_MORE, "Nothing to load");
    session_hush(&rig.session);
    load_ask(&rig.session);
    rig_expect(&rig, "Nothing to load");
    ck_assert_int_eq(rig.session.question.about, ASKED_NOTHING);
    expect_words(&rig, COMMAND_OLDER, "has no snapshots");
    expect_words(&rig, COMMAND_NEWER, "has no snapshots");
    expect_words(&rig, COMMAND_REFETCH, _i / 2 ? "Read again, free" : "Searched again, free");
    expect_words(&rig, COMMAND_PREFETCH, "Nothing to load");
    expect_words(&rig, COMMAND_PREFETCH, "Nothing to load");
    expect_words(&rig, COMMAND_STOP, "Nothing is being loaded");
    rig_run(&rig, COMMAND_LAST);
    rig_run(&rig, COMMAND_DOWN);
    rig_run(&rig, COMMAND_FIRST);
    struct list *list = rig.session.trail.current->list;
    requests_ask(&rig.session, list);
    requests_ask_profile(&rig.session, list);
    load_begin(&rig.session, list, 100);
    rig_settle(&rig);
    ck_assert_uint_eq(rig.session.load_count, 0);
    ck_assert(!list_can_go_on(list));
    ck_assert(!list->wants_profile);
    ck_assert_int_eq(list_state(list), LIST_COMPLETE);
    ck_assert_int_eq(requests_price(&rig.session, list), 0);
    ck_assert_int_eq(requests_refetch_price(&rig.session, list), 0);
    ck_assert_uint_eq(rig_list(&rig)->count, rows);
    ck_assert_int_eq(rig_requests(&rig), 0);
    bookmark_file_free(rig.session.bookmarks);
    rig_close(&rig, 0, 0);
    scratch_fini(&scratch);
}
END_TEST

START_TEST(stays_as_it_was_until_searched_again) {
    struct rig rig;
    open_with(&rig, NULL);
    rig_go(&rig, "zoe.flores");
    find(&rig, "following>=0");
    size_t rows = rig_list(&rig)->count;
    const struct account *last = rig_list(&rig)->rows[rows - 1];
    navigate_move_to(&rig.session, 7, RIG_ROWS);
    char selected[64];
    snprintf(selected, sizeof selected, "%s", session_selected(&rig.session)->id);
    rig_go(&rig, "lucky.purr");
    rig_go(&rig, "zoe.flores");
    rig_run(&rig, COMMAND_REFETCH);
    rig_agree(&rig); /* describes all of them again */
    rig_run(&rig, COMMAND_BACKWARD);
    rig_run(&rig, COMMAND_BACKWARD);
    ck_assert_uint_eq(rig_list(&rig)->count, rows);
    ck_assert_ptr_eq(rig_list(&rig)->rows[rows - 1], last);
    int64_t requests = rig_requests(&rig);
    rig_run(&rig, COMMAND_REFETCH);
    rig_expect(&rig, "Searched again, free: ");
    ck_assert_uint_gt(rig_list(&rig)->count, rows);
    ck_assert_str_eq(session_selected(&rig.session)->id, selected);
    /* The same typed again is the same place, searched again. */
    const struct place *place = rig.session.trail.current;
    size_t lists = rig.session.list_count;
    find(&rig, " following>=0 ");
    ck_assert_ptr_eq(rig.session.trail.current, place);
    ck_assert_uint_eq(rig.session.list_count, lists);
    ck_assert_int_eq(rig_requests(&rig), requests);
    rig_close(&rig, 0, 0);
}
END_TEST

START_TEST(searches_a_hundred_thousand) {
    struct rig rig;
    open_with(&rig, ROWS(100000));
    find(&rig, "coffee");
    rig_expect_list(&rig, MANY / 1000, "100 accounts of 100,000");
    ck_assert_str_eq(rig_list(&rig)->rows[99]->id, "k100000");
    find(&rig, "followers:50..51");
    rig_expect_list(&rig, 2, "2 accounts of 100,000");
    rig_close(&rig, 0, 0);
}
END_TEST

START_TEST(says_what_is_left_out) {
    struct rig rig;
    open_with(&rig, ROWS(100500));
    find(&rig, "user");
    rig_expect_list(&rig, SOURCE_FOUND_ROWS_MAX,
                    "the first 100,000 of 100,500 found · 100,500 accounts");
    ck_assert_str_eq(rig_list(&rig)->rows[SOURCE_FOUND_ROWS_MAX - 1]->id, "k100000");
    ck_assert_uint_eq(rig_list(&rig)->tally.matched, TOO_MANY);
    rig_close(&rig, 0, 0);
}
END_TEST

START_TEST(tells_of_a_store_that_cannot_be_read) {
    struct rig rig;
    struct err err;
    open_with(&rig, few);
    find(&rig, "coffee");
    ck_assert(sql_run(rig.shop.writer->sql, "ALTER TABLE record RENAME TO elsewhere", &err));
    ck_assert(!source_found_open(&rig.session, "tea", &err));
    ck_assert_msg(strstr(err.text, "The store could not be read") != NULL, "%s", err.text);
    rig_run(&rig, COMMAND_REFETCH);
    rig_expect(&rig, "The store could not be read");
    rig_expect_list(&rig, 3, "3 accounts of 6");
    struct list *list = source_list(&rig.session, &source_found, "bob");
    reading_finish(&rig.session, list);
    trail_open(&rig.session.trail, list);
    rig_expect_list(&rig, 0, "stopped: could not be searched");
    expect_explained(&rig, "R searches again, free.");
    ck_assert(sql_run(rig.shop.writer->sql, "ALTER TABLE elsewhere RENAME TO record", &err));
    rig_run(&rig, COMMAND_REFETCH);
    rig_expect_list(&rig, 1, "1 account of 6");
    rig_close(&rig, 0, 0);
}
END_TEST

struct desk {
    struct scratch scratch;
    struct rig_config config;
    struct rig rig;
    char *path;
};

static void begin(struct desk *desk) {
    rig_open(&desk->rig, &desk->config);
}

static void save(struct desk *desk) {
    struct err err;
    ck_assert_msg(resume_save(&desk->rig.session, desk->path, &err), "%s", err.text);
    rig_close(&desk->rig, 0, 0);
}

static void restore(struct desk *desk) {
    struct err err = {.text = ""};
    bool is_back = false;
    begin(desk);
    ck_assert_msg(resume_restore(&desk->rig.session, desk->path, &is_back, &err), "%s", err.text);
    ck_assert(is_back);
}

START_TEST(is_searched_again_in_the_next_session) {
    struct desk desk;
    struct err err;
    scratch_init(&desk.scratch);
    rig_config_init(&desk.config);
    desk.config.shop.store_path = desk.scratch.path;
    desk.path = scratch_beside(&desk.scratch, "-place");
    begin(&desk);
    ck_assert(sql_run(desk.rig.shop.writer->sql, few, &err));
    find(&desk.rig, "région \"a b%\" !tea");
    find(&desk.rig, "coffee");
    navigate_move_to(&desk.rig.session, 2, RIG_ROWS);
    rig_go(&desk.rig, "zoe.flores");
    rig_run(&desk.rig, COMMAND_BACKWARD);
    save(&desk);
    desk.config.is_offline = true;
    restore(&desk);
    ck_assert_ptr_eq(rig_list(&desk.rig)->source, &source_found);
    ck_assert_str_eq(rig_list(&desk.rig)->label, "find: coffee");
    ck_assert_uint_eq(rig_list(&desk.rig)->count, 3);
    ck_assert_str_eq(session_selected(&desk.rig.session)->id, "c");
    rig_run(&desk.rig, COMMAND_FORWARD);
    rig_expect_list(&desk.rig, 20, "20 of 412 loaded");
    rig_run(&desk.rig, COMMAND_BACKWARD);
    rig_run(&desk.rig, COMMAND_BACKWARD);
    ck_assert_str_eq(rig_list(&desk.rig)->query, "région \"a b%\" !tea");
    ck_assert(!rig_list(&desk.rig)->is_unread);
    rig_run(&desk.rig, COMMAND_BACKWARD);
    rig_expect(&desk.rig, "This is the first list you visited.");
    /* A place that was never read is written down as well. */
    save(&desk);
    restore(&desk);
    save(&desk);
    restore(&desk);
    rig_run(&desk.rig, COMMAND_FORWARD);
    ck_assert_uint_eq(rig_list(&desk.rig)->count, 3);
    ck_assert_int_eq(rig_requests(&desk.rig), 0);
    rig_close(&desk.rig, 0, 0);
    remove(desk.path);
    free(desk.path);
    scratch_fini(&desk.scratch);
}
END_TEST

static const char *const places[][2] = {
    {"list 0 @bob @bob\n", "@bob"}, {"found coffee\n", "find: coffee"},
    {"bookmarks\n", "bookmarks"},   {"found\n", NULL},
    {"found a b\n", NULL},          {"found %zz\n", NULL},
    {"bookmarks x\n", NULL},
};

START_TEST(reads_old_lines_and_new_ones) {
    struct desk desk;
    struct err err = {.text = ""};
    bool is_back;
    scratch_init(&desk.scratch);
    rig_config_init(&desk.config);
    desk.config.shop.store_path = desk.scratch.path;
    desk.path = scratch_beside(&desk.scratch, "-place");
    FILE *file = fopen(desk.path, "w");
    ck_assert_ptr_nonnull(file);
    fprintf(file, "followtrail place 1\n%splace 0 - 0 0\nvisit 0\nat 0\n", places[_i][0]);
    fclose(file);
    begin(&desk);
    bool is_read = resume_restore(&desk.rig.session, desk.path, &is_back, &err);
    ck_assert_int_eq(is_read, places[_i][1] != NULL);
    ck_assert_int_eq(is_back, is_read);
    if (is_read)
        ck_assert_str_eq(rig_list(&desk.rig)->label, places[_i][1]);
    if (!is_read)
        ck_assert_int_eq(err.kind, ERR_DATA);
    rig_close(&desk.rig, 0, 0);
    remove(desk.path);
    free(desk.path);
    scratch_fini(&desk.scratch);
}
END_TEST

START_TEST(screens_of_what_is_found) {
    struct stage_config config;
    struct stage stage;
    struct err err;
    stage_config_init(&config);
    stage_open(&stage, &config);
    ck_assert(sql_run(stage.shop.writer->sql, few, &err));
    /* Seen but now, so that no age is shown. */
    ck_assert(sql_run(stage.shop.writer->sql, "UPDATE record SET last_ms = 9000000000000", &err));
    ck_assert(source_found_open(&stage.session, "coffee", &err));
    stage_play(&stage, ":shot find-list\n"
                       "m\n"
                       ":shot find-more\n"
                       "$\n"
                       ":shot find-ledger\n"
                       "q\n"
                       ":size 12x40\n"
                       ":shot find-small\n"
                       ":size 5x20\n"
                       ":shot find-smallest\n"
                       ":size 24x80\n");
    ck_assert(source_found_open(&stage.session, "whisky followers<1M", &err));
    stage_play(&stage, ":shot find-none\n");
    stage_close(&stage);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("find");
    TCase *tcase = tcase_create("find");
    suite_add_tcase(suite, tcase);
    tcase_set_timeout(tcase, 60);
    run_sample(tcase, finds_by_the_language_of_filters, 0, sizeof searches / sizeof *searches, 3);
    tcase_add_test(tcase, says_how_many_of_how_many);
    tcase_add_test(tcase, explains_why_nothing_is_found);
    tcase_add_test(tcase, refuses_what_says_nothing);
    tcase_add_test(tcase, drills_in_from_what_is_found);
    tcase_add_test(tcase, is_nobodys_list);
    tcase_add_loop_test(tcase, fetches_nothing, 0, 4);
    tcase_add_test(tcase, stays_as_it_was_until_searched_again);
    tcase_add_test(tcase, searches_a_hundred_thousand);
    tcase_add_test(tcase, says_what_is_left_out);
    tcase_add_test(tcase, tells_of_a_store_that_cannot_be_read);
    tcase_add_test(tcase, is_searched_again_in_the_next_session);
    tcase_add_loop_test(tcase, reads_old_lines_and_new_ones, 0, sizeof places / sizeof *places);
    tcase_add_test(tcase, screens_of_what_is_found);
    return run_suite(suite);
}
