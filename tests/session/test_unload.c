/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A long session: whatever number of lists it opens, few keep their rows, what was dropped comes
 * back as it was and free, and nothing is dropped that the store does not have. */
#include "session/unload.h"

#include "session/load.h"
#include "session/load_batch.h"
#include "session/marking.h"
#include "session/navigate.h"
#include "session/refine.h"
#include "tests/support/rig.h"
#include "tests/support/run.h"
#include "tests/support/scratch.h"

#include <check.h>
#include <malloc.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    OPENED = 40,
    FIRST_PLAIN = 20,
    NAMES = 120,
    WARM = 20,
    NAME_MAX_BYTES = 64,
    SPARE_BYTES = 512 << 10,
    TIMEOUT_S = 60
};

static struct rig rig;
static struct rig_config config;

static void setup(void) {
    rig_config_init(&config);
}

static size_t rows_held(void) {
    size_t rows = 0;
    for (size_t i = 0; i < rig.session.list_count; i++)
        rows += rig.session.lists[i]->count;
    return rows;
}

static size_t lists_held(void) {
    size_t lists = 0;
    for (size_t i = 0; i < rig.session.list_count; i++)
        lists += rig.session.lists[i]->count > 0;
    return lists;
}

/* Into the lists of the first accounts, one after the other, and back each time. */
static void visit_rows(size_t count) {
    for (size_t row = 0; row < count; row++) {
        excerpt_select(&rig.session.trail.current->excerpt, row);
        rig_run(&rig, COMMAND_DRILL_IN);
        rig_run(&rig, COMMAND_BACK);
    }
}

/* Opens the lists of more accounts of the current one's than may keep their rows. */
static void open_many(void) {
    char ids[UNLOAD_LISTS_MAX + 1][NAME_MAX_BYTES];
    for (size_t i = 0; i <= UNLOAD_LISTS_MAX; i++)
        snprintf(ids[i], sizeof ids[i], "%s", rig_list(&rig)->rows[FIRST_PLAIN + i]->id);
    for (size_t i = 0; i <= UNLOAD_LISTS_MAX; i++)
        rig_go(&rig, ids[i]);
}

static void open_hub(void) {
    config.session.page_size = 50;
    rig_open(&rig, &config);
    rig_go(&rig, "zoe.flores");
}

START_TEST(few_lists_keep_their_rows) {
    open_hub();
    visit_rows(OPENED);
    ck_assert_uint_gt(rig.session.list_count, OPENED / 2);
    ck_assert_uint_le(rig.session.used_count, UNLOAD_LISTS_MAX);
    ck_assert_uint_le(lists_held(), UNLOAD_LISTS_MAX);
    ck_assert_uint_gt(lists_held(), 1);
    ck_assert_uint_eq(rig_list(&rig)->count, 50);
    rig_close(&rig, 0, 0);
}
END_TEST

START_TEST(a_dropped_list_comes_back_as_it_was_and_free) {
    open_hub();
    struct err err;
    struct list *hub = rig.session.trail.current->list;
    ck_assert(refine_filter(&rig.session, "followers>=1000", &err));
    size_t shown = rig.session.trail.current->excerpt.count;
    ck_assert_uint_gt(shown, 3);
    ck_assert_uint_lt(shown, 50);
    excerpt_select(&rig.session.trail.current->excerpt, 2);
    marking_toggle(&rig.session);
    excerpt_select(&rig.session.trail.current->excerpt, 2);
    char name[NAME_MAX_BYTES];
    snprintf(name, sizeof name, "%s", session_selected(&rig.session)->username);
    open_many();
    ck_assert_uint_eq(hub->count, 0);
    int64_t spent = rig.session.purse.spent[PURSE_SESSION], requests = rig_requests(&rig);
    while (rig.session.trail.current->list != hub)
        rig_run(&rig, COMMAND_BACKWARD);
    rig_expect_list(&rig, 50, "50 of 412 loaded");
    ck_assert_uint_eq(rig.session.trail.current->excerpt.count, shown);
    ck_assert_str_eq(session_selected(&rig.session)->username, name);
    ck_assert_uint_eq(marks_count(&rig.session.trail.current->marks), 1);
    ck_assert_int_eq(rig_requests(&rig), requests);
    ck_assert_int_eq(rig.session.purse.spent[PURSE_SESSION], spent);
    /* And goes on where it was. */
    ck_assert(refine_filter(&rig.session, "", &err));
    rig_run(&rig, COMMAND_MORE);
    rig_expect_list(&rig, 100, "100 of 412 loaded");
    ck_assert_int_eq(rig_requests(&rig), requests + 1);
    rig_close(&rig, 0, 0);
}
END_TEST

/* More lists than may keep rows, all at the same time: their pages find them, and the money is
 * right. */
START_TEST(lists_that_are_loaded_are_not_dropped) {
    config.session.threshold = 100000;
    open_hub();
    size_t lists = 0;
    for (size_t row = 0; row < 50 && lists < UNLOAD_LISTS_MAX + 8; row++) {
        const struct account *account = rig_list(&rig)->rows[row];
        if (account->is_private || !account->id || account->following_count < 1 ||
            account->following_count > 120)
            continue;
        excerpt_select(&rig.session.trail.current->excerpt, row);
        marking_toggle(&rig.session);
        lists++;
    }
    ck_assert_uint_gt(lists, UNLOAD_LISTS_MAX);
    load_batch_ask(&rig.session);
    ck_assert(bare_front_agree(&rig.session, NULL, RIG_ROWS));
    ck_assert_uint_eq(rig.session.load_count, lists);
    while (rig.session.load_count)
        rig_step(&rig);
    ck_assert_uint_le(rig.session.used_count, UNLOAD_LISTS_MAX);
    /* All of them are whole, in memory or in the store. */
    struct load_batch batch = load_batch(&rig.session);
    ck_assert_uint_eq(batch.count, 0);
    ck_assert_uint_eq(batch.whole, lists);
    free(batch.lists);
    rig_close(&rig, 0, 0);
}
END_TEST

START_TEST(a_list_that_failed_keeps_its_reason) {
    static const char *const fault[] = {"cursor@3"};
    config.shop.sandbox.faults = fault;
    config.shop.sandbox.fault_count = 1;
    open_hub();
    rig_run(&rig, COMMAND_MORE);
    const struct list *hub = rig_list(&rig);
    ck_assert_int_eq(list_state(hub), LIST_FAILED);
    open_many();
    ck_assert_uint_eq(hub->count, 50);
    ck_assert_int_eq(list_state(hub), LIST_FAILED);
    rig_close(&rig, 0, 0);
}
END_TEST

START_TEST(a_session_that_begins_again_holds_nothing) {
    open_hub();
    rig_go(&rig, "omarpaw");
    rig_go(&rig, "ximenaslip");
    unload_all(&rig.session);
    ck_assert_uint_eq(rig.session.list_count, 0);
    ck_assert_uint_eq(rig.session.alias_count, 0);
    ck_assert_uint_eq(rig.session.used_count, 0);
    ck_assert_ptr_null(rig.session.trail.current);
    int64_t requests = rig_requests(&rig);
    rig_go(&rig, "zoe.flores");
    rig_expect_list(&rig, 50, "50 of 412");
    ck_assert_int_eq(rig_requests(&rig), requests);
    ck_assert_uint_gt(rows_held(), 0);
    rig_close(&rig, 0, 0);
}
END_TEST

/* As `followtrail fetch` does, list after list: bytes in use afterwards, without the pages of the
 * store that SQLite holds, which have a ceiling of their own. */
static size_t fetch_rows(const char names[][NAME_MAX_BYTES], size_t from, size_t to) {
    struct err err;
    for (size_t i = from; i < to; i++) {
        ck_assert_msg(navigate_visit(&rig.session, names[i], &err), "%s", err.text);
        load_begin(&rig.session, rig.session.trail.current->list, 1000);
        rig_settle(&rig);
        unload_all(&rig.session);
    }
    return mallinfo2().uordblks - (size_t)sqlite3_memory_used();
}

START_TEST(lists_that_were_fetched_leave_no_memory_behind) {
    static char names[NAMES][NAME_MAX_BYTES];
    size_t count = 0;
    config.session.wants_profile = false;
    rig_open(&rig, &config);
    rig_go(&rig, "zoe.flores");
    load_begin(&rig.session, rig.session.trail.current->list, 1000);
    rig_settle(&rig);
    for (size_t row = 0; row < rig_list(&rig)->count && count < NAMES; row++) {
        const struct account *account = rig_list(&rig)->rows[row];
        if (!account->is_private && account->id && account->following_count < 150)
            snprintf(names[count++], sizeof names[0], "%s", account->id);
    }
    ck_assert_uint_eq(count, NAMES);
    unload_all(&rig.session);
    size_t early = fetch_rows(names, 0, WARM), late = fetch_rows(names, WARM, NAMES);
    int64_t rows = scratch_number(rig.shop.reader, "SELECT count(*) FROM edge");
    ck_assert_int_gt(rows, 5000);
    /* A row that stays takes 300 bytes. */
    ck_assert_msg(late < early + SPARE_BYTES, "%zu, then %zu", early, late);
    rig_close(&rig, 0, 0);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("unload");
    TCase *tcase = tcase_create("lists");
    tcase_add_checked_fixture(tcase, setup, NULL);
    tcase_set_timeout(tcase, TIMEOUT_S);
    tcase_add_test(tcase, few_lists_keep_their_rows);
    tcase_add_test(tcase, a_dropped_list_comes_back_as_it_was_and_free);
    tcase_add_test(tcase, lists_that_are_loaded_are_not_dropped);
    tcase_add_test(tcase, a_list_that_failed_keeps_its_reason);
    tcase_add_test(tcase, a_session_that_begins_again_holds_nothing);
    tcase_add_test(tcase, lists_that_were_fetched_leave_no_memory_behind);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
