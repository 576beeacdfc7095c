/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The frontier on screens of every size: hostile names, lists that are hidden, partly loaded,
 * complete; what is asked in it, and what L buys there. */
#include "base/clock.h"
#include "session/navigate.h"
#include "session/source_frontier.h"
#include "store/store_internal.h"
#include "tests/support/run.h"
#include "tests/support/stage.h"

#include <check.h>
#include <poll.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>

enum { TIMEOUT_S = 240 };

/* One list in part. Of its accounts, the first has a hidden list, the second a begun one, the third
 * a complete one. */
static const char lists[] = "m\nHome Down*13 Enter\nBackspace\n" /* @keeps.it.secret */
                            "Home Down*7 Enter\nBackspace\n"     /* @lucky.purr */
                            "Home Down Enter\nm m\nBackspace\n"; /* @hui.house */

static void open_lists(struct stage *stage) {
    struct stage_config config;
    struct err err;
    stage_config_init(&config);
    stage_open(stage, &config);
    ck_assert_msg(navigate_open(&stage->session, "zoe.flores", &err), "%s", err.text);
    stage_play(stage, lists);
}

START_TEST(at_every_size) {
    static const int sizes[][2] = {{80, 24}, {132, 43}, {200, 50}, {40, 12}, {20, 5}};
    struct stage stage;
    char text[512];
    open_lists(&stage);
    stage_play(&stage, "F\n");
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        snprintf(text, sizeof text,
                 ":size %dx%d\nHome\n:shot frontier-%dx%d\nDown*9\n:shot frontier-%dx%d-down\n",
                 sizes[i][1], sizes[i][0], sizes[i][0], sizes[i][1], sizes[i][0], sizes[i][1]);
        stage_play(&stage, text);
    }
    stage_close(&stage);
}
END_TEST

START_TEST(in_every_order) {
    struct stage stage;
    open_lists(&stage);
    stage_play(&stage, "F\no\n:shot frontier-orders\n2\n:shot frontier-seen\n"
                       "o f\n:shot frontier-followers\no 4\n:shot frontier-random\n"
                       "u\n:shot frontier-undone\no 4\n"
                       ":\n:type frontier closest\nEnter\n:shot frontier-mistake\n");
    stage_close(&stage);
}
END_TEST

START_TEST(before_anything_is_stored) {
    struct stage_config config;
    struct stage stage;
    stage_config_init(&config);
    stage_open(&stage, &config);
    stage_play(&stage, "F\n:shot frontier-empty\n");
    stage_close(&stage);
}
END_TEST

START_TEST(of_a_store_that_cannot_be_read) {
    struct stage stage;
    struct err err;
    open_lists(&stage);
    struct sql *sql = sql_open(stage.shop.reader->path, SQL_WRITE, &err);
    ck_assert_msg(sql && sql_run(sql, "ALTER TABLE record RENAME TO lost", &err), "%s", err.text);
    sql_close(sql);
    for (int again = 0; again < 2; again++) {
        stage_play(&stage, again ? "R\n" : "F\n");
        const struct list *list = stage.session.trail.current->list;
        ck_assert_str_eq(list->failure.brief, "the store could not be read");
        ck_assert_ptr_nonnull(
            strstr(list->failure.text, "no such table: record. R reads it again."));
        ck_assert(!list->is_pending && !list->count);
    }
    stage_close(&stage);
}
END_TEST

/* The question names one price for all, and the server's bill is no larger. stage_close() holds
 * both books against each other. */
START_TEST(l_loads_the_marked_for_the_amount_confirmed) {
    struct stage stage;
    struct sandbox_bill before, after;
    open_lists(&stage);
    stage_play(&stage, "F\nSpace Space Space\n:shot frontier-marked\nL\n:shot frontier-question\n");
    int64_t most = stage.session.question.most;
    before = sandbox_read_bill(stage.shop.sandbox);
    stage_play(&stage, "y\n:shot frontier-loaded\n");
    after = sandbox_read_bill(stage.shop.sandbox);
    ck_assert_int_gt(after.credits, before.credits);
    ck_assert_int_le(after.credits - before.credits, most);
    stage_play(&stage, "R\n:shot frontier-again\n");
    stage_close(&stage);
}
END_TEST

static void mark(struct stage *stage, const char *username) {
    const struct list *list = stage->session.trail.current->list;
    for (size_t row = 0; row < list->count; row++)
        if (!strcmp(list->rows[row]->username, username))
            (void)marks_set(&stage->session.trail.current->marks, list->rows[row], true);
}

static void take_events(struct stage *stage) {
    struct pollfd fd = {.fd = mailbox_fd(stage->shop.mailbox), .events = POLLIN};
    struct event *event;
    poll(&fd, 1, -1);
    while ((event = mailbox_take(stage->shop.mailbox)))
        app_event(&stage->app, event);
}

/* The first of three lists stands still; the others have come. The line is about all. */
START_TEST(several_lists_are_one_progress) {
    static const char *const silence[] = {"hang@3"};
    struct stage_config config;
    struct stage stage;
    struct err err;
    stage_config_init(&config);
    config.shop.sandbox.faults = silence;
    config.shop.sandbox.fault_count = 1;
    stage_open(&stage, &config);
    ck_assert_msg(navigate_open(&stage.session, "zoe.flores", &err), "%s", err.text);
    stage_play(&stage, ":pages 1\n");
    mark(&stage, "eunchae.balcony");
    mark(&stage, "omarpaw");
    mark(&stage, "ximenaslip");
    stage_play(&stage, "L\n");
    /* Until the next event: the first one's request is the third. */
    stage.session.load_width = 1;
    stage_play(&stage, ":press y\n");
    while (sandbox_read_bill(stage.shop.sandbox).credits < 1 + 20 + 50)
        sched_yield();
    while (stage.session.tally.ended < 2)
        take_events(&stage);
    /* The estimate of 2 minutes has 50 seconds for the drawing. */
    stage.session.tally.started_ms = clock_monotonic_ms() - 70 * 1000;
    stage.session.changes++;
    stage_play(&stage, ":still load-several-80x24\n:size 43x132\n:still load-several-132x43\n"
                       ":size 12x40\n:still load-several-40x12\n"
                       ":size 5x20\n:still load-several-20x5\n:size 24x80\n"
                       ":press s\n:still load-several-stopping\n");
    stage_close_uncertain(&stage, 50, 50);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("frontier_screens");
    TCase *all = tcase_create("all");
    tcase_set_timeout(all, TIMEOUT_S);
    tcase_add_test(all, at_every_size);
    tcase_add_test(all, in_every_order);
    tcase_add_test(all, before_anything_is_stored);
    tcase_add_test(all, of_a_store_that_cannot_be_read);
    tcase_add_test(all, l_loads_the_marked_for_the_amount_confirmed);
    tcase_add_test(all, several_lists_are_one_progress);
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
