/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program at a terminal whose line takes nothing for a while: it waits for it, uses no
 * processor, keeps what was paid for, and goes on as if nothing had been. */
#include "store/sql.h"
#include "tests/support/browser.h"
#include "tests/support/gauge.h"
#include "tests/support/run.h"

#include <check.h>
#include <poll.h>
#include <stdio.h>

enum { TIMEOUT_S = 60, STALL_MS = 300, CPU_MAX_US = STALL_MS * 1000 / 20 };

/* Has the screen drawn until the line is full. */
static void stall(struct browser *browser) {
    browser_collect(browser);
    ck_assert(pty_stall(&browser->pty, KEY_REDRAW_BYTES, KEY_REDRAW_BYTES));
}

/* Pages that the store has, as bytes. */
static int64_t kept_answers(const struct browser *browser) {
    char path[SANDBOX_CHILD_PATH + 32];
    int64_t count = -1;
    struct err err;
    snprintf(path, sizeof path, "%s/followtrail/sandbox.db", browser->sandbox.folder);
    struct sql *sql = sql_open(path, SQL_READ, &err);
    ck_assert(sql && sql_read(sql_use(sql, "SELECT count(*) FROM answer"), &count, &err));
    sql_close(sql);
    return count;
}

/* `moment` passes while nothing is read. */
static int64_t used_in(struct browser *browser, int moment_ms) {
    int64_t before_us = gauge_cpu_us(browser->pty.pid);
    struct pollfd news = {.fd = browser->pty.news_fd, .events = POLLIN};
    ck_assert_int_eq(poll(&news, 1, moment_ms), 0);
    return gauge_cpu_us(browser->pty.pid) - before_us;
}

/* A terminal that was handed over non-blocking, and one that was not. */
START_TEST(test_stall_costs_nothing) {
    struct browser browser;
    struct browser_config config;
    browser_config_init(&config);
    config.pty.is_nonblocking = _i;
    browser_open(&browser, &config);
    browser_wait(&browser, "20 of 412 loaded");
    stall(&browser);
    int64_t used_us = used_in(&browser, STALL_MS);
    ck_assert_msg(used_us <= CPU_MAX_US, "%lld us", (long long)used_us);
    ck_assert(pty_wait_quiet(&browser.pty, 5 * PTY_QUIET_MS));
    browser_press(&browser, KEY_DOWN_BYTES);
    browser_expect_fresh(&browser, &config, "20 of 412 loaded",
                         (const char *const[]){KEY_DOWN_BYTES, NULL});
    browser_close(&browser);
}
END_TEST

/* The answer comes, is kept and shown, although nothing could be drawn meanwhile. */
START_TEST(test_stall_keeps_answers) {
    static const char *const words[] = {"--no-prefetch", "@zoe.flores", NULL};
    static const char *const slow[] = {"--latency", "500", NULL};
    struct browser browser;
    struct browser_config config;
    struct sandbox_child_bill bill;
    browser_config_init(&config);
    config.words = words;
    config.sandbox_options = slow;
    browser_open(&browser, &config);
    browser_wait(&browser, "20 of 412 loaded");
    int64_t before = kept_answers(&browser);
    browser_press(&browser, "m");
    stall(&browser);
    int64_t until_us = pty_now_us() + (int64_t)(PTY_DEADLINE_MS * 1000 * pty_patience());
    while (kept_answers(&browser) == before && pty_now_us() < until_us)
        poll(NULL, 0, PTY_QUIET_MS);
    ck_assert_int_eq(kept_answers(&browser), before + 1);
    ck_assert_int_le(used_in(&browser, STALL_MS), CPU_MAX_US);
    ck_assert(pty_wait_quiet(&browser.pty, 5 * PTY_QUIET_MS));
    browser_wait(&browser, "40 of 412 loaded");
    ck_assert(sandbox_child_read_bill(&browser.sandbox, &bill));
    ck_assert_int_eq(bill.requests, 3);
    browser_close(&browser);
}
END_TEST

/* And a line that never comes back. */
START_TEST(test_stall_ends_with_the_line) {
    struct browser browser;
    struct browser_config config;
    browser_config_init(&config);
    config.pty.ignores_hangup = _i & 1;
    config.pty.is_job = _i & 2;
    browser_open(&browser, &config);
    browser_wait(&browser, "20 of 412 loaded");
    stall(&browser);
    int64_t before_us = gauge_cpu_us(browser.pty.pid);
    pty_hang_up(&browser.pty);
    browser_wait_exit(&browser, PTY_DEADLINE_MS);
    ck_assert_int_le(browser.pty.cpu_us - before_us, (int64_t)(CPU_MAX_US * 5 * pty_patience()));
    browser_abandon(&browser);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("terminal_stall");
    TCase *tc = tcase_create("stall");
    tcase_set_timeout(tc, TIMEOUT_S);
    tcase_add_loop_test(tc, test_stall_costs_nothing, 0, 2);
    tcase_add_test(tc, test_stall_keeps_answers);
    tcase_add_loop_test(tc, test_stall_ends_with_the_line, 0, 4);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
