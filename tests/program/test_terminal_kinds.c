/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program on terminals of every make, by what $TERM calls them. */
#include "tests/support/browser.h"
#include "tests/support/run.h"
#include "tests/support/stream.h"

#include <check.h>
#include <string.h>
#include <sysexits.h>

enum { TIMEOUT_S = 60 };

/* `clears`: what a screen drawn afresh begins with, by the terminal's description. A terminal whose
 * description is not installed is treated as xterm. */
static const struct {
    const char *term;
    bool is_unknown, has_alternate, has_paste; /* asks for brackets around what is pasted */
    const char *clears;
} kinds[] = {
    {"TERM=xterm", false, true, true, "\033[2J"},
    {"TERM=xterm-256color", false, true, true, "\033[2J"},
    {"TERM=screen", false, true, true, "\033[H\033[J"},
    {"TERM=screen-256color", false, true, true, "\033[H\033[J"},
    {"TERM=tmux", false, true, true, "\033[H\033[J"},
    {"TERM=tmux-256color", false, true, true, "\033[H\033[J"},
    {"TERM=linux", false, false, true, "\033[H\033[J"},
    {"TERM=vt100", false, false, true, "\033[H\033[J"},
    {"TERM=no-such-terminal", true, true, true, "\033[2J"},
    {"TERM=eterm-without-description", true, false, false, "\033[H\033[J"},
    {"TERM", true, true, true, "\033[2J"},
    {"TERM=", true, true, true, "\033[2J"},
};

static const char *const moved[] = {KEY_DOWN_BYTES, KEY_DOWN_BYTES, NULL};
static const char *const hushed[] = {"\033", KEY_DOWN_BYTES, KEY_DOWN_BYTES, NULL};

static const char *const *keys_of(int kind) {
    return kinds[kind].is_unknown ? hushed : moved;
}

/* Starts, shows the list, moves, takes other sizes as a fresh start at those does, and gives the
 * terminal back. */
START_TEST(test_kind) {
    static const int sizes[][2] = {{43, 132}, {10, 40}, {24, 80}};
    const char *const environment[] = {kinds[_i].term, NULL};
    struct browser browser;
    struct browser_config config;
    browser_config_init(&config);
    config.pty.environment = environment;
    config.clears = kinds[_i].clears;
    browser_open(&browser, &config);
    browser_wait(&browser, "20 of 412");
    ck_assert_int_eq(browser_shows(&browser, "unknown terminal type"), kinds[_i].is_unknown);
    for (const char *const *key = keys_of(_i); *key; key++)
        browser_press(&browser, *key);
    ck_assert(browser_shows(&browser, "@the.warm.boots"));
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        config.pty.rows = sizes[i][0];
        config.pty.cols = sizes[i][1];
        browser_collect(&browser);
        ck_assert(pty_resize(&browser.pty, sizes[i][0], sizes[i][1]));
        ck_assert(pty_wait_text(&browser.pty, "\033["));
        ck_assert(pty_wait_quiet(&browser.pty, 2 * PTY_QUIET_MS));
        browser_expect_fresh(&browser, &config, "20 of 412", keys_of(_i));
    }
    browser_collect(&browser);
    struct stream_modes modes = stream_modes(browser.all.data, browser.all.len);
    ck_assert_int_eq(modes.is_alternate, kinds[_i].has_alternate);
    ck_assert_int_eq(modes.is_pasting_bracketed, kinds[_i].has_paste);
    browser_send(&browser, "Q");
    ck_assert_int_eq(browser_wait_exit(&browser, PTY_DEADLINE_MS), 0);
    ck_assert(pty_is_as_found(&browser.pty));
    modes = stream_modes(browser.all.data, browser.all.len);
    ck_assert(!modes.is_alternate && !modes.is_cursor_hidden && !modes.is_pasting_bracketed);
    browser_abandon(&browser);
}
END_TEST

/* Nothing can be placed on it: the session is in lines. */
START_TEST(test_dumb) {
    static const char *const environment[] = {"TERM=dumb", NULL};
    struct browser browser;
    struct browser_config config;
    browser_config_init(&config);
    config.pty.environment = environment;
    browser_open(&browser, &config);
    ck_assert(pty_wait_text(&browser.pty, "followtrail> "));
    browser_send(&browser, "\004");
    ck_assert_int_eq(browser_wait_exit(&browser, PTY_DEADLINE_MS), EX_OK);
    ck_assert(strstr(buf_text(&browser.all), "chisel.by.kaethe"));
    ck_assert(!memchr(browser.all.data, '\033', browser.all.len));
    ck_assert(pty_is_as_found(&browser.pty));
    browser_abandon(&browser);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("terminal_kinds");
    TCase *tc = tcase_create("kinds");
    tcase_set_timeout(tc, TIMEOUT_S);
    run_sample(tc, test_kind, 0, sizeof kinds / sizeof *kinds, 3);
    tcase_add_test(tc, test_dumb);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
