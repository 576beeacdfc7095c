/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every view on every face: it opens, says something, is left, and nothing is bought. */
#include "base/clock.h"
#include "base/key.h"
#include "plain/plain_front.h"
#include "record/record.h"
#include "session/crawl.h"
#include "session/load.h"
#include "session/navigate.h"
#include "store/ledger.h"
#include "tests/support/run.h"
#include "tests/support/screen_shot.h"
#include "tests/support/stage.h"
#include "ui/browser/app_view.h"

#include <check.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SHOT_MAX = 1 << 16, OPENING_KEY = KEY_CODE_F0 + 9 };

static struct stage stage;

static void settle(void) {
    struct event *event;
    while (!session_is_idle(&stage.session)) {
        struct pollfd fd = {.fd = mailbox_fd(stage.shop.mailbox), .events = POLLIN};
        poll(&fd, 1, -1);
        while ((event = mailbox_take(stage.shop.mailbox)))
            app_event(&stage.app, event);
    }
}

static void open_list(const char *name) {
    struct err err;
    ck_assert(navigate_open(&stage.session, name, &err));
    settle();
}

static void open_stage(int rows, int cols) {
    struct stage_config config;
    stage_config_init(&config);
    config.rows = rows;
    config.cols = cols;
    stage_open(&stage, &config);
    open_list("chisel.by.kaethe");
    open_list("zoe.flores");
    stage_play(&stage, "Space Space\n"); /* marks: two lists to compare */
}

/* There is a crawl to show. */
static void crawl(void) {
    static const struct crawl_order order = {.seeds = "",
                                             .sort = "per-credit",
                                             .budget = 20,
                                             .lists = CRAWL_NO_BOUND,
                                             .depth = CRAWL_NO_BOUND,
                                             .per_list = CRAWL_NO_BOUND};
    struct err err;
    ck_assert_msg(crawl_begin(&stage.session, &order, &err), "%s", err.text);
    while (crawl_status(&stage.session)->is_running) {
        struct pollfd fd = {.fd = mailbox_fd(stage.shop.mailbox), .events = POLLIN};
        struct event *event;
        poll(&fd, 1, crawl_go_on(&stage.session) ? -1 : 0);
        while ((event = mailbox_take(stage.shop.mailbox)))
            app_event(&stage.app, event);
    }
    stage_play(&stage, "");
}

/* Until a view that is read in steps has been read. */
static void paint(struct buf *shot) {
    int64_t now_ms = clock_monotonic_ms(), due_ms;
    app_paint(&stage.app, now_ms);
    while (app_view_is_due(&stage.app, &due_ms) && due_ms <= now_ms)
        app_paint(&stage.app, now_ms);
    buf_clear(shot);
    screen_shot(stage.screen, shot);
}

static int64_t requests(void) {
    return sandbox_read_bill(stage.shop.sandbox).requests;
}

static void press_command(enum command command) {
    struct err err;
    bindings_init(&stage.app.front.bindings);
    ck_assert(bindings_set(&stage.app.front.bindings, "F9", command_info(command)->name, 1, &err));
    app_key(&stage.app, OPENING_KEY);
}

static void check_on_screen(const struct view_ops *view) {
    struct buf before, open, after;
    int64_t bill = requests();
    buf_init(&before, SHOT_MAX);
    buf_init(&open, SHOT_MAX);
    buf_init(&after, SHOT_MAX);
    paint(&before);
    press_command(view->command);
    ck_assert_msg(stage.app.view && stage.app.view->ops == view, "%s", view->name);
    paint(&open);
    ck_assert_msg(strcmp(buf_text(&open), buf_text(&before)) != 0, "%s", view->name);
    ck_assert_msg(!stage.app.view->has_failed, "%s: %s", view->name, stage.app.view->err.text);
    ck_assert_int_gt(stage.app.view->count, 0);
    for (enum command command = COMMAND_DOWN; command <= COMMAND_LAST; command++)
        (void)view_command(stage.app.view, KEY_CODE_NONE, command);
    stage.app.is_dirty = true;
    paint(&open);
    app_key(&stage.app, KEY_CODE_ESCAPE);
    ck_assert_msg(!stage.app.view, "%s", view->name);
    paint(&after);
    ck_assert_str_eq(buf_text(&after), buf_text(&before));
    ck_assert_int_eq(requests(), bill);
    buf_fini(&before);
    buf_fini(&open);
    buf_fini(&after);
}

START_TEST(every_view_opens_on_the_screen) {
    static const int sizes[][2] = {{5, 20}, {12, 40}, {24, 80}, {43, 132}};
    open_stage(sizes[_i][0], sizes[_i][1]);
    crawl();
    for (size_t i = 0; view_all[i]; i++)
        check_on_screen(view_all[i]);
    stage_close(&stage);
}
END_TEST

static struct plain plain;

static void open_lines(void) {
    open_stage(24, 80);
    plain_front_init(&plain, &stage.session, NULL, open("/dev/null", O_WRONLY | O_CLOEXEC));
}

static void close_lines(void) {
    int fd = plain.out.fd;
    plain_front_fini(&plain);
    close(fd);
    stage_close(&stage);
}

/* What a command prints; the message, if there is one, beside it. */
static const char *printed(enum command command) {
    buf_clear(&plain.out.text);
    plain_front_run(&plain, command, "");
    return buf_text(&plain.out.text);
}

static void check_in_lines(const struct view_ops *view) {
    const char *words = printed(view->command);
    if (view_has(&(struct view){.ops = view}, VIEW_KEEPS_LIST)) {
        ck_assert_ptr_nonnull(strstr(stage.session.message, "works only on the full screen"));
        return;
    }
    ck_assert_msg(plain.view && plain.view->ops == view && *words, "%s", view->name);
    ck_assert_msg(!strstr(words, "Error"), "%s", words);
    printed(COMMAND_CAP);
    ck_assert_msg(!plain.view, "%s", view->name);
}

START_TEST(every_view_is_read_in_lines) {
    open_lines();
    crawl();
    int64_t bill = requests();
    for (size_t i = 0; view_all[i]; i++)
        check_in_lines(view_all[i]);
    ck_assert_uint_eq(stage.session.trail.current->excerpt.selected, 2);
    ck_assert_int_eq(requests(), bill);
    close_lines();
}
END_TEST

/* By the same command, or by an empty line, every row once. */
START_TEST(a_table_is_read_on_in_lines) {
    open_lines();
    stage_play(&stage, "m\n");
    plain.rows = 2;
    ck_assert_ptr_nonnull(
        strstr(printed(COMMAND_LEDGER), "Ledger, requests: 1 to 2 of 5. $ again reads on; "));
    ck_assert_ptr_nonnull(strstr(printed(COMMAND_LEDGER), "requests: 3 to 4 of 5. $ again"));
    ck_assert_ptr_nonnull(strstr(printed(COMMAND_PAGE_DOWN), "requests: 5 to 5 of 5. next-tab"));
    ck_assert_ptr_nonnull(strstr(printed(COMMAND_LEDGER), "requests: 1 to 2 of 5."));
    ck_assert_ptr_nonnull(strstr(printed(COMMAND_NEXT_TAB), "Ledger, lists: 1 to 2 of 2."));
    printed(COMMAND_PAGE_DOWN);
    ck_assert_ptr_null(plain.view);
    close_lines();
}
END_TEST

/* `<` is about the record while that was read last, and about the list again after it. */
START_TEST(older_records_are_read_in_lines) {
    open_lines();
    stage_play(&stage, "Home Down R y\n");
    ck_assert_ptr_nonnull(strstr(printed(COMMAND_RECORD), ": record 2 of 2, by time received.\n"));
    ck_assert_ptr_nonnull(strstr(printed(COMMAND_OLDER), ": record 1 of 2, by time received.\n"));
    ck_assert_str_eq(printed(COMMAND_OLDER), "");
    ck_assert_str_eq(stage.session.message, "There is no older record of this account.");
    printed(COMMAND_CAP);
    printed(COMMAND_OLDER);
    ck_assert_ptr_null(plain.view);
    close_lines();
}
END_TEST

/* The rows that were read for the last frame need not have the selected one. */
START_TEST(keys_faster_than_frames_show_the_selected_answer) {
    open_stage(8, 40);
    stage_play(&stage, "m m m $\n");
    app_key(&stage.app, KEY_CODE_END);
    app_key(&stage.app, 'J');
    const struct record *record = stage.app.view->own; /* it begins with it */
    ck_assert_ptr_eq(stage.app.view->ops, &record_view);
    ck_assert_int_eq(record->answer, 1);
    stage_close(&stage);
}
END_TEST

START_TEST(every_command_that_opens_a_view_has_one) {
    for (enum command command = COMMAND_NONE + 1; command < COMMAND_COUNT; command++)
        ck_assert_msg(command_info(command)->run != run_view || view_of(command), "%s",
                      command_info(command)->name);
}
END_TEST

START_TEST(the_help_takes_a_word) {
    open_stage(24, 80);
    stage_play(&stage, ":press :\n:type help versions\n:press Enter\n:size 24x80\n");
    ck_assert_ptr_eq(stage.app.view->ops, &help_view);
    ck_assert_int_eq(stage.app.view->count, 1);
    stage_close(&stage);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("views");
    TCase *tc = tcase_create("views");
    tcase_set_timeout(tc, 60);
    tcase_add_loop_test(tc, every_view_opens_on_the_screen, 0, 4);
    tcase_add_test(tc, every_view_is_read_in_lines);
    tcase_add_test(tc, a_table_is_read_on_in_lines);
    tcase_add_test(tc, older_records_are_read_in_lines);
    tcase_add_test(tc, keys_faster_than_frames_show_the_selected_answer);
    tcase_add_test(tc, every_command_that_opens_a_view_has_one);
    tcase_add_test(tc, the_help_takes_a_word);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
