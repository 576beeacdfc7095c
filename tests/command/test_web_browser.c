/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Profiles in a web browser: a script stands in for it, in a folder whose name a shell would run,
 * and tells what it was given. */
#include "base/mem.h"
#include "command/web_browser.h"
#include "tests/support/rig.h"
#include "tests/support/run.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PATH_BYTES = 256, TOLD_BYTES = 1 << 17 };

#define ADDRESS "https://www.tiktok.com/@zoe.flores"

static const struct account zoe = {.username = "zoe.flores"};

struct web_rig {
    struct rig rig;
    char folder[PATH_BYTES / 2], browser[PATH_BYTES], fifo[PATH_BYTES];
    char told[TOLD_BYTES];
};

static void write_browser(const struct web_rig *web) {
    FILE *file = fopen(web->browser, "w");
    ck_assert(file != NULL);
    fputs("#!/bin/sh\n"
          "{\n"
          "printf '[%s]' \"$@\"; echo\n"
          "read -r pid name state parent group session rest </proc/self/stat\n"
          "echo \"parent $parent session $session\"\n"
          "while read -r line; do case $line in Sig*) echo \"$line\" ;; esac; done "
          "</proc/self/status\n"
          "ls -l /proc/self/fd/0 /proc/self/fd/2\n"
          "env\n"
          "} >\"${0%/*}/fifo\"\n",
          file);
    ck_assert_int_eq(fclose(file), 0);
    ck_assert_int_eq(chmod(web->browser, 0700), 0);
}

static void open_web(struct web_rig *web) {
    struct rig_config config;
    rig_config_init(&config);
    rig_open(&web->rig, &config);
    snprintf(web->folder, sizeof web->folder, "/tmp/web;$(kill${IFS}$PPID)`false`&-XXXXXX");
    ck_assert(mkdtemp(web->folder) != NULL);
    snprintf(web->browser, sizeof web->browser, "%s/browser", web->folder);
    snprintf(web->fifo, sizeof web->fifo, "%s/fifo", web->folder);
    ck_assert_int_eq(mkfifo(web->fifo, 0600), 0);
    write_browser(web);
    setenv("DISPLAY", ":7", 1);
    setenv("BROWSER", web->browser, 1);
    unsetenv("WAYLAND_DISPLAY");
    unsetenv("WSL_DISTRO_NAME");
    unsetenv("WSL_INTEROP");
}

/* No browser is a child of this process, nor was one. */
static void close_web(struct web_rig *web) {
    ck_assert_int_eq(waitpid(-1, NULL, WNOHANG), -1);
    ck_assert_int_eq(errno, ECHILD);
    unlink(web->browser);
    unlink(web->fifo);
    ck_assert_int_eq(rmdir(web->folder), 0);
    rig_close(&web->rig, 0, 0);
}

/* Waits for what the next browser has to tell. */
static void hear(struct web_rig *web) {
    FILE *file = fopen(web->fifo, "r");
    ck_assert(file != NULL);
    web->told[fread(web->told, 1, sizeof web->told - 1, file)] = '\0';
    fclose(file);
}

static void open_one(struct web_rig *web, const struct account *account) {
    const struct account *const one[] = {account};
    web_browser_open(&web->rig.session, one, 1);
}

static void expect_message(const struct web_rig *web, enum session_tone tone, const char *message) {
    ck_assert_str_eq(web->rig.session.message, message);
    ck_assert_int_eq(web->rig.session.tone, tone);
}

/* What follows the browser's path, and the arguments that it then gets. */
static const struct {
    const char *behind, *words;
} commands[] = {
    {"", "[" ADDRESS "]\n"},
    {" ", "[" ADDRESS "]\n"},
    {" --new-window\t -P  work ", "[--new-window][-P][work][" ADDRESS "]\n"},
    {" %s --last", "[" ADDRESS "][--last]\n"},
    {" open(%s,new)", "[open(" ADDRESS ",new)]\n"},
    {" 100%% %x %", "[100%][%x][%][" ADDRESS "]\n"},
    {" %%s", "[%s][" ADDRESS "]\n"},
    {" $HOME;kill $(id)>x|`id`&\"a b\" *", "[$HOME;kill][$(id)>x|`id`&\"a][b\"][*][" ADDRESS "]\n"},
    {":/bin/false", "[" ADDRESS "]\n"},
};

START_TEST(words_reach_the_browser_as_they_are) {
    struct web_rig *web = mem_zalloc(sizeof *web);
    char command[PATH_BYTES * 2];
    open_web(web);
    snprintf(command, sizeof command, "%s%s", web->browser, commands[_i].behind);
    setenv("BROWSER", command, 1);
    open_one(web, &zoe);
    expect_message(web, TONE_INFO, "Opening " ADDRESS " in the web browser.");
    hear(web);
    ck_assert_msg(!strncmp(web->told, commands[_i].words, strlen(commands[_i].words)), "%s",
                  web->told);
    close_web(web);
    free(web);
}
END_TEST

START_TEST(browser_stands_on_its_own) {
    struct web_rig *web = mem_zalloc(sizeof *web);
    int parent = 0, session = 0;
    sigset_t all;
    open_web(web);
    setenv("UNIFAPI_API_KEY", "first-secret", 1);
    setenv("UNIFAPI_KEY", "second-secret", 1);
    setenv("UNIFAPI_KEYRING", "no-secret", 1);
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, NULL);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
    open_one(web, &zoe);
    hear(web);
    const char *line = strstr(web->told, "parent ");
    ck_assert_msg(line != NULL, "%s", web->told);
    char *end;
    parent = (int)strtol(line + strlen("parent "), &end, 10);
    session = (int)strtol(end + strlen(" session "), NULL, 10);
    ck_assert_int_ne(parent, getpid());
    ck_assert_int_ne(session, getsid(0));
    ck_assert_msg(strstr(web->told, "SigBlk:\t0000000000000000") != NULL, "%s", web->told);
    const char *ignored = strstr(web->told, "SigIgn:");
    ck_assert_msg(ignored != NULL, "%s", web->told);
    ck_assert_uint_eq(strtoull(ignored + strlen("SigIgn:"), NULL, 16) &
                          (1ULL << (SIGPIPE - 1) | 1ULL << (SIGXFSZ - 1)),
                      0);
    ck_assert_msg(strstr(web->told, "fd/0 -> /dev/null") != NULL, "%s", web->told);
    ck_assert_msg(strstr(web->told, "fd/2 -> /dev/null") != NULL, "%s", web->told);
    ck_assert_msg(strstr(web->told, "DISPLAY=:7") != NULL, "%s", web->told);
    ck_assert_msg(strstr(web->told, "no-secret") != NULL, "%s", web->told);
    ck_assert_msg(!strstr(web->told, "first-secret") && !strstr(web->told, "second-secret"), "%s",
                  web->told);
    close_web(web);
    free(web);
}
END_TEST

START_TEST(next_command_is_taken_where_one_does_not_start) {
    struct web_rig *web = mem_zalloc(sizeof *web);
    char command[PATH_BYTES * 2];
    open_web(web);
    snprintf(command, sizeof command, "/nowhere/first %%s:: \t:/nowhere/second:%s -n",
             web->browser);
    setenv("BROWSER", command, 1);
    open_one(web, &zoe);
    hear(web);
    ck_assert_msg(!strncmp(web->told, "[-n][" ADDRESS "]\n", strlen("[-n][" ADDRESS "]\n")), "%s",
                  web->told);
    setenv("BROWSER", "/nowhere/first:/nowhere/second", 1);
    open_one(web, &zoe);
    expect_message(web, TONE_WARNING,
                   "cannot start “/nowhere/second”: No such file or directory: " ADDRESS
                   " · y a copies it.");
    setenv("BROWSER", ":", 1);
    open_one(web, &zoe);
    expect_message(web, TONE_WARNING, "$BROWSER contains no command: " ADDRESS " · y a copies it.");
    close_web(web);
    free(web);
}
END_TEST

START_TEST(several_open_each) {
    struct web_rig *web = mem_zalloc(sizeof *web);
    struct account account = {.username = "a.b_C9"};
    const struct account *const both[] = {&zoe, &account};
    size_t len = 0;
    open_web(web);
    /* Both write at the same time; a reader that is also a writer sees no end in between. */
    int fd = open(web->fifo, O_RDWR);
    ck_assert_int_ge(fd, 0);
    web_browser_open(&web->rig.session, both, 2);
    expect_message(web, TONE_INFO, "Opening 2 profiles in the web browser.");
    while (!strstr(web->told, "[" ADDRESS "]") ||
           !strstr(web->told, "[https://www.tiktok.com/@a.b_C9]")) {
        ssize_t taken = read(fd, web->told + len, sizeof web->told - 1 - len);
        ck_assert_int_gt(taken, 0);
        len += (size_t)taken;
    }
    close(fd);
    close_web(web);
    free(web);
}
END_TEST

/* What is in $DISPLAY and the like, and whether a browser is opened. */
static const struct {
    const char *variable, *value;
    bool opens;
} displays[] = {{"DISPLAY", "", false},
                {"WAYLAND_DISPLAY", "wayland-0", true},
                {"WSL_DISTRO_NAME", "Debian", true},
                {"WSL_INTEROP", "/run/WSL/1_interop", true}};

START_TEST(without_a_display_the_address_is_shown) {
    struct web_rig *web = mem_zalloc(sizeof *web);
    const struct account *const both[] = {&zoe, &zoe};
    open_web(web);
    unsetenv("DISPLAY");
    for (size_t i = 0; i < sizeof displays / sizeof *displays; i++) {
        setenv(displays[i].variable, displays[i].value, 1);
        open_one(web, &zoe);
        if (displays[i].opens) {
            expect_message(web, TONE_INFO, "Opening " ADDRESS " in the web browser.");
            hear(web);
        } else
            expect_message(web, TONE_WARNING,
                           "No browser can show here, because there is no display ($DISPLAY, "
                           "$WAYLAND_DISPLAY): " ADDRESS " · y a copies it.");
        unsetenv(displays[i].variable);
    }
    web_browser_open(&web->rig.session, both, 2);
    expect_message(web, TONE_WARNING,
                   "No browser can show here, because there is no display ($DISPLAY, "
                   "$WAYLAND_DISPLAY); y a copies the 2 addresses.");
    setenv("DISPLAY", ":0", 1);
    unsetenv("BROWSER");
    open_one(web, &zoe);
    expect_message(web, TONE_WARNING,
                   "Set $BROWSER to a command, such as firefox, to open profiles: " ADDRESS
                   " · y a copies it.");
    close_web(web);
    free(web);
}
END_TEST

START_TEST(what_is_no_plain_handle_is_refused) {
    static const char *const unfit[] = {"zoë", "a b", "a;$(id)", "../x", "", NULL};
    struct web_rig *web = mem_zalloc(sizeof *web);
    char wanted[PATH_BYTES];
    open_web(web);
    for (size_t i = 0; i < sizeof unfit / sizeof *unfit; i++) {
        const struct account account = {.username = unfit[i]};
        const struct account *const both[] = {&zoe, &account};
        snprintf(wanted, sizeof wanted,
                 "Nothing was opened: the handle @%s cannot be part of an address.",
                 unfit[i] ? unfit[i] : "(unknown)");
        web_browser_open(&web->rig.session, both, 2);
        expect_message(web, TONE_WARNING, wanted);
    }
    close_web(web);
    free(web);
}
END_TEST

START_TEST(too_many_are_refused) {
    struct web_rig *web = mem_zalloc(sizeof *web);
    const struct account *many[WEB_BROWSER_ACCOUNTS_MAX + 1];
    for (size_t i = 0; i <= WEB_BROWSER_ACCOUNTS_MAX; i++)
        many[i] = &zoe;
    open_web(web);
    web_browser_open(&web->rig.session, many, WEB_BROWSER_ACCOUNTS_MAX + 1);
    expect_message(web, TONE_WARNING,
                   "11 accounts are too many to open at once: 10 at most. Mark fewer.");
    web_browser_open(&web->rig.session, many, 0);
    expect_message(web, TONE_INFO, "No account is selected.");
    setenv("BROWSER", "/bin/true", 1);
    web_browser_open(&web->rig.session, many, WEB_BROWSER_ACCOUNTS_MAX);
    expect_message(web, TONE_INFO, "Opening 10 profiles in the web browser.");
    close_web(web);
    free(web);
}
END_TEST

/* Words, bytes: what is beyond is refused, and nothing is written beyond an end. */
START_TEST(long_commands_are_refused) {
    struct web_rig *web = mem_zalloc(sizeof *web);
    struct buf command;
    open_web(web);
    for (int is_many = 0; is_many <= 1; is_many++) {
        buf_init(&command, 1 << 16);
        buf_text_put(&command, "/bin/true ");
        for (int i = 0; i < 5000; i++)
            buf_text_put(&command, is_many ? "x " : "x");
        setenv("BROWSER", buf_text(&command), 1);
        open_one(web, &zoe);
        expect_message(web, TONE_WARNING,
                       "$BROWSER contains an empty command, or one that is too long: " ADDRESS
                       " · y a copies it.");
        buf_fini(&command);
    }
    close_web(web);
    free(web);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("web_browser");
    TCase *tc = tcase_create("all");
    tcase_set_timeout(tc, 30);
    tcase_add_loop_test(tc, words_reach_the_browser_as_they_are, 0,
                        (int)(sizeof commands / sizeof *commands));
    tcase_add_test(tc, browser_stands_on_its_own);
    tcase_add_test(tc, next_command_is_taken_where_one_does_not_start);
    tcase_add_test(tc, several_open_each);
    tcase_add_test(tc, without_a_display_the_address_is_shown);
    tcase_add_test(tc, what_is_no_plain_handle_is_refused);
    tcase_add_test(tc, too_many_are_refused);
    tcase_add_test(tc, long_commands_are_refused);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
