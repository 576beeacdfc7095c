/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists compared on screens of every size: lists that are complete, partial, hidden, empty
 * and not requested, with hostile names; moving through the cells, and what Enter opens. */
#include "session/counting.h"
#include "session/navigate.h"
#include "session/source_members.h"
#include "tests/support/run.h"
#include "tests/support/scratch.h"
#include "tests/support/stage.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PATH = 64, OWNERS = 12, OTHERS = 60, HUB = 500, PARTIAL = 1, WHOLE = 12 };

/* Whose lists are compared. */
static const struct {
    const char *name;
    int follows;
} owners[OWNERS] = {{"complete.one", 24},
                    {"partial.one", 38},
                    {"a.name.longer.than.its.column", 17},
                    {"hidden\xE2\x80\xAE"
                     "one",
                     0},
                    {"\xE6\x97\xA5\xE6\x9C\xAC\xE8\xAA\x9E", 12},
                    {"empty", 0},
                    {"\x1B[31mred", 30},
                    {"failed", 36},
                    {"none", 9},
                    {"\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D", 20},
                    {"last.but.one", 6},
                    {"last", 3}};

static char folder[PATH];
static struct stage stage;

static FILE *create(const char *name) {
    char path[2 * PATH];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    ck_assert_msg(file != NULL, "%s", path);
    return file;
}

static void write_accounts(void) {
    FILE *file = create("accounts.csv");
    fprintf(file, "id,username,follower_count,following_count\n%d,hub,1000,%d\n", HUB, OWNERS);
    for (int i = 0; i < OWNERS; i++)
        fprintf(file, "%d,%s,%d,%d\n", 1 + i, owners[i].name, 100 * i,
                strstr(owners[i].name, "hidden") ? 31 : owners[i].follows);
    for (int i = 0; i < OTHERS; i++)
        fprintf(file, "%d,other.%02d,%d,%d\n", 100 + i, i, 7 * i, i < WHOLE ? 2 : i);
    ck_assert_int_eq(fclose(file), 0);
}

static void write_follows(void) {
    FILE *file = create("follows.csv");
    fputs("source,target,rank\n", file);
    for (int i = 0; i < OWNERS; i++) {
        fprintf(file, "%d,%d,%d\n", HUB, 1 + i, 1 + i);
        for (int k = 0; k < owners[i].follows; k++)
            fprintf(file, "%d,%d,%d\n", 1 + i, 100 + (k * (1 + i % 3) + i) % OTHERS, k + 1);
    }
    for (int i = 0; i < WHOLE; i++)
        fprintf(file, "%d,%d,1\n%d,%d,2\n", 100 + i, 105 + i, 100 + i, 117);
    ck_assert_int_eq(fclose(file), 0);
}

static void open_list(const char *name) {
    struct err err;
    ck_assert_msg(navigate_open(&stage.session, name, &err), "%s", err.text);
    stage_play(&stage, "");
}

/* Opens the hub's list, with all of its accounts' lists but one loaded or tried. */
static void open_stage(void) {
    struct stage_config config;
    snprintf(folder, sizeof folder, "/tmp/followtrail-compare-XXXXXX");
    ck_assert(mkdtemp(folder) != NULL);
    write_accounts();
    write_follows();
    stage_config_init(&config);
    config.shop.sandbox.network_dir = folder;
    config.session.page_size = 20;
    stage_open(&stage, &config);
    open_list("hub");
}

static void close_stage(void) {
    char path[2 * PATH];
    stage_close(&stage);
    snprintf(path, sizeof path, "%s/accounts.csv", folder);
    unlink(path);
    snprintf(path, sizeof path, "%s/follows.csv", folder);
    unlink(path);
    rmdir(folder);
}

/* Small lists, complete, for what is elsewhere. */
static void load_others(void) {
    for (int i = 0; i < WHOLE; i++) {
        char name[PATH];
        snprintf(name, sizeof name, "%d", 100 + i);
        open_list(name);
        stage_play(&stage, "m\n");
    }
    open_list("hub");
}

/* Every list but that of the account that is not requested. */
static void load_lists(void) {
    for (int i = 0; i < OWNERS; i++) {
        char name[PATH];
        if (!strcmp(owners[i].name, "none"))
            continue;
        snprintf(name, sizeof name, "%d", 1 + i);
        open_list(name);
        stage_play(&stage, owners[i].follows > 20 && i != PARTIAL ? "m m\n" : "m\n");
    }
    open_list("hub");
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
    tcase_add_test(tc, lists_of_accounts);
    tcase_add_test(tc, excess_comes_with_the_counts);
    tcase_add_test(tc, keys_move_through_the_cells);
    tcase_add_test(tc, says_what_it_needs);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
