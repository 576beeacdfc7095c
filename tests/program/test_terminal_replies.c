/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program at a terminal that sends more than keys: replies that come late and torn, keys in the
 * form of another make of terminal; and what it asks of the terminal so that these are all. */
#include "tests/support/browser.h"
#include "tests/support/effort.h"
#include "tests/support/run.h"
#include "tests/support/terminal_bytes.h"

#include <check.h>
#include <ctype.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

enum { TIMEOUT_S = 60, TORN_MS = 80, NEWS_MS = 5000 };

#define PASTE_ON  "\033[?2004h"
#define PASTE_OFF "\033[?2004l"
#define WHEEL_OFF "\033[?1007l"
/* On, and then as it was where the terminal can save that. */
#define WHEEL_SAVED "\033[?1007s"
#define WHEEL_ON    "\033[?1007h"
#define WHEEL_BACK  "\033[?1007r"
/* With this Alt and a letter is another letter on xterm, also for the shell afterwards. */
#define META_AS_BIT "\033[?1034h"

static struct browser browser;

static void open_browser(const char *term, const char *option, bool is_job) {
    const char *const words[] = {"--no-prefetch", "--theme=dark", "@zoe.flores", option, NULL};
    const char *const environment[] = {term, NULL};
    struct browser_config config;
    browser_config_init(&config);
    config.words = words;
    config.pty.environment = environment;
    config.pty.is_job = is_job;
    if (strcmp(term, "TERM=xterm-256color") != 0)
        config.clears = "";
    browser_open(&browser, &config);
    ck_assert(pty_wait_text(&browser.pty, "chisel.by.kaethe"));
    ck_assert(pty_wait_quiet(&browser.pty, PTY_QUIET_MS));
    browser_collect(&browser);
}

static int64_t requests(void) {
    struct sandbox_child_bill bill;
    ck_assert(sandbox_child_read_bill(&browser.sandbox, &bill));
    return bill.requests;
}

static bool has_sent(const char *bytes) {
    browser_collect(&browser);
    return strstr(buf_text(&browser.all), bytes) != NULL;
}

static const char *last_of(const char *bytes) {
    const char *last = NULL;
    browser_collect(&browser);
    for (const char *at = buf_text(&browser.all); (at = strstr(at, bytes)); at++)
        last = at;
    return last;
}

static void send_part(const char *bytes, size_t len) {
    char part[128];
    ck_assert_uint_lt(len, sizeof part);
    snprintf(part, sizeof part, "%.*s", (int)len, bytes);
    browser_send(&browser, part);
}

/* Whatever it shows, replies leave it so. */
static const struct {
    const char *name, *keys;
} views[] = {
    {"list", ""},        {"help", "?"},      {"ledger", "$"},  {"record", "J"},  {"columns", "C"},
    {"account", "@zoe"}, {"command", ":mo"}, {"search", "/a"}, {"filter", "&a"}, {"find", "fa"},
    {"order", "o"},      {"copy", "y"},      {"amount", "L"},
};

enum { VIEWS = sizeof views / sizeof *views };

static void open_view(int view) {
    open_browser("TERM=xterm-256color", NULL, false);
    if (*views[view].keys)
        browser_press(&browser, views[view].keys);
}

START_TEST(replies_change_nothing) {
    struct buf before;
    open_view(_i);
    int64_t asked = requests();
    browser_keep(&browser, &before);
    for (size_t i = 0; i < terminal_reply_count; i++) {
        const char *bytes = terminal_replies[i].bytes;
        browser_send(&browser, bytes);
        for (size_t at = 2; at < strlen(bytes); at += 3) {
            send_part(bytes, at);
            send_part(bytes + at, strlen(bytes + at));
        }
    }
    browser_expect(&browser, &before);
    ck_assert_int_eq(requests(), asked);
    browser_press(&browser, "\033");
    browser_close(&browser);
}
END_TEST

/* It always draws something: it has acted then, and is not the beginning of what follows. */
static void press_escape(void) {
    browser_press(&browser, "\033");
}

/* The line waits longer than Escape does. Every view has some of them after an ESC that acted, and
 * one torn further on; with EFFORT_CI the views have all of them between them. Two more Escapes
 * leave a list as it was. */
START_TEST(what_is_torn_off_changes_nothing) {
    open_view(_i);
    int64_t asked = requests();
    for (size_t i = (size_t)_i; i < terminal_reply_count; i += VIEWS * effort_runs(12, 1, 1)) {
        const char *bytes = terminal_replies[i].bytes;
        size_t at = 2 + i % (strlen(bytes) - 2);
        struct buf before;
        press_escape();
        browser_send(&browser, bytes + 1);
        ck_assert(pty_wait_quiet(&browser.pty, TORN_MS));
        press_escape();
        press_escape();
        browser_keep(&browser, &before);
        press_escape();
        press_escape();
        browser_send(&browser, bytes + 1);
        ck_assert(pty_wait_quiet(&browser.pty, TORN_MS));
        send_part(bytes, at);
        ck_assert(pty_wait_quiet(&browser.pty, TORN_MS));
        browser_send(&browser, bytes + at);
        ck_assert(pty_wait_quiet(&browser.pty, TORN_MS));
        browser_expect(&browser, &before);
    }
    ck_assert_int_eq(requests(), asked);
    browser_close(&browser);
}
END_TEST

/* From row 5 of 20, on the terminal that is said to send it: the account that is selected then. */
static const struct {
    const char *term, *bytes, *account;
} keys[] = {
    {"TERM=xterm-256color", "\033[1~", "@chisel.by.kaethe"}, /* PuTTY */
    {"TERM=xterm", "\033[4~", "@seulgi1996"},                /* PuTTY */
    {"TERM=xterm", "\033Ow", "@seulgi1996"},                 /* PuTTY in its rxvt mode */
    {"TERM=rxvt-unicode-256color", "\033[7~", "@chisel.by.kaethe"},
    {"TERM=xterm-256color", "\033[8~", "@seulgi1996"}, /* rxvt */
    {"TERM=rxvt", "\033[7^", "@chisel.by.kaethe"},
    {"TERM=rxvt", "\033[b", "@omarpaw"},
    {"TERM=rxvt", "\033Ob", "@omarpaw"},
    {"TERM=rxvt", "\033Oa", "@eunchae.balcony"},
    {"TERM=linux", "\033[1~", "@chisel.by.kaethe"},
    {"TERM=linux", "\033[B", "@omarpaw"},
    {"TERM=vt220", "\033[4~", "@seulgi1996"},
    {"TERM=vt100", "\033[6~", "@behind.a.door"},
    {"TERM=ansi", "\033[6~", "@behind.a.door"},
    {"TERM=screen", "\033[1;5H", "@chisel.by.kaethe"},
    {"TERM=tmux-256color", "\033[1;5B", "@omarpaw"},
    {"TERM=xterm-256color", "\033[1;3A", "@eunchae.balcony"},
    {"TERM=xterm-256color", "\033\033OB", "@omarpaw"}, /* PuTTY, Alt */
    {"TERM=xterm-256color", "\033\033[A", "@eunchae.balcony"},
    {"TERM=xterm-256color", "\033Ow", "@chisel.by.kaethe"}, /* keypad */
    {"TERM=xterm-256color", "\033Oy", "@chisel.by.kaethe"},
    {"TERM=xterm-256color", "\033Or", "@omarpaw"},
    {"TERM=xterm-256color", "\033Oq", "@seulgi1996"},
    {"TERM=vt100", "\033Ox", "@eunchae.balcony"},
    {"TERM=xterm-kitty", "\033[110;5u", "@omarpaw"},
    {"TERM=xterm-256color", "\033[27;5;110~", "@omarpaw"},
    {"TERM=xterm-256color", "\033[57424u", "@seulgi1996"},
    {"TERM=eterm-without-description", "\033OB", "@omarpaw"},
};

START_TEST(keys_of_every_make) {
    open_browser(keys[_i].term, NULL, false);
    int64_t asked = requests();
    press_escape();
    browser_send(&browser, "jjjj");
    browser_wait(&browser, "@collects.everyone");
    browser_send(&browser, keys[_i].bytes);
    browser_wait(&browser, keys[_i].account);
    ck_assert_int_eq(requests(), asked);
    browser_close(&browser);
}
END_TEST

/* Words are edited as readline does. */
START_TEST(prompts_are_edited_as_by_readline) {
    open_browser("TERM=xterm-256color", NULL, false);
    int64_t asked = requests();
    browser_send(&browser, "@lena mond\033b\033dzoe\033[1;5D\027\031\031\033\177");
    browser_wait(&browser, "lena zoe");
    browser_send(&browser, "\033m\033j\033\r\033Ou");
    browser_wait(&browser, "lena 5zoe");
    browser_send(&browser, "\025\013\033[200~yui\nmond\r\n\033[201~end");
    browser_wait(&browser, "yui mondend");
    ck_assert_int_eq(requests(), asked);
    browser_press(&browser, "\033");
    browser_close(&browser);
}
END_TEST

static size_t count_of(const char *bytes) {
    size_t count = 0;
    browser_collect(&browser);
    for (const char *at = buf_text(&browser.all); (at = strstr(at, bytes)); at++)
        count++;
    return count;
}

/* A stop that gives the terminal back, and one that does not: what is saved is never its own. */
START_TEST(the_wheel_is_given_back) {
    int status = 0;
    open_browser("TERM=xterm-256color", NULL, true);
    ck_assert_uint_eq(count_of(WHEEL_SAVED PASTE_ON WHEEL_OFF), 1);
    ck_assert(pty_signal(&browser.pty, SIGSTOP));
    ck_assert(pty_wait_news(&browser.pty, &status, NEWS_MS) && WIFSTOPPED(status));
    ck_assert(pty_signal(&browser.pty, SIGCONT));
    ck_assert(pty_wait_news(&browser.pty, &status, NEWS_MS) && WIFCONTINUED(status));
    ck_assert(pty_wait_text(&browser.pty, WHEEL_OFF));
    ck_assert(pty_wait_quiet(&browser.pty, PTY_QUIET_MS));
    ck_assert_uint_eq(count_of(WHEEL_SAVED), 1);
    browser_send(&browser, "\032");
    ck_assert(pty_wait_news(&browser.pty, &status, NEWS_MS) && WIFSTOPPED(status));
    ck_assert(last_of(WHEEL_ON) > last_of(WHEEL_OFF));
    ck_assert(last_of(WHEEL_BACK) > last_of(WHEEL_ON));
    ck_assert(pty_signal(&browser.pty, SIGCONT));
    ck_assert(pty_wait_news(&browser.pty, &status, NEWS_MS) && WIFCONTINUED(status));
    ck_assert(pty_wait_text(&browser.pty, WHEEL_SAVED));
    ck_assert(pty_wait_quiet(&browser.pty, PTY_QUIET_MS));
    browser_send(&browser, "Q");
    ck_assert_int_eq(browser_wait_exit(&browser, PTY_DEADLINE_MS), 0);
    ck_assert_uint_eq(count_of(WHEEL_SAVED), 2);
    ck_assert_uint_eq(count_of(WHEEL_BACK), 2);
    ck_assert(last_of(WHEEL_ON) > last_of(WHEEL_OFF));
    ck_assert(last_of(WHEEL_BACK) > last_of(WHEEL_ON));
    browser_abandon(&browser);
}
END_TEST

static const char *const terms[] = {
    "TERM=xterm-256color", "TERM=screen", "TERM=tmux-256color", "TERM=rxvt",
    "TERM=linux",          "TERM=vt100",  "TERM=vt220",         "TERM=no-such-terminal"};

START_TEST(every_terminal_is_asked_for_brackets) {
    open_browser(terms[_i], NULL, true);
    ck_assert(has_sent(PASTE_ON));
    ck_assert(has_sent(WHEEL_OFF));
    ck_assert(!has_sent(META_AS_BIT));
    int64_t asked = requests();
    browser_send(&browser, "\033[200~mmm\rmm\033[201~");
    browser_wait(&browser, "Pasted text is ignored here");
    ck_assert(!browser_shows(&browser, "too soon"));
    browser_press(&browser, "o");
    browser_send(&browser, "\033[200~f\033[201~");
    ck_assert(pty_wait_quiet(&browser.pty, PTY_QUIET_MS));
    browser_wait(&browser, "f followers");
    browser_press(&browser, "\033");
    ck_assert_int_eq(requests(), asked);
    int status = 0;
    browser_send(&browser, "\032");
    ck_assert(pty_wait_news(&browser.pty, &status, NEWS_MS) && WIFSTOPPED(status));
    ck_assert(last_of(PASTE_OFF) > last_of(PASTE_ON));
    ck_assert(pty_signal(&browser.pty, SIGCONT));
    ck_assert(pty_wait_news(&browser.pty, &status, NEWS_MS) && WIFCONTINUED(status));
    ck_assert(pty_wait_text(&browser.pty, PASTE_ON));
    ck_assert(pty_wait_quiet(&browser.pty, PTY_QUIET_MS));
    browser_send(&browser, "Q");
    ck_assert_int_eq(browser_wait_exit(&browser, PTY_DEADLINE_MS), 0);
    ck_assert(last_of(PASTE_OFF) > last_of(PASTE_ON));
    browser_abandon(&browser);
}
END_TEST

/* Emacs shows what it does not know, whether or not its terminal is described here. */
START_TEST(emacs_is_sent_nothing_of_xterm) {
    static const char *const codes[] = {"\033[?2004", "\033[?1007", "\033[?1049", "\033]",
                                        "\033[22;2t"};
    open_browser(_i ? "TERM=eterm-color" : "TERM=eterm-without-description", NULL, false);
    if (!_i)
        browser_wait(&browser, "vt100 is assumed");
    browser_press(&browser, "j");
    browser_send(&browser, "Q");
    ck_assert_int_eq(browser_wait_exit(&browser, PTY_DEADLINE_MS), 0);
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        ck_assert_msg(!has_sent(codes[i]), "%s", codes[i] + 1);
    browser_abandon(&browser);
}
END_TEST

/* `ESC [ 7 9 b` repeats a character, on terminals that know it. */
static bool has_repetition(const char *text) {
    for (; (text = strstr(text, "\033[")); text++) {
        size_t digits = strspn(text + 2, "0123456789");
        if (digits && text[2 + digits] == 'b')
            return true;
    }
    return false;
}

START_TEST(nothing_is_repeated_by_the_terminal) {
    open_browser(_i ? "TERM=xterm-256color" : "TERM=xterm", "--ascii", false);
    static const char *const seen[] = {"?", "?", "$", "q", "d", "d", "z", "z"};
    for (size_t i = 0; i < sizeof seen / sizeof *seen; i++)
        browser_press(&browser, seen[i]);
    browser_redraw(&browser);
    browser_collect(&browser);
    ck_assert(!has_repetition(buf_text(&browser.all)));
    browser_close(&browser);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("terminal_replies");
    TCase *tc = tcase_create("replies");
    tcase_set_timeout(tc, TIMEOUT_S);
    run_sample(tc, replies_change_nothing, 0, VIEWS, 2);
    tcase_add_loop_test(tc, what_is_torn_off_changes_nothing, 0, VIEWS);
    run_sample(tc, keys_of_every_make, 0, sizeof keys / sizeof *keys, 5);
    tcase_add_test(tc, prompts_are_edited_as_by_readline);
    run_sample(tc, every_terminal_is_asked_for_brackets, 0, sizeof terms / sizeof *terms, 3);
    tcase_add_test(tc, the_wheel_is_given_back);
    tcase_add_loop_test(tc, emacs_is_sent_nothing_of_xterm, 0, 2);
    tcase_add_loop_test(tc, nothing_is_repeated_by_the_terminal, 0, 2);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
