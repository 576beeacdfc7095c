/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program at a terminal: how often it writes, and how much. */
#include "tests/support/browser.h"
#include "tests/support/crowd.h"
#include "tests/support/gauge.h"
#include "tests/support/props.h"
#include "tests/support/run.h"

#include <check.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    TIMEOUT_S = 60,
    IDLE_MS = 500,
    TICK_MS = 500, /* between what changes by itself: at most twice a second */
    MOVING_MS = 2000,
    BURST_MAX = 1000,
    BURST_MAX_BYTES = 2000,
    KEYS_A_PRESS = 50,
    CROWD_FOLLOWS = 120
};

static const char *const no_prefetch[] = {"--no-prefetch", "@zoe.flores", NULL};

/* The search for leaks needs the place that strace takes. */
static const char *const traced[] = {"ASAN_OPTIONS=detect_leaks=0", NULL};

static bool can_trace(void) {
    return props_is_installed("strace");
}

static void make_log(char *path) {
    int fd = mkstemp(path);
    ck_assert_int_ge(fd, 0);
    close(fd);
}

/* Lines of a log that begin so. */
static int64_t count_calls(const char *log, const char *head) {
    char line[4096];
    int64_t count = 0;
    FILE *file = fopen(log, "r");
    ck_assert(file != NULL);
    while (fgets(line, sizeof line, file))
        count += !strncmp(line, head, strlen(head));
    fclose(file);
    return count;
}

static const char *const frames[] = {KEY_DOWN_BYTES,
                                     KEY_DOWN_BYTES,
                                     KEY_PAGE_DOWN_BYTES,
                                     "g",
                                     "z",
                                     "z",
                                     "?",
                                     "?",
                                     KEY_REDRAW_BYTES,
                                     "@",
                                     "x",
                                     "\033",
                                     "G"};

static void open_traced(struct browser *browser, const char *const sandbox_options[], char *log) {
    struct browser_config config;
    browser_config_init(&config);
    make_log(log);
    config.words = no_prefetch;
    config.sandbox_options = sandbox_options;
    config.pty.calls_log = log;
    config.pty.environment = traced;
    config.pty.is_job = true;
    config.pty.rows = 50;
    config.pty.cols = 200;
    browser_open(browser, &config);
    browser_wait(browser, "20 of 412 loaded");
}

static void close_traced(struct browser *browser, const char *log) {
    browser_close(browser);
    unlink(log);
}

/* Writes to the terminal alone: curl and the store have descriptors of their own. */
static int64_t count_frames(const char *log) {
    return count_calls(log, "write(1, ");
}

START_TEST(test_one_write_a_key) {
    char log[] = "/tmp/followtrail-writes-XXXXXX";
    struct browser browser;
    if (!can_trace())
        return;
    open_traced(&browser, NULL, log);
    for (size_t i = 0; i < sizeof frames / sizeof *frames; i++) {
        int64_t before = count_frames(log);
        browser_press(&browser, frames[i]);
        int64_t written = count_frames(log) - before;
        ck_assert_msg(written == 1, "key %zu: %lld write() calls", i, (long long)written);
    }
    close_traced(&browser, log);
}
END_TEST

/* Reads what comes next, and tells how many frames there were since `before`. */
static int64_t frames_since(struct browser *browser, const char *log, int64_t before,
                            const char *in_the_last) {
    ck_assert(pty_wait_text(&browser->pty, in_the_last));
    ck_assert(pty_wait_quiet(&browser->pty, 2 * PTY_QUIET_MS));
    return count_frames(log) - before;
}

START_TEST(test_one_write_a_size) {
    static const int sizes[][2] = {{24, 80}, {10, 40}, {5, 20}, {1, 1}, {43, 132}, {80, 300}};
    char log[] = "/tmp/followtrail-writes-XXXXXX";
    struct browser browser;
    if (!can_trace())
        return;
    open_traced(&browser, NULL, log);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        int64_t before = count_frames(log);
        browser_collect(&browser);
        ck_assert(pty_resize(&browser.pty, sizes[i][0], sizes[i][1]));
        ck_assert_int_eq(frames_since(&browser, log, before, "\033["), 1);
    }
    close_traced(&browser, log);
}
END_TEST

/* One when the page is requested, and one when it arrives. */
START_TEST(test_one_write_an_answer) {
    static const char *const slow[] = {"--latency", "300", NULL};
    char log[] = "/tmp/followtrail-writes-XXXXXX";
    struct browser browser;
    if (!can_trace())
        return;
    open_traced(&browser, slow, log);
    browser_press(&browser, "G");
    int64_t before = count_frames(log);
    browser_press(&browser, "m");
    ck_assert_int_eq(count_frames(log) - before, 1);
    browser_collect(&browser);
    ck_assert_int_eq(frames_since(&browser, log, before, "\033["), 2);
    browser_wait(&browser, "40 of 412 loaded");
    close_traced(&browser, log);
}
END_TEST

static void stop(struct browser *browser) {
    int status = 0;
    browser_send(browser, "\032");
    ck_assert(pty_wait_news(&browser->pty, &status, PTY_DEADLINE_MS));
    ck_assert(WIFSTOPPED(status));
    ck_assert(pty_wait_quiet(&browser->pty, PTY_QUIET_MS));
}

/* The switches of the terminal go before it. */
START_TEST(test_one_write_a_return) {
    char log[] = "/tmp/followtrail-writes-XXXXXX";
    struct browser browser;
    int status = 0;
    if (!can_trace())
        return;
    open_traced(&browser, NULL, log);
    for (int turn = 0; turn < 2; turn++) {
        stop(&browser);
        browser_collect(&browser);
        int64_t before = count_frames(log);
        ck_assert(pty_signal(&browser.pty, SIGCONT));
        ck_assert(pty_wait_news(&browser.pty, &status, PTY_DEADLINE_MS));
        ck_assert_int_eq(frames_since(&browser, log, before, "? help"), 1);
    }
    close_traced(&browser, log);
}
END_TEST

/* Nothing comes and nobody wakes up in whatever view it is left, with nothing under way. */
static const struct {
    const char *keys, *seen, *back;
} resting[] = {{KEY_DOWN_BYTES, "@hui.house", "g"},
               {"?", "Esc back", "?"},
               {"$", "Ledger", "q"},
               {"@abc", "Open account: ", "\033"},
               {"G", "20 of 412 loaded", "g"}};

START_TEST(test_idle_is_idle) {
    struct browser browser;
    struct browser_config config;
    browser_config_init(&config);
    config.words = no_prefetch;
    browser_open(&browser, &config);
    browser_wait(&browser, "20 of 412 loaded");
    browser_press(&browser, resting[_i].keys);
    browser_wait(&browser, resting[_i].seen);
    browser_collect(&browser);
    int64_t cpu_us = gauge_cpu_us(browser.pty.pid), wake_ups = gauge_wake_ups(browser.pty.pid);
    ck_assert_int_ge(cpu_us, 0);
    ck_assert(pty_wait_quiet(&browser.pty, IDLE_MS));
    ck_assert_uint_eq(browser.pty.out.len, 0);
    /* A sanitizer has threads of its own. */
    if (pty_patience() <= 1) {
        ck_assert_int_eq(gauge_cpu_us(browser.pty.pid), cpu_us);
        ck_assert_int_eq(gauge_wake_ups(browser.pty.pid), wake_ups);
    }
    browser_press(&browser, resting[_i].back);
    browser_close(&browser);
}
END_TEST

/* The main thread alone, as strace sees it: not one call in all that time. */
START_TEST(test_idle_makes_no_call) {
    char log[] = "/tmp/followtrail-calls-XXXXXX";
    struct browser browser;
    struct browser_config config;
    if (!can_trace())
        return;
    browser_config_init(&config);
    make_log(log);
    config.pty.calls_log = log;
    config.pty.calls = "trace=all";
    config.pty.environment = traced;
    config.words = no_prefetch;
    browser_open(&browser, &config);
    browser_wait(&browser, "20 of 412 loaded");
    browser_press(&browser, KEY_DOWN_BYTES);
    int64_t before = count_calls(log, "");
    ck_assert_int_gt(before, 0);
    ck_assert(pty_wait_quiet(&browser.pty, 2 * IDLE_MS));
    ck_assert_int_eq(count_calls(log, ""), before);
    browser_close(&browser);
    unlink(log);
}
END_TEST

/* What moves by itself, a countdown and a load whose answer does not come: so many frames as fit
 * into the time that has passed. */
static const struct {
    const char *options[5], *keys, *seen;
} moving[] = {
    {{"--fault", "429:1@3", "--latency", "800"}, "m", "retrying in"},
    {{"--fault", "timeout:1@3"}, "m", "page 2"},
};

START_TEST(test_what_moves_is_slow) {
    struct browser browser;
    struct browser_config config;
    browser_config_init(&config);
    config.words = no_prefetch;
    config.sandbox_options = moving[_i].options;
    browser_open(&browser, &config);
    browser_wait(&browser, "20 of 412 loaded");
    browser_press(&browser, moving[_i].keys);
    browser_wait(&browser, moving[_i].seen);
    browser_collect(&browser);
    int64_t start_us = pty_now_us();
    while (pty_now_us() - start_us < MOVING_MS * 1000)
        pty_wait_quiet(&browser.pty, PTY_QUIET_MS);
    int64_t passed_ms = (pty_now_us() - start_us) / 1000;
    ck_assert_uint_le(browser.pty.reads, (size_t)(passed_ms / TICK_MS + 1));
    browser_abandon(&browser);
}
END_TEST

static void fill(char *burst, int count) {
    const size_t len = sizeof KEY_DOWN_BYTES - 1;
    for (int i = 0; i < count; i++)
        memcpy(burst + (size_t)i * len, KEY_DOWN_BYTES, len);
    burst[(size_t)count * len] = '\0';
}

static void load_crowd(struct browser *browser, const char *network) {
    static const char *const words[] = {"--page",      "50",     "--load-page",        "50",
                                        "--threshold", "100000", ("@" CROWD_EVERYONE), NULL};
    const char *const options[] = {"--network", network, NULL};
    struct browser_config config;
    browser_config_init(&config);
    config.words = words;
    config.sandbox_options = options;
    browser_open(browser, &config);
    browser_wait(browser, "50 of 1,200");
    browser_press(browser, "L");
    browser_wait(browser, "y/N");
    browser_press(browser, "y");
    browser_wait(browser, "1,200 · complete");
}

/* Keys that come faster than frames do: all are taken before one is drawn. A thousand pass the
 * terminal in two pieces. */
START_TEST(test_burst) {
    static const struct {
        int keys;
        size_t bytes;
        const char *row;
    } bursts[] = {{100, BURST_MAX_BYTES, " 101 "}, {1000, 2 * BURST_MAX_BYTES, "1001"}};
    char folder[] = "/tmp/followtrail-crowd-XXXXXX", burst[BURST_MAX * sizeof KEY_DOWN_BYTES];
    struct browser browser;
    struct buf last;
    ck_assert(mkdtemp(folder) != NULL);
    ck_assert(crowd_write(folder, CROWD_FOLLOWS));
    load_crowd(&browser, folder);
    fill(burst, bursts[_i].keys);
    struct pty_answer all = browser_press(&browser, burst);
    ck_assert_uint_le(all.bytes, bursts[_i].bytes);
    ck_assert(browser_shows(&browser, bursts[_i].row));
    browser_keep(&browser, &last);
    browser_press(&browser, "g");
    fill(burst, KEYS_A_PRESS);
    for (int key = 0; key < bursts[_i].keys; key += KEYS_A_PRESS)
        browser_press(&browser, burst);
    browser_expect(&browser, &last);
    browser_close(&browser);
    props_remove(folder);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("terminal_frames");
    TCase *tc = tcase_create("writes");
    tcase_set_timeout(tc, TIMEOUT_S);
    tcase_add_test(tc, test_one_write_a_key);
    tcase_add_test(tc, test_one_write_a_size);
    tcase_add_test(tc, test_one_write_an_answer);
    tcase_add_test(tc, test_one_write_a_return);
    suite_add_tcase(suite, tc);
    tc = tcase_create("rest");
    tcase_set_timeout(tc, TIMEOUT_S);
    run_sample(tc, test_idle_is_idle, 0, sizeof resting / sizeof *resting, 2);
    tcase_add_test(tc, test_idle_makes_no_call);
    run_sample(tc, test_what_moves_is_slow, 0, sizeof moving / sizeof *moving, 2);
    tcase_add_loop_test(tc, test_burst, 0, 2);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
