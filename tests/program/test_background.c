/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program at a terminal that is asked for its background: it answers at once, late, in pieces,
 * again, or with something else. The colours fit, no key comes of it, and nothing is bought. */
#include "tests/support/browser.h"
#include "tests/support/run.h"

#include <check.h>
#include <string.h>

enum { TIMEOUT_S = 60, TORN_MS = 80, LATE_MS = 1100, PIECES = 4 };

#define QUESTION      "\033]11;?\007"
#define TEXT_QUESTION "\033]10;?\007"
#define DARK_ACCENT   "\033[38;5;80m"
#define PALE_ACCENT   "\033[38;5;24m"

static struct browser browser;

static void open_browser(const char *option, const char *variable) {
    const char *const words[] = {"--no-prefetch", "@zoe.flores", option, NULL};
    const char *const environment[] = {variable, NULL};
    struct browser_config config;
    browser_config_init(&config);
    config.words = words;
    config.pty.environment = environment;
    browser_open(&browser, &config);
}

/* The profile and a page, and nothing else. */
static void expect_nothing_bought(void) {
    struct sandbox_child_bill bill;
    ck_assert(sandbox_child_read_bill(&browser.sandbox, &bill));
    ck_assert_int_eq(bill.requests, 2);
    ck_assert(browser_shows(&browser, "20 of 412 loaded"));
}

/* What is on the screen, drawn afresh. */
static bool has(const char *bytes) {
    browser_redraw(&browser);
    return strstr(buf_text(&browser.screen), bytes) != NULL;
}

static void expect_accent(const char *accent) {
    ck_assert_int_eq(has(DARK_ACCENT), accent && !strcmp(accent, DARK_ACCENT));
    ck_assert_int_eq(has(PALE_ACCENT), accent && !strcmp(accent, PALE_ACCENT));
}

static const struct {
    const char *pieces[PIECES], *accent;
} answers[] = {
    {{"\033]11;rgb:0000/2b2b/3636\007"}, DARK_ACCENT},
    {{"\033]11;rgb:fdfd/f6f6/e3e3\033\\"}, PALE_ACCENT},
    {{"\033]", "11;rgb:fdfd/f", "6f6/e3e3\033", "\\"}, PALE_ACCENT},
    {{"\033]11;rgb:0/0/0\007\033]11;rgb:ffff/ffff/ffff\007"}, DARK_ACCENT},
    {{"\033]11;rgb:8080/8080/8080\007"}, NULL},
    {{"\033]11;rgb:m\rl\rL\rm\007", "\033]11;rgb:0/0/0\007"}, NULL},
    {{"\033]11;m\n\t\033", "]11;lmR\007"}, NULL},
    {{"\033]11;rgb:0/0/0", "\030"}, NULL},
    {{"\033]10;rgb:0/0/0\007\033P1$rm\033\\\033[?62;22c"}, NULL},
};

START_TEST(an_answer_sets_the_colours) {
    open_browser(NULL, NULL);
    ck_assert(pty_wait_text(&browser.pty, QUESTION));
    for (size_t i = 0; i < PIECES && answers[_i].pieces[i]; i++) {
        browser_send(&browser, answers[_i].pieces[i]);
        pty_wait_quiet(&browser.pty, TORN_MS);
    }
    browser_wait(&browser, "20 of 412 loaded");
    expect_accent(answers[_i].accent);
    expect_nothing_bought();
    browser_close(&browser);
}
END_TEST

/* The colour of text, asked for once the background is known to be light. */
static const struct {
    const char *pieces[PIECES];
    bool is_own;
} texts[] = {
    {{"\033]10;rgb:0000/0000/0000\007"}, true},
    {{"\033]", "10;rgb:0000/0", "000/0000\033", "\\"}, true},
    {{"\033]10;rgb:6565/7b7b/8383\007"}, false},
    {{"\033]10;rgb:m\rl\rL\rm\007", "\033]10;rgb:0/0/0\007"}, false},
    {{"\033]10;m\n\t\033", "]10;lmR\007"}, false},
    {{"\033]10;rgb:0/0/0", "\030"}, false},
    {{"\033]11;rgb:0/0/0\007\033P1$rm\033\\\033[?62;22c"}, false},
};

START_TEST(an_answer_sets_the_text) {
    open_browser(NULL, NULL);
    ck_assert(pty_wait_text(&browser.pty, QUESTION));
    browser_send(&browser, "\033]11;rgb:ffff/ffff/ffff\007");
    ck_assert(pty_wait_text(&browser.pty, TEXT_QUESTION));
    for (size_t i = 0; i < PIECES && texts[_i].pieces[i]; i++) {
        browser_send(&browser, texts[_i].pieces[i]);
        pty_wait_quiet(&browser.pty, TORN_MS);
    }
    browser_wait(&browser, "20 of 412 loaded");
    expect_accent(PALE_ACCENT);
    ck_assert_int_eq(!has("38;5;16m"), texts[_i].is_own);
    expect_nothing_bought();
    browser_close(&browser);
}
END_TEST

START_TEST(a_late_answer_sets_nothing) {
    open_browser(NULL, NULL);
    ck_assert(pty_wait_text(&browser.pty, QUESTION));
    browser_wait(&browser, "20 of 412 loaded");
    ck_assert(pty_wait_quiet(&browser.pty, LATE_MS));
    browser_collect(&browser);
    browser_send(&browser, "\033]11;rgb:ffff/ffff/ffff\007");
    ck_assert(pty_wait_quiet(&browser.pty, TORN_MS));
    ck_assert_uint_eq(browser.pty.out.len, 0);
    expect_accent(NULL);
    expect_nothing_bought();
    browser_close(&browser);
}
END_TEST

/* It is only asked for where it matters. */
START_TEST(who_has_chosen_is_not_asked) {
    static const struct {
        const char *option, *variable;
    } choices[] = {{"--theme=dark", NULL},
                   {"--theme=mono", NULL},
                   {"--no-color", NULL},
                   {NULL, "NO_COLOR=1"},
                   {NULL, "TERM=vt220"}};
    open_browser(choices[_i].option, choices[_i].variable);
    ck_assert(pty_wait_text(&browser.pty, "chisel.by.kaethe"));
    ck_assert(pty_wait_quiet(&browser.pty, PTY_QUIET_MS));
    ck_assert(!strstr(buf_text(&browser.pty.out), "\033]11;"));
    browser_send(&browser, "Q");
    ck_assert_int_eq(browser_wait_exit(&browser, PTY_DEADLINE_MS), 0);
    browser_abandon(&browser);
}
END_TEST

/* The shell does not get what the terminal answers to the program, and gets what was typed for it.
 */
static const struct {
    const char *seen, *typed, *left;
} ends[] = {
    {QUESTION, "Q\033]11;rgb:ffff/ffff/ffff\007", "left 0."},
    {"chisel.by.kaethe", "Qls", "left 2."},
    {"chisel.by.kaethe", "Q", "left 0."},
};

START_TEST(the_shell_gets_no_answer) {
    struct browser_config config;
    browser_config_init(&config);
    config.pty.shell = "\"$@\"; stty -icanon min 0 time 3; "
                       "echo \"left $(dd bs=64 count=1 2>/dev/null | wc -c).\"";
    browser_open(&browser, &config);
    ck_assert(pty_wait_text(&browser.pty, ends[_i].seen));
    browser_send(&browser, ends[_i].typed);
    ck_assert_int_eq(browser_wait_exit(&browser, PTY_DEADLINE_MS), 0);
    ck_assert(strstr(buf_text(&browser.all), ends[_i].left) != NULL);
    browser_abandon(&browser);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("background");
    TCase *tc = tcase_create("background");
    tcase_set_timeout(tc, TIMEOUT_S);
    run_sample(tc, an_answer_sets_the_colours, 0, sizeof answers / sizeof *answers, 3);
    run_sample(tc, an_answer_sets_the_text, 0, sizeof texts / sizeof *texts, 3);
    tcase_add_test(tc, a_late_answer_sets_nothing);
    tcase_add_loop_test(tc, who_has_chosen_is_not_asked, 0, 5);
    tcase_add_loop_test(tc, the_shell_gets_no_answer, 0, sizeof ends / sizeof *ends);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
