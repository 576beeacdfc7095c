/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists compared on screens of every size: lists that are complete, partial, hidden, empty
 * and not requested, with hostile names; moving through the cells, and what Enter opens. */
#include "session/counting.h"
#include "session/navigate.h"
#include "session/source_members.h"
#include "tests/support/run.h"
#include "tests/support/stage.h"
#include "tests/support/twelve_lists.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PATH = 64, PARTIAL = 1, FAILED = 7, FAILING_REQUEST = 21 };

static struct twelve_lists lists;
static struct stage stage;

static void open_list(const char *name) {
    struct err err;
    ck_assert_msg(navigate_open(&stage.session, name, &err), "%s", err.text);
    stage_play(&stage, "");
}

/* Opens the hub's list, with all of its accounts' lists but one loaded or tried. */
static void open_stage(void) {
    static const char *const faults[] = {"charged-error@21"};
    struct stage_config config;
    twelve_lists_open(&lists);
    stage_config_init(&config);
    config.shop.sandbox.network_dir = lists.folder;
    config.shop.sandbox.faults = faults;
    config.shop.sandbox.fault_count = 1;
    config.session.page_size = 20;
    stage_open(&stage, &config);
    open_list(TWELVE_LISTS_HUB);
}

static void close_stage(void) {
    stage_close(&stage);
    twelve_lists_close(&lists);
}

/* Small lists, complete, for what is elsewhere. */
static void load_others(void) {
    for (int i = 0; i < TWELVE_LISTS_OTHERS; i++) {
        char name[PATH];
        snprintf(name, sizeof name, "%d", 100 + i);
        open_list(name);
        stage_play(&stage, "m\n");
    }
    open_list(TWELVE_LISTS_HUB);
}

static int64_t requests(void) {
    return sandbox_read_bill(stage.shop.sandbox).requests;
}

/* Every list but that of the account that is not requested; of one, the second page fails. */
static void load_lists(void) {
    for (int i = 0; i < TWELVE_LISTS; i++) {
        char name[PATH];
        if (!strcmp(twelve_lists_owners[i].name, "none"))
            continue;
        snprintf(name, sizeof name, "%d", 1 + i);
        open_list(name);
        stage_play(&stage, "g\n");
        if (i == FAILED)
            ck_assert_int_eq(requests(), FAILING_REQUEST - 1);
        bool has_more = twelve_lists_owners[i].follows > 20 && i != PARTIAL && i != FAILED;
        stage_play(&stage, has_more ? "m m\n" : "m\n");
    }
    open_list(TWELVE_LISTS_HUB);
}

#define SHOTS(name)                                                                                \
    ":size 24x80\n:shot " name "-80x24\n:size 43x132\n:shot " name                                 \
    "-132x43\n:size 50x200\n:shot " name "-200x50\n:size 12x40\n:shot " name                       \
    "-40x12\n:size 5x20\n:shot " name "-20x5\n:size 24x80\n"

START_TEST(screens_of_three_lists) {
    open_stage();
    load_lists();
    stage_play(
        &stage,
        "Space*3 c\n" SHOTS("compare-three") "Down Right\n" SHOTS(
            "compare-three-cell") "Right Right Down Down\n:shot compare-three-list\n"
                                  "Tab\n" SHOTS("compare-patterns") "Tab\n"
                                                                    ":shot compare-at-least\n");
    close_stage();
}
END_TEST

START_TEST(screens_of_twelve_lists) {
    open_stage();
    load_lists();
    stage_play(&stage, "Space*12 c\n" SHOTS("compare-twelve") "End Right*11\n" SHOTS(
                           "compare-twelve-end") "Up*3\n:shot compare-twelve-none\n"
                                                 "Tab\n" SHOTS("compare-twelve-patterns"));
    close_stage();
}
END_TEST

/* Lists that are hidden, empty or failed, and hostile names: in words, in patterns and in counts.
 */
START_TEST(screens_of_lists_without_rows) {
    open_stage();
    load_lists();
    stage_play(&stage, "Down*3 Space*5 c Left\n" SHOTS("compare-hidden") "Down*2 Right*2\n" SHOTS(
                           "compare-empty") "Down*2 Right*2\n" SHOTS("compare-failed"));
    stage_play(&stage, "Up*3 Left\n" SHOTS("compare-hostile") "Tab\n" SHOTS(
                           "compare-hostile-patterns") "Tab\n" SHOTS("compare-hostile-at-least"));
    close_stage();
}
END_TEST

/* The accounts of a cell, a list, a pattern, and those in at least two lists. */
START_TEST(lists_of_accounts) {
    open_stage();
    load_lists();
    load_others();
    stage_play(&stage,
               "Space*3 c Right Enter\n" SHOTS(
                   "compare-members") "o x\n"
                                      ":shot compare-members-order\n[ c Enter\n:shot "
                                      "compare-members-pair\n"
                                      "[ c Tab Down Enter\n:shot compare-members-pattern\n"
                                      "[ c Tab Down*2 Enter\n:shot compare-members-unknown\n"
                                      "[ c Tab Tab Down Enter\n:shot compare-members-two\n&\n"
                                      ":type lists>=3\nEnter\n:shot compare-members-three\n");
    close_stage();
}
END_TEST

/* Left and Right end at the matrix's edges, Backspace leaves it. */
START_TEST(keys_move_through_the_cells) {
    open_stage();
    load_lists();
    stage_play(&stage, "Space*3 c Left*5\n");
    ck_assert_int_eq(stage.app.view->cell, 0);
    stage_play(&stage, "l l l l Down*7\n");
    ck_assert_int_eq(stage.app.view->cell, 2);
    ck_assert_int_eq(stage.app.view->selected, 2);
    stage_play(&stage, "h Tab\n");
    ck_assert_int_eq(stage.app.view->tab, 1);
    stage_play(&stage, "Tab Tab\n");
    ck_assert_int_eq(stage.app.view->tab, 0);
    ck_assert_int_eq(stage.app.view->cell, 1);
    stage_play(&stage, "Backspace\n");
    ck_assert_ptr_null(stage.app.view);
    close_stage();
}
END_TEST

static bool has_excess(void) {
    const struct list *list = stage.session.trail.current->list;
    ck_assert_uint_gt(list->count, 0);
    return list_row_facts(list, 0).excess_d != 0;
}

/* The program has just started, so that nothing is counted yet. */
static void open_again(void) {
    struct session_config config = stage.session.config;
    struct purse purse = stage.session.purse;
    session_fini(&stage.session);
    app_fini(&stage.app);
    session_init(&stage.session, &config, NULL, stage.shop.reader, &purse);
    app_init(&stage.app, &stage.session, stage.screen);
}

/* A list that was opened before the other lists were counted gets its excess when they are. */
START_TEST(excess_comes_with_the_counts) {
    static const char *const ids[] = {"1", "2", "3"};
    struct err err;
    open_stage();
    load_lists();
    load_others();
    open_again();
    source_members_open(&stage.session, ids, 3, "oo*");
    ck_assert(!has_excess());
    ck_assert(counting_finish(&stage.session, &err));
    ck_assert(has_excess());
    close_stage();
}
END_TEST

/* Nothing is compared without two accounts, nor without a list; the message says so. */
START_TEST(says_what_it_needs) {
    open_stage();
    stage_play(&stage, "c\n:shot compare-nothing\nSpace c\n:shot compare-one\n"
                       "Space c\n:shot compare-not-stored\n");
    close_stage();
}
END_TEST

int main(void) {
    Suite *suite = suite_create("compare_view");
    TCase *tc = tcase_create("screens");
    tcase_set_timeout(tc, 60);
    tcase_add_test(tc, screens_of_three_lists);
    tcase_add_test(tc, screens_of_twelve_lists);
    tcase_add_test(tc, screens_of_lists_without_rows);
    tcase_add_test(tc, lists_of_accounts);
    tcase_add_test(tc, excess_comes_with_the_counts);
    tcase_add_test(tc, keys_move_through_the_cells);
    tcase_add_test(tc, says_what_it_needs);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
