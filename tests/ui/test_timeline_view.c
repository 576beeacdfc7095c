/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The snapshots of a list over time, and the accounts of their differences, on screens: snapshots
 * that are complete and not, hostile names, one snapshot only, and lists that cannot be compared.
 */
#include "plain/plain_front.h"
#include "session/navigate.h"
#include "session/source_difference.h"
#include "tests/support/paid.h"
#include "tests/support/run.h"
#include "tests/support/stage.h"

#include <check.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define DAY_MS   INT64_C(86400000)
#define FIRST_MS (INT64_C(20757) * DAY_MS + DAY_MS / 2) /* 2026-10-31, noon */

enum { ROWS = 8, MANY = 30 };

static struct paid paid;
static struct stage stage;
static struct account people[MANY];
static char ids[MANY][8], handles[MANY][16];

static void make_people(void) {
    for (size_t i = 0; i < MANY; i++) {
        snprintf(ids[i], sizeof ids[i], "%zu", 100 + i);
        snprintf(handles[i], sizeof handles[i], "person.%zu", i);
        people[i] = paid_account(ids[i], handles[i], (int64_t)(1000 * i));
        people[i].display_name = "Person";
        people[i].following_count = 5;
    }
}

/* A complete list of some of them. */
static void enter_list(const char *owner, int64_t at_ms, size_t first, size_t count) {
    struct account profile = paid_account(owner, "owner", 7);
    profile.following_count = (int64_t)count;
    paid_enter_profile(&paid, owner, at_ms, &profile);
    paid_enter(&paid, paid_snapshot(&paid, owner), 0, at_ms,
               paid_page(people + first, count, NULL));
}

/* One renamed, one with a new bio and a new name that is hostile, two with other counts. */
static void change_people(void) {
    people[3].username = "person.three";
    people[4].display_name = "\033[2J李 Person";
    people[4].bio = "a bio\nof two lines";
    people[4].is_verified = true;
    people[5].follower_count += 1234;
    people[6].follower_count -= 10;
}

/* Complete, complete, and one that goes on. */
static void enter_three(void) {
    people[4].bio = "a bio";
    enter_list("1", FIRST_MS, 0, ROWS);
    change_people();
    enter_list("1", FIRST_MS + 20 * DAY_MS, 2, ROWS);
    struct account profile = paid_account("1", "owner", 7);
    profile.following_count = ROWS;
    paid_enter_profile(&paid, "1", FIRST_MS + 22 * DAY_MS, &profile);
    paid_enter(&paid, paid_snapshot(&paid, "1"), 0, FIRST_MS + 22 * DAY_MS,
               paid_page(people + 4, 3, "more"));
}

static void open_stage(int rows, int cols) {
    struct stage_config config;
    store_close(paid.store);
    paid.store = NULL;
    stage_config_init(&config);
    config.shop.store_path = paid.path;
    config.rows = rows;
    config.cols = cols;
    stage_open(&stage, &config);
}

static void close_stage(void) {
    stage_close(&stage);
    paid_close(&paid);
}

static void set_up(void) {
    paid_open(&paid);
    make_people();
}

static void open_list(const char *name) {
    struct err err;
    ck_assert_msg(navigate_visit(&stage.session, name, &err), "%s", err.text);
    stage_play(&stage, "");
}

#define SHOTS(name) ":size 24x80\n:shot " name "-80x24\n:size 43x132\n:shot " name "-132x43\n"

START_TEST(screens_of_three_snapshots) {
    enter_three();
    open_stage(24, 80);
    open_list("1");
    stage_play(&stage, "=\n" SHOTS("timeline-newest") "Down Right\n" SHOTS(
                           "timeline-complete") "Right Right\n:shot "
                                                "timeline-renamed-132x43\nDown\n" SHOTS("timeline-"
                                                                                        "oldest"));
    ck_assert_int_eq(sandbox_read_bill(stage.shop.sandbox).requests, 0);
    close_stage();
}
END_TEST

/* What Enter opens; = goes back to the snapshots, to the same one. */
START_TEST(screens_of_accounts) {
    enter_three();
    open_stage(24, 80);
    open_list("1");
    stage_play(
        &stage,
        "= Down Enter\n" SHOTS("difference-newly") "= Right Enter\n" SHOTS("difference-no-longer") "= Right*3 Enter\n" SHOTS("difference-renamed") "= Right*4 Enter\n" SHOTS(
            "difference-changed") "= Right*5 Enter\n" SHOTS("difference-counts") "= Up Right "
                                                                                 "Enter\n" SHOTS(
                                                                                     "d"
                                                                                     "i"
                                                                                     "f"
                                                                                     "f"
                                                                                     "e"
                                                                                     "r"
                                                                                     "e"
                                                                                     "n"
                                                                                     "c"
                                                                                     "e"
                                                                                     "-"
                                                                                     "u"
                                                                                     "n"
                                                                                     "k"
                                                                                     "n"
                                                                                     "o"
                                                                                     "w"
                                                                                     "n") "= "
                                                                                          "Right*2 "
                                                                                          "Enter\n:"
                                                                                          "shot "
                                                                                          "differen"
                                                                                          "ce-kept-"
                                                                                          "132x43"
                                                                                          "\n");
    ck_assert_int_eq(sandbox_read_bill(stage.shop.sandbox).requests, 0);
    close_stage();
}
END_TEST

/* More than half of the accounts are gone. */
START_TEST(screens_of_a_loss) {
    enter_list("1", FIRST_MS, 0, MANY);
    enter_list("1", FIRST_MS + DAY_MS, 20, 10);
    open_stage(24, 80);
    open_list("1");
    stage_play(&stage, "= Right\n:shot timeline-loss\n");
    close_stage();
}
END_TEST

static void enter_part(int64_t at_ms, size_t first, size_t count) {
    struct account profile = paid_account("1", "owner", 7);
    profile.following_count = MANY;
    paid_enter_profile(&paid, "1", at_ms, &profile);
    paid_enter(&paid, paid_snapshot(&paid, "1"), 0, at_ms,
               paid_page(people + first, count, "more"));
}

/* Where both snapshots are incomplete, nothing is claimed: neither with rows nor without. */
START_TEST(screens_of_what_is_not_known) {
    enter_part(FIRST_MS, 0, 5);
    enter_part(FIRST_MS + DAY_MS, 0, 6);
    open_stage(24, 80);
    open_list("1");
    stage_play(&stage, "=\n:shot timeline-unknown\nEnter\n:shot difference-none-certain\n"
                       "= Right Enter\n:shot difference-none-known\n");
    close_stage();
}
END_TEST

/* With what a new snapshot would cost. */
START_TEST(screens_of_one_snapshot) {
    enter_list("1", FIRST_MS, 0, ROWS);
    open_stage(24, 80);
    open_list("1");
    stage_play(&stage, "=\n" SHOTS("timeline-one"));
    close_stage();
}
END_TEST

static void says(const char *keys, const char *words) {
    stage_play(&stage, keys);
    ck_assert_ptr_null(stage.app.view);
    ck_assert_ptr_nonnull(stage.session.message);
    ck_assert_msg(strstr(stage.session.message, words), "%s", stage.session.message);
}

/* A list that nothing proves an owner of, one that is not stored, and no list at all. */
START_TEST(says_what_cannot_be_compared) {
    paid_enter(&paid, paid_snapshot(&paid, "some.handle"), 0, FIRST_MS, paid_page(people, 2, NULL));
    struct account profile = paid_account("1", "owner", 7);
    paid_enter_profile(&paid, "1", FIRST_MS, &profile);
    open_stage(24, 80);
    says("=\n", "No list is open. :diff ACCOUNT names one.");
    open_list("some.handle");
    says("=\n", "no answer proves whose it is");
    open_list("1");
    says("=\n", "No snapshot of the list of @owner is stored");
    says(":press :\n:type diff @nobody.here\n:press Enter\n", "The store has no account");
    says(":press :\n:type diff s99\n:press Enter\n", "The store has no snapshot s99.");
    close_stage();
}
END_TEST

/* From a local list it is about the selected account; a word names an account, a snapshot, a kind
 * of change. */
START_TEST(is_opened_from_anywhere) {
    enter_three();
    open_stage(24, 80);
    stage_play(&stage, "I =\n");
    ck_assert_ptr_eq(stage.app.view->ops, &timeline_view);
    stage_play(&stage, "Esc\n:press :\n:type diff @owner s2 no-longer\n:press Enter\n");
    ck_assert_ptr_null(stage.app.view);
    const struct list *list = stage.session.trail.current->list;
    ck_assert_int_eq(source_difference_newer(list), 2);
    ck_assert_uint_eq(list->count, 2);
    stage_play(&stage, ":press :\n:type diff s1 newly\n:press Enter\n");
    ck_assert_ptr_nonnull(strstr(stage.session.message, "has no older snapshot"));
    close_stage();
}
END_TEST

/* Left and Right end at the first and the last kind, Up and Down at the newest and the oldest; a
 * snapshot without an older one has no accounts to open. */
START_TEST(keys_choose_a_snapshot_and_a_kind) {
    enter_three();
    open_stage(24, 80);
    open_list("1");
    stage_play(&stage, "= Left*3\n");
    ck_assert_int_eq(stage.app.view->cell, 0);
    stage_play(&stage, "l*9 Up\n");
    ck_assert_int_eq(stage.app.view->cell, SOURCE_DIFFERENCE_KINDS - 1);
    ck_assert_int_eq(stage.app.view->selected, 0);
    stage_play(&stage, "Down*5\n");
    ck_assert_int_eq(stage.app.view->selected, 2);
    stage_play(&stage, "Enter\n");
    ck_assert_ptr_eq(stage.app.view->ops, &timeline_view);
    ck_assert_ptr_nonnull(strstr(stage.session.message, "This is the oldest snapshot"));
    stage_play(&stage, "Backspace\n");
    ck_assert_ptr_null(stage.app.view);
    close_stage();
}
END_TEST

/* With older snapshots above it, the one on the screen is selected; a page that comes to a list on
 * the screen is in the view at its next reading. */
START_TEST(follows_what_is_shown_and_stored) {
    enter_three();
    open_stage(24, 80);
    open_list("1");
    stage_play(&stage, "< =\n");
    ck_assert_int_eq(stage.app.view->selected, 1);
    stage_play(&stage, "Esc > =\n");
    ck_assert_int_eq(stage.app.view->selected, 0);
    close_stage();
}
END_TEST

START_TEST(fits_every_size) {
    static const int sizes[][2] = {{5, 20}, {10, 40}, {12, 60}, {50, 200}};
    enter_three();
    open_stage(sizes[_i][0], sizes[_i][1]);
    open_list("1");
    stage_play(&stage, "= Right Right Right Down Up\n");
    ck_assert_int_gt(stage.app.view->rows, 0);
    stage_play(&stage, "Right*2 Enter\n");
    ck_assert_uint_eq(stage.session.trail.current->list->count, 0);
    close_stage();
}
END_TEST

/* The smallest screen has the selected kind. */
START_TEST(shows_the_selected_kind_where_there_is_little_room) {
    enter_three();
    open_stage(5, 20);
    open_list("1");
    stage_play(&stage, "= Down Right\n:shot timeline-20x5\n");
    close_stage();
}
END_TEST

/* In lines: a row a snapshot, the difference in words, and its accounts by a word. */
START_TEST(is_read_in_lines) {
    static struct plain plain;
    enter_three();
    open_stage(24, 80);
    open_list("1");
    stage_play(&stage, "<\n");
    plain_front_init(&plain, &stage.session, NULL, open("/dev/null", O_WRONLY | O_CLOEXEC));
    plain_front_run(&plain, COMMAND_DIFF, "");
    const char *words = buf_text(&plain.out.text);
    ck_assert_msg(strstr(words, "8 listed, 8 reported, 2 newly listed, 2 no longer listed"), "%s",
                  words);
    ck_assert_msg(strstr(words, "2 newly listed, 2 no longer listed (deleted and banned accounts "
                                "look the same), 6 in both; of these 1 renamed, 1 changed, 2 with "
                                "other counts. Jaccard .600."),
                  "%s", words);
    ck_assert_msg(strstr(words, "The accounts: diff newly, no-longer,"), "%s", words);
    buf_clear(&plain.out.text);
    plain_front_run(&plain, COMMAND_DIFF, "renamed");
    plain_front_tell(&plain);
    words = buf_text(&plain.out.text);
    ck_assert_msg(strstr(words, "@person.3 → @person.three"), "%s", words);
    int fd = plain.out.fd;
    plain_front_fini(&plain);
    close(fd);
    close_stage();
}
END_TEST

int main(void) {
    Suite *suite = suite_create("timeline_view");
    TCase *tc = tcase_create("screens");
    tcase_set_timeout(tc, 60);
    tcase_add_checked_fixture(tc, set_up, NULL);
    tcase_add_test(tc, screens_of_three_snapshots);
    tcase_add_test(tc, screens_of_accounts);
    tcase_add_test(tc, screens_of_a_loss);
    tcase_add_test(tc, screens_of_what_is_not_known);
    tcase_add_test(tc, screens_of_one_snapshot);
    tcase_add_test(tc, says_what_cannot_be_compared);
    tcase_add_test(tc, is_opened_from_anywhere);
    tcase_add_test(tc, keys_choose_a_snapshot_and_a_kind);
    tcase_add_test(tc, follows_what_is_shown_and_stored);
    tcase_add_loop_test(tc, fits_every_size, 0, 4);
    tcase_add_test(tc, shows_the_selected_kind_where_there_is_little_room);
    tcase_add_test(tc, is_read_in_lines);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
