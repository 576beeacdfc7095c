/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How soon a key is answered at a terminal. */
#include "tests/support/browser.h"
#include "tests/support/gauge.h"
#include "tests/support/run.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum {
    MOST_KEY_TO_PAINT_US = 20000,
    MOST_ESCAPE_US = 100000,
    LATENCY_MS = 1000,
    KEYS = 45,
    TIMEOUT_S = 60
};

static int64_t requests_so_far(const struct browser *browser) {
    struct sandbox_child_bill bill;
    ck_assert(sandbox_child_read_bill(&browser->sandbox, &bill));
    return bill.requests;
}

/* What other programs had of the processors meanwhile is not the program's time, nor the test's. */
static int64_t queued_us(const struct browser *browser) {
    return gauge_queued_us(browser->pty.pid) + gauge_queued_us(getpid());
}

static int64_t press_timed(struct browser *browser, const char *keys) {
    int64_t queued = queued_us(browser);
    struct pty_answer answer = browser_press(browser, keys);
    queued = queued_us(browser) - queued;
    return answer.us > queued ? answer.us - queued : 0;
}

static int64_t keys_us[KEYS];
static size_t keys_timed;

static int compare_us(const void *a, const void *b) {
    const int64_t *one = a, *other = b;
    return (*one > *other) - (*one < *other);
}

/* One in ten may have waited for a thread of the kernel, which stands between the program's write
 * and the test's read. */
static void check_keys(void) {
    ck_assert_uint_eq(keys_timed, KEYS);
    qsort(keys_us, KEYS, sizeof *keys_us, compare_us);
    int64_t us = keys_us[KEYS * 9 / 10];
    ck_assert_msg((double)us <= MOST_KEY_TO_PAINT_US * pty_patience(),
                  "nine of ten keys were painted after %.1f ms", (double)us / 1000);
}

/* `count` keys that all change the screen, while the request after `answered` ones is under way. */
static void press_during_fetch(struct browser *browser, int64_t answered, int count,
                               const char *one, const char *other) {
    ck_assert_int_eq(requests_so_far(browser), answered);
    for (int i = 0; i < count; i++)
        keys_us[keys_timed++] = press_timed(browser, i % 2 ? other : one);
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
    browser_wait(&browser, "20 of 412 · more");
    browser_press(&browser, KEY_PAGE_DOWN_BYTES);
    press_during_fetch(&browser, 2, 15, KEY_UP_BYTES, KEY_DOWN_BYTES);
    browser_wait(&browser, "40 of 412 · more");
    browser_press(&browser, "g\r");
    press_during_fetch(&browser, 3, 10, "d", "d");
    browser_wait(&browser, "20 of 107 · more");
    check_keys();
    browser_close(&browser);
}
END_TEST

START_TEST(test_escape_is_soon) {
    static const char *const words[] = {"--no-prefetch", "@zoe.flores", NULL};
    struct browser browser;
    struct browser_config config;
    browser_config_init(&config);
    config.words = words;
    browser_open(&browser, &config);
    browser_wait(&browser, "20 of 412 · more");
    browser_press(&browser, "@abc");
    ck_assert(browser_shows(&browser, "Open account: "));
    int64_t us = press_timed(&browser, "\033");
    ck_assert(!browser_shows(&browser, "Open account: "));
    ck_assert_msg((double)us <= MOST_ESCAPE_US * pty_patience(), "Escape took %lld us",
                  (long long)us);
    browser_press(&browser, "p");
    ck_assert(pty_wait_text(&browser.pty, "Pages are fetched as you scroll"));
    us = press_timed(&browser, "\033");
    ck_assert(pty_wait_text(&browser.pty, "────"));
    ck_assert((double)us <= MOST_ESCAPE_US * pty_patience());
    browser_close(&browser);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("key_to_paint");
    TCase *tc = tcase_create("keys");
    tcase_set_timeout(tc, TIMEOUT_S);
    tcase_add_test(tc, test_keys_are_answered_during_fetches);
    tcase_add_test(tc, test_escape_is_soon);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
