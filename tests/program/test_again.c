/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Coming back to what was paid for: the same screen without a request, offline without a socket. */
#include "base/text.h"
#include "tests/support/browser.h"
#include "tests/support/mirror.h"
#include "tests/support/run.h"
#include "tests/support/server_log.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { ROWS_MAX = 64, WORDS_MAX = 24, TIMEOUT_S = 120 };

/* The part of a screen that tells of the list: the trail, the heads of the columns, the rows. */
struct shown {
    char trail[MIRROR_ROW_MAX], rows[ROWS_MAX][MIRROR_ROW_MAX];
    size_t count;
};

struct size {
    int rows, cols;
};

static bool is_rule(const char *row) {
    return !strncmp(row, "───", strlen("───"));
}

/* The pane beside the list says in how many lists the account is, once that is counted. */
enum { COLS_FOR_PANE_BESIDE = 132 };

static void take_screen(struct browser *browser, struct size size, struct shown *shown) {
    struct mirror mirror;
    char row[MIRROR_ROW_MAX];
    if (size.cols >= COLS_FOR_PANE_BESIDE)
        browser_wait(browser, "of your");
    browser_redraw(browser);
    mirror_init(&mirror, size.rows, size.cols);
    mirror_feed(&mirror, browser->screen.data, browser->screen.len);
    shown->count = 0;
    mirror_row(&mirror, 0, row);
    /* The place's name is at the right edge, after many blanks. */
    char *gap = strstr(row, "  ");
    if (gap)
        *gap = '\0';
    snprintf(shown->trail, sizeof shown->trail, "%s", row);
    for (int i = 2; i < size.rows - 1; i++) {
        mirror_row(&mirror, i, row);
        if (is_rule(row))
            break;
        /* What follows the last row has other words when nothing can be fetched. */
        if (strncmp(row, "  ⋮", strlen("  ⋮")) != 0)
            snprintf(shown->rows[shown->count++], MIRROR_ROW_MAX, "%s", row);
    }
    mirror_fini(&mirror);
    ck_assert_uint_gt(shown->count, 4);
}

static void check_same_rows(const struct shown *first, const struct shown *second) {
    ck_assert_str_eq(first->trail, second->trail);
    ck_assert_uint_eq(first->count, second->count);
    for (size_t i = 0; i < first->count; i++)
        ck_assert_str_eq(first->rows[i], second->rows[i]);
}

/* On a taller screen there are more, around them. */
static void check_rows_among(const struct shown *first, const struct shown *second) {
    size_t at = 0;
    ck_assert_str_eq(first->trail, second->trail);
    ck_assert_uint_lt(first->count, second->count);
    for (size_t i = 0; i < first->count; i++) {
        while (at < second->count && strcmp(first->rows[i], second->rows[at]) != 0)
            at++;
        ck_assert_msg(at < second->count, "“%s” is gone", first->rows[i]);
    }
}

enum how { ONLINE, OFFLINE };

/* The program on the sandbox's store, under strace where `trace` is a file. Offline there is no key
 * for it; online one account may be named. */
static void start(struct browser *browser, enum how how, struct size size, const char *trace) {
    char texts[4][SANDBOX_CHILD_PATH];
    const char *const folder = browser->sandbox.folder;
    const char *words[WORDS_MAX] = {"strace", "-f",          "-qq", "-e", "trace=network",
                                    "-e",     "signal=none", "-o",  trace};
    size_t count = trace ? 9 : 0;
    struct pty_config config;
    pty_config_init(&config);
    config.rows = size.rows;
    config.cols = size.cols;
    words[count++] = sandbox_child_program();
    words[count++] = how == OFFLINE ? "--offline" : NULL;
    words[count] = NULL;
    snprintf(texts[0], sizeof *texts, "FOLLOWTRAIL_API_URL=%s", browser->sandbox.url);
    snprintf(texts[1], sizeof *texts, "XDG_DATA_HOME=%s", folder);
    snprintf(texts[2], sizeof *texts, "XDG_STATE_HOME=%s", folder);
    snprintf(texts[3], sizeof *texts, "XDG_CONFIG_HOME=%s", folder);
    /* The search for leaks needs the place that strace takes. */
    const char *const environment[] = {texts[0],
                                       texts[1],
                                       texts[2],
                                       texts[3],
                                       how == OFFLINE ? "UNIFAPI_API_KEY"
                                                      : "UNIFAPI_API_KEY=" SANDBOX_CHILD_KEY,
                                       trace ? "ASAN_OPTIONS=detect_leaks=0" : NULL,
                                       NULL};
    config.environment = environment;
    ck_assert(pty_open(&browser->pty, &config, words));
}

static void quit(struct browser *browser) {
    browser_send(browser, "Q");
    ck_assert_int_eq(browser_wait_exit(browser, PTY_DEADLINE_MS), 0);
    pty_close(&browser->pty);
    buf_clear(&browser->all);
}

/* Scrolls, drills in twice, comes back once, and leaves. Each step is awaited by what it shows. */
static void sit(struct browser *browser, struct size size, struct shown *shown) {
    static const char *const words[] = {"--no-prefetch", "@zoe.flores", NULL};
    struct browser_config config;
    browser_config_init(&config);
    config.words = words;
    config.pty.rows = size.rows;
    config.pty.cols = size.cols;
    browser_open(browser, &config);
    browser_wait(browser, "20 of 412 loaded");
    browser_press(browser, "m");
    browser_wait(browser, "40 of 412 loaded");
    browser_press(browser, "gjjjjjjjjjjjjjjjjjjjjjjjjjj"); /* row 27 */
    browser_press(browser, "\r");
    browser_wait(browser, "20 of 295 loaded");
    browser_press(browser, "jj");
    browser_press(browser, "\r");
    browser_wait(browser, "20 of 88 loaded");
    browser_press(browser, "h");
    browser_wait(browser, "20 of 295 loaded");
    take_screen(browser, size, shown);
    quit(browser);
}

static void check_nothing_asked(const struct browser *browser, size_t before) {
    server_log_wait_idle(&browser->sandbox);
    ck_assert_uint_eq(server_log_count(&browser->sandbox), before);
}

static const struct size sizes[] = {{24, 80}, {12, 40}, {43, 132}};

START_TEST(test_same_screen) {
    static struct shown first, second; /* too large for a stack */
    struct browser browser;
    const struct size size = sizes[_i];
    sit(&browser, size, &first);
    size_t asked = server_log_count(&browser.sandbox);
    start(&browser, OFFLINE, size, NULL);
    browser_wait(&browser, "20 of 295 loaded");
    ck_assert(browser_shows(&browser, "OFFLINE"));
    take_screen(&browser, size, &second);
    check_same_rows(&first, &second);
    quit(&browser);
    start(&browser, ONLINE, size, NULL);
    browser_wait(&browser, "20 of 295 loaded");
    take_screen(&browser, size, &second);
    check_same_rows(&first, &second);
    quit(&browser);
    check_nothing_asked(&browser, asked);
    browser_abandon(&browser);
}
END_TEST

START_TEST(test_same_rows_on_a_taller_screen) {
    static struct shown first, second;
    const struct size tall = {40, 80};
    struct browser browser;
    sit(&browser, sizes[0], &first);
    start(&browser, OFFLINE, tall, NULL);
    browser_wait(&browser, "20 of 295 loaded");
    take_screen(&browser, tall, &second);
    check_rows_among(&first, &second);
    quit(&browser);
    browser_abandon(&browser);
}
END_TEST

static bool can_trace(void) {
    return access("/usr/bin/strace", X_OK) == 0 || access("/usr/local/bin/strace", X_OK) == 0;
}

static int64_t size_of(const char *path) {
    struct stat status;
    ck_assert_int_eq(stat(path, &status), 0);
    return status.st_size;
}

/* All that one can do on the store: over the trail, into a stored list, towards one that is not. */
static void look_around(struct browser *browser) {
    browser_wait(browser, "20 of 295 loaded");
    browser_press(browser, "\r");
    browser_wait(browser, "20 of 88 loaded");
    browser_press(browser, "\r");
    browser_wait(browser, "You are offline.");
    browser_press(browser, "h");
    browser_wait(browser, "20 of 88 loaded");
    browser_press(browser, "m");
    browser_wait(browser, "You are offline: nothing is requested or spent.");
    browser_press(browser, "hh");
    browser_wait(browser, "40 of 412 loaded");
    browser_press(browser, "G");
    ck_assert(browser_shows(browser, "40 of 412 loaded"));
    browser_press(browser, "$");
    browser_press(browser, "q");
    browser_press(browser, "@nobody.here\r");
    browser_wait(browser, "You are offline.");
}

START_TEST(test_offline_opens_no_socket) {
    static struct shown shown;
    char trace[SANDBOX_CHILD_PATH + 8];
    struct browser browser;
    if (!can_trace())
        return;
    sit(&browser, sizes[0], &shown);
    snprintf(trace, sizeof trace, "%s/trace", browser.sandbox.folder);
    size_t asked = server_log_count(&browser.sandbox);
    start(&browser, OFFLINE, sizes[0], trace);
    look_around(&browser);
    quit(&browser);
    check_nothing_asked(&browser, asked);
    ck_assert_int_eq(size_of(trace), 0);
    /* Online it is noticed, but only when something is requested. */
    start(&browser, ONLINE, sizes[0], trace);
    browser_wait(&browser, "@nobody.here");
    check_nothing_asked(&browser, asked);
    browser_send(&browser, "m");
    ck_assert(server_log_wait(&browser.sandbox, asked + 1, -1));
    quit(&browser);
    ck_assert_int_gt(size_of(trace), 0);
    browser_abandon(&browser);
}
END_TEST

int main(void) {
    const char *locale;
    text_use_locale(&locale);
    Suite *suite = suite_create("again");
    TCase *tc = tcase_create("again");
    tcase_set_timeout(tc, TIMEOUT_S);
    tcase_add_loop_test(tc, test_same_screen, 0, sizeof sizes / sizeof *sizes);
    tcase_add_test(tc, test_same_rows_on_a_taller_screen);
    tcase_add_test(tc, test_offline_opens_no_socket);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
