/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A key is answered while a request waits for its answer. `make bench` prints how soon. */
#include "tests/support/browser.h"
#include "tests/support/run.h"

#include <check.h>
#include <stdio.h>

enum { LATENCY_MS = 1000, TIMEOUT_S = 60 };

static int64_t requests_so_far(const struct browser *browser) {
    struct sandbox_child_bill bill;
    ck_assert(sandbox_child_read_bill(&browser->sandbox, &bill));
    return bill.requests;
}

/* `count` keys that all change the screen, while the request after `answered` ones is under way. */
static void press_during_fetch(struct browser *browser, int64_t answered, int count,
                               const char *one, const char *other) {
    ck_assert_int_eq(requests_so_far(browser), answered);
    for (int i = 0; i < count; i++)
        browser_press(browser, i % 2 ? other : one);
    ck_assert_msg(requests_so_far(browser) == answered, "the answer came before the last key");
}

START_TEST(test_keys_are_answered_during_fetches) {
    char latency_ms[16];
    const char *const latency[] = {"--latency", latency_ms, NULL};
    struct browser browser;
    struct browser_config config;
    snprintf(latency_ms, sizeof latency_ms, "%d", (int)(LATENCY_MS * pty_patience()));
    browser_config_init(&config);
    config.sandbox_options = latency;
    browser_open(&browser, &config);
    browser_wait(&browser, "Requesting the profile");
    press_during_fetch(&browser, 0, 10, "?", "?");
    browser_wait(&browser, "Requesting the first page");
    press_during_fetch(&browser, 1, 10, "?", "?");
    browser_wait(&browser, "20 of 412 loaded");
    browser_press(&browser, KEY_PAGE_DOWN_BYTES);
    press_during_fetch(&browser, 2, 15, KEY_UP_BYTES, KEY_DOWN_BYTES);
    browser_wait(&browser, "40 of 412 loaded");
    browser_press(&browser, "g\r");
    press_during_fetch(&browser, 3, 10, "d", "d");
    browser_wait(&browser, "20 of 107 loaded");
    browser_close(&browser);
}
END_TEST

START_TEST(test_escape_needs_no_key_after_it) {
    static const char *const words[] = {"--no-prefetch", "@zoe.flores", NULL};
    struct browser browser;
    struct browser_config config;
    browser_config_init(&config);
    config.words = words;
    browser_open(&browser, &config);
    browser_wait(&browser, "20 of 412 loaded");
    browser_press(&browser, "@abc");
    ck_assert(browser_shows(&browser, "Open account: "));
    browser_press(&browser, "\033");
    ck_assert(!browser_shows(&browser, "Open account: "));
    browser_press(&browser, "p");
    ck_assert(pty_wait_text(&browser.pty, "Pages are fetched as you scroll"));
    browser_press(&browser, "\033");
    ck_assert(pty_wait_text(&browser.pty, "────"));
    browser_close(&browser);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("keys_while_waiting");
    TCase *tc = tcase_create("keys");
    tcase_set_timeout(tc, TIMEOUT_S);
    tcase_add_test(tc, test_keys_are_answered_during_fetches);
    tcase_add_test(tc, test_escape_needs_no_key_after_it);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
