/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program at its start: what it finds, what it refuses, and what it keeps to itself. */
#include "tests/support/browser.h"
#include "tests/support/run.h"
#include "tests/support/stream.h"

#include <check.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

enum { TIMEOUT_S = 60, FILE_MAX_BYTES = 1 << 20 };

static const char fake_key[] = "UNIFAPI_API_KEY=" SANDBOX_CHILD_KEY;

/* Runs the program in a terminal to its end, with the words and the environment given. */
static int run_to_end(const char *const words[], const char *const environment[],
                      struct buf *said) {
    const char *argv[8] = {sandbox_child_program()};
    struct pty_config config;
    struct pty pty;
    int status = 0;
    pty_config_init(&config);
    config.environment = environment;
    for (size_t i = 0; words && words[i] && i + 2 < sizeof argv / sizeof *argv; i++)
        argv[i + 1] = words[i];
    ck_assert(pty_open(&pty, &config, argv));
    ck_assert(pty_wait_news(&pty, &status, PTY_DEADLINE_MS));
    ck_assert(pty_wait_quiet(&pty, PTY_QUIET_MS));
    ck_assert(WIFEXITED(status));
    ck_assert(pty_is_as_found(&pty));
    buf_init(said, FILE_MAX_BYTES);
    ck_assert(buf_put(said, pty.out.data, pty.out.len));
    pty_close(&pty);
    return WEXITSTATUS(status);
}

/* Refusals: a sentence on the terminal as it is, and a status. */
static const struct {
    const char *words[3], *environment[4];
    int status;
    const char *sentence;
} refusals[] = {
    {{"@nasa"}, {NULL}, EX_CONFIG, "export UNIFAPI_API_KEY="},
    {{NULL}, {"UNIFAPI_API_KEY="}, EX_CONFIG, "followtrail --demo"},
    {{"--nonsense"}, {fake_key}, EX_USAGE, "--nonsense"},
    {{"--page", "51"}, {fake_key}, EX_USAGE, "51"},
    {{"--page"}, {fake_key}, EX_USAGE, "needs an argument"},
    {{"no such handle!"}, {fake_key}, EX_USAGE, "no such handle!"},
    {{"\033[2J"}, {fake_key}, EX_USAGE, "␛[2J"},
    {{"--api-url", "http://example.com"}, {fake_key}, EX_USAGE, "to this machine only"},
    {{"--demo", "--api-url=https://x.example"}, {fake_key}, EX_USAGE, "--demo"},
};

START_TEST(test_refusals) {
    struct buf said;
    size_t at = 0;
    int status = run_to_end(refusals[_i].words, refusals[_i].environment, &said);
    ck_assert_msg(strstr(buf_text(&said), refusals[_i].sentence), "it says: %s", buf_text(&said));
    ck_assert_msg(status == refusals[_i].status, "status %d: %s", status, buf_text(&said));
    ck_assert(stream_is_clean(said.data, said.len, &at));
    ck_assert_msg(!strstr(buf_text(&said), "\033[?1049h"), "the screen was taken for it");
    ck_assert(!strstr(buf_text(&said), SANDBOX_CHILD_KEY));
    buf_fini(&said);
}
END_TEST

/* One of its ends is no terminal. */
START_TEST(test_no_terminal) {
    int status = 0, out[2];
    char said[1024] = "";
    ck_assert_int_eq(pipe(out), 0);
    pid_t pid = fork();
    ck_assert_int_ge(pid, 0);
    if (pid == 0) {
        int null = open("/dev/null", O_RDWR);
        dup2(null, STDIN_FILENO);
        dup2(_i ? out[1] : null, STDOUT_FILENO);
        dup2(out[1], STDERR_FILENO);
        setenv("UNIFAPI_API_KEY", SANDBOX_CHILD_KEY, 1);
        execl(sandbox_child_program(), sandbox_child_program(), "@nasa", (char *)NULL);
        _exit(127);
    }
    close(out[1]);
    ck_assert_int_gt(read(out[0], said, sizeof said - 1), 0);
    close(out[0]);
    ck_assert_int_eq(waitpid(pid, &status, 0), pid);
    ck_assert(WIFEXITED(status));
    ck_assert_int_eq(WEXITSTATUS(status), EX_USAGE);
    ck_assert(strstr(said, "needs a terminal"));
}
END_TEST

/* Locales without UTF-8 or that do not exist. In each the list is shown in UTF-8, or in ASCII where
 * another character set is named, a key moves, and
 * the terminal is given back. */
static const struct {
    const char *environment[4], *seen;
} places[] = {
    {{"LC_ALL=C"}, "Käthe"},
    {{"LC_ALL=POSIX", "LANG=C"}, "Käthe"},
    {{"LC_ALL=xx_YY.UTF-8"}, "Käthe"},
    {{"LC_ALL", "LANG", "LC_CTYPE"}, "Käthe"},
    {{"LC_ALL=en_US.ISO-8859-1"}, "Kathe"},
    {{"NO_COLOR=1"}, "Käthe"},
};

START_TEST(test_places) {
    struct browser browser;
    struct browser_config config;
    browser_config_init(&config);
    config.pty.environment = places[_i].environment;
    browser_open(&browser, &config);
    ck_assert_msg(pty_wait_text(&browser.pty, places[_i].seen), "not shown: %s", places[_i].seen);
    ck_assert(pty_wait_text(&browser.pty, "chisel.by.kaethe"));
    ck_assert(pty_wait_quiet(&browser.pty, 2 * PTY_QUIET_MS));
    browser_collect(&browser);
    ck_assert(pty_resize(&browser.pty, 24, 81));
    ck_assert_msg(pty_wait_text(&browser.pty, places[_i].seen), "gone: %s", places[_i].seen);
    ck_assert(pty_wait_quiet(&browser.pty, 2 * PTY_QUIET_MS));
    browser_press(&browser, "j");
    ck_assert(strstr(buf_text(&browser.pty.out), "hui.house"));
    browser_send(&browser, "Q");
    ck_assert_int_eq(browser_wait_exit(&browser, PTY_DEADLINE_MS), 0);
    ck_assert(pty_is_as_found(&browser.pty));
    bool is_ascii = !strcmp(places[_i].seen, "Kathe");
    ck_assert(strstr(buf_text(&browser.all), is_ascii ? "Kathe" : "Käthe"));
    for (size_t i = 0; is_ascii && i < browser.all.len; i++)
        ck_assert_int_lt((unsigned char)browser.all.data[i], 0x7F);
    browser_abandon(&browser);
}
END_TEST

static bool has_colour(const struct buf *stream) {
    return strstr(buf_text(stream), "\033[38;5;") != NULL;
}

START_TEST(test_colour_can_be_refused) {
    static const char *const words[] = {"--no-color", "@zoe.flores", NULL};
    static const char *const environment[] = {"COLORFGBG=15;0", NULL, NULL}, *const refused[] = {
                                                                                 "COLORFGBG=15;0",
                                                                                 "NO_COLOR=1",
                                                                                 NULL};
    struct browser browser;
    struct browser_config config;
    browser_config_init(&config);
    config.words = _i == 1 ? words : NULL;
    config.pty.environment = _i == 2 ? refused : environment;
    browser_open(&browser, &config);
    browser_wait(&browser, "20 of 412 loaded");
    browser_press(&browser, "j");
    browser_collect(&browser);
    ck_assert_int_eq(has_colour(&browser.all), _i == 0);
    browser_close(&browser);
}
END_TEST

static void read_whole(const char *path, struct buf *content) {
    char bytes[4096];
    FILE *file = fopen(path, "r");
    buf_init(content, FILE_MAX_BYTES);
    for (size_t len; file && (len = fread(bytes, 1, sizeof bytes, file)) > 0;)
        buf_put(content, bytes, len);
    if (file)
        fclose(file);
}

static bool holds_key(const char *path, bool must_be_readable) {
    struct buf content;
    read_whole(path, &content);
    ck_assert_msg(!must_be_readable || content.len, "nothing in %s", path);
    bool is_there = content.len && memmem(content.data, content.len, SANDBOX_CHILD_KEY,
                                          sizeof SANDBOX_CHILD_KEY - 1);
    buf_fini(&content);
    return is_there;
}

/* The environment of the running program can be read by root alone, and by then it is wiped. */
START_TEST(test_key_stays_inside) {
    static const char *const refused[] = {"--key", "another", NULL};
    struct browser browser;
    char path[64];
    struct browser_config config;
    browser_config_init(&config);
    config.sandbox_options = _i ? refused : NULL;
    browser_open(&browser, &config);
    browser_wait(&browser, _i ? "refused" : "20 of 412 loaded");
    snprintf(path, sizeof path, "/proc/%d/environ", (int)browser.pty.pid);
    ck_assert(!holds_key(path, false));
    snprintf(path, sizeof path, "/proc/%d/cmdline", (int)browser.pty.pid);
    ck_assert(!holds_key(path, true));
    browser_send(&browser, "?Q");
    ck_assert_int_eq(browser_wait_exit(&browser, PTY_DEADLINE_MS), 0);
    ck_assert(!holds_key(browser.sandbox.log, true));
    ck_assert(!memmem(browser.all.data, browser.all.len, SANDBOX_CHILD_KEY,
                      sizeof SANDBOX_CHILD_KEY - 1));
    browser_abandon(&browser);
}
END_TEST

/* Sealed: no core file holds the key. */
START_TEST(test_no_core) {
    struct browser browser;
    struct browser_config config;
    char path[64], line[256];
    bool is_sealed = false;
    browser_config_init(&config);
    browser_open(&browser, &config);
    browser_wait(&browser, "20 of 412 loaded");
    snprintf(path, sizeof path, "/proc/%d/limits", (int)browser.pty.pid);
    FILE *limits = fopen(path, "r");
    ck_assert(limits != NULL);
    while (fgets(line, sizeof line, limits))
        if (!strncmp(line, "Max core file size", 18))
            is_sealed = strtol(line + 18, NULL, 10) == 0 && !strstr(line, "unlimited");
    fclose(limits);
    ck_assert(is_sealed);
    browser_close(&browser);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("terminal_start");
    TCase *tc = tcase_create("start");
    tcase_set_timeout(tc, TIMEOUT_S);
    tcase_add_loop_test(tc, test_refusals, 0, sizeof refusals / sizeof *refusals);
    tcase_add_loop_test(tc, test_no_terminal, 0, 2);
    tcase_add_loop_test(tc, test_places, 0, sizeof places / sizeof *places);
    tcase_add_loop_test(tc, test_colour_can_be_refused, 0, 3);
    tcase_add_loop_test(tc, test_key_stays_inside, 0, 2);
    tcase_add_test(tc, test_no_core);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
