/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A crawl from the frontier on screens of every size: what is asked, its steps, why it ended; how
 * it is stopped, goes on, and is shown later. */
#include "base/clock.h"
#include "base/key.h"
#include "session/crawl.h"
#include "session/navigate.h"
#include "tests/support/run.h"
#include "tests/support/screen_shot.h"
#include "tests/support/stage.h"

#include <check.h>
#include <string.h>

enum { TIMEOUT_S = 240, SHOT_MAX = 1 << 16 };

static struct stage stage;

static void open_frontier(void) {
    struct stage_config config;
    struct err err;
    stage_config_init(&config);
    stage_open(&stage, &config);
    ck_assert_msg(navigate_open(&stage.session, "zoe.flores", &err), "%s", err.text);
    stage_play(&stage, "m\nF\n");
}

static const struct crawl_status *status(void) {
    return crawl_status(&stage.session);
}

static int64_t credits(void) {
    return sandbox_read_bill(stage.shop.sandbox).credits;
}

/* The screen as it is has the words. */
static void expect(const char *words) {
    struct buf shot;
    buf_init(&shot, SHOT_MAX);
    stage.app.is_dirty = true;
    app_paint(&stage.app, clock_monotonic_ms());
    screen_shot(stage.screen, &shot);
    ck_assert_msg(strstr(buf_text(&shot), words) != NULL, "“%s” is not in:\n%s", words,
                  buf_text(&shot));
    buf_fini(&shot);
}

START_TEST(asks_and_shows_its_steps) {
    open_frontier();
    int64_t before = credits();
    stage_play(&stage, "E\n:shot crawl-question-80x24\n:type 150\n:shot crawl-amount-80x24\n"
                       ":size 43x132\n:shot crawl-amount-132x43\n:size 10x40\n");
    expect("Budget");
    ck_assert_int_eq(credits(), before);
    stage_play(&stage, ":size 24x80\nEnter\n:shot crawl-80x24\n:size 43x132\n:shot crawl-132x43\n");
    ck_assert_int_gt(credits(), before);
    ck_assert_int_le(credits() - before, 150);
    ck_assert_int_eq(status()->end, CRAWL_NOTHING_FITS);
    stage_play(&stage, ":size 10x40\n");
    expect("of 150 credits");
    expect("@tumaini1987");
    stage_play(&stage, ":size 5x20\nTab\n:size 24x80\n");
    expect("1 crawl in this store");
    expect("nothing fits");
    stage_close(&stage);
}
END_TEST

START_TEST(refuses_more_than_the_balance_has) {
    open_frontier();
    int64_t before = credits();
    stage_play(&stage, "E\n:type 100000\nEnter\n");
    expect("No such amount: “100000”. At most 99,959 credits can be spent now.");
    stage_play(&stage, "Esc\n");
    ck_assert_ptr_null(status());
    ck_assert_int_eq(credits(), before);
    stage_close(&stage);
}
END_TEST

START_TEST(takes_the_filter_of_the_frontier) {
    open_frontier();
    stage_play(&stage, "&\n:type followers>=20k\nEnter\nE\n");
    expect("only followers>=20k");
    stage_play(&stage, ":type 30\nEnter\n");
    expect("only followers>=20k");
    expect("@omarpaw");
    stage_close(&stage);
}
END_TEST

/* Esc in its view is as Esc in a list that loads: the first one stops it, the second leaves. */
START_TEST(is_stopped_and_goes_on) {
    open_frontier();
    stage_play(&stage, "E\n:type 100\n:press Enter\n:press Esc\n");
    ck_assert(status()->is_stopping);
    ck_assert_ptr_nonnull(stage.app.view);
    stage_play(&stage, "^L\n");
    ck_assert_int_eq(status()->end, CRAWL_STOPPED);
    expect("It was stopped. E continues it.");
    stage_play(&stage, "Esc\n");
    ck_assert_ptr_null(stage.app.view);
    stage_play(&stage, "[\nE\nE\n");
    expect("Budget for the rest of crawl 1, up to");
    expect(" of 100 credits spent.");
    stage_play(&stage, ":type 60\nEnter\n");
    ck_assert_int_ne(status()->end, CRAWL_STOPPED);
    expect("@omarpaw");
    stage_close(&stage);
}
END_TEST

START_TEST(goes_on_while_something_else_is_shown) {
    open_frontier();
    stage_play(&stage, "E\n:type 60\n:press Enter\n:press q\n");
    ck_assert_ptr_null(stage.app.view);
    ck_assert(status()->is_running);
    expect("s stops");
    stage_play(&stage, "^L\n");
    ck_assert_ptr_nonnull(stage.session.message);
    ck_assert_ptr_nonnull(strstr(stage.session.message, "Crawl 1: "));
    stage_play(&stage, "E\nEsc\n:\n:type crawl 1\nEnter\n");
    ck_assert_ptr_nonnull(stage.app.view);
    stage_play(&stage, "End Enter\n");
    ck_assert_str_eq(stage.session.trail.current->list->label, "@nectar_club");
    stage_close(&stage);
}
END_TEST

START_TEST(ends_before_the_program_does) {
    open_frontier();
    stage_play(&stage, "E\n:type 60\n:press Enter\n:press Q\n");
    ck_assert(!stage.app.front.is_leaving);
    stage_play(&stage, "^L\n");
    ck_assert(stage.app.front.is_leaving);
    ck_assert_int_eq(status()->end, CRAWL_STOPPED);
    stage_close(&stage);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("crawl_screens");
    TCase *all = tcase_create("all");
    tcase_set_timeout(all, TIMEOUT_S);
    tcase_add_test(all, asks_and_shows_its_steps);
    tcase_add_test(all, refuses_more_than_the_balance_has);
    tcase_add_test(all, takes_the_filter_of_the_frontier);
    tcase_add_test(all, is_stopped_and_goes_on);
    tcase_add_test(all, goes_on_while_something_else_is_shown);
    tcase_add_test(all, ends_before_the_program_does);
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
