/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of lists, and the owners in who follows whom: of a few, and of more than are read before
 * they are shown. */
#include "session/source_lists.h"

#include "base/mem.h"
#include "session/counting.h"
#include "session/navigate.h"
#include "session/reading.h"
#include "session/refine.h"
#include "session/source.h"
#include "session/source_followed_by.h"
#include "tests/support/mould.h"
#include "tests/support/paid.h"
#include "tests/support/rig.h"
#include "tests/support/run.h"
#include "tests/support/scratch.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { OWNERS = 700, START_MS = 1000000, ROWS = 20, ID_MAX = 24, RUNS_MAX = 10000 };

static struct paid paid;
static struct store *reader;
static struct session session;

/* An owner's list: of those numbers divisible by 7 it has “star”, and all go on after a page. */
static void add_list(int number) {
    char id[ID_MAX], name[ID_MAX], other[ID_MAX];
    snprintf(id, sizeof id, "%d", 1000 + number * 37 % 701);
    snprintf(name, sizeof name, "owner%d", number);
    snprintf(other, sizeof other, "%d", 50000 + number);
    struct account owner = paid_account(id, name, number * 13 % 997);
    struct account records[] = {paid_account(other, other, 1), paid_account("7", "star", 2)};
    paid_enter_profile(&paid, id, START_MS + 2 * number, &owner);
    paid_enter(&paid, paid_snapshot(&paid, id), 0, START_MS + 2 * number + 1,
               paid_page(records, number % 7 ? 1 : 2, "more"));
}

static int64_t numbers; /* given out for the lists that all tests begin with */

/* Once: each test has a copy of them. */
static void enter_lists(void) {
    struct err err;
    paid_open(&paid);
    for (int i = 1; i <= OWNERS; i++)
        add_list(i);
    numbers = paid.numbers;
    ck_assert_msg(sql_run(paid.store->sql, "PRAGMA wal_checkpoint(TRUNCATE)", &err), "%s",
                  err.text);
    mould_from(paid.path);
    paid_close(&paid);
}

static void begin(void) {
    const struct session_config config = {.reads_in_parts = true};
    const struct purse purse = {.spent = {0}};
    struct err err;
    paid_open(&paid);
    paid.numbers = numbers;
    reader = store_open_reader(&(struct store_config){.path = paid.path}, &err);
    ck_assert_msg(reader != NULL, "%s", err.text);
    session_init(&session, &config, NULL, reader, &purse);
    ck_assert_msg(counting_finish(&session, &err), "%s", err.text);
}

static void end(void) {
    session_fini(&session);
    store_close(reader);
    paid_close(&paid);
}

static struct list *current(void) {
    return session.trail.current->list;
}

static void open_lists(void) {
    source_lists_open(&session);
}

static void open_followed_by(void) {
    struct err err;
    ck_assert_msg(source_followed_by_open_typed(&session, "@star", &err), "%s", err.text);
}

static void (*const openers[])(void) = {open_lists, open_followed_by};
enum { OPENERS = sizeof openers / sizeof *openers };

static void read_on(void) {
    for (int runs = 0; !reading_go_on(&session); runs++)
        ck_assert_int_lt(runs, RUNS_MAX);
}

/* What is shown of the list, in the order of the screen. */
static char *shown(void) {
    struct buf ids;
    buf_init(&ids, 1 << 20);
    const struct place *place = session.trail.current;
    for (size_t i = 0; i < place->excerpt.count; i++) {
        struct row_facts facts = list_row_facts(place->list, excerpt_row(&place->excerpt, i));
        buf_format(&ids, "%s %d %d\n", trail_account(place, i)->id, (int)facts.in, (int)facts.rank);
    }
    char *text = mem_dup(buf_text(&ids));
    buf_fini(&ids);
    return text;
}

/* Whatever is done to it meanwhile. */
static char *shown_after(void (*open)(void), bool in_parts, const char *filter,
                         enum order_key order) {
    struct err err;
    session.config.reads_in_parts = in_parts;
    open();
    ck_assert(list_awaits_rows(current()) == in_parts);
    ck_assert_msg(refine_filter(&session, filter, &err), "%s", err.text);
    if (order)
        refine_order(&session, order);
    read_on();
    char *text = shown();
    ck_assert_uint_eq(current()->count, OWNERS);
    refine_set_order(&session, &(struct order){0});
    ck_assert(refine_filter(&session, "", &err));
    return text;
}

START_TEST(many_owners_are_shown_before_all_are_read) {
    openers[_i]();
    struct list *list = current();
    ck_assert_uint_ge(list->count, 100);
    ck_assert_uint_lt(list->count, OWNERS / 2);
    ck_assert_uint_eq(list_held(list), OWNERS);
    ck_assert_uint_eq(list->tally.stored, OWNERS);
    ck_assert_uint_eq(session.trail.current->excerpt.count, list->count);
    read_on();
    ck_assert_uint_eq(list->count, OWNERS);
    ck_assert_uint_eq(session.trail.current->excerpt.count, OWNERS);
}
END_TEST

START_TEST(what_is_shown_of_them_does_not_depend_on_that) {
    static const struct {
        const char *filter;
        enum order_key order;
    } cases[] = {{"", 0}, {"followers>=500", 0}, {"", ORDER_FOLLOWERS}, {"owner1", ORDER_NAME}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *at_once = shown_after(openers[_i], false, cases[i].filter, cases[i].order);
        char *in_parts = shown_after(openers[_i], true, cases[i].filter, cases[i].order);
        ck_assert_str_eq(in_parts, at_once);
        free(at_once);
        free(in_parts);
    }
}
END_TEST

START_TEST(a_selection_far_below_stays_when_they_are_read_again) {
    char id[ID_MAX];
    openers[_i]();
    read_on();
    navigate_move_to(&session, OWNERS - 5, ROWS);
    snprintf(id, sizeof id, "%s", session_selected(&session)->id);
    openers[_i]();
    ck_assert_str_eq(session_selected(&session)->id, id);
    ck_assert_uint_gt(session.trail.current->excerpt.selected, OWNERS / 2);
}
END_TEST

/* As q leaves any other view. */
START_TEST(they_are_left_for_where_they_were_opened) {
    open_lists();
    const struct place *lists = session.trail.current;
    open_followed_by();
    navigate_back(&session);
    ck_assert_ptr_eq(session.trail.current, lists);
    open_followed_by();
    open_lists(); /* has left it, too */
    navigate_back(&session);
    ck_assert_ptr_eq(session.trail.current, lists);
    ck_assert_ptr_nonnull(strstr(session.message, "The trail begins here."));
}
END_TEST

/* However long counting takes, no row moves before the list is visited again. */
START_TEST(rows_stay_while_a_new_list_is_counted) {
    openers[_i]();
    read_on();
    const struct list *before = current();
    add_list(OWNERS + 1);
    while (graph_index_is_ready(session.index))
        (void)graph_index_step(session.index);
    for (int runs = 0; !counting_go_on(&session); runs++)
        ck_assert_int_lt(runs, RUNS_MAX);
    ck_assert(graph_index_is_ready(session.index));
    ck_assert_ptr_eq(current(), before);
    ck_assert(current()->is_stale);
}
END_TEST

/* Nothing has been counted again yet. */
START_TEST(a_new_list_is_there_immediately) {
    add_list(OWNERS + 1);
    openers[_i]();
    ck_assert_uint_eq(current()->tally.stored, OWNERS + 1);
    ck_assert_uint_eq(list_held(current()), OWNERS + 1);
}
END_TEST

/* A list that was asked for by a handle belongs to no known id, and has a state nonetheless. */
START_TEST(a_list_by_handle_has_its_own_state) {
    struct scratch scratch;
    struct rig_config config;
    struct rig rig;
    scratch_init(&scratch);
    rig_config_init(&config);
    config.shop.store_path = scratch.path;
    config.session.wants_profile = false;
    rig_open(&rig, &config);
    rig_go(&rig, "zoe.flores");
    source_lists_open(&rig.session);
    rig_settle(&rig);
    const struct list *lists = rig_list(&rig);
    ck_assert_uint_eq(lists->count, 1);
    ck_assert_ptr_null(lists->rows[0]->id);
    struct facts facts = list_facts(lists, 0);
    ck_assert_int_eq(facts.state, FACT_INCOMPLETE);
    ck_assert_str_eq(facts.state_name, "partial");
    rig_close(&rig, 0, 0);
    scratch_fini(&scratch);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("lists");
    TCase *tcase = tcase_create("lists");
    tcase_add_test(tcase, a_list_by_handle_has_its_own_state);
    suite_add_tcase(suite, tcase);
    tcase = tcase_create("many");
    tcase_add_unchecked_fixture(tcase, enter_lists, NULL);
    tcase_add_checked_fixture(tcase, begin, end);
    tcase_set_timeout(tcase, 60);
    tcase_add_loop_test(tcase, many_owners_are_shown_before_all_are_read, 0, OPENERS);
    tcase_add_loop_test(tcase, what_is_shown_of_them_does_not_depend_on_that, 0, OPENERS);
    tcase_add_loop_test(tcase, a_selection_far_below_stays_when_they_are_read_again, 0, OPENERS);
    tcase_add_test(tcase, they_are_left_for_where_they_were_opened);
    tcase_add_loop_test(tcase, rows_stay_while_a_new_list_is_counted, 0, OPENERS);
    tcase_add_loop_test(tcase, a_new_list_is_there_immediately, 0, OPENERS);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
