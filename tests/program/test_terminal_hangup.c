/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program at a terminal whose line is gone: it ends by itself, immediately, whatever it is
 * doing and whatever becomes of SIGHUP. */
#include "tests/support/browser.h"
#include "tests/support/gauge.h"
#include "tests/support/run.h"

#include <check.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

/* A program that asks a closed terminal again and again uses as much as it is given. */
enum { TIMEOUT_S = 60, CPU_MAX_US = 100000 };

/* What it is at. */
static const struct {
    const char *keys, *seen;
    const char *options[5];
    int64_t requests;
} doings[] = {
    {"j", "@hui.house", {NULL}, 2},
    {"@abc", "Open account: ", {NULL}, 2},
    {"?", "Esc back", {NULL}, 2},
    {"$", "Ledger", {NULL}, 2},
    {"L", "at most 401 credits ($0.40)? Type 401 or less:", {NULL}, 2},
    {"m", "page 2", {"--fault", "timeout:1@3", NULL}, 3},
    {"m", "retrying in", {"--fault", "429:9@3", NULL}, 3},
};

enum { DOINGS = sizeof doings / sizeof *doings };

/* How it was started, and what that makes of SIGHUP. */
static const struct {
    const char *name, *script; /* a shell's, that starts it; NULL: there is none */
    bool ignores, is_job;
} lines[] = {
    {"default", NULL, false, false},
    {"default, not signalled", NULL, false, true},
    {"ignored", NULL, true, false},
    {"ignored, not signalled", NULL, true, true},
    {"a shell that handles it", "trap : HUP; \"$@\"; exit $?", false, false},
    {"a shell that ignores it", "trap '' HUP; \"$@\"; exit $?", false, false},
};

enum { LINES_COUNT = sizeof lines / sizeof *lines };

static void open_doing(struct browser *browser, int doing, int line) {
    struct browser_config config;
    browser_config_init(&config);
    config.sandbox_options = doings[doing].options;
    config.pty.shell = lines[line].script;
    config.pty.ignores_hangup = lines[line].ignores;
    config.pty.is_job = lines[line].is_job;
    browser_open(browser, &config);
    browser_wait(browser, "20 of 412 loaded");
    browser_press(browser, doings[doing].keys);
    browser_wait(browser, doings[doing].seen);
}

/* What program and shell have used so far. */
static int64_t cpu_so_far(const struct browser *browser, int line) {
    int64_t shell_us = lines[line].script ? gauge_cpu_us(browser->pty.pid) : 0;
    pid_t pid = lines[line].script ? gauge_child(browser->pty.pid) : browser->pty.pid;
    int64_t program_us = gauge_cpu_us(pid);
    ck_assert(shell_us >= 0 && program_us > 0);
    return shell_us + program_us;
}

START_TEST(test_hang_up) {
    int doing = _i % DOINGS, line = _i / DOINGS;
    struct browser browser;
    struct sandbox_child_bill bill;
    open_doing(&browser, doing, line);
    int64_t before_us = cpu_so_far(&browser, line);
    pty_hang_up(&browser.pty);
    int status = browser_wait_exit(&browser, PTY_DEADLINE_MS);
    ck_assert_msg(status == 128 + SIGHUP, "%s, at %s: status %d", lines[line].name,
                  doings[doing].seen, status);
    int64_t used_us = browser.pty.cpu_us - before_us;
    ck_assert_msg((double)used_us <= CPU_MAX_US * pty_patience(), "%s, at %s: %lld us",
                  lines[line].name, doings[doing].seen, (long long)used_us);
    ck_assert(sandbox_child_read_bill(&browser.sandbox, &bill));
    ck_assert_int_le(bill.requests, doings[doing].requests);
    browser_abandon(&browser);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("terminal_hangup");
    TCase *tc = tcase_create("hangup");
    tcase_set_timeout(tc, TIMEOUT_S);
    run_sample(tc, test_hang_up, 0, LINES_COUNT * DOINGS, 5);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
