/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program at a terminal: what it sends. */
#include "tests/support/browser.h"
#include "tests/support/run.h"
#include "tests/support/stream.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TIMEOUT_S = 60, ROWS_AT_MOST = 10 };

static void open_plain(struct browser *browser, const char *const words[]) {
    struct browser_config config;
    browser_config_init(&config);
    config.words = words;
    browser_open(browser, &config);
    browser_wait(browser, "20 of 412 loaded");
}

static const char *const no_prefetch[] = {"--no-prefetch", "@zoe.flores", NULL};

static int64_t requests_so_far(const struct browser *browser) {
    struct sandbox_child_bill bill;
    ck_assert(sandbox_child_read_bill(&browser->sandbox, &bill));
    return bill.requests;
}

static void assert_clean(const struct browser *browser) {
    size_t at = 0;
    bool is_clean = stream_is_clean(browser->all.data, browser->all.len, &at);
    ck_assert_msg(is_clean, "byte %zu of the stream is 0x%02X, behind: %.60s", at,
                  is_clean ? 0U : (unsigned char)browser->all.data[at],
                  browser->all.data + (at > 60 ? at - 60 : 0));
}

/* The pane below the list tells of the account under the selection. */
START_TEST(test_down_moves) {
    struct browser browser;
    open_plain(&browser, NULL);
    ck_assert(browser_shows(&browser, "@chisel.by.kaethe"));
    browser_press(&browser, KEY_DOWN_BYTES);
    ck_assert(browser_shows(&browser, "@hui.house"));
    ck_assert(!browser_shows(&browser, "@chisel.by.kaethe"));
    browser_close(&browser);
}
END_TEST

/* A terminal sends one form or the other, by its mode; also for the very first key. */
START_TEST(test_both_forms_of_an_arrow) {
    struct browser browser;
    struct browser_config config;
    browser_config_init(&config);
    browser_open(&browser, &config);
    ck_assert(pty_wait_text(&browser.pty, "chisel.by.kaethe"));
    ck_assert(pty_wait_quiet(&browser.pty, PTY_QUIET_MS));
    browser_send(&browser, _i ? "\033OB" : "\033[B");
    ck_assert(browser_shows(&browser, "@hui.house"));
    browser_close(&browser);
}
END_TEST

/* Every name and bio of lists with hostile ones among them passes the screen. */
START_TEST(test_hostile_text_stays_text) {
    static const struct {
        const char *account, *mark;
        int last_row, rows, cols;
    } lists[] = {{"@zoe.flores", "<U+202E>", 412, 24, 80},
                 {"@collects.everyone", "␛", 200, 43, 132}};
    const char *const words[] = {"--page", "50", lists[_i].account, NULL};
    struct browser browser;
    struct browser_config config;
    browser_config_init(&config);
    config.words = words;
    config.pty.rows = lists[_i].rows;
    config.pty.cols = lists[_i].cols;
    browser_open(&browser, &config);
    for (int rows = 50; rows < lists[_i].last_row; rows += 50) {
        char here[32];
        snprintf(here, sizeof here, "%d of ", rows);
        browser_wait(&browser, here);
        browser_send(&browser, KEY_PAGE_DOWN_BYTES KEY_PAGE_DOWN_BYTES KEY_PAGE_DOWN_BYTES
                                   KEY_PAGE_DOWN_BYTES KEY_PAGE_DOWN_BYTES);
    }
    browser_wait(&browser, lists[_i].last_row == 412 ? "complete" : "200 of ");
    browser_press(&browser, "pg");
    for (int row = 1; row < lists[_i].last_row; row++) {
        browser_send(&browser, KEY_DOWN_BYTES);
        ck_assert(pty_wait_quiet(&browser.pty, 1));
        if (row % ROWS_AT_MOST == 0) /* keys may come faster than they are drawn */
            browser_redraw(&browser);
    }
    browser_press(&browser, "?");
    browser_collect(&browser);
    assert_clean(&browser);
    ck_assert(strstr(buf_text(&browser.all), lists[_i].mark));
    browser_close(&browser);
}
END_TEST

/* None of these keys has been meant: a paste outside a prompt, Alt and a letter, sequences that
 * nobody knows, replies. The last one is, so that the test would notice the others. */
START_TEST(test_accidents_spend_nothing) {
    static const char *const accidents[] = {
        "\033[200~mmmm\r@x\r\033[201~", "\033m", "\033\r", "\033[99;5m", "\033[1;9B", "\033Nm",
        "\033P>|XTerm(397)\033\\",      "\033l"};
    struct browser browser;
    open_plain(&browser, no_prefetch);
    int64_t before = requests_so_far(&browser);
    for (size_t i = 0; i < sizeof accidents / sizeof *accidents; i++) {
        browser_send(&browser, accidents[i]);
        ck_assert(pty_wait_quiet(&browser.pty, 5 * PTY_QUIET_MS));
        browser_wait(&browser, "20 of 412 loaded");
        ck_assert_msg(requests_so_far(&browser) == before, "accident %zu asked for something", i);
        ck_assert_msg(browser_shows(&browser, "@chisel.by.kaethe"), "accident %zu did something",
                      i);
    }
    browser_send(&browser, "m");
    browser_wait(&browser, "40 of 412 loaded");
    ck_assert_int_eq(requests_so_far(&browser), before + 1);
    browser_close(&browser);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("terminal");
    TCase *tc = tcase_create("stream");
    tcase_set_timeout(tc, TIMEOUT_S);
    tcase_add_test(tc, test_down_moves);
    tcase_add_loop_test(tc, test_both_forms_of_an_arrow, 0, 2);
    tcase_add_loop_test(tc, test_hostile_text_stays_text, 0, 2);
    suite_add_tcase(suite, tc);
    tc = tcase_create("keys");
    tcase_set_timeout(tc, TIMEOUT_S);
    tcase_add_test(tc, test_accidents_spend_nothing);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
