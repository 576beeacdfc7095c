/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One press buys once, and only what the screen prices: the rule by itself, and the program in a
 * pseudo-terminal. */
#include "tests/support/browser.h"
#include "tests/support/run.h"
#include "tests/support/server_log.h"
#include "ui/browser/key_hold.h"
#include "ui/browser/key_rush.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

/* A key held down with a first delay and a period: presses that get through in three seconds. */
static int bought_by_holding(int64_t delay_ms, int64_t period_ms) {
    struct key_hold hold = {.command = COMMAND_NONE};
    int bought = key_hold_is_repeat(&hold, COMMAND_MORE, 5000) ? 0 : 1;
    for (int64_t now = 5000 + delay_ms; now < 8000; now += period_ms)
        bought += key_hold_is_repeat(&hold, COMMAND_MORE, now) ? 0 : 1;
    return bought;
}

START_TEST(held_key_buys_once) {
    ck_assert_int_eq(bought_by_holding(250, 30), 1);
    ck_assert_int_eq(bought_by_holding(500, 33), 1);
    ck_assert_int_eq(bought_by_holding(660, 100), 1);
    ck_assert_int_eq(bought_by_holding(30, 30), 1);
}
END_TEST

/* A connection that stalls delivers the repetitions late and together. */
START_TEST(held_key_buys_once_over_a_slow_line) {
    struct key_hold hold = {.command = COMMAND_NONE};
    int64_t now = 1000;
    ck_assert(!key_hold_is_repeat(&hold, COMMAND_MORE, now));
    now += 500;
    for (int i = 0; i < 20; i++, now += i % 5 ? 30 : 450)
        ck_assert(key_hold_is_repeat(&hold, COMMAND_MORE, now));
    ck_assert(!key_hold_is_repeat(&hold, COMMAND_MORE, now + 800));
}
END_TEST

START_TEST(pressed_key_buys_each_time) {
    struct key_hold hold = {.command = COMMAND_NONE};
    ck_assert(!key_hold_is_repeat(&hold, COMMAND_MORE, 1000));
    ck_assert(!key_hold_is_repeat(&hold, COMMAND_MORE, 1800));
    ck_assert(!key_hold_is_repeat(&hold, COMMAND_DRILL_IN, 1801));
    key_hold_forget(&hold);
    ck_assert(!key_hold_is_repeat(&hold, COMMAND_DRILL_IN, 1802));
}
END_TEST

/* Whether the last move is bought once its moment has passed without another key. */
static bool buys_alone(struct key_rush *rush, int64_t now_ms) {
    bool is_early = key_rush_settles(rush, now_ms + KEY_RUSH_ALONE_MS - 1);
    return !is_early && key_rush_settles(rush, now_ms + KEY_RUSH_ALONE_MS);
}

/* Steps of a wheel that becomes some arrows each buy nothing, the first neither, whether they are
 * read together or one by one. */
static void turn_wheel(int arrows, bool is_torn, int64_t pause_ms) {
    struct key_rush rush = {0};
    int64_t now = 5000;
    for (int step = 0; step < 40; step++, now += pause_ms) {
        for (int arrow = 0; arrow < arrows; arrow++) {
            if (!arrow || is_torn)
                key_rush_begin(&rush);
            ck_assert_int_ne(key_rush_take(&rush, COMMAND_DOWN, now), PACE_PRESSED);
        }
        ck_assert(!buys_alone(&rush, now));
    }
    now += KEY_RUSH_MS;
    key_rush_begin(&rush);
    ck_assert_int_eq(key_rush_take(&rush, COMMAND_DOWN, now), PACE_DOUBTFUL);
    ck_assert(buys_alone(&rush, now));
}

START_TEST(a_wheel_buys_nothing) {
    for (int arrows = 2; arrows < 6; arrows++)
        for (int is_torn = 0; is_torn < 2; is_torn++) {
            turn_wheel(arrows, is_torn, 20);
            turn_wheel(arrows, is_torn, 50);
            turn_wheel(arrows, is_torn, 800);
        }
}
END_TEST

/* A key that is held down goes on buying pages, as long as each repeat is drawn; where two come
 * together, the next one that comes alone does. */
START_TEST(a_held_arrow_goes_on) {
    struct key_rush rush = {0};
    for (int64_t now = 5000; now < 9000; now += 33) {
        key_rush_begin(&rush);
        ck_assert_int_eq(key_rush_take(&rush, COMMAND_DOWN, now), PACE_DOUBTFUL);
        if (now % 5) {
            ck_assert(buys_alone(&rush, now));
            continue;
        }
        ck_assert_int_eq(key_rush_take(&rush, COMMAND_DOWN, now), PACE_RUSHED);
        ck_assert(!buys_alone(&rush, now));
    }
}
END_TEST

/* Another key does not wait, and settles the move before it. */
START_TEST(other_keys_are_not_a_wheel) {
    struct key_rush rush = {0};
    ck_assert_int_eq(key_rush_due_ms(&rush, 5000), -1);
    ck_assert_int_eq(key_rush_take(&rush, COMMAND_DOWN, 5000), PACE_DOUBTFUL);
    ck_assert_int_eq(key_rush_due_ms(&rush, 5002), KEY_RUSH_ALONE_MS - 2);
    ck_assert_int_eq(key_rush_due_ms(&rush, 6000), 0);
    ck_assert_int_eq(key_rush_take(&rush, COMMAND_PAGE_DOWN, 5001), PACE_PRESSED);
    ck_assert(key_rush_settles(&rush, 5001));
    ck_assert_int_eq(key_rush_due_ms(&rush, 6000), -1);
}
END_TEST

static void open_with(struct browser *browser, const char *const *words) {
    struct browser_config config;
    browser_config_init(&config);
    config.words = words;
    browser_open(browser, &config);
    browser_wait(browser, "20 of 412 loaded");
}

static const char *const no_prefetch[] = {"--no-prefetch", "@zoe.flores", NULL};
static const char *const two_accounts[] = {"@zoe.flores", "@omarpaw", NULL};

START_TEST(burst_buys_one_page) {
    struct browser browser;
    open_with(&browser, no_prefetch);
    browser_send(&browser, "mmmmmm");
    browser_wait(&browser, "40 of 412 loaded");
    ck_assert(pty_wait_quiet(&browser.pty, 5 * PTY_QUIET_MS));
    ck_assert(browser_shows(&browser, "40 of 412 loaded"));
    browser_close(&browser);
}
END_TEST

START_TEST(burst_opens_no_queued_account) {
    struct browser browser;
    open_with(&browser, two_accounts);
    browser_send(&browser, "]]]]");
    browser_wait(&browser, "Open @omarpaw for at most 20 credits ($0.02)? y/N");
    browser_wait(&browser, "Press y or n, not ].");
    /* No is what Enter says, too. */
    browser_send(&browser, "\r");
    ck_assert(pty_wait_quiet(&browser.pty, 5 * PTY_QUIET_MS));
    ck_assert(!browser_shows(&browser, "Open @omarpaw for at most 20 credits ($0.02)? y/N"));
    browser_send(&browser, "]");
    browser_wait(&browser, "Open @omarpaw for at most 20 credits ($0.02)? y/N");
    ck_assert(browser_shows(&browser, "20 of 412 loaded"));
    browser_send(&browser, "y");
    browser_wait(&browser, "20 of 21 loaded");
    browser_close(&browser);
}
END_TEST

/* A yes that was typed before the question was on the screen buys nothing; one after it buys once.
 */
START_TEST(a_yes_typed_ahead_buys_nothing) {
    struct browser browser;
    struct sandbox_child_bill bill;
    open_with(&browser, no_prefetch);
    browser_send(&browser, "Ryyy");
    browser_wait(&browser, "Input typed before the price was shown was ignored.");
    browser_wait(&browser, "Fetch page 1 again for at most 21 credits ($0.02)? y/N");
    ck_assert(sandbox_child_read_bill(&browser.sandbox, &bill));
    ck_assert_int_eq(bill.requests, 2);
    browser_send(&browser, "y");
    ck_assert(server_log_wait(&browser.sandbox, 4, -1));
    browser_close(&browser);
}
END_TEST

/* Nor does an amount, which may have been meant as a row. */
START_TEST(an_amount_typed_ahead_buys_nothing) {
    struct browser browser;
    struct sandbox_child_bill bill;
    open_with(&browser, no_prefetch);
    browser_send(&browser, "L36\r");
    browser_wait(&browser, "Input typed before the price was shown was ignored.");
    browser_wait(&browser, "Load the rest for at most 401 credits ($0.40)? Type 401 or less:");
    ck_assert(sandbox_child_read_bill(&browser.sandbox, &bill));
    ck_assert_int_eq(bill.requests, 2);
    browser_send(&browser, "7\r");
    ck_assert(server_log_wait(&browser.sandbox, 3, -1));
    browser_wait(&browser, "27 of 412 loaded");
    browser_close(&browser);
}
END_TEST

/* What is not an amount as it stands is refused, not read as another one. */
START_TEST(an_amount_is_read_as_typed) {
    static const char *const typed[] = {"39.2", "1e2", "-5", "5k"};
    struct browser browser;
    struct sandbox_child_bill bill;
    char refused[64];
    open_with(&browser, no_prefetch);
    browser_press(&browser, "LL");
    for (size_t i = 0; i < sizeof typed / sizeof *typed; i++) {
        browser_press(&browser, typed[i]);
        browser_send(&browser, "\r");
        snprintf(refused, sizeof refused, "No such amount: “%s”.", typed[i]);
        browser_wait(&browser, refused);
        browser_press(&browser, "\025");
    }
    ck_assert(sandbox_child_read_bill(&browser.sandbox, &bill));
    ck_assert_int_eq(bill.requests, 2);
    browser_press(&browser, "n");
    browser_close(&browser);
}
END_TEST

/* Text that is pasted agrees to nothing. */
START_TEST(a_pasted_yes_buys_nothing) {
    struct browser browser;
    struct sandbox_child_bill bill;
    open_with(&browser, no_prefetch);
    browser_send(&browser, "R");
    browser_wait(&browser, "Fetch page 1 again for at most 21 credits ($0.02)? y/N");
    browser_send(&browser, "\033[200~y\033[201~");
    ck_assert(pty_wait_quiet(&browser.pty, 5 * PTY_QUIET_MS));
    ck_assert(browser_shows(&browser, "Fetch page 1 again for at most 21 credits ($0.02)? y/N"));
    ck_assert(sandbox_child_read_bill(&browser.sandbox, &bill));
    ck_assert_int_eq(bill.requests, 2);
    browser_press(&browser, "n");
    browser_close(&browser);
}
END_TEST

/* Many arrows at once end at the last account, and say what comes next. */
START_TEST(many_arrows_at_once_buy_nothing) {
    static const char *const words[] = {"@zoe.flores", NULL};
    struct browser browser;
    struct sandbox_child_bill bill;
    open_with(&browser, words);
    browser_send(&browser, "jjjjjjjjjjjjjjjjjjjjjjjjjjjjjj");
    browser_wait(&browser, "m loads the next page: up to 20 credits.");
    ck_assert(pty_wait_quiet(&browser.pty, 5 * PTY_QUIET_MS));
    ck_assert(sandbox_child_read_bill(&browser.sandbox, &bill));
    ck_assert_int_eq(bill.requests, 2);
    browser_close(&browser);
}
END_TEST

/* Ten rows before the end, one step of a wheel buys nothing; a key that is pressed buys a page. */
START_TEST(the_first_step_of_a_wheel_buys_nothing) {
    static const char *const words[] = {"@zoe.flores", NULL};
    struct browser browser;
    struct sandbox_child_bill bill;
    open_with(&browser, words);
    browser_press(&browser, "8j");
    browser_send(&browser, KEY_DOWN_BYTES KEY_DOWN_BYTES);
    ck_assert(pty_wait_quiet(&browser.pty, 5 * PTY_QUIET_MS));
    ck_assert(sandbox_child_read_bill(&browser.sandbox, &bill));
    ck_assert_int_eq(bill.requests, 2);
    browser_send(&browser, KEY_DOWN_BYTES);
    browser_wait(&browser, "40 of 412 loaded");
    browser_close(&browser);
}
END_TEST

/* A screen without room for the price tells it first, and a held key buys nothing. */
START_TEST(burst_buys_nothing_unpriced) {
    struct browser browser;
    struct sandbox_child_bill bill;
    open_with(&browser, no_prefetch);
    ck_assert(pty_resize(&browser.pty, 5, 20));
    ck_assert(pty_wait_quiet(&browser.pty, 5 * PTY_QUIET_MS));
    browser_send(&browser, "\r\r\r\r");
    /* The second is a no, the third asks again, and so on. */
    ck_assert(pty_wait_quiet(&browser.pty, 5 * PTY_QUIET_MS));
    ck_assert(sandbox_child_read_bill(&browser.sandbox, &bill));
    ck_assert_int_eq(bill.requests, 2);
    browser_close(&browser);
}
END_TEST

/* Each page is what the window shows, at the price that is in the title. */
START_TEST(a_page_fills_the_window) {
    static const char *const words[] = {"--page=auto", "--pane=off", "--no-prefetch", "@zoe.flores",
                                        NULL};
    struct browser browser;
    open_with(&browser, words);
    browser_wait(&browser, "next page 20 cr");
    ck_assert(pty_resize(&browser.pty, 50, 100));
    ck_assert(pty_wait_quiet(&browser.pty, 5 * PTY_QUIET_MS));
    ck_assert(browser_shows(&browser, "next page 20 cr")); /* beside the message of the start */
    browser_send(&browser, "jm");
    browser_wait(&browser, "m ignored: too soon. Press it again.");
    ck_assert(browser_shows(&browser, "20 of 412 loaded"));
    ck_assert(browser_shows(&browser, "next page 46 cr"));
    browser_send(&browser, "\033");
    ck_assert(pty_wait_quiet(&browser.pty, 600));
    browser_send(&browser, "m");
    browser_wait(&browser, "66 of 412 loaded");
    ck_assert(pty_resize(&browser.pty, 24, 80));
    browser_wait(&browser, "next page 20 cr");
    browser_close(&browser);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("purchase");
    TCase *tc = tcase_create("purchase");
    tcase_set_timeout(tc, 60);
    tcase_add_test(tc, held_key_buys_once);
    tcase_add_test(tc, held_key_buys_once_over_a_slow_line);
    tcase_add_test(tc, pressed_key_buys_each_time);
    tcase_add_test(tc, a_wheel_buys_nothing);
    tcase_add_test(tc, a_held_arrow_goes_on);
    tcase_add_test(tc, other_keys_are_not_a_wheel);
    tcase_add_test(tc, the_first_step_of_a_wheel_buys_nothing);
    tcase_add_test(tc, many_arrows_at_once_buy_nothing);
    tcase_add_test(tc, burst_buys_one_page);
    tcase_add_test(tc, burst_opens_no_queued_account);
    tcase_add_test(tc, a_yes_typed_ahead_buys_nothing);
    tcase_add_test(tc, an_amount_typed_ahead_buys_nothing);
    tcase_add_test(tc, an_amount_is_read_as_typed);
    tcase_add_test(tc, a_pasted_yes_buys_nothing);
    tcase_add_test(tc, burst_buys_nothing_unpriced);
    tcase_add_test(tc, a_page_fills_the_window);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
