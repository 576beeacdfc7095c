/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program at a terminal: how it takes another size, stops, goes on and ends, asked to
 * or not. */
#include "tests/support/browser.h"
#include "tests/support/mirror.h"
#include "tests/support/run.h"
#include "tests/support/stream.h"

#include <check.h>
#include <locale.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>

enum { TIMEOUT_S = 60, AT_ONCE_MS = 1000, SIZES_IN_A_STORM = 1000 };

/* What the program is at when its end comes. */
static const struct {
    const char *keys, *seen;
    const char *latency;
} doings[] = {
    {"", "20 of 412 loaded", "0"},
    {"@abc", "Open account: ", "0"},
    {"?", "Esc back", "0"},
    {"", "Requesting the profile", "600000"},
};

enum { DOINGS = sizeof doings / sizeof *doings };

static void open_doing(struct browser *browser, int doing, bool is_job, bool ignores_hangup) {
    const char *const latency[] = {"--latency", doings[doing].latency, NULL};
    struct browser_config config;
    browser_config_init(&config);
    config.sandbox_options = latency;
    config.pty.is_job = is_job;
    config.pty.ignores_hangup = ignores_hangup;
    browser_open(browser, &config);
    browser_wait(browser,
                 doings[doing].latency[0] == '0' ? "20 of 412 loaded" : doings[doing].seen);
    if (doings[doing].keys[0])
        browser_press(browser, doings[doing].keys);
    browser_wait(browser, doings[doing].seen);
    browser_collect(browser);
}

/* Only plain lines follow what restores the terminal. */
static void assert_given_back(struct browser *browser) {
    const char *all = buf_text(&browser->all), *last = NULL;
    struct stream_modes modes = stream_modes(browser->all.data, browser->all.len);
    for (const char *at = all; (at = strstr(at, "\033[?1049l")); at++)
        last = at;
    ck_assert(last != NULL);
    ck_assert(!modes.is_alternate && !modes.is_cursor_hidden && !modes.is_pasting_bracketed);
    const char *told = strstr(last, "followtrail: ");
    ck_assert(!told || !strchr(told, '\033'));
    ck_assert(pty_is_as_found(&browser->pty));
}

START_TEST(test_signals_give_the_terminal_back) {
    static const int signals[] = {SIGTERM, SIGHUP, SIGINT, SIGQUIT};
    int number = signals[_i / DOINGS];
    struct browser browser;
    open_doing(&browser, _i % DOINGS, false, false);
    ck_assert(!pty_is_as_found(&browser.pty));
    ck_assert(pty_signal(&browser.pty, number));
    ck_assert_int_eq(browser_wait_exit(&browser, AT_ONCE_MS), 128 + number);
    assert_given_back(&browser);
    browser_abandon(&browser);
}
END_TEST

START_TEST(test_quit_gives_the_terminal_back) {
    struct browser browser;
    open_doing(&browser, 0, false, false);
    browser_send(&browser, "Q");
    ck_assert_int_eq(browser_wait_exit(&browser, AT_ONCE_MS), 0);
    assert_given_back(&browser);
    browser_abandon(&browser);
}
END_TEST

/* What was sent is paid for: its answer is awaited, and its credits are reported. */
START_TEST(test_quit_waits_for_an_answer) {
    static const char *const latency[] = {"--latency", "400", NULL};
    struct browser browser;
    struct browser_config config;
    struct sandbox_child_bill bill;
    browser_config_init(&config);
    config.sandbox_options = latency;
    browser_open(&browser, &config);
    browser_wait(&browser, "Requesting the first page");
    do {
        ck_assert(sandbox_child_read_bill(&browser.sandbox, &bill));
    } while (bill.requests < 2);
    browser_close(&browser);
}
END_TEST

START_TEST(test_quit_twice_waits_for_nothing) {
    struct browser browser;
    open_doing(&browser, DOINGS - 1, false, false);
    browser_send(&browser, "Q");
    browser_wait(&browser, "Q again quits now");
    browser_send(&browser, "Q");
    ck_assert_int_eq(browser_wait_exit(&browser, AT_ONCE_MS), 0);
    assert_given_back(&browser);
    browser_abandon(&browser);
}
END_TEST

static void wait_stopped(struct browser *browser, int by_signal) {
    int status = 0;
    ck_assert(pty_wait_news(&browser->pty, &status, AT_ONCE_MS));
    ck_assert(WIFSTOPPED(status));
    ck_assert_int_eq(WSTOPSIG(status), by_signal);
    ck_assert(pty_wait_quiet(&browser->pty, PTY_QUIET_MS));
}

/* Continues the program; what it draws then is in pty.out. */
static void go_on(struct browser *browser) {
    int status = 0;
    browser_collect(browser);
    ck_assert(pty_signal(&browser->pty, SIGCONT));
    ck_assert(pty_wait_news(&browser->pty, &status, AT_ONCE_MS));
    ck_assert(WIFCONTINUED(status));
    ck_assert(pty_wait_text(&browser->pty, "\033[2J"));
    ck_assert(pty_wait_quiet(&browser->pty, PTY_QUIET_MS));
}

static void assert_taken_again(struct browser *browser) {
    browser_collect(browser);
    struct stream_modes modes = stream_modes(browser->all.data, browser->all.len);
    ck_assert(modes.is_alternate && !modes.is_cursor_hidden && modes.is_pasting_bracketed);
    ck_assert(!pty_is_as_found(&browser->pty));
}

/* ^Z, and the same by a signal: twice, because the second time finds what the first one left. */
START_TEST(test_suspend) {
    struct browser browser;
    struct buf before;
    open_doing(&browser, 0, true, false);
    browser_press(&browser, KEY_DOWN_BYTES);
    browser_keep(&browser, &before);
    for (int turn = 0; turn < 2; turn++) {
        if (_i)
            ck_assert(pty_signal(&browser.pty, SIGTSTP));
        else
            browser_send(&browser, "\032");
        wait_stopped(&browser, SIGTSTP);
        browser_collect(&browser);
        assert_given_back(&browser);
        go_on(&browser);
        ck_assert(strstr(buf_text(&browser.pty.out), "? help"));
        assert_taken_again(&browser);
        browser_expect(&browser, &before);
        browser_press(&browser, KEY_DOWN_BYTES);
        browser_press(&browser, KEY_UP_BYTES);
        browser_keep(&browser, &before);
    }
    buf_fini(&before);
    browser_close(&browser);
}
END_TEST

/* Nothing can be restored then; afterwards the whole screen is drawn. */
START_TEST(test_stopped_by_force) {
    struct browser browser;
    open_doing(&browser, 0, true, false);
    ck_assert(pty_signal(&browser.pty, SIGSTOP));
    wait_stopped(&browser, SIGSTOP);
    go_on(&browser);
    ck_assert(strstr(buf_text(&browser.pty.out), "? help"));
    assert_taken_again(&browser);
    browser_close(&browser);
}
END_TEST

START_TEST(test_resized_while_stopped) {
    struct browser browser;
    struct mirror mirror;
    char row[MIRROR_ROW_MAX];
    ck_assert_ptr_nonnull(setlocale(LC_CTYPE, "C.UTF-8"));
    open_doing(&browser, 0, true, false);
    browser_send(&browser, "\032");
    wait_stopped(&browser, SIGTSTP);
    ck_assert(pty_resize(&browser.pty, 40, 100));
    go_on(&browser);
    browser_redraw(&browser);
    mirror_init(&mirror, 40, 100);
    mirror_feed(&mirror, browser.screen.data, browser.screen.len);
    mirror_row(&mirror, 39, row);
    ck_assert_msg(strstr(row, "? help") != NULL, "%s", row);
    mirror_fini(&mirror);
    browser_close(&browser);
}
END_TEST

/* Sizes that matter, then such as come by themselves when a window is dragged. */
static void storm_size(int turn, int *rows, int *cols) {
    static const int sizes[][2] = {{1, 1},   {20, 5},  {5, 20},  {300, 100}, {100, 300},
                                   {4, 19},  {2, 500}, {500, 2}, {24, 80},   {1, 300},
                                   {6, 200}, {13, 39}, {14, 40}, {40, 96},   {3, 3}};
    size_t fixed = sizeof sizes / sizeof *sizes;
    if ((size_t)turn < 2 * fixed) {
        *rows = sizes[(size_t)turn % fixed][0];
        *cols = sizes[(size_t)turn % fixed][1];
        return;
    }
    *rows = 1 + turn * 7919 % 61;
    *cols = 1 + turn * 104729 % 211;
}

/* After a storm the screen is that of a fresh start at the last size. */
START_TEST(test_resize_storm) {
    static const char *const keys[] = {KEY_DOWN_BYTES, NULL};
    struct browser browser;
    struct browser_config config;
    open_doing(&browser, 0, false, false);
    browser_press(&browser, KEY_DOWN_BYTES);
    for (int turn = 0; turn < SIZES_IN_A_STORM; turn++) {
        int rows, cols;
        storm_size(turn, &rows, &cols);
        ck_assert(pty_resize(&browser.pty, rows, cols));
        if (turn % 3)
            ck_assert(pty_wait_quiet(&browser.pty, 1));
    }
    size_t at = 0;
    browser_collect(&browser);
    ck_assert(stream_is_clean(browser.all.data, browser.all.len, &at));
    browser_config_init(&config);
    config.pty.rows = 43;
    config.pty.cols = 132;
    ck_assert(pty_wait_quiet(&browser.pty, 5 * PTY_QUIET_MS));
    browser_collect(&browser);
    ck_assert(pty_resize(&browser.pty, 43, 132));
    ck_assert(pty_wait_text(&browser.pty, "\033["));
    ck_assert(pty_wait_quiet(&browser.pty, 5 * PTY_QUIET_MS));
    browser_expect_fresh(&browser, &config, "20 of 412 loaded", keys);
    browser_close(&browser);
}
END_TEST

/* An answer that came while the program was stopped, by a shell or with the machine, has been paid
 * for. */
START_TEST(test_stopped_during_a_fetch) {
    static const char *const latency[] = {"--latency", "300", NULL};
    struct browser browser;
    struct browser_config config;
    struct sandbox_child_bill bill;
    browser_config_init(&config);
    config.sandbox_options = latency;
    config.pty.is_job = true;
    browser_open(&browser, &config);
    browser_wait(&browser, "Requesting the first page");
    if (_i)
        ck_assert(pty_signal(&browser.pty, SIGSTOP));
    else
        browser_send(&browser, "\032");
    wait_stopped(&browser, _i ? SIGSTOP : SIGTSTP);
    do {
        ck_assert(sandbox_child_read_bill(&browser.sandbox, &bill));
    } while (bill.requests < 2);
    go_on(&browser);
    browser_wait(&browser, "20 of 412 loaded");
    ck_assert(sandbox_child_read_bill(&browser.sandbox, &bill));
    ck_assert_int_eq(bill.requests, 2);
    browser_close(&browser);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("terminal_end");
    TCase *tc = tcase_create("end");
    tcase_set_timeout(tc, TIMEOUT_S);
    run_sample(tc, test_signals_give_the_terminal_back, 0, 4 * DOINGS, 5);
    tcase_add_test(tc, test_quit_gives_the_terminal_back);
    tcase_add_test(tc, test_quit_waits_for_an_answer);
    tcase_add_test(tc, test_quit_twice_waits_for_nothing);
    suite_add_tcase(suite, tc);
    tc = tcase_create("stop");
    tcase_set_timeout(tc, TIMEOUT_S);
    tcase_add_loop_test(tc, test_suspend, 0, 2);
    tcase_add_test(tc, test_stopped_by_force);
    tcase_add_test(tc, test_resized_while_stopped);
    tcase_add_loop_test(tc, test_stopped_during_a_fetch, 0, 2);
    tcase_add_test(tc, test_resize_storm);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
